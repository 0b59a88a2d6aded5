/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/checked_entry.h"

#define WIDTH_CHARS 46

struct _ZoeCheckedEntry
{
  GtkWidget  parent_instance;
  GtkWidget *entry;
  GtkWidget *verdict;
  ZoeCheck   check;
  gpointer   data;
  char      *label;
  gboolean   good;
};

G_DEFINE_FINAL_TYPE (ZoeCheckedEntry, zoe_checked_entry, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_GOOD,
  PROP_LABEL,
  PROP_PLACEHOLDER_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
zoe_checked_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZOE_CHECKED_ENTRY (widget)->entry);
}

static void
zoe_checked_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZoeCheckedEntry *self = ZOE_CHECKED_ENTRY (object);

  switch (id)
    {
    case PROP_GOOD:             g_value_set_boolean (value, self->good); break;
    case PROP_LABEL:            g_value_set_string (value, self->label); break;
    case PROP_PLACEHOLDER_TEXT: g_value_set_string (value, gtk_entry_get_placeholder_text (GTK_ENTRY (self->entry))); break;
    default:                    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zoe_checked_entry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZoeCheckedEntry *self = ZOE_CHECKED_ENTRY (object);

  switch (id)
    {
    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
      break;
    case PROP_PLACEHOLDER_TEXT:
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zoe_checked_entry_dispose (GObject *object)
{
  ZoeCheckedEntry *self = ZOE_CHECKED_ENTRY (object);

  self->check = NULL;
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->verdict, gtk_widget_unparent);
  G_OBJECT_CLASS (zoe_checked_entry_parent_class)->dispose (object);
}

static void
zoe_checked_entry_class_init (ZoeCheckedEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zoe_checked_entry_dispose;
  object_class->get_property = zoe_checked_entry_get_property;
  object_class->set_property = zoe_checked_entry_set_property;
  widget_class->grab_focus = zoe_checked_entry_grab_focus;
  properties[PROP_GOOD] = g_param_spec_boolean ("good", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLACEHOLDER_TEXT] = g_param_spec_string ("placeholder-text", NULL, NULL, NULL,
                                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "zoe-checked-entry");
}

static void
zoe_checked_entry_init (ZoeCheckedEntry *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  /* Two lines from the beginning, so that nothing moves while one types. */
  self->verdict = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "yalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                "width-chars", WIDTH_CHARS, "max-width-chars", WIDTH_CHARS, NULL);
  gtk_widget_add_css_class (self->verdict, "caption");
  gtk_widget_add_css_class (self->verdict, "verdict");
  gtk_widget_set_parent (self->verdict, GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->verdict, NULL, -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (zoe_checked_entry_check), self);
}

GtkWidget *
zoe_checked_entry_new (void)
{
  return g_object_new (ZOE_TYPE_CHECKED_ENTRY, NULL);
}

/**
 * zoe_checked_entry_set_check:
 * @check: (nullable): judges the text whenever it changes
 */
void
zoe_checked_entry_set_check (ZoeCheckedEntry *entry, ZoeCheck check, gpointer data)
{
  entry->check = check;
  entry->data = data;
  zoe_checked_entry_check (entry);
}

/**
 * zoe_checked_entry_check:
 *
 * Judges the text anew: what it is judged by has changed.
 */
void
zoe_checked_entry_check (ZoeCheckedEntry *entry)
{
  g_autofree char *sentence = NULL;
  ZoeVerdict verdict = ZOE_VERDICT_UNFINISHED;

  if (entry->check != NULL)
    verdict = entry->check (zoe_checked_entry_get_text (entry), &sentence, entry->data);
  zoe_checked_entry_say (entry, sentence, verdict == ZOE_VERDICT_WRONG);
  if (entry->good == (verdict == ZOE_VERDICT_GOOD))
    return;
  entry->good = verdict == ZOE_VERDICT_GOOD;
  g_object_notify_by_pspec (G_OBJECT (entry), properties[PROP_GOOD]);
}

gboolean
zoe_checked_entry_is_good (ZoeCheckedEntry *entry)
{
  return entry->good;
}

const char *
zoe_checked_entry_get_text (ZoeCheckedEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry->entry));
}

void
zoe_checked_entry_set_text (ZoeCheckedEntry *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (entry->entry), -1);
}

/**
 * zoe_checked_entry_say:
 * @sentence: (nullable): shown below, until the text is judged again
 */
void
zoe_checked_entry_say (ZoeCheckedEntry *entry, const char *sentence, gboolean wrong)
{
  gtk_label_set_text (GTK_LABEL (entry->verdict), sentence != NULL ? sentence : "");
  if (wrong)
    gtk_widget_add_css_class (entry->verdict, "error");
  else
    gtk_widget_remove_css_class (entry->verdict, "error");
}
