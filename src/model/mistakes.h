/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of mistakes found in a scenario. Each is one line a person can act on:
 *   pipeline.dot: node worker-2, attribute “tasks”: “many” does not fit; expected a whole number, 1 to 1000000 */

#pragma once

#include <glib.h>

typedef struct _ZoeMistakes ZoeMistakes;

ZoeMistakes *zoe_mistakes_new       (const char *file);
void         zoe_mistakes_free      (ZoeMistakes *mistakes);
void         zoe_mistakes_add       (ZoeMistakes *mistakes, const char *where, const char *format, ...) G_GNUC_PRINTF (3, 4);
guint        zoe_mistakes_count     (ZoeMistakes *mistakes);
const char  *zoe_mistakes_get       (ZoeMistakes *mistakes, guint index);
char        *zoe_mistakes_dup_text  (ZoeMistakes *mistakes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeMistakes, zoe_mistakes_free)
