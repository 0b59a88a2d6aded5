/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that may change with every frame: it asks for its room once, by its number of lines and characters, so that a change is a
 * new drawing and never a new layout of the window. */

#pragma once

#include <gtk/gtk.h>

#define ZOE_TYPE_READOUT (zoe_readout_get_type ())
G_DECLARE_FINAL_TYPE (ZoeReadout, zoe_readout, ZOE, READOUT, GtkWidget)

/* Properties: lines (uint), width-chars (uint), xalign (float). */

void        zoe_readout_set_text (ZoeReadout *readout, const char *text);
const char *zoe_readout_get_text (ZoeReadout *readout);
