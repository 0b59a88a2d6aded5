/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/recorder.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "model/duration.h"
#include "trace/ring.h"
#include "trace/trace_writer.h"

#define WINDOW         16384                    /* events put into order at once */
#define INSERT_MOST    4096                     /* events inserted at once */
#define NAP_NS         (10 * ZOE_NS_PER_MS)     /* lets a few events come together */
#define NAPS_TO_SLEEP  20                       /* so many in vain, and the recorder sleeps until it is woken */
#define COMMIT_AFTER   (50 * ZOE_NS_PER_MS)     /* what a reader lags behind a busy run at most */
#define COUNT_AFTER    (1000 * ZOE_NS_PER_MS)   /* how often the waits are noted down */
#define FULL_WAIT      (20 * ZOE_NS_PER_MS)     /* a thread at a full ring looks again at the latest then */

typedef enum
{
  AWAKE,
  NAPPING,     /* a ring that is half full is reason to be woken */
  SLEEPING,    /* any event is */
} Rest;

struct _ZoeRecorder
{
  char           *path;
  guint           n_lanes;
  ZoeRing       **rings;

  /* The recorder thread's own. */
  pthread_t       thread;
  gboolean        started;
  ZoeTraceWriter *writer;
  ZoeRingEntry   *window;        /* events found in the rings, at their sequence modulo WINDOW */
  guint64         next;          /* sequence the file goes on with */
  GArray         *frames;
  GArray         *sizes;
  guint64         seen;          /* the greatest sequence found in the rings */
  gboolean        seen_all;      /* the last look left nothing in them */
  gint64          opened_ns;     /* when the transaction began */
  gint64          counted_ns;
  gboolean        failed;        /* events are thrown away */

  pthread_mutex_t mutex;
  pthread_cond_t  wake;          /* the recorder waits here for events */
  pthread_cond_t  space;         /* others wait here for room in their ring */
  pthread_cond_t  flushed;       /* others wait here for what they told to be in the file */
  guint           n_asked;       /* under the mutex: how often that was asked for ... */
  guint           n_flushed;     /* ... and how many of these askings are answered */
  GHashTable     *meta;          /* under the mutex: to be written */
  gboolean        finishing;     /* under the mutex */
  GError         *error;         /* under the mutex: what went wrong first */

  atomic_int      rest;          /* Rest */
  atomic_int      n_waiting;     /* threads at a full ring */
  atomic_ullong   n_events;
  atomic_ullong   n_lost;
  atomic_ullong   n_waits;
  atomic_llong    waited_ns;
};

static gint64
get_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * ZOE_NS_PER_S + now.tv_nsec;
}

static void
wait_until (pthread_cond_t *condition, pthread_mutex_t *mutex, gint64 until_ns)
{
  struct timespec until = { until_ns / ZOE_NS_PER_S, until_ns % ZOE_NS_PER_S };

  pthread_cond_timedwait (condition, mutex, &until);
}

static void
wake (ZoeRecorder *recorder)
{
  pthread_mutex_lock (&recorder->mutex);
  atomic_store (&recorder->rest, AWAKE);
  pthread_cond_signal (&recorder->wake);
  pthread_mutex_unlock (&recorder->mutex);
}

/* Finds what has come into the rings.
 *
 * Returns: how many events follow on each other without a gap: a gap is a thread that has taken its number and not written its
 *   event yet. It never waits for room meanwhile: what it wrote before has smaller numbers and goes into the file without it. */
static guint
look (ZoeRecorder *recorder)
{
  ZoeRingEntry entry;
  guint n = 0;

  for (guint i = 0; i < recorder->n_lanes; i++)
    zoe_ring_look (recorder->rings[i]);
  recorder->seen_all = TRUE;
  for (guint i = 0; i < recorder->n_lanes; i++)
    {
      while (zoe_ring_peek (recorder->rings[i], &entry) && entry.event->sequence < recorder->next + WINDOW)
        {
          recorder->window[entry.event->sequence % WINDOW] = entry;
          recorder->seen = MAX (recorder->seen, entry.event->sequence);
          zoe_ring_skip (recorder->rings[i]);
        }
      if (zoe_ring_peek (recorder->rings[i], &entry))
        recorder->seen_all = FALSE;
    }
  while (n < WINDOW && recorder->window[(recorder->next + n) % WINDOW].event != NULL)
    n++;
  return n;
}

/* Copies the next events out of the rings, whose room is free again before SQLite has begun. */
static void
take (ZoeRecorder *recorder, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      ZoeRingEntry *entry = &recorder->window[recorder->next % WINDOW];

      if (!recorder->failed)
        {
          guint n_frames = zoe_ring_read_frames (entry, recorder->frames, recorder->sizes);

          zoe_trace_writer_add (recorder->writer, entry->event, (const ZoeFrame *) recorder->frames->data,
                                (const guint32 *) recorder->sizes->data, n_frames);
        }
      entry->event = NULL;
      recorder->next++;
    }
  for (guint i = 0; i < recorder->n_lanes; i++)
    zoe_ring_release (recorder->rings[i], recorder->next);
  if (atomic_load (&recorder->n_waiting) > 0)
    {
      pthread_mutex_lock (&recorder->mutex);
      pthread_cond_broadcast (&recorder->space);
      pthread_mutex_unlock (&recorder->mutex);
    }
}

static void
note_failure (ZoeRecorder *recorder, GError *error)
{
  recorder->failed = TRUE;
  pthread_mutex_lock (&recorder->mutex);
  if (recorder->error == NULL)
    recorder->error = error;
  else
    g_error_free (error);
  pthread_mutex_unlock (&recorder->mutex);
}

static gboolean
write_counts (ZoeRecorder *recorder, GError **error)
{
  char waits[24], waited[24];

  g_snprintf (waits, sizeof waits, "%llu", atomic_load (&recorder->n_waits));
  g_snprintf (waited, sizeof waited, "%lld", atomic_load (&recorder->waited_ns));
  recorder->counted_ns = get_now ();
  return zoe_trace_writer_set_meta (recorder->writer, "recorder-waits", waits, error)
         && zoe_trace_writer_set_meta (recorder->writer, "recorder-waited-ns", waited, error);
}

static gboolean
write_meta (ZoeRecorder *recorder, GError **error)
{
  g_autoptr (GHashTable) meta = NULL;
  GHashTableIter iter;
  gpointer key, value;

  pthread_mutex_lock (&recorder->mutex);
  meta = g_steal_pointer (&recorder->meta);
  pthread_mutex_unlock (&recorder->mutex);
  if (meta == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, meta);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!zoe_trace_writer_set_meta (recorder->writer, key, value, error))
      return FALSE;
  return TRUE;
}

/* Brings the next n events into the file. */
static gboolean
record (ZoeRecorder *recorder, guint n, GError **error)
{
  while (n > 0)
    {
      guint part = MIN (n, MIN (INSERT_MOST, zoe_trace_writer_until_keyframe (recorder->writer)));

      take (recorder, part);
      n -= part;
      if (recorder->opened_ns == 0)
        recorder->opened_ns = get_now ();
      if (!zoe_trace_writer_insert (recorder->writer, error))
        return FALSE;
      atomic_fetch_add (&recorder->n_events, part);
    }
  return TRUE;
}

static gboolean
commit (ZoeRecorder *recorder, GError **error)
{
  if (zoe_trace_writer_is_open (recorder->writer) && get_now () - recorder->counted_ns > COUNT_AFTER
      && !write_counts (recorder, error))
    return FALSE;
  recorder->opened_ns = 0;
  return zoe_trace_writer_commit (recorder->writer, error);
}

/* Sleeps until there may be something to do; not at all if a flush was asked for since @n_asked was read.
 *
 * Returns: %FALSE if the recorder is to end once the rings are empty */
static gboolean
rest (ZoeRecorder *recorder, guint *n_naps, guint n_asked)
{
  Rest how;
  gint64 until = get_now () + NAP_NS;
  gboolean go_on;

  pthread_mutex_lock (&recorder->mutex);
  go_on = !recorder->finishing;
  how = *n_naps < NAPS_TO_SLEEP || recorder->n_asked != recorder->n_flushed ? NAPPING : SLEEPING;
  if (go_on && recorder->n_asked == n_asked)
    {
      gboolean empty = TRUE;

      atomic_store (&recorder->rest, how);
      for (guint i = 0; i < recorder->n_lanes && empty && how == SLEEPING; i++)
        empty = zoe_ring_is_empty (recorder->rings[i]);
      while (atomic_load (&recorder->rest) != AWAKE && !recorder->finishing && recorder->meta == NULL && empty)
        {
          if (how == SLEEPING)
            pthread_cond_wait (&recorder->wake, &recorder->mutex);
          else if (get_now () < until)
            wait_until (&recorder->wake, &recorder->mutex, until);
          else
            break;
        }
      atomic_store (&recorder->rest, AWAKE);
    }
  pthread_mutex_unlock (&recorder->mutex);
  (*n_naps)++;
  return go_on;
}

static guint
get_n_asked (ZoeRecorder *recorder)
{
  guint n_asked;

  pthread_mutex_lock (&recorder->mutex);
  n_asked = recorder->n_asked;
  pthread_mutex_unlock (&recorder->mutex);
  return n_asked;
}

/* Everything told before the askings counted in @n_asked is in the file. */
static void
answer (ZoeRecorder *recorder, guint n_asked)
{
  pthread_mutex_lock (&recorder->mutex);
  recorder->n_flushed = n_asked;
  pthread_cond_broadcast (&recorder->flushed);
  pthread_mutex_unlock (&recorder->mutex);
}

static void *
recorder_main (void *data)
{
  ZoeRecorder *recorder = data;
  gboolean go_on = TRUE;
  guint n_naps = 0;
  guint n_asked, n_seen = 0, n_answered = 0;
  guint64 goal = 0;

  while (TRUE)
    {
      GError *error = NULL;
      guint n;

      n_asked = get_n_asked (recorder);
      n = look (recorder);
      /* What was told before the asking is in the rings, so its numbers are not greater than what this look has found. */
      if (n_seen == n_answered && n_asked != n_answered && recorder->seen_all)
        {
          n_seen = n_asked;
          goal = recorder->seen;
        }

      if (n > 0)
        n_naps = 0;
      if (n == 0 && !go_on)
        break;
      if (recorder->failed)
        {
          take (recorder, n);
          atomic_fetch_add (&recorder->n_lost, n);
        }
      else if (!record (recorder, n, &error) || !write_meta (recorder, &error)
               || ((n < INSERT_MOST || get_now () - recorder->opened_ns > COMMIT_AFTER) && !commit (recorder, &error)))
        note_failure (recorder, error);
      if (n_seen != n_answered && recorder->next > goal && (recorder->failed || !zoe_trace_writer_is_open (recorder->writer)))
        {
          n_answered = n_seen;
          answer (recorder, n_answered);
        }
      if (n < INSERT_MOST && go_on)
        go_on = rest (recorder, &n_naps, n_asked);
    }
  return NULL;
}

/**
 * zoe_recorder_new:
 * @path: of the trace; an old trace there is replaced, any other file is not
 * @n_lanes: how many threads will write, each under a number below this
 */
ZoeRecorder *
zoe_recorder_new (const char *path, ZoeScenario *scenario, guint n_lanes, GError **error)
{
  g_autoptr (ZoeTraceWriter) writer = zoe_trace_writer_new (path, scenario, error);
  ZoeRecorder *recorder;
  pthread_condattr_t monotonic;

  if (writer == NULL)
    return NULL;
  recorder = g_new0 (ZoeRecorder, 1);
  recorder->path = g_strdup (path);
  recorder->writer = g_steal_pointer (&writer);
  recorder->n_lanes = n_lanes;
  recorder->rings = g_new0 (ZoeRing *, n_lanes);
  for (guint i = 0; i < n_lanes; i++)
    recorder->rings[i] = zoe_ring_new ();
  recorder->window = g_new0 (ZoeRingEntry, WINDOW);
  recorder->next = 1;
  recorder->frames = g_array_new (FALSE, FALSE, sizeof (ZoeFrame));
  recorder->sizes = g_array_new (FALSE, FALSE, sizeof (guint32));

  pthread_mutex_init (&recorder->mutex, NULL);
  pthread_condattr_init (&monotonic);
  pthread_condattr_setclock (&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init (&recorder->wake, &monotonic);
  pthread_cond_init (&recorder->space, &monotonic);
  pthread_cond_init (&recorder->flushed, &monotonic);
  pthread_condattr_destroy (&monotonic);
  if (pthread_create (&recorder->thread, NULL, recorder_main, recorder) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The recorder's thread cannot be started: too many threads"));
      zoe_recorder_free (recorder);
      return NULL;
    }
  recorder->started = TRUE;
  return recorder;
}

/* The ring is full: waits until it is not, and counts that. */
static void
write_when_room (ZoeRecorder *recorder, guint lane, const ZoeEvent *event, const ZoeFrame *frames)
{
  gint64 since = get_now ();
  guint used;

  atomic_fetch_add (&recorder->n_waits, 1);
  atomic_fetch_add (&recorder->n_waiting, 1);
  pthread_mutex_lock (&recorder->mutex);
  while (!zoe_ring_try_write (recorder->rings[lane], event, frames, &used))
    {
      atomic_store (&recorder->rest, AWAKE);
      pthread_cond_signal (&recorder->wake);
      wait_until (&recorder->space, &recorder->mutex, get_now () + FULL_WAIT);
    }
  pthread_mutex_unlock (&recorder->mutex);
  atomic_fetch_sub (&recorder->n_waiting, 1);
  atomic_fetch_add (&recorder->waited_ns, get_now () - since);
}

/**
 * zoe_recorder_write:
 * @lane: this thread's alone
 * @recorder: a #ZoeRecorder
 *
 * A #ZoeEventSink. Copies the event and its frames (64 KiB of them at most) and returns; waits while the lane's ring is full.
 */
void
zoe_recorder_write (const ZoeEvent *event, const ZoeFrame *frames, guint lane, gpointer recorder)
{
  ZoeRecorder *self = recorder;
  guint used = 0;
  int state;

  g_assert (lane < self->n_lanes);
  if (!zoe_ring_try_write (self->rings[lane], event, frames, &used))
    write_when_room (self, lane, event, frames);
  state = atomic_load (&self->rest);
  if (G_UNLIKELY (state != AWAKE) && (state == SLEEPING || used > ZOE_RING_N_CELLS / 2))
    wake (self);
}

/**
 * zoe_recorder_set_meta:
 *
 * Notes something down about the whole run; see schema.sql for the keys in use. Any thread may call this.
 */
void
zoe_recorder_set_meta (ZoeRecorder *recorder, const char *key, const char *value)
{
  pthread_mutex_lock (&recorder->mutex);
  if (recorder->meta == NULL)
    recorder->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (recorder->meta, g_strdup (key), g_strdup (value));
  pthread_cond_signal (&recorder->wake);
  pthread_mutex_unlock (&recorder->mutex);
}

/**
 * zoe_recorder_flush:
 *
 * Returns when every event told before the call, on whatever thread, can be read by others; or cannot be written at all. Any thread
 * may call this that tells of nothing meanwhile and keeps nobody from telling.
 */
void
zoe_recorder_flush (ZoeRecorder *recorder)
{
  guint number;

  pthread_mutex_lock (&recorder->mutex);
  number = ++recorder->n_asked;
  atomic_store (&recorder->rest, AWAKE);
  pthread_cond_signal (&recorder->wake);
  while (recorder->started && (gint) (recorder->n_flushed - number) < 0)
    pthread_cond_wait (&recorder->flushed, &recorder->mutex);
  pthread_mutex_unlock (&recorder->mutex);
}

/**
 * zoe_recorder_get_counts:
 *
 * Any thread may ask, at any time before the recorder is freed.
 */
void
zoe_recorder_get_counts (ZoeRecorder *recorder, ZoeRecorderCounts *ret_counts)
{
  *ret_counts = (ZoeRecorderCounts)
    {
      .n_events = atomic_load (&recorder->n_events),
      .n_waits = atomic_load (&recorder->n_waits),
      .waited_ns = atomic_load (&recorder->waited_ns),
      .n_lost = atomic_load (&recorder->n_lost),
    };
}

static void
join (ZoeRecorder *recorder)
{
  if (!recorder->started)
    return;
  pthread_mutex_lock (&recorder->mutex);
  recorder->finishing = TRUE;
  pthread_cond_signal (&recorder->wake);
  pthread_mutex_unlock (&recorder->mutex);
  pthread_join (recorder->thread, NULL);
  recorder->started = FALSE;
}

/**
 * zoe_recorder_finish:
 *
 * To be called once no thread writes any more. Writes what is left, completes the trace and closes it; if nobody else has it
 * open, it is one single file then.
 *
 * Returns: %FALSE if something could not be written: what is in the file up to then opens, but is not all
 */
gboolean
zoe_recorder_finish (ZoeRecorder *recorder, GError **error)
{
  join (recorder);
  if (recorder->writer != NULL && recorder->error == NULL)
    {
      if (write_meta (recorder, &recorder->error) && write_counts (recorder, &recorder->error))
        zoe_trace_writer_finish (recorder->writer, &recorder->error);
    }
  g_clear_pointer (&recorder->writer, zoe_trace_writer_free);
  if (recorder->error == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (recorder->error);
  return FALSE;
}

/**
 * zoe_recorder_free:
 *
 * Without zoe_recorder_finish() before, the trace stays what a killed process leaves: readable, not complete.
 */
void
zoe_recorder_free (ZoeRecorder *recorder)
{
  join (recorder);
  g_clear_pointer (&recorder->writer, zoe_trace_writer_free);
  for (guint i = 0; i < recorder->n_lanes; i++)
    zoe_ring_free (recorder->rings[i]);
  g_free (recorder->rings);
  g_free (recorder->window);
  g_array_unref (recorder->frames);
  g_array_unref (recorder->sizes);
  g_clear_pointer (&recorder->meta, g_hash_table_unref);
  g_clear_error (&recorder->error);
  pthread_cond_destroy (&recorder->wake);
  pthread_cond_destroy (&recorder->space);
  pthread_cond_destroy (&recorder->flushed);
  pthread_mutex_destroy (&recorder->mutex);
  g_free (recorder->path);
  g_free (recorder);
}
