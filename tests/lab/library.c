/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/library.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

typedef struct
{
  char *root;
  char *first;
  char *second;
  char *own;
} Fixture;

static void
write_file (const char *directory, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->root = g_dir_make_tmp ("zoe-library-XXXXXX", NULL);
  fixture->first = g_build_filename (fixture->root, "first", NULL);
  fixture->second = g_build_filename (fixture->root, "second", NULL);
  fixture->own = g_build_filename (g_get_user_data_dir (), "zoetrope", "scenarios", NULL);
  g_assert_cmpint (g_mkdir (fixture->first, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->second, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (fixture->own, 0700), ==, 0);

  write_file (fixture->first, "clone.dot", "digraph { title=\"Clone\" chapter=\"5\" summary=\"Maps alike.\" a [role=no_such_role] }");
  write_file (fixture->first, "ten.dot", "digraph \"Chapter ten\" { chapter=\"10\" }");
  write_file (fixture->first, "broken.dot", "digraph { a [role= }");
  write_file (fixture->first, "notes.txt", "not a scenario");
  write_file (fixture->first, ".hidden.dot", "digraph { }");
  write_file (fixture->second, "clone.dot", "digraph { title=\"Another clone\" }");
  write_file (fixture->second, "pipeline.dot", "digraph { chapter=1 }");
  write_file (fixture->own, "mine.dot", "digraph { title=\"My own\" }");
  path = g_strjoin (":", fixture->first, "", "/no/such/directory", fixture->second, NULL);
  g_setenv ("ZOETROPE_SCENARIOS", path, TRUE);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_all (fixture->root);
  remove_all (fixture->own);
  g_unsetenv ("ZOETROPE_SCENARIOS");
  g_free (fixture->root);
  g_free (fixture->first);
  g_free (fixture->second);
  g_free (fixture->own);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = zoe_library_list ();
  g_autoptr (GString) text = g_string_new (NULL);
  ZoeLibraryEntry *entry;

  for (guint i = 0; i < entries->len; i++)
    {
      entry = g_ptr_array_index (entries, i);
      g_string_append_printf (text, "%s=%s (%s)\n", entry->name, entry->title, entry->chapter != NULL ? entry->chapter : "-");
    }
  g_assert_cmpstr (text->str, ==, "pipeline=pipeline (1)\nclone=Clone (5)\nten=Chapter ten (10)\nmine=My own (-)\n");
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (entry->summary, ==, "Maps alike.");
  g_assert_true (g_str_has_prefix (entry->path, fixture->first));
}

static void
assert_found (const char *name, const char *directory, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = zoe_library_find (name, &error);
  g_autofree char *expected = g_build_filename (directory, file, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_not_found (const char *name, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zoe_library_find (name, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->second, "clone.dot", NULL);

  assert_found ("clone", fixture->first, "clone.dot");
  assert_found ("pipeline", fixture->second, "pipeline.dot");
  assert_found ("mine", fixture->own, "mine.dot");
  assert_found ("broken", fixture->first, "broken.dot");
  assert_found (path, fixture->second, "clone.dot");
  assert_not_found ("pipelin", "there is neither a file nor a scenario “pipelin”; is “pipeline” meant?");
  assert_not_found ("zzzzzzzzzz", "there is neither a file nor a scenario “zzzzzzzzzz”; “zoe list” shows those at hand");
  assert_not_found ("", "there is neither a file nor a scenario “”; “zoe list” shows those at hand");
  assert_not_found ("lessons/pipeline.dot", "there is no file “lessons/pipeline.dot”");
  assert_not_found ("../first/clone", "there is no file “../first/clone”");
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("zoe-data-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/lab/library/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/lab/library/find", Fixture, NULL, set_up, test_find, tear_down);
  result = g_test_run ();
  remove_all (home);
  return result;
}
