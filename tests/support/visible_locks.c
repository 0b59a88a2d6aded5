/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GLib's locks are futexes of its own, which the thread sanitizer does not see when GLib itself is not built with it: every access
 * under a lock would look like a race. In builds with -Db_sanitize=thread this file takes the place of the lock functions the
 * program calls, on the C library's locks, which the sanitizer knows. A GMutex or GCond then holds a pointer to one. */

#include <glib.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static gpointer
get_or_make (gpointer *place, gpointer (*make) (void))
{
  gpointer made = __atomic_load_n (place, __ATOMIC_ACQUIRE);
  gpointer none = NULL;

  if (made != NULL)
    return made;
  made = make ();
  if (__atomic_compare_exchange_n (place, &none, made, FALSE, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  free (made);
  return none;
}

static gpointer
make_mutex (void)
{
  pthread_mutex_t *mutex = malloc (sizeof *mutex);

  pthread_mutex_init (mutex, NULL);
  return mutex;
}

static gpointer
make_cond (void)
{
  pthread_cond_t *cond = malloc (sizeof *cond);
  pthread_condattr_t attributes;

  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (cond, &attributes);
  pthread_condattr_destroy (&attributes);
  return cond;
}

static pthread_mutex_t *
mutex_of (GMutex *mutex)
{
  return get_or_make (&mutex->p, make_mutex);
}

static pthread_cond_t *
cond_of (GCond *cond)
{
  return get_or_make (&cond->p, make_cond);
}

void
g_mutex_init (GMutex *mutex)
{
  mutex->p = NULL;
}

void
g_mutex_clear (GMutex *mutex)
{
  if (mutex->p != NULL)
    pthread_mutex_destroy (mutex->p);
  free (mutex->p);
  mutex->p = NULL;
}

void
g_mutex_lock (GMutex *mutex)
{
  pthread_mutex_lock (mutex_of (mutex));
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  return pthread_mutex_trylock (mutex_of (mutex)) == 0;
}

void
g_mutex_unlock (GMutex *mutex)
{
  pthread_mutex_unlock (mutex_of (mutex));
}

void
g_cond_init (GCond *cond)
{
  cond->p = NULL;
}

void
g_cond_clear (GCond *cond)
{
  if (cond->p != NULL)
    pthread_cond_destroy (cond->p);
  free (cond->p);
  cond->p = NULL;
}

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  pthread_cond_wait (cond_of (cond), mutex_of (mutex));
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  struct timespec end = { end_time / G_USEC_PER_SEC, end_time % G_USEC_PER_SEC * 1000 };

  return pthread_cond_timedwait (cond_of (cond), mutex_of (mutex), &end) == 0;
}

void
g_cond_signal (GCond *cond)
{
  pthread_cond_signal (cond_of (cond));
}

void
g_cond_broadcast (GCond *cond)
{
  pthread_cond_broadcast (cond_of (cond));
}
