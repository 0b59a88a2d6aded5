/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for what a layout must be like. */

#pragma once

#include "graph/layout.h"

/* What sketch_measure says of a node, whose width is so much and its number. */
#define WIDTH  160
#define HEIGHT 90

ZoeScenario *read_good (const char *text);
void measure (guint node, double *ret_width, double *ret_height, gpointer data);
ZoeLayout *lay_out (ZoeScenario *scenario);
gboolean overlap (ZoeBox a, ZoeBox b);
gboolean contains (ZoeBox outer, ZoeBox inner);
void assert_sound (ZoeLayout *layout, ZoeScenario *scenario);
void assert_left_to_right (ZoeLayout *layout, ZoeScenario *scenario, const char *names);
void assert_in_order (ZoeLayout *layout, ZoeScenario *scenario, const char *names);
void assert_stacked (ZoeLayout *layout, guint n_clusters);
void assert_links_pass_by (ZoeLayout *layout, ZoeScenario *scenario);
void assert_links_keep_apart (ZoeLayout *layout);
void assert_links_meet_sides (ZoeLayout *layout, ZoeScenario *scenario);
double get_zoom (ZoeLayout *layout);
