/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry whose text is judged while one types: a line below says what it means, or what is wrong with it. */

#pragma once

#include <gtk/gtk.h>

#define ZOE_TYPE_CHECKED_ENTRY (zoe_checked_entry_get_type ())
G_DECLARE_FINAL_TYPE (ZoeCheckedEntry, zoe_checked_entry, ZOE, CHECKED_ENTRY, GtkWidget)

typedef enum
{
  ZOE_VERDICT_UNFINISHED,   /* nothing there yet */
  ZOE_VERDICT_GOOD,
  ZOE_VERDICT_WRONG,
} ZoeVerdict;

/* Says in a sentence (transfer full) what to make of the text. */
typedef ZoeVerdict (*ZoeCheck) (const char *text, char **ret_sentence, gpointer data);

/* Properties: good (boolean, notified), label (string: what the entry asks for, for who does not see it), placeholder-text (string). */

GtkWidget  *zoe_checked_entry_new       (void);
void        zoe_checked_entry_set_check (ZoeCheckedEntry *entry, ZoeCheck check, gpointer data);
void        zoe_checked_entry_check     (ZoeCheckedEntry *entry);
gboolean    zoe_checked_entry_is_good   (ZoeCheckedEntry *entry);
const char *zoe_checked_entry_get_text  (ZoeCheckedEntry *entry);
void        zoe_checked_entry_set_text  (ZoeCheckedEntry *entry, const char *text);
void        zoe_checked_entry_say       (ZoeCheckedEntry *entry, const char *sentence, gboolean wrong);
