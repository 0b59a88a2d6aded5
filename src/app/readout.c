/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/readout.h"

struct _ZoeReadout
{
  GtkWidget    parent_instance;

  PangoLayout *layout;
  guint        lines;
  guint        width_chars;
  float        xalign;
};

G_DEFINE_FINAL_TYPE (ZoeReadout, zoe_readout, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_LINES,
  PROP_WIDTH_CHARS,
  PROP_XALIGN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static PangoLayout *
get_layout (ZoeReadout *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
  return self->layout;
}

static int
get_line_height (ZoeReadout *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

static int
get_char_width (ZoeReadout *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}

static void
zoe_readout_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                     int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  ZoeReadout *self = ZOE_READOUT (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = self->lines * get_line_height (self);
      if (self->lines == 1)
        {
          PangoContext *context = gtk_widget_get_pango_context (widget);
          PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

          *minimum_baseline = *natural_baseline = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics));
          pango_font_metrics_unref (metrics);
        }
    }
  else
    *minimum = *natural = self->width_chars * get_char_width (self);
}

static void
zoe_readout_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  pango_layout_set_width (get_layout (ZOE_READOUT (widget)), width * PANGO_SCALE);
}

static void
zoe_readout_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZoeReadout *self = ZOE_READOUT (widget);
  PangoLayout *layout = get_layout (self);
  PangoRectangle ink;
  GdkRGBA color;
  int height = gtk_widget_get_height (widget);

  if (pango_layout_get_character_count (layout) == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  pango_layout_get_pixel_extents (layout, NULL, &ink);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, self->lines == 1 ? (height - ink.height) / 2 : 0));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
zoe_readout_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ZoeReadout *self = ZOE_READOUT (widget);

  GTK_WIDGET_CLASS (zoe_readout_parent_class)->css_changed (widget, change);
  if (self->layout != NULL)
    pango_layout_context_changed (self->layout);
  gtk_widget_queue_resize (widget);
}

static void
zoe_readout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZoeReadout *self = ZOE_READOUT (object);

  switch (id)
    {
    case PROP_LINES:       g_value_set_uint (value, self->lines); break;
    case PROP_WIDTH_CHARS: g_value_set_uint (value, self->width_chars); break;
    case PROP_XALIGN:      g_value_set_float (value, self->xalign); break;
    default:               G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zoe_readout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZoeReadout *self = ZOE_READOUT (object);

  switch (id)
    {
    case PROP_LINES:
      self->lines = g_value_get_uint (value);
      pango_layout_set_height (get_layout (self), -(int) self->lines);
      break;
    case PROP_WIDTH_CHARS:
      self->width_chars = g_value_get_uint (value);
      break;
    case PROP_XALIGN:
      self->xalign = g_value_get_float (value);
      pango_layout_set_alignment (get_layout (self), self->xalign < 0.25 ? PANGO_ALIGN_LEFT
                                                     : self->xalign > 0.75 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
zoe_readout_dispose (GObject *object)
{
  g_clear_object (&ZOE_READOUT (object)->layout);
  G_OBJECT_CLASS (zoe_readout_parent_class)->dispose (object);
}

static void
zoe_readout_class_init (ZoeReadoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  object_class->dispose = zoe_readout_dispose;
  object_class->get_property = zoe_readout_get_property;
  object_class->set_property = zoe_readout_set_property;
  widget_class->css_changed = zoe_readout_css_changed;
  widget_class->measure = zoe_readout_measure;
  widget_class->size_allocate = zoe_readout_size_allocate;
  widget_class->snapshot = zoe_readout_snapshot;

  properties[PROP_LINES] = g_param_spec_uint ("lines", NULL, NULL, 1, 100, 1, flags);
  properties[PROP_WIDTH_CHARS] = g_param_spec_uint ("width-chars", NULL, NULL, 0, 1000, 0, flags);
  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
zoe_readout_init (ZoeReadout *self)
{
}

/**
 * zoe_readout_set_text:
 * @text: (nullable): what to show; cut off with an ellipsis where the room ends
 */
void
zoe_readout_set_text (ZoeReadout *readout, const char *text)
{
  PangoLayout *layout = get_layout (readout);

  if (text == NULL)
    text = "";
  if (g_str_equal (pango_layout_get_text (layout), text))
    return;
  pango_layout_set_text (layout, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (readout));
}

const char *
zoe_readout_get_text (ZoeReadout *readout)
{
  return pango_layout_get_text (get_layout (readout));
}
