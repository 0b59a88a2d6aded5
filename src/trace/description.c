/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/description.h"

#include <glib/gi18n.h>

#include "model/event.h"

/* More than a run can have; a file that says so is no trace of ours. */
#define MOST_NODES 65535
#define MOST_LINKS 1000000

static gboolean
write_meta (sqlite3_stmt **statements, const char *key, const char *value)
{
  if (value == NULL)
    return TRUE;
  zoe_statement_bind (statements[ZOE_WRITE_META], "tt", key, value);
  return zoe_statement_run (statements[ZOE_WRITE_META]) == SQLITE_OK;
}

static gboolean
write_table (sqlite3_stmt *statement, guint number, GHashTable *table)
{
  GHashTableIter iter;
  gpointer name, value;

  if (table == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      zoe_statement_bind (statement, "itt", (gint64) number, name, value != NULL ? value : "");
      if (zoe_statement_run (statement) != SQLITE_OK)
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_nodes (ZoeScenario *scenario, sqlite3_stmt **statements)
{
  for (guint i = 0; i < scenario->clusters->len; i++)
    {
      ZoeCluster *cluster = g_ptr_array_index (scenario->clusters, i);

      zoe_statement_bind (statements[ZOE_WRITE_CLUSTER], "itt", (gint64) i + 1, cluster->name, cluster->label);
      if (zoe_statement_run (statements[ZOE_WRITE_CLUSTER]) != SQLITE_OK)
        return FALSE;
    }
  for (guint i = 0; i < scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = g_ptr_array_index (scenario->nodes, i);

      zoe_statement_bind (statements[ZOE_WRITE_NODE], "ittttiii", (gint64) node->number, node->name, node->base, node->role_name,
                          node->role != NULL ? node->role->source : NULL, (gint64) node->cluster, node->start_ns,
                          (gint64) node->external);
      if (zoe_statement_run (statements[ZOE_WRITE_NODE]) != SQLITE_OK
          || !write_table (statements[ZOE_WRITE_PARAMETER], node->number, node->parameters))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_sockets (ZoeScenario *scenario, sqlite3_stmt **statements)
{
  for (guint i = 0; i < scenario->sockets->len; i++)
    {
      ZoeSocketSpec *socket = g_ptr_array_index (scenario->sockets, i);

      zoe_statement_bind (statements[ZOE_WRITE_SOCKET], "iitti", (gint64) socket->number, (gint64) socket->node, socket->name,
                          zoe_socket_type_get_name (socket->type), (gint64) zoe_socket_type_fans_out (socket->type));
      if (zoe_statement_run (statements[ZOE_WRITE_SOCKET]) != SQLITE_OK)
        return FALSE;
      for (guint j = 0; socket->options != NULL && j < socket->options->len; j++)
        {
          zoe_statement_bind (statements[ZOE_WRITE_OPTION], "iit", (gint64) socket->number, (gint64) j + 1,
                              g_ptr_array_index (socket->options, j));
          if (zoe_statement_run (statements[ZOE_WRITE_OPTION]) != SQLITE_OK)
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_links (ZoeScenario *scenario, sqlite3_stmt **statements)
{
  for (guint i = 0; i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      zoe_statement_bind (statements[ZOE_WRITE_LINK], "iiiitt", (gint64) link->number, (gint64) link->tail, (gint64) link->head,
                          (gint64) link->head_binds, zoe_transport_get_name (link->transport), link->endpoint);
      if (zoe_statement_run (statements[ZOE_WRITE_LINK]) != SQLITE_OK
          || !write_table (statements[ZOE_WRITE_CONDITION], link->number, link->conditions))
        return FALSE;
    }
  return TRUE;
}

/**
 * zoe_description_write:
 * @statements: those of a writer, inside a transaction
 *
 * Returns: %FALSE if SQLite refused; it knows why
 */
gboolean
zoe_description_write (ZoeScenario *scenario, sqlite3_stmt **statements)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, scenario->seed);
  char rate[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint kind = 0; kind < ZOE_EVENT_N_KINDS; kind++)
    {
      zoe_statement_bind (statements[ZOE_WRITE_KIND], "it", (gint64) kind, zoe_event_kind_get_name (kind));
      if (zoe_statement_run (statements[ZOE_WRITE_KIND]) != SQLITE_OK)
        return FALSE;
    }
  return write_meta (statements, "name", scenario->name)
         && write_meta (statements, "title", scenario->title)
         && write_meta (statements, "summary", scenario->summary)
         && write_meta (statements, "chapter", scenario->chapter)
         && write_meta (statements, "figure", scenario->figure)
         && write_meta (statements, "text", scenario->text)
         && write_meta (statements, "until", scenario->until)
         && write_meta (statements, "seed", seed)
         && write_meta (statements, "rate", g_ascii_dtostr (rate, sizeof rate, scenario->rate))
         && write_meta (statements, "sqlite", sqlite3_libversion ())
         && write_nodes (scenario, statements)
         && write_sockets (scenario, statements)
         && write_links (scenario, statements);
}

/* A text of the file: valid UTF-8 or nothing. */
static const char *
get_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("its description of the scenario is broken (%s)"), what);
  return FALSE;
}

static gboolean
read_nodes (ZoeScenario *scenario, sqlite3_stmt **statements, GPtrArray *sources, GError **error)
{
  sqlite3_stmt *row = statements[ZOE_READ_CLUSTERS];

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      const char *name = get_text (row, 0);

      if (name == NULL || scenario->clusters->len >= MOST_NODES)
        return refuse (error, "cluster_row");
      zoe_scenario_add_cluster (scenario, name, get_text (row, 1));
    }
  row = statements[ZOE_READ_NODES];
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      const char *name = get_text (row, 0), *base = get_text (row, 1);
      gint64 cluster = sqlite3_column_int64 (row, 4);
      ZoeNodeSpec *node;

      if (name == NULL || base == NULL || cluster < 0 || cluster > scenario->clusters->len || scenario->nodes->len >= MOST_NODES
          || zoe_scenario_find_node (scenario, name) != NULL)
        return refuse (error, "node_row");
      node = zoe_scenario_add_node (scenario, name, get_text (row, 2));
      g_free (node->base);
      node->base = g_strdup (base);
      g_ptr_array_add (sources, g_strdup (get_text (row, 3)));
      node->cluster = cluster;
      node->start_ns = MAX (sqlite3_column_int64 (row, 5), 0);
      node->external = sqlite3_column_int (row, 6) != 0;
    }
  row = statements[ZOE_READ_PARAMETERS];
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      gint64 number = sqlite3_column_int64 (row, 0);
      const char *name = get_text (row, 1), *value = get_text (row, 2);
      ZoeNodeSpec *node = number > 0 && number <= MOST_NODES ? zoe_scenario_get_node (scenario, number) : NULL;

      if (node == NULL || name == NULL || value == NULL)
        return refuse (error, "parameter_row");
      g_hash_table_replace (node->parameters, g_strdup (name), g_strdup (value));
    }
  return TRUE;
}

static gboolean
read_sockets (ZoeScenario *scenario, sqlite3_stmt **statements, GError **error)
{
  sqlite3_stmt *row = statements[ZOE_READ_SOCKETS];

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      gint64 node = sqlite3_column_int64 (row, 0);
      const char *name = get_text (row, 1), *type = get_text (row, 2);

      if (node < 1 || node > scenario->nodes->len || name == NULL || type == NULL || scenario->sockets->len >= MOST_NODES)
        return refuse (error, "socket_row");
      zoe_scenario_add_socket (scenario, node, name, zoe_socket_type_from_name (type));
    }
  row = statements[ZOE_READ_OPTIONS];
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      gint64 number = sqlite3_column_int64 (row, 0);
      const char *text = get_text (row, 1);
      ZoeSocketSpec *socket = number > 0 && number <= MOST_NODES ? zoe_scenario_get_socket (scenario, number) : NULL;

      if (socket == NULL || text == NULL)
        return refuse (error, "option_row");
      if (socket->options == NULL)
        socket->options = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (socket->options, g_strdup (text));
    }
  return TRUE;
}

static gboolean
read_links (ZoeScenario *scenario, sqlite3_stmt **statements, GError **error)
{
  sqlite3_stmt *row = statements[ZOE_READ_LINKS];

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      gint64 tail = sqlite3_column_int64 (row, 0), head = sqlite3_column_int64 (row, 1);
      const char *transport = get_text (row, 3), *endpoint = get_text (row, 4);
      ZoeTransport known;
      ZoeLinkSpec *link;

      if (tail < 1 || head < 1 || tail > scenario->sockets->len || head > scenario->sockets->len || transport == NULL
          || !zoe_transport_from_name (transport, &known) || scenario->links->len >= MOST_LINKS)
        return refuse (error, "link_row");
      link = zoe_scenario_add_link (scenario, tail, head);
      link->head_binds = sqlite3_column_int (row, 2) != 0;
      link->transport = known;
      link->endpoint = g_strdup (endpoint);
    }
  row = statements[ZOE_READ_CONDITIONS];
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      gint64 number = sqlite3_column_int64 (row, 0);
      const char *name = get_text (row, 1), *value = get_text (row, 2);
      ZoeLinkSpec *link = number > 0 && number <= MOST_LINKS ? zoe_scenario_get_link (scenario, number) : NULL;

      if (link == NULL || name == NULL || value == NULL)
        return refuse (error, "condition_row");
      if (link->conditions == NULL)
        link->conditions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_replace (link->conditions, g_strdup (name), g_strdup (value));
    }
  return TRUE;
}

/**
 * zoe_description_read:
 * @statements: those of a reader
 * @meta: (element-type utf8 utf8): what the table of that name says
 * @sources: (element-type utf8): gets each node's source file, or %NULL, from index 0
 *
 * Nothing in a file is trusted: a description that names what does not exist is refused.
 */
ZoeScenario *
zoe_description_read (sqlite3_stmt **statements, GHashTable *meta, GPtrArray *sources, GError **error)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  const char *seed = g_hash_table_lookup (meta, "seed"), *rate = g_hash_table_lookup (meta, "rate");
  gboolean good;

  scenario->name = g_strdup (g_hash_table_lookup (meta, "name"));
  scenario->title = g_strdup (g_hash_table_lookup (meta, "title"));
  scenario->summary = g_strdup (g_hash_table_lookup (meta, "summary"));
  scenario->chapter = g_strdup (g_hash_table_lookup (meta, "chapter"));
  scenario->figure = g_strdup (g_hash_table_lookup (meta, "figure"));
  scenario->text = g_strdup (g_hash_table_lookup (meta, "text"));
  scenario->until = g_strdup (g_hash_table_lookup (meta, "until"));
  scenario->seed = seed != NULL ? g_ascii_strtoull (seed, NULL, 10) : 0;
  scenario->rate = rate != NULL ? g_ascii_strtod (rate, NULL) : 1;
  if (!(scenario->rate >= 1e-9 && scenario->rate <= 1e9))
    scenario->rate = 1;
  good = read_nodes (scenario, statements, sources, error)
         && read_sockets (scenario, statements, error)
         && read_links (scenario, statements, error);
  for (guint i = 0; i < ZOE_READ_N; i++)
    sqlite3_reset (statements[i]);
  return good ? g_steal_pointer (&scenario) : NULL;
}
