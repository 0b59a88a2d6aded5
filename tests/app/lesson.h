/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small scenario in a real window, for the tests of holding time and breaking things: a ventilator, two workers, a sink that never
 * ends by itself. */

#pragma once

#include "app/window.h"
#include "sample.h"

typedef struct
{
  ZoeWindow  *window;
  ZoeSession *session;
  ZoeControl *control;
  char       *path;        /* of the scenario's file, in a folder of its own */
  GString    *refused;     /* every sentence of "refused" */
} Lesson;

typedef struct
{
  const char *path;
  void      (*test) (Lesson *lesson, gconstpointer data);
} LessonTest;

/* All that a main() does. */
int      lesson_run            (int argc, char **argv, const LessonTest *tests, guint n_tests);

/* However the run stands, it ends at once and its trace is whole. */
void     lesson_stop           (Lesson *lesson);
void     lesson_begin_stepping (Lesson *lesson);

gboolean lesson_act            (Lesson *lesson, const char *action);
void     lesson_fault          (Lesson *lesson, const char *words);

/* As the keyboard does it: the shortcut among the window's own that has this key. */
void     lesson_press          (Lesson *lesson, const char *key);

guint    lesson_find_node      (Lesson *lesson, const char *name);
guint64  lesson_count_events   (Lesson *lesson);
guint    lesson_count_kind     (Lesson *lesson, ZoeEventKind kind, guint node);   /* node 0: of any */
