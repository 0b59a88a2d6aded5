/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the event list, as a table. */

#pragma once

#include <gtk/gtk.h>

#include "trace/event_list.h"

/* The scenario gives numbers their names; it is asked for whenever a row comes into view. */
typedef ZoeScenario *(*ZoeGetScenario) (gpointer data);

void zoe_event_columns_append_to (GtkColumnView *view, ZoeGetScenario get_scenario, gpointer data);
