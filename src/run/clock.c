/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/clock.h"

#include <time.h>

/* Every event asks for the time, so asking takes no lock: readers retry while a writer is at it (a sequence lock). The fields
 * are shared: written under the mutex between two changes of version, read with
 * loads that acquire, so that none moves behind the second look at version. */
struct _ZoeClock
{
  GMutex writers;
  guint  version;      /* odd while a writer is at it */
  gint64 real_base;    /* at this real time ... */
  gint64 base;         /* ... it was this scenario time */
  double rate;
  gint   held;
  gint   started;
};

typedef struct
{
  gint64 real_base;
  gint64 base;
  double rate;
  gint   moving;
  gint64 real_now;     /* taken while no writer was at it: later, another rate may hold */
} Reading;

/**
 * zoe_real_now:
 *
 * Returns: the machine's monotonic time, ns
 */
gint64
zoe_real_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * ZOE_NS_PER_S + now.tv_nsec;
}

static Reading
read_clock (ZoeClock *clock)
{
  Reading reading;
  guint before, after;

  do
    {
      gint held, started;

      before = __atomic_load_n (&clock->version, __ATOMIC_ACQUIRE);
      reading.real_base = __atomic_load_n (&clock->real_base, __ATOMIC_ACQUIRE);
      reading.base = __atomic_load_n (&clock->base, __ATOMIC_ACQUIRE);
      __atomic_load (&clock->rate, &reading.rate, __ATOMIC_ACQUIRE);
      held = __atomic_load_n (&clock->held, __ATOMIC_ACQUIRE);
      started = __atomic_load_n (&clock->started, __ATOMIC_ACQUIRE);
      reading.moving = started && !held;
      reading.real_now = zoe_real_now ();
      after = __atomic_load_n (&clock->version, __ATOMIC_RELAXED);
    }
  while (before != after || (before & 1));
  return reading;
}

static gint64
time_of (Reading reading)
{
  if (!reading.moving)
    return reading.base;
  if (reading.rate == 1)
    return reading.base + (reading.real_now - reading.real_base);
  return reading.base + (gint64) ((reading.real_now - reading.real_base) * reading.rate);
}

static void
write_begin (ZoeClock *clock)
{
  g_mutex_lock (&clock->writers);
  __atomic_add_fetch (&clock->version, 1, __ATOMIC_ACQ_REL);
}

static void
write_end (ZoeClock *clock)
{
  __atomic_add_fetch (&clock->version, 1, __ATOMIC_RELEASE);
  g_mutex_unlock (&clock->writers);
}

/* Makes now the base, so that what changes next changes only what is to come. */
static void
rebase (ZoeClock *clock)
{
  Reading reading = { clock->real_base, clock->base, clock->rate, clock->started && !clock->held, zoe_real_now () };

  __atomic_store_n (&clock->base, time_of (reading), __ATOMIC_RELEASE);
  __atomic_store_n (&clock->real_base, reading.real_now, __ATOMIC_RELEASE);
}

/**
 * zoe_clock_new:
 * @rate: scenario seconds per real second
 *
 * Returns: a clock that stands at 0 until zoe_clock_start()
 */
ZoeClock *
zoe_clock_new (double rate)
{
  ZoeClock *clock = g_new0 (ZoeClock, 1);

  g_mutex_init (&clock->writers);
  clock->rate = rate;
  return clock;
}

void
zoe_clock_free (ZoeClock *clock)
{
  g_mutex_clear (&clock->writers);
  g_free (clock);
}

void
zoe_clock_start (ZoeClock *clock)
{
  gint yes = 1;

  write_begin (clock);
  rebase (clock);
  __atomic_store (&clock->started, &yes, __ATOMIC_RELEASE);
  write_end (clock);
}

/**
 * zoe_clock_now:
 *
 * Returns: scenario time since the start, ns
 */
gint64
zoe_clock_now (ZoeClock *clock)
{
  return time_of (read_clock (clock));
}

/**
 * zoe_clock_real_until:
 * @deadline_ns: a scenario time
 *
 * Returns: how long that is from now in real time as the clock goes now, ns; 0 if it has come; -1 if the clock stands
 */
gint64
zoe_clock_real_until (ZoeClock *clock, gint64 deadline_ns)
{
  Reading reading = read_clock (clock);
  gint64 left = deadline_ns - time_of (reading);
  double real;

  if (left <= 0)
    return 0;
  if (!reading.moving)
    return -1;
  /* One too many, or rounding down would wake the waiter a moment early, again and again. */
  real = left / reading.rate + 1;
  return real > 3600.0 * ZOE_NS_PER_S ? 3600 * ZOE_NS_PER_S : (gint64) real;
}

void
zoe_clock_set_rate (ZoeClock *clock, double rate)
{
  write_begin (clock);
  rebase (clock);
  __atomic_store (&clock->rate, &rate, __ATOMIC_RELEASE);
  write_end (clock);
}

double
zoe_clock_get_rate (ZoeClock *clock)
{
  return read_clock (clock).rate;
}

void
zoe_clock_set_held (ZoeClock *clock, gboolean held)
{
  gint value = held != FALSE;

  write_begin (clock);
  rebase (clock);
  __atomic_store (&clock->held, &value, __ATOMIC_RELEASE);
  write_end (clock);
}

gboolean
zoe_clock_is_held (ZoeClock *clock)
{
  return __atomic_load_n (&clock->held, __ATOMIC_ACQUIRE);
}

/**
 * zoe_clock_jump_to:
 *
 * Returns: how far the clock jumped forward, ns; 0 if that time has come already
 */
gint64
zoe_clock_jump_to (ZoeClock *clock, gint64 time_ns)
{
  gint64 jumped = 0;

  write_begin (clock);
  rebase (clock);
  if (time_ns > clock->base)
    {
      jumped = time_ns - clock->base;
      __atomic_store_n (&clock->base, time_ns, __ATOMIC_RELEASE);
    }
  write_end (clock);
  return jumped;
}
