/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/palette.h"

#include <string.h>

#define RGB(r, g, b) { (r) / 255.0f, (g) / 255.0f, (b) / 255.0f, 1 }

/* Each pair has a contrast of at least 4.5 : 1. ui/stage.css has the same fills for the nodes' edges. */
static const ZoePaint light[ZOE_N_PAINTS] =
{
  { RGB (0x1c, 0x63, 0xb7), RGB (0xff, 0xff, 0xff) },
  { RGB (0xb3, 0x4a, 0x00), RGB (0xff, 0xff, 0xff) },
  { RGB (0x0b, 0x76, 0x5a), RGB (0xff, 0xff, 0xff) },
  { RGB (0x8a, 0x3f, 0xa6), RGB (0xff, 0xff, 0xff) },
  { RGB (0xb0, 0x22, 0x3c), RGB (0xff, 0xff, 0xff) },
  { RGB (0x76, 0x5e, 0x00), RGB (0xff, 0xff, 0xff) },
  { RGB (0x4a, 0x5a, 0x6b), RGB (0xff, 0xff, 0xff) },
  { RGB (0xb0, 0x2a, 0x84), RGB (0xff, 0xff, 0xff) },
};

static const ZoePaint dark[ZOE_N_PAINTS] =
{
  { RGB (0x78, 0xae, 0xed), RGB (0x12, 0x12, 0x14) },
  { RGB (0xff, 0xa3, 0x48), RGB (0x12, 0x12, 0x14) },
  { RGB (0x4f, 0xd0, 0xa5), RGB (0x12, 0x12, 0x14) },
  { RGB (0xd0, 0x9c, 0xf0), RGB (0x12, 0x12, 0x14) },
  { RGB (0xff, 0x86, 0x86), RGB (0x12, 0x12, 0x14) },
  { RGB (0xe5, 0xc8, 0x3c), RGB (0x12, 0x12, 0x14) },
  { RGB (0xa9, 0xb8, 0xc8), RGB (0x12, 0x12, 0x14) },
  { RGB (0xfa, 0x90, 0xd2), RGB (0x12, 0x12, 0x14) },
};

/**
 * zoe_palette_index_of:
 *
 * Returns: the number of the node's role among the roles of its scenario, counted in the order they first appear
 */
guint
zoe_palette_index_of (ZoeScenario *scenario, guint node)
{
  ZoeNodeSpec *wanted = zoe_scenario_get_node (scenario, node);
  guint index = 0;

  if (wanted == NULL)
    return 0;
  for (guint i = 0; i < scenario->nodes->len; i++)
    {
      ZoeNodeSpec *spec = g_ptr_array_index (scenario->nodes, i);
      gboolean first = TRUE;

      if (strcmp (spec->role_name, wanted->role_name) == 0)
        return index % ZOE_N_PAINTS;
      for (guint k = 0; k < i && first; k++)
        first = strcmp (((ZoeNodeSpec *) g_ptr_array_index (scenario->nodes, k))->role_name, spec->role_name) != 0;
      index += first;
    }
  return 0;
}

const ZoePaint *
zoe_palette_get (guint index, gboolean is_dark)
{
  return is_dark ? &dark[index % ZOE_N_PAINTS] : &light[index % ZOE_N_PAINTS];
}

GdkRGBA
zoe_palette_look_up (GtkWidget *widget, const char *name, double alpha)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (context, name, &color))
    gtk_style_context_get_color (context, &color);
  color.alpha *= alpha;
  return color;
}
