/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/library.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "graph/draft.h"
#include "graph/reader.h"
#include "model/nearest.h"

#define DOT ".dot"

static void
entry_free (gpointer data)
{
  ZoeLibraryEntry *entry = data;

  g_free (entry->name);
  g_free (entry->path);
  g_free (entry->title);
  g_free (entry->chapter);
  g_free (entry->summary);
  g_free (entry);
}

/* In the order in which a name is looked for. ZOETROPE_SCENARIOS stands for the source tree, where nothing is installed. */
static char **
dup_directories (void)
{
  const char *own = g_getenv ("ZOETROPE_SCENARIOS");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) first = g_strsplit (own != NULL ? own : "", G_SEARCHPATH_SEPARATOR_S, -1);
  g_autofree char *users = g_build_filename (g_get_user_data_dir (), "zoetrope", "scenarios", NULL);

  for (char **directory = first; *directory != NULL; directory++)
    if (**directory != '\0')
      g_strv_builder_add (builder, *directory);
  g_strv_builder_add (builder, PKGDATADIR G_DIR_SEPARATOR_S "scenarios");
  g_strv_builder_add (builder, users);
  return g_strv_builder_end (builder);
}

static gboolean
is_scenario_name (const char *file)
{
  return file[0] != '.' && strlen (file) > strlen (DOT) && g_str_has_suffix (file, DOT);
}

/* Only what the graph says of itself; roles are not asked. */
static ZoeLibraryEntry *
read_entry (const char *path, const char *name)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  g_autoptr (ZoeDraft) draft = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *title;
  ZoeLibraryEntry *entry;

  text = zoe_read_scenario_bytes (path, &length, mistakes);
  if (text == NULL)
    return NULL;
  draft = zoe_draft_new (text, length, mistakes);
  if (draft == NULL)
    return NULL;

  title = zoe_draft_get_value (draft->attributes, "title");
  if (title == NULL || *title == '\0')
    title = draft->name != NULL && *draft->name != '\0' ? draft->name : name;
  entry = g_new0 (ZoeLibraryEntry, 1);
  entry->name = g_strdup (name);
  entry->path = g_strdup (path);
  entry->title = g_strdup (title);
  entry->chapter = g_strdup (zoe_draft_get_value (draft->attributes, "chapter"));
  entry->summary = g_strdup (zoe_draft_get_value (draft->attributes, "summary"));
  return entry;
}

/* Chapters are mostly numbers, and 10 comes after 9; those without one come last. */
static int
compare_chapters (const char *a, const char *b)
{
  guint64 first, second;

  if (a == NULL || b == NULL)
    return a == b ? 0 : a == NULL ? 1 : -1;
  first = g_ascii_strtoull (a, NULL, 10);
  second = g_ascii_strtoull (b, NULL, 10);
  if (first != second)
    return first < second ? -1 : 1;
  return g_utf8_collate (a, b);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const ZoeLibraryEntry *first = *(ZoeLibraryEntry *const *) a;
  const ZoeLibraryEntry *second = *(ZoeLibraryEntry *const *) b;
  int order = compare_chapters (first->chapter, second->chapter);

  if (order == 0)
    order = g_utf8_collate (first->title, second->title);
  return order != 0 ? order : strcmp (first->name, second->name);
}

/**
 * zoe_library_list:
 *
 * Of several files of one name the one found first counts: ZOETROPE_SCENARIOS (directories, joined with colons), then what
 * was installed, then the person's own below the user data directory. Main thread only.
 *
 * Returns: (transfer full) (element-type ZoeLibraryEntry): sorted by chapter, then title
 */
GPtrArray *
zoe_library_list (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) directories = dup_directories ();

  for (char **directory = directories; *directory != NULL; directory++)
    {
      g_autoptr (GDir) dir = g_dir_open (*directory, 0, NULL);
      const char *file;

      while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (*directory, file, NULL);
          g_autofree char *name = NULL;
          ZoeLibraryEntry *entry;

          if (!is_scenario_name (file) || !g_utf8_validate (file, -1, NULL))
            continue;
          name = g_strndup (file, strlen (file) - strlen (DOT));
          entry = g_hash_table_contains (seen, name) ? NULL : read_entry (path, name);
          if (entry == NULL)
            continue;
          g_ptr_array_add (entries, entry);
          g_hash_table_add (seen, g_steal_pointer (&name));
        }
    }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

/**
 * zoe_library_find:
 * @name_or_path: "pipeline", or "lessons/mine.dot"
 *
 * A file of that path comes first; a name with a slash or .dot in it is a path and nothing else. A scenario is found by name
 * even if it does not parse, so that its mistakes can be told.
 *
 * Returns: (transfer full) (nullable): the path
 */
char *
zoe_library_find (const char *name_or_path, GError **error)
{
  g_auto (GStrv) directories = dup_directories ();
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *nearest;
  gboolean is_path = strchr (name_or_path, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (name_or_path, DOT);

  if (g_file_test (name_or_path, G_FILE_TEST_EXISTS) && (is_path || !g_file_test (name_or_path, G_FILE_TEST_IS_DIR)))
    return g_strdup (name_or_path);
  for (char **directory = directories; *directory != NULL && !is_path && *name_or_path != '\0'; directory++)
    {
      g_autofree char *file = g_strconcat (name_or_path, DOT, NULL);
      g_autofree char *path = g_build_filename (*directory, file, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }

  entries = zoe_library_list ();
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (names, ((ZoeLibraryEntry *) g_ptr_array_index (entries, i))->name);
  g_ptr_array_add (names, NULL);
  nearest = is_path ? NULL : zoe_nearest_name (name_or_path, (const char *const *) names->pdata);
  if (nearest != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("there is neither a file nor a scenario “%s”; is “%s” meant?"), name_or_path, nearest);
  else if (is_path)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("there is no file “%s”"), name_or_path);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("there is neither a file nor a scenario “%s”; “zoe list” shows those at hand"), name_or_path);
  return NULL;
}
