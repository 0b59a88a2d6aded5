/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the moments when nothing can happen until the next deadline, and lets the clock jump there.
 *
 * When every node waits, each is asked to look at its sockets once more, twice around; a node that finds something goes on and the
 * round is off. Then, if nothing is under way over tcp or ipc either, time jumps to the earliest deadline. Shared by all
 * threads of a run, under a lock. */

#pragma once

#include "run/clock.h"
#include "run/traffic.h"

typedef struct _ZoeIdleWatch ZoeIdleWatch;

#define ZOE_NO_DEADLINE G_MAXINT64

typedef enum
{
  ZOE_IDLE_JUMPED,   /* time jumped to the earliest deadline */
  ZOE_IDLE_STEADY,   /* all wait, or stand still; time is held, so it did not jump */
  ZOE_IDLE_STUCK,    /* nothing can ever happen again */
} ZoeIdleNews;

/* Stands for the run's own thread where a waiter is named. */
#define ZOE_IDLE_LAB_THREAD G_MAXUINT

/* Called, under the watch's lock, on the thread of the waiter that found it. */
typedef void (*ZoeIdleFunc) (ZoeIdleNews news, guint waiter, gint64 jumped_ns, gpointer data);

ZoeIdleWatch *zoe_idle_watch_new          (ZoeClock *clock, ZoeTraffic *traffic, guint n_waiters, ZoeIdleFunc func, gpointer data);
void          zoe_idle_watch_free         (ZoeIdleWatch *watch);
void          zoe_idle_watch_set_wake     (ZoeIdleWatch *watch, guint waiter, int wake_fd);
void          zoe_idle_watch_set_limit    (ZoeIdleWatch *watch, gint64 deadline_ns);
void          zoe_idle_watch_set_enabled  (ZoeIdleWatch *watch, gboolean enabled);

void          zoe_idle_watch_begin        (ZoeIdleWatch *watch, guint waiter, gint64 deadline_ns, gboolean sees_nothing);
guint         zoe_idle_watch_get_round    (ZoeIdleWatch *watch);
void          zoe_idle_watch_found_nothing (ZoeIdleWatch *watch, guint waiter, guint round);
void          zoe_idle_watch_end          (ZoeIdleWatch *watch, guint waiter);
void          zoe_idle_watch_stand        (ZoeIdleWatch *watch, guint waiter);
void          zoe_idle_watch_leave        (ZoeIdleWatch *watch, guint waiter);
void          zoe_idle_watch_come_back    (ZoeIdleWatch *watch, guint waiter);
void          zoe_idle_watch_disturb      (ZoeIdleWatch *watch, guint waiter);
gint64        zoe_idle_watch_get_earliest (ZoeIdleWatch *watch);
void          zoe_idle_watch_wake_due     (ZoeIdleWatch *watch);
void          zoe_idle_watch_ask_again    (ZoeIdleWatch *watch);
gint64        zoe_idle_watch_recheck      (ZoeIdleWatch *watch);

void          zoe_wake                    (int wake_fd);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeIdleWatch, zoe_idle_watch_free)
