/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One frame of a message: what it is for, how long it is, its text and its bytes. */

#pragma once

#include <gtk/gtk.h>

#define ZOE_TYPE_FRAME_CARD (zoe_frame_card_get_type ())
G_DECLARE_FINAL_TYPE (ZoeFrameCard, zoe_frame_card, ZOE, FRAME_CARD, GtkWidget)

GtkWidget *zoe_frame_card_new      (GBytes *frame, guint number, const char *purpose);
char      *zoe_frame_card_dup_text (ZoeFrameCard *card);
