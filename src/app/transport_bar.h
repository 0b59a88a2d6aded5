/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar below the picture: run and stop, play and step, how fast, what time it is, and which of the two heads one looks at.
 * Its buttons call the actions of stage_actions.h, which the window installs. */

#pragma once

#include "app/bar.h"

#define ZOE_TYPE_TRANSPORT_BAR (zoe_transport_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZoeTransportBar, zoe_transport_bar, ZOE, TRANSPORT_BAR, ZoeBar)

GtkWidget *zoe_transport_bar_new         (ZoeSession *session);
