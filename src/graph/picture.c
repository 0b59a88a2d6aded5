/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/picture.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/engine.h"

#define FONT      "Cantarell,Inter,Noto Sans,DejaVu Sans,sans-serif"
#define INK       "#2e3436"
#define FAINT     "#77767b"
#define NODE_EDGE "#9a9996"
#define LINK      "#5e5c64"
#define SOFT_FILL "#f6f5f4"
#define SOFT_EDGE "#deddda"

#define LINK_SPACE 0.25   /* inches */

/* One hue for each family of sockets: whoever talks to each other has the same. */
static const struct
{
  const char *fill;
  const char *ink;
} colors[ZOE_SOCKET_N_TYPES] =
{
  [ZOE_SOCKET_NONE]   = { "#deddda", "#3d3846" },
  [ZOE_SOCKET_DEALER] = { "#dc8add", "#613583" },
  [ZOE_SOCKET_PAIR]   = { "#cdab8f", "#63452c" },
  [ZOE_SOCKET_PUB]    = { "#f9c06b", "#8f4400" },
  [ZOE_SOCKET_PULL]   = { "#99c1f1", "#1a3f78" },
  [ZOE_SOCKET_PUSH]   = { "#99c1f1", "#1a3f78" },
  [ZOE_SOCKET_REP]    = { "#8ff0a4", "#14633c" },
  [ZOE_SOCKET_REQ]    = { "#8ff0a4", "#14633c" },
  [ZOE_SOCKET_ROUTER] = { "#dc8add", "#613583" },
  [ZOE_SOCKET_SUB]    = { "#f9c06b", "#8f4400" },
  [ZOE_SOCKET_XPUB]   = { "#f9c06b", "#8f4400" },
  [ZOE_SOCKET_XSUB]   = { "#f9c06b", "#8f4400" },
};

/* Nodes of one role look alike. */
static const char *const node_fills[] = { "#e3f0fd", "#e6f7ea", "#fdf3dc", "#f3e6f7", "#fbe5e3", "#e2f5f4", "#f2ece4", "#ececf1" };

/* For HTML labels: lines become <BR/>, and what XML or UTF-8 do not allow is left out. */
static char *
dup_escaped (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *escaped = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (escaped, "<BR/>");
      else if (*p == '&')
        g_string_append (escaped, "&amp;");
      else if (*p == '<')
        g_string_append (escaped, "&lt;");
      else if (*p == '>')
        g_string_append (escaped, "&gt;");
      else if (*p == '"')
        g_string_append (escaped, "&quot;");
      else if ((guchar) *p >= ' ' && *p != 0x7f)
        g_string_append_c (escaped, *p);
    }
  return g_string_free (escaped, FALSE);
}

static const char *
get_node_fill (ZoeScenario *scenario, ZoeNodeSpec *node)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 1; i < node->number; i++)
    {
      ZoeNodeSpec *other = zoe_scenario_get_node (scenario, i);

      if (strcmp (other->role_name, node->role_name) == 0)
        break;
      g_hash_table_add (seen, other->role_name);
    }
  return node_fills[g_hash_table_size (seen) % G_N_ELEMENTS (node_fills)];
}

/* A node with many links is made long across the direction of the arrows, or their ends would lie on each other. */
static void
set_least_size (Agraph_t *graph, Agnode_t *node)
{
  const char *direction = agget (graph, (char *) "rankdir");
  double inches = MIN (LINK_SPACE * agdegree (graph, node, TRUE, TRUE), 8);

  if (inches > 0.5)
    zoe_engine_set_number (node, direction[0] == 'L' || direction[0] == 'R' ? "height" : "width", inches);
}

static void
dress_node (ZoeEngine *engine, ZoeScenario *scenario, ZoeNodeSpec *spec, const ZoePictureNotes *notes, gpointer data)
{
  Agnode_t *node = zoe_engine_get_node (engine, spec->number);
  g_autofree char *name = dup_escaped (spec->name);
  g_autofree char *role = dup_escaped (spec->role_name);
  g_autofree char *note = notes != NULL && notes->dup_node_label != NULL ? notes->dup_node_label (spec->number, data) : NULL;
  g_autoptr (GString) html = g_string_new (NULL);

  g_string_append_printf (html, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">"
                          "<TR><TD><B>%s</B></TD></TR>", name);
  if (strcmp (spec->role_name, spec->name) != 0 && strcmp (spec->role_name, spec->base) != 0 && *role != '\0')
    g_string_append_printf (html, "<TR><TD><FONT POINT-SIZE=\"10\" COLOR=\"%s\">%s</FONT></TD></TR>", FAINT, role);
  if (note != NULL && *note != '\0')
    {
      g_autofree char *escaped = dup_escaped (note);

      g_string_append_printf (html, "<TR><TD><FONT POINT-SIZE=\"10\">%s</FONT></TD></TR>", escaped);
    }
  g_string_append (html, "</TABLE>");

  zoe_engine_set_html (node, "label", html->str);
  zoe_engine_set (node, "shape", "box");
  zoe_engine_set (node, "style", spec->external ? "rounded,filled,dashed" : "rounded,filled");
  zoe_engine_set (node, "fillcolor", spec->external ? "#ffffff" : get_node_fill (scenario, spec));
  zoe_engine_set (node, "color", NODE_EDGE);
  zoe_engine_set (node, "fontname", FONT);
  zoe_engine_set (node, "fontcolor", INK);
  zoe_engine_set (node, "fontsize", "13");
  zoe_engine_set (node, "margin", "0.16,0.08");
  set_least_size (zoe_engine_get_graph (engine), node);
}

static void
set_badge (Agedge_t *edge, const char *attribute, ZoeSocketSpec *socket)
{
  g_autofree char *html = NULL;

  if (socket->type == ZOE_SOCKET_NONE)
    return;
  html = g_strdup_printf ("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\" STYLE=\"ROUNDED\" BGCOLOR=\"%s\">"
                          "<TR><TD><FONT COLOR=\"%s\" POINT-SIZE=\"8\"><B>%s</B></FONT></TD></TR></TABLE>",
                          colors[socket->type].fill, colors[socket->type].ink, zoe_socket_type_get_name (socket->type));
  zoe_engine_set_html (edge, attribute, html);
}

static void
dress_link (ZoeEngine *engine, ZoeScenario *scenario, ZoeLinkSpec *link, const ZoePictureNotes *notes, gpointer data)
{
  Agedge_t *edge = zoe_engine_get_edge (engine, link->number);
  gboolean turned = zoe_engine_is_turned (engine, link->number);
  double weight = notes != NULL && notes->get_link_weight != NULL ? notes->get_link_weight (link->number, data) : 0;
  g_autofree char *note = notes != NULL && notes->dup_link_label != NULL ? notes->dup_link_label (link->number, data) : NULL;

  zoe_engine_set (edge, "color", LINK);
  zoe_engine_set (edge, "arrowsize", "0.7");
  zoe_engine_set (edge, "fontname", FONT);
  zoe_engine_set (edge, "fontsize", "10");
  zoe_engine_set (edge, "fontcolor", INK);
  zoe_engine_set (edge, "labelfontname", FONT);
  zoe_engine_set (edge, "labeldistance", "2.2");
  zoe_engine_set (edge, "labelangle", "22");
  zoe_engine_set_number (edge, "penwidth", 1.2 + 2.8 * CLAMP (weight, 0, 1));
  zoe_engine_set (edge, "dir", turned ? "back" : "forward");
  set_badge (edge, turned ? "headlabel" : "taillabel", zoe_scenario_get_socket (scenario, link->tail));
  set_badge (edge, turned ? "taillabel" : "headlabel", zoe_scenario_get_socket (scenario, link->head));
  if (note != NULL && *note != '\0')
    {
      g_autofree char *escaped = dup_escaped (note);
      /* Half transparent, so that it can be read on a line, and the line be seen under it. */
      g_autofree char *html = g_strdup_printf ("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\" "
                                               "STYLE=\"ROUNDED\" BGCOLOR=\"#ffffffc0\"><TR><TD>%s</TD></TR></TABLE>", escaped);

      zoe_engine_set_html (edge, "label", html);
    }
}

static void
dress_cluster (Agraph_t *graph, ZoeCluster *cluster)
{
  g_autofree char *label = dup_escaped (cluster->label);

  zoe_engine_set_html (graph, "label", *label != '\0' ? label : " ");
  zoe_engine_set (graph, "labeljust", "l");
  zoe_engine_set (graph, "style", "rounded,filled");
  zoe_engine_set (graph, "fillcolor", SOFT_FILL);
  zoe_engine_set (graph, "color", SOFT_EDGE);
  zoe_engine_set (graph, "fontname", FONT);
  zoe_engine_set (graph, "fontsize", "12");
  zoe_engine_set (graph, "fontcolor", FAINT);
  zoe_engine_set (graph, "margin", "14");
}

static void
dress_graph (Agraph_t *graph, ZoeScenario *scenario, const ZoePictureNotes *notes)
{
  const char *title = notes != NULL && notes->title != NULL ? notes->title : scenario->title;
  const char *subtitle = notes != NULL ? notes->subtitle : NULL;
  g_autofree char *escaped = dup_escaped (title != NULL ? title : "");
  g_autofree char *small = dup_escaped (subtitle != NULL ? subtitle : "");
  g_autoptr (GString) html = g_string_new (NULL);

  zoe_engine_set (graph, "bgcolor", "#ffffff");
  zoe_engine_set (graph, "pad", "0.3");
  zoe_engine_set (graph, "fontname", FONT);
  zoe_engine_set (graph, "fontcolor", INK);
  zoe_engine_set (graph, "labelloc", "t");
  zoe_engine_set (graph, "dpi", "96");
  if (*escaped != '\0')
    g_string_append_printf (html, "<FONT POINT-SIZE=\"18\"><B>%s</B></FONT>", escaped);
  if (*small != '\0')
    g_string_append_printf (html, "%s<FONT POINT-SIZE=\"11\" COLOR=\"%s\">%s</FONT>", html->len > 0 ? "<BR/>" : "", FAINT, small);
  if (html->len > 0)
    {
      g_string_append (html, "<BR/> ");
      zoe_engine_set_html (graph, "label", html->str);
    }
}

/**
 * zoe_picture_render:
 * @notes: (nullable): what there is to say about the scenario's parts
 * @data: handed to the functions in @notes
 *
 * Returns: (transfer full) (nullable): the file's bytes
 */
GBytes *
zoe_picture_render (ZoeScenario *scenario, const ZoePictureNotes *notes, gpointer data, ZoePictureFormat format, GError **error)
{
  static const char *const formats[] = { [ZOE_PICTURE_DOT] = "dot", [ZOE_PICTURE_PNG] = "png", [ZOE_PICTURE_SVG] = "svg" };
  g_autoptr (ZoeEngine) engine = zoe_engine_new (scenario);

  dress_graph (zoe_engine_get_graph (engine), scenario, notes);
  for (guint i = 0; i < scenario->clusters->len; i++)
    if (zoe_engine_get_cluster (engine, i) != NULL)
      dress_cluster (zoe_engine_get_cluster (engine, i), g_ptr_array_index (scenario->clusters, i));
  for (guint i = 1; i <= scenario->nodes->len; i++)
    dress_node (engine, scenario, zoe_scenario_get_node (scenario, i), notes, data);
  for (guint i = 1; i <= scenario->links->len; i++)
    dress_link (engine, scenario, zoe_scenario_get_link (scenario, i), notes, data);

  if (!zoe_engine_lay_out (engine, error))
    return NULL;
  return zoe_engine_draw (engine, formats[format], error);
}
