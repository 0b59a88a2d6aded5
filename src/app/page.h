/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view of a session that says something in words. The class's update() is called whenever what it may show has changed: another
 * recording, another selection, a moved play head; never while nobody can see it. */

#pragma once

#include <adwaita.h>

#include "app/session.h"

#define ZOE_TYPE_PAGE (zoe_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ZoePage, zoe_page, ZOE, PAGE, AdwBin)

struct _ZoePageClass
{
  AdwBinClass parent_class;

  void (*update) (ZoePage *page);
};

ZoeSession *zoe_page_get_session (ZoePage *page);
void        zoe_page_update      (ZoePage *page);
void        zoe_page_on_chosen   (GtkWidget *facts, guint target, guint64 id, ZoePage *page);
