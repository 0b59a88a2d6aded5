/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recordings that runs of the window have left, as files. */

#pragma once

#include <glib.h>

typedef struct
{
  char   *path;
  char   *scenario;   /* the name of the scenario that ran */
  gint64  changed;    /* Unix time, s */
  gint64  size;       /* bytes */
} ZoeRecordingFile;

char      *zoe_recordings_dup_folder   (void);
GPtrArray *zoe_recordings_list         (void);
char      *zoe_recording_file_dup_when (const ZoeRecordingFile *file);
