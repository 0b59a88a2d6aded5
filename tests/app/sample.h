/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the window share: a small trace made by hand, waiting, and what can be read on the screen. */

#pragma once

#include <adwaita.h>

#include "app/session.h"

/* In the place of g_test_init() and g_test_run(). The person's own folders are a temporary one meanwhile; the system's stay,
 * since GTK's schemas and icons are there. */
void        sample_init        (int *argc, char ***argv);
int         sample_run         (void);

/* client (REQ) asks broker (ROUTER) three times; the broker answers twice. Node 1 and socket 1 are the client's.
 * (transfer full): the path of the trace, in a folder of its own */
char       *sample_record      (void);

/* A trace of so many notes of one node. (transfer full) */
char       *sample_record_many (guint64 n_events);

void        sample_remove      (char *path);

/* A session that has opened the trace. (transfer full) */
ZoeSession *sample_open        (const char *path);

/* A window of a size, with this child, shown and laid out. (transfer full) */
GtkWidget  *sample_show        (GtkWidget *child);

/* Runs the main loop until it holds; a test that waits for a minute has failed. */
#define sample_wait_for(condition)                                                            \
  G_STMT_START {                                                                              \
    gint64 sample_end = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;                    \
    while (!(condition))                                                                      \
      {                                                                                       \
        g_assert_cmpint (g_get_monotonic_time (), <, sample_end);                             \
        sample_iterate ();                                                                    \
      }                                                                                       \
  } G_STMT_END

void        sample_iterate     (void);

/* Every text in the widget that can be seen, a line each. (transfer full) */
char       *sample_dup_texts   (GtkWidget *widget);

void        sample_assert_says (GtkWidget *widget, const char *text);

/* The first widget below of the type, that can be seen. (transfer none) (nullable) */
GtkWidget  *sample_find        (GtkWidget *widget, GType type);
