/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/library_row.h"

#include <glib/gi18n.h>

struct _ZoeLibraryRow
{
  GtkListBoxRow  parent_instance;
  GtkImage      *icon;
  GtkLabel      *title;
  GtkLabel      *summary;
  char          *path;
  char          *group;
  char          *haystack;      /* what the search looks through, letter case folded */
  gboolean       is_recording;
};

G_DEFINE_FINAL_TYPE (ZoeLibraryRow, zoe_library_row, GTK_TYPE_LIST_BOX_ROW)

static void
zoe_library_row_finalize (GObject *object)
{
  ZoeLibraryRow *self = ZOE_LIBRARY_ROW (object);

  g_free (self->path);
  g_free (self->group);
  g_free (self->haystack);
  G_OBJECT_CLASS (zoe_library_row_parent_class)->finalize (object);
}

static void
zoe_library_row_class_init (ZoeLibraryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zoe_library_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/library_row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeLibraryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ZoeLibraryRow, title);
  gtk_widget_class_bind_template_child (widget_class, ZoeLibraryRow, summary);
}

static void
zoe_library_row_init (ZoeLibraryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zoe_library_row_new:
 * @path: what opening the row opens
 * @summary: (nullable): one line below the title
 * @group: the heading it stands under
 */
GtkWidget *
zoe_library_row_new (const char *path, const char *title, const char *summary, const char *group, gboolean is_recording)
{
  ZoeLibraryRow *self = g_object_new (ZOE_TYPE_LIBRARY_ROW, NULL);
  g_autofree char *base = g_filename_display_basename (path);
  g_autofree char *all = g_strjoin ("\n", title, summary != NULL ? summary : "", group, base, NULL);

  self->path = g_strdup (path);
  self->group = g_strdup (group);
  self->haystack = g_utf8_casefold (all, -1);
  self->is_recording = is_recording;
  gtk_image_set_from_icon_name (self->icon, is_recording ? "zoe-recording-symbolic" : "zoe-scenario-symbolic");
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), summary != NULL && *summary != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

const char *
zoe_library_row_get_path (ZoeLibraryRow *self)
{
  return self->path;
}

const char *
zoe_library_row_get_group (ZoeLibraryRow *self)
{
  return self->group;
}

gboolean
zoe_library_row_is_recording (ZoeLibraryRow *self)
{
  return self->is_recording;
}

/**
 * zoe_library_row_contains:
 * @text: letter case does not matter
 */
gboolean
zoe_library_row_contains (ZoeLibraryRow *self, const char *text)
{
  g_autofree char *needle = g_utf8_casefold (text, -1);

  return strstr (self->haystack, needle) != NULL;
}
