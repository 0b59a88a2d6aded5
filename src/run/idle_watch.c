/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/idle_watch.h"

#include <unistd.h>

/* A thread that may not tell events: what it finds is left to the run's own thread. */
#define FINDER_NOBODY (G_MAXUINT - 1)

typedef enum
{
  WAITER_ABSENT,    /* has left, or never came */
  WAITER_STANDING,  /* at the gate, which will open: steady while time is held, about to go on when it is not */
  WAITER_BUSY,
  WAITER_WAITING,
} WaiterPhase;

typedef struct
{
  WaiterPhase phase;
  int         wake_fd;
  gint64      deadline_ns;
  guint       looked;       /* the last round it found nothing in */
  gboolean    sees_nothing; /* it waits for time alone */
  gint        disturbed;    /* atomic: something else was done to it meanwhile, which it must see first */
} Waiter;

struct _ZoeIdleWatch
{
  ZoeClock    *clock;
  ZoeTraffic  *traffic;
  ZoeIdleFunc  func;
  gpointer     data;
  GMutex       lock;          /* guards all below; round is also read without it */
  Waiter      *waiters;
  guint        n_waiters;
  guint        n_present;
  guint        n_waiting;
  guint        n_standing;    /* not among those present */
  gboolean     enabled;
  guint        round;         /* counts up with every "look once more"; odd: first time around, even: second */
  guint        n_looked;      /* waiters that found nothing in this round */
  gint64       limit_ns;      /* the run's own deadline */
  gint64       recheck_at;    /* real time; 0 = no need */
};

/**
 * zoe_wake:
 *
 * Ends a wait on the eventfd's thread.
 */
void
zoe_wake (int wake_fd)
{
  guint64 one = 1;

  if (wake_fd >= 0 && write (wake_fd, &one, sizeof one) < 0)
    g_debug ("An eventfd is full, so its thread is awake already");
}

static gint64
earliest_deadline (ZoeIdleWatch *watch)
{
  gint64 earliest = watch->limit_ns;

  for (guint i = 0; i < watch->n_waiters; i++)
    if (watch->waiters[i].phase == WAITER_WAITING)
      earliest = MIN (earliest, watch->waiters[i].deadline_ns);
  return earliest;
}

static void
wake_due (ZoeIdleWatch *watch, gint64 now)
{
  for (guint i = 0; i < watch->n_waiters; i++)
    if (watch->waiters[i].phase == WAITER_WAITING && watch->waiters[i].deadline_ns <= now)
      zoe_wake (watch->waiters[i].wake_fd);
}

/* Somebody's time has come, but his thread has yet to wake. */
static gboolean
is_anybody_due (ZoeIdleWatch *watch, gint64 now)
{
  for (guint i = 0; i < watch->n_waiters; i++)
    if (watch->waiters[i].phase == WAITER_WAITING && watch->waiters[i].deadline_ns <= now)
      return TRUE;
  return FALSE;
}

/* Everybody has looked and found nothing. */
static void
conclude (ZoeIdleWatch *watch, guint finder)
{
  gint64 earliest, jumped, now;

  if (!zoe_traffic_is_settled (watch->traffic, &watch->recheck_at))
    return;
  watch->recheck_at = 0;
  if (zoe_clock_is_held (watch->clock))
    {
      now = zoe_clock_now (watch->clock);
      if (is_anybody_due (watch, now))
        wake_due (watch, now);
      else
        watch->func (ZOE_IDLE_STEADY, finder, 0, watch->data);
      return;
    }
  if (watch->n_standing > 0)
    return;
  earliest = earliest_deadline (watch);
  if (earliest == ZOE_NO_DEADLINE)
    {
      watch->func (ZOE_IDLE_STUCK, finder, 0, watch->data);
      return;
    }
  jumped = zoe_clock_jump_to (watch->clock, earliest);
  if (jumped > 0)
    watch->func (ZOE_IDLE_JUMPED, finder, jumped, watch->data);
  wake_due (watch, earliest);
}

static void start_round (ZoeIdleWatch *watch, gboolean first_time_around, guint finder);

/* Everybody has looked in this round. */
static void
end_round (ZoeIdleWatch *watch, guint finder)
{
  if (watch->round & 1)
    start_round (watch, FALSE, finder);
  else if (finder == FINDER_NOBODY)
    watch->recheck_at = zoe_real_now ();
  else
    conclude (watch, finder);
}

/* Asks all waiters to look once more. Who waits for time alone has nothing to look at; his waking would only cost. */
static void
start_round (ZoeIdleWatch *watch, gboolean first_time_around, guint finder)
{
  guint next = watch->round + 1;

  if ((next & 1) != (first_time_around ? 1 : 0))
    next++;
  watch->n_looked = 0;
  __atomic_store_n (&watch->round, next, __ATOMIC_RELEASE);
  for (guint i = 0; i < watch->n_waiters; i++)
    {
      Waiter *waiter = &watch->waiters[i];

      if (waiter->phase != WAITER_WAITING)
        continue;
      if (waiter->sees_nothing && !__atomic_load_n (&waiter->disturbed, __ATOMIC_ACQUIRE))
        {
          waiter->looked = next;
          watch->n_looked++;
        }
      else
        {
          zoe_wake (waiter->wake_fd);
        }
    }
  if (watch->n_looked == watch->n_present)
    end_round (watch, finder);
}

static void
start_if_all_wait (ZoeIdleWatch *watch, guint finder)
{
  if (!watch->enabled || watch->n_waiting < watch->n_present)
    return;
  if (watch->n_present > 0)
    start_round (watch, TRUE, finder);
  else if (finder == FINDER_NOBODY)
    watch->recheck_at = zoe_real_now ();
  else
    conclude (watch, finder);
}

/**
 * zoe_idle_watch_new:
 * @n_waiters: how many may wait, numbered from 0; all count as present and busy
 */
ZoeIdleWatch *
zoe_idle_watch_new (ZoeClock *clock, ZoeTraffic *traffic, guint n_waiters, ZoeIdleFunc func, gpointer data)
{
  ZoeIdleWatch *watch = g_new0 (ZoeIdleWatch, 1);

  watch->clock = clock;
  watch->traffic = traffic;
  watch->func = func;
  watch->data = data;
  watch->n_waiters = n_waiters;
  watch->n_present = n_waiters;
  watch->waiters = g_new0 (Waiter, n_waiters);
  for (guint i = 0; i < n_waiters; i++)
    watch->waiters[i] = (Waiter) { .phase = WAITER_BUSY, .wake_fd = -1 };
  watch->limit_ns = ZOE_NO_DEADLINE;
  g_mutex_init (&watch->lock);
  return watch;
}

void
zoe_idle_watch_free (ZoeIdleWatch *watch)
{
  g_mutex_clear (&watch->lock);
  g_free (watch->waiters);
  g_free (watch);
}

void
zoe_idle_watch_set_wake (ZoeIdleWatch *watch, guint waiter, int wake_fd)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  watch->waiters[waiter].wake_fd = wake_fd;
}

/**
 * zoe_idle_watch_set_limit:
 *
 * Time may jump to this deadline of the run itself, but not beyond it. Whatever was found out before does not count any more: what
 * was due at the former limit has changed the world.
 */
void
zoe_idle_watch_set_limit (ZoeIdleWatch *watch, gint64 deadline_ns)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  watch->limit_ns = deadline_ns;
  start_if_all_wait (watch, FINDER_NOBODY);
}

void
zoe_idle_watch_set_enabled (ZoeIdleWatch *watch, gboolean enabled)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  watch->enabled = enabled;
  start_if_all_wait (watch, FINDER_NOBODY);
}

/**
 * zoe_idle_watch_begin:
 * @deadline_ns: scenario time at which the wait ends by itself; %ZOE_NO_DEADLINE if it does not
 * @sees_nothing: it waits for no socket, so there is nothing to look at
 *
 * A node found nothing to do and waits.
 */
void
zoe_idle_watch_begin (ZoeIdleWatch *watch, guint waiter, gint64 deadline_ns, gboolean sees_nothing)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  watch->waiters[waiter].phase = WAITER_WAITING;
  watch->waiters[waiter].deadline_ns = deadline_ns;
  watch->waiters[waiter].sees_nothing = sees_nothing;
  watch->n_waiting++;
  start_if_all_wait (watch, waiter);
}

/**
 * zoe_idle_watch_get_round:
 *
 * Returns: the round that is on; take it before looking, and say it with zoe_idle_watch_found_nothing()
 */
guint
zoe_idle_watch_get_round (ZoeIdleWatch *watch)
{
  return __atomic_load_n (&watch->round, __ATOMIC_ACQUIRE);
}

/**
 * zoe_idle_watch_found_nothing:
 * @round: the round that was on before the waiter looked
 */
void
zoe_idle_watch_found_nothing (ZoeIdleWatch *watch, guint waiter, guint round)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  if (!watch->enabled || round != watch->round || watch->waiters[waiter].looked == round
      || watch->n_waiting < watch->n_present)
    return;
  watch->waiters[waiter].looked = round;
  if (++watch->n_looked < watch->n_present)
    return;
  end_round (watch, waiter);
}

void
zoe_idle_watch_end (ZoeIdleWatch *watch, guint waiter)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  watch->waiters[waiter].phase = WAITER_BUSY;
  __atomic_store_n (&watch->waiters[waiter].disturbed, 0, __ATOMIC_RELEASE);
  watch->n_waiting--;
  /* Whoever looked in this round looked too early. */
  __atomic_store_n (&watch->round, watch->round + 2, __ATOMIC_RELEASE);
  watch->n_looked = 0;
}

static void
go_away (ZoeIdleWatch *watch, guint waiter, WaiterPhase phase)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  if (watch->waiters[waiter].phase != WAITER_BUSY)
    return;
  watch->waiters[waiter].phase = phase;
  watch->n_present--;
  watch->n_standing += phase == WAITER_STANDING ? 1 : 0;
  start_if_all_wait (watch, waiter);
}

/**
 * zoe_idle_watch_stand:
 *
 * A node stands at the gate. Call while it does not wait.
 */
void
zoe_idle_watch_stand (ZoeIdleWatch *watch, guint waiter)
{
  go_away (watch, waiter, WAITER_STANDING);
}

/**
 * zoe_idle_watch_leave:
 *
 * A node is done, or frozen: nobody waits for it. Call while it does not wait.
 */
void
zoe_idle_watch_leave (ZoeIdleWatch *watch, guint waiter)
{
  go_away (watch, waiter, WAITER_ABSENT);
}

/**
 * zoe_idle_watch_come_back:
 *
 * A node that stood or left counts again, as busy.
 */
void
zoe_idle_watch_come_back (ZoeIdleWatch *watch, guint waiter)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  if (watch->waiters[waiter].phase != WAITER_ABSENT && watch->waiters[waiter].phase != WAITER_STANDING)
    return;
  watch->n_standing -= watch->waiters[waiter].phase == WAITER_STANDING ? 1 : 0;
  watch->waiters[waiter].phase = WAITER_BUSY;
  watch->n_present++;
}

/**
 * zoe_idle_watch_disturb:
 *
 * Something is done to a waiter that it must see before time goes on. Any thread, under whatever lock.
 */
void
zoe_idle_watch_disturb (ZoeIdleWatch *watch, guint waiter)
{
  __atomic_store_n (&watch->waiters[waiter].disturbed, 1, __ATOMIC_RELEASE);
}

/**
 * zoe_idle_watch_get_earliest:
 *
 * Returns: the next deadline of anybody, scenario time; %ZOE_NO_DEADLINE if there is none
 */
gint64
zoe_idle_watch_get_earliest (ZoeIdleWatch *watch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  return earliest_deadline (watch);
}

/**
 * zoe_idle_watch_wake_due:
 *
 * Wakes the waiters whose deadline has come, after the clock was moved by hand.
 */
void
zoe_idle_watch_wake_due (ZoeIdleWatch *watch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  wake_due (watch, zoe_clock_now (watch->clock));
}

/**
 * zoe_idle_watch_ask_again:
 *
 * Has everybody look once more, since something else than a message may have changed what they find. Call only while the clock is
 * held: then nothing comes of it but the news that all is steady.
 */
void
zoe_idle_watch_ask_again (ZoeIdleWatch *watch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  start_if_all_wait (watch, ZOE_IDLE_LAB_THREAD);
}

/**
 * zoe_idle_watch_recheck:
 *
 * Looks whether a jump that was put off (something was under way over a network) can be tried again. Call on the run's own thread.
 *
 * Returns: the real time at which to call again; 0 if there is no need
 */
gint64
zoe_idle_watch_recheck (ZoeIdleWatch *watch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->lock);

  if (watch->recheck_at != 0 && zoe_real_now () >= watch->recheck_at)
    {
      watch->recheck_at = 0;
      start_if_all_wait (watch, ZOE_IDLE_LAB_THREAD);
    }
  return watch->recheck_at;
}
