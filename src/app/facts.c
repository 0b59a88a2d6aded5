/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/facts.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget     *row;
  GtkWidget     *name;
  GtkWidget     *value;
  GtkWidget     *arrow;
  ZoeFactTarget  target;
  guint64        id;
} Fact;

struct _ZoeFacts
{
  GtkWidget  parent_instance;
  GtkWidget *heading;
  GtkWidget *list;
  GArray    *rows;       /* (element-type Fact) */
  guint      n_put;
};

G_DEFINE_FINAL_TYPE (ZoeFacts, zoe_facts, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
set_text (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text);
}

static Fact *
take_row (ZoeFacts *self)
{
  Fact fact = { 0 };
  GtkWidget *box;

  if (self->n_put < self->rows->len)
    return &g_array_index (self->rows, Fact, self->n_put++);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  fact.name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "valign", GTK_ALIGN_BASELINE, NULL);
  gtk_widget_add_css_class (fact.name, "dim-label");
  fact.value = g_object_new (GTK_TYPE_LABEL,
                             "xalign", 1.0, "hexpand", TRUE, "valign", GTK_ALIGN_BASELINE,
                             "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "justify", GTK_JUSTIFY_RIGHT,
                             NULL);
  gtk_widget_add_css_class (fact.value, "numeric");
  fact.arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_widget_add_css_class (fact.arrow, "dim-label");
  gtk_box_append (GTK_BOX (box), fact.name);
  gtk_box_append (GTK_BOX (box), fact.value);
  gtk_box_append (GTK_BOX (box), fact.arrow);

  fact.row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (fact.row), box);
  gtk_list_box_append (GTK_LIST_BOX (self->list), fact.row);
  g_array_append_val (self->rows, fact);
  self->n_put++;
  return &g_array_index (self->rows, Fact, self->n_put - 1);
}

static void
put (ZoeFacts *self, const char *name, const char *value, ZoeFactTarget target, guint64 id)
{
  Fact *fact = take_row (self);
  gboolean leads = target != ZOE_FACT_PLAIN;

  set_text (fact->name, name);
  set_text (fact->value, value);
  fact->target = target;
  fact->id = id;
  if (gtk_widget_get_visible (fact->arrow) != leads)
    gtk_widget_set_visible (fact->arrow, leads);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (fact->row), leads);
  gtk_widget_set_focusable (fact->row, leads);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, ZoeFacts *self)
{
  Fact *fact = &g_array_index (self->rows, Fact, gtk_list_box_row_get_index (row));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, (guint) fact->target, fact->id);
}

static void
zoe_facts_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, gtk_label_get_text (GTK_LABEL (ZOE_FACTS (object)->heading)));
}

static void
zoe_facts_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZoeFacts *self = ZOE_FACTS (object);
  const char *title = g_value_get_string (value);

  gtk_label_set_text (GTK_LABEL (self->heading), title != NULL ? title : "");
  gtk_widget_set_visible (self->heading, title != NULL && *title != '\0');
}

static void
zoe_facts_dispose (GObject *object)
{
  ZoeFacts *self = ZOE_FACTS (object);

  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (zoe_facts_parent_class)->dispose (object);
}

static void
zoe_facts_class_init (ZoeFactsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zoe_facts_dispose;
  object_class->get_property = zoe_facts_get_property;
  object_class->set_property = zoe_facts_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", ZOE_TYPE_FACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT64);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "facts");
}

static void
zoe_facts_init (ZoeFacts *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Fact));
  self->heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "visible", FALSE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (self->heading, "heading");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
}

void
zoe_facts_begin (ZoeFacts *self)
{
  self->n_put = 0;
}

void
zoe_facts_put (ZoeFacts *self, const char *name, const char *value)
{
  if (value != NULL)
    put (self, name, value, ZOE_FACT_PLAIN, 0);
}

/**
 * zoe_facts_put_take:
 * @value: (transfer full) (nullable): %NULL leaves the row out
 */
void
zoe_facts_put_take (ZoeFacts *self, const char *name, char *value)
{
  zoe_facts_put (self, name, value);
  g_free (value);
}

/**
 * zoe_facts_put_link:
 * @value: (transfer full)
 * @target: what the row leads to when it is activated
 * @id: which one
 */
void
zoe_facts_put_link (ZoeFacts *self, const char *name, char *value, ZoeFactTarget target, guint64 id)
{
  put (self, name, value, target, id);
  g_free (value);
}

/**
 * zoe_facts_end:
 *
 * Takes away the rows that were not put again. A list without rows is not shown.
 */
void
zoe_facts_end (ZoeFacts *self)
{
  while (self->rows->len > self->n_put)
    {
      gtk_list_box_remove (GTK_LIST_BOX (self->list), g_array_index (self->rows, Fact, self->rows->len - 1).row);
      g_array_set_size (self->rows, self->rows->len - 1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_put > 0);
}

/**
 * zoe_facts_dup_text:
 *
 * Returns: (transfer full): what the list says, one "name: value" a line
 */
char *
zoe_facts_dup_text (ZoeFacts *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Fact *fact = &g_array_index (self->rows, Fact, i);

      g_string_append_printf (text, "%s: %s\n", gtk_label_get_text (GTK_LABEL (fact->name)),
                              gtk_label_get_text (GTK_LABEL (fact->value)));
    }
  return g_string_free (text, FALSE);
}
