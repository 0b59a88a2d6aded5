/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/frame_card.h"

#include <glib/gi18n.h>

#include "app/wording.h"
#include "model/frame.h"

/* Labels lay their whole text out, so a frame of a megabyte must not become one. */
#define FIRST_TEXT  480
#define FIRST_BYTES 64
#define MOST_BYTES  4096

struct _ZoeFrameCard
{
  GtkWidget  parent_instance;
  GBytes    *frame;
  GtkWidget *box;
  GtkLabel  *number;
  GtkLabel  *purpose;
  GtkLabel  *size;
  GtkLabel  *text;
  GtkLabel  *hex;
  GtkButton *more;
};

G_DEFINE_FINAL_TYPE (ZoeFrameCard, zoe_frame_card, GTK_TYPE_WIDGET)

static void
show_bytes (ZoeFrameCard *self, gsize n_text, gsize n_bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->frame, &size);
  gboolean is_text = zoe_frame_is_text ((ZoeFrame) { data, size });
  g_autofree char *text = zoe_wording_dup_frame (self->frame, n_text);
  g_autofree char *hex = zoe_wording_dup_hex (data, size, n_bytes);

  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), is_text && size > 0);
  gtk_label_set_text (self->hex, hex);
  gtk_widget_set_visible (GTK_WIDGET (self->hex), size > 0);
}

static void
on_more_clicked (GtkButton *button, ZoeFrameCard *self)
{
  gsize size = g_bytes_get_size (self->frame);

  show_bytes (self, MOST_BYTES, MOST_BYTES);
  if (size <= MOST_BYTES)
    gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
  else
    {
      g_autofree char *rest = zoe_wording_dup_bytes (size - MOST_BYTES);
      g_autofree char *label = g_strdup_printf (_("%s more are in the trace"), rest);

      gtk_button_set_label (button, label);
      gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
    }
}

static void
on_copy_clicked (GtkButton *button, ZoeFrameCard *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->frame, &size);
  g_autofree char *text = zoe_frame_dup_text ((ZoeFrame) { data, size });

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
zoe_frame_card_dispose (GObject *object)
{
  ZoeFrameCard *self = ZOE_FRAME_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->frame, g_bytes_unref);
  G_OBJECT_CLASS (zoe_frame_card_parent_class)->dispose (object);
}

static void
zoe_frame_card_class_init (ZoeFrameCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zoe_frame_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/frame_card.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeFrameCard, box);
  gtk_widget_class_bind_template_child (widget_class, ZoeFrameCard, number);
  gtk_widget_class_bind_template_child (widget_class, ZoeFrameCard, purpose);
  gtk_widget_class_bind_template_child (widget_class, ZoeFrameCard, size);
  gtk_widget_class_bind_template_child (widget_class, ZoeFrameCard, text);
  gtk_widget_class_bind_template_child (widget_class, ZoeFrameCard, hex);
  gtk_widget_class_bind_template_child (widget_class, ZoeFrameCard, more);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "framecard");
}

static void
zoe_frame_card_init (ZoeFrameCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zoe_frame_card_new:
 * @number: from 0, as the roles count
 * @purpose: "routing id", "empty (delimiter)" ...; may be empty
 */
GtkWidget *
zoe_frame_card_new (GBytes *frame, guint number, const char *purpose)
{
  ZoeFrameCard *self = g_object_new (ZOE_TYPE_FRAME_CARD, NULL);
  gsize size = g_bytes_get_size (frame);
  g_autofree char *bytes = zoe_wording_dup_bytes (size);
  g_autofree char *place = g_strdup_printf ("%u", number);

  self->frame = g_bytes_ref (frame);
  gtk_label_set_text (self->number, place);
  gtk_label_set_text (self->purpose, *purpose != '\0' ? purpose : _("frame"));
  gtk_label_set_text (self->size, bytes);
  if (size == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  show_bytes (self, FIRST_TEXT, FIRST_BYTES);
  gtk_widget_set_visible (GTK_WIDGET (self->more), size > FIRST_BYTES);
  return GTK_WIDGET (self);
}

/**
 * zoe_frame_card_dup_text:
 *
 * Returns: (transfer full): what the card says: number, purpose, size and text
 */
char *
zoe_frame_card_dup_text (ZoeFrameCard *self)
{
  return g_strdup_printf ("%s %s [%s] %s", gtk_label_get_text (self->number), gtk_label_get_text (self->purpose),
                          gtk_label_get_text (self->size), gtk_label_get_text (self->text));
}
