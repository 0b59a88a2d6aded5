/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of buttons and texts about a session. The class's watch() is called with each session it is given, to connect to what the
 * row shows, and with NULL when it has none any more; the connections, with the row as their data, end by themselves. */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

#define ZOE_TYPE_BAR (zoe_bar_get_type ())
G_DECLARE_DERIVABLE_TYPE (ZoeBar, zoe_bar, ZOE, BAR, GtkWidget)

struct _ZoeBarClass
{
  GtkWidgetClass parent_class;

  void (*watch) (ZoeBar *bar, ZoeSession *session);
};

/* Property: session (ZoeSession, writable). */

ZoeSession *zoe_bar_get_session (ZoeBar *bar);
void        zoe_bar_set_session (ZoeBar *bar, ZoeSession *session);

/* For what a bar is made of. */
void        zoe_bar_set_class   (gpointer widget, const char *name, gboolean on);
