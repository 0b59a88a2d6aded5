/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of options that several commands read alike. Errors name the option and say what it takes. */

#pragma once

#include "model/span.h"
#include "run/run.h"
#include "trace/event_filter.h"

gboolean zoe_values_read_clock (const char *text, ZoeRunOptions *options, GError **error);
gboolean zoe_values_read_conditions (const char *option, char **texts, ZoeScenario *scenario, const char **ret_conditions, GError **error);
gboolean zoe_values_read_faults (char **texts, ZoeScenario *scenario, const char **ret_schedule, GError **error);
gboolean zoe_values_read_door  (const char *option, const char *text, GError **error);
gboolean zoe_values_read_kinds (char **texts, guint64 *ret_kinds, GError **error);
gboolean zoe_values_read_link  (const char *text, ZoeScenario *scenario, guint *ret_link, GError **error);
gboolean zoe_values_read_node  (const char *text, ZoeScenario *scenario, guint *ret_node, GError **error);
gboolean zoe_values_read_set   (const char *text, GError **error);
gboolean zoe_values_read_span  (const char *from, const char *to, ZoeSpan *ret_span, GError **error);
