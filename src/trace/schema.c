/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/schema.h"

#include <gio/gio.h>

#include "model/event.h"
#include "trace-resource.h"

/* schema.sql writes these kinds as numbers. */
G_STATIC_ASSERT (ZOE_EVENT_SEND == 5 && ZOE_EVENT_RECEIVE == 6 && ZOE_EVENT_STATE == 10);
G_STATIC_ASSERT (ZOE_EVENT_WORK == 12 && ZOE_EVENT_RATE == 25 && ZOE_EVENT_JUMP == 26);
G_STATIC_ASSERT (ZOE_EVENT_PAUSE == 23 && ZOE_EVENT_STEP == 28);

/**
 * zoe_schema_get_text:
 *
 * Returns: schema.sql, as it was compiled in
 */
const char *
zoe_schema_get_text (void)
{
  static GBytes *schema;

  if (g_once_init_enter (&schema))
    {
      GBytes *bytes = g_resource_lookup_data (zoe_trace_get_resource (), "/zoetrope/trace/schema.sql",
                                              G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      g_assert (bytes != NULL);
      g_once_init_leave (&schema, bytes);
    }
  return g_bytes_get_data (schema, NULL);
}
