/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints what the roles print, while the trace grows. */

#pragma once

#include <glib.h>

typedef struct _ZoeNotes ZoeNotes;

ZoeNotes *zoe_notes_new   (const char *trace_path, GError **error);
gboolean  zoe_notes_print (ZoeNotes *notes, GError **error);
void      zoe_notes_free  (ZoeNotes *notes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeNotes, zoe_notes_free)
