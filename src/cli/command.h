/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command of zoe: a row of the table in main.c and one function in a file of its own. */

#pragma once

#include "trace/recording.h"

/* Scripts rely on these numbers. */
enum
{
  ZOE_EXIT_DONE,     /* done, or all is good */
  ZOE_EXIT_FAILED,   /* the run or the file failed */
  ZOE_EXIT_USAGE,    /* the command line makes no sense */
};

typedef struct _ZoeCommand ZoeCommand;

struct _ZoeCommand
{
  const char *name;
  const char *arguments;     /* as --help shows them: "TRACE" */
  guint       least, most;   /* how many of them */
  const char *summary;
  int       (*run) (const ZoeCommand *command, char **arguments);
};

int zoe_check_command  (const ZoeCommand *command, char **arguments);
int zoe_events_command (const ZoeCommand *command, char **arguments);
int zoe_export_command (const ZoeCommand *command, char **arguments);
int zoe_list_command   (const ZoeCommand *command, char **arguments);
int zoe_roles_command  (const ZoeCommand *command, char **arguments);
int zoe_run_command    (const ZoeCommand *command, char **arguments);
int zoe_stats_command  (const ZoeCommand *command, char **arguments);

char        **zoe_command_parse    (const ZoeCommand *command, const GOptionEntry *options,
                                    const char *description, char **arguments);
int           zoe_command_misused  (const ZoeCommand *command, const char *format, ...) G_GNUC_PRINTF (2, 3);
int           zoe_command_failed   (const char *format, ...) G_GNUC_PRINTF (1, 2);
ZoeRecording *zoe_command_open     (const char *path);
