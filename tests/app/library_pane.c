/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/library_pane.h"

#include <glib/gstdio.h>
#include <utime.h>

#include "app/library_row.h"
#include "sample.h"

typedef struct
{
  ZoeSession *session;
  GtkWidget  *pane;
  GtkWidget  *window;
  GtkListBox *list;
} Fixture;

static char *
get_folder (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zoetrope", "traces", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_steal_pointer (&folder);
}

/* A recording of a certain age, in the folder where runs leave theirs. */
static void
add_recording (const char *name, guint seconds_ago)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *sample = sample_record ();
  g_autoptr (GFile) from = g_file_new_for_path (sample);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  struct utimbuf when = { .actime = time (NULL) - seconds_ago, .modtime = time (NULL) - seconds_ago };

  g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (utime (path, &when), ==, 0);
  sample_remove (sample);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  add_recording ("lru-queue-2026-01-02-030405.zoe", 600);
  add_recording ("pipeline-2026-01-02-040506.zoe", 60);
  fixture->session = zoe_session_new ();
  fixture->pane = g_object_new (ZOE_TYPE_LIBRARY_PANE, "session", fixture->session, NULL);
  fixture->window = sample_show (fixture->pane);
  fixture->list = GTK_LIST_BOX (sample_find (fixture->pane, GTK_TYPE_LIST_BOX));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->session);
}

/* The rows that can be seen, as the names of their files. */
static char *
dup_rows (Fixture *fixture)
{
  GString *rows = g_string_new (NULL);

  for (int i = 0; gtk_list_box_get_row_at_index (fixture->list, i) != NULL; i++)
    {
      ZoeLibraryRow *row = ZOE_LIBRARY_ROW (gtk_list_box_get_row_at_index (fixture->list, i));
      g_autofree char *name = g_path_get_basename (zoe_library_row_get_path (row));

      if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
        g_string_append_printf (rows, "%s%s", rows->len > 0 ? " " : "", name);
    }
  return g_string_free (rows, FALSE);
}

static gboolean
rows_are (Fixture *fixture, const char *expected)
{
  g_autofree char *rows = dup_rows (fixture);

  return g_str_equal (rows, expected);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rows = dup_rows (fixture);

  /* Scenarios by chapter, then recordings, the newest first. */
  g_assert_cmpstr (rows, ==, "pipeline.dot peering.dot lru-queue.dot clone.dot "
                             "pipeline-2026-01-02-040506.zoe lru-queue-2026-01-02-030405.zoe");
  sample_assert_says (fixture->pane, "Chapter 1");
  sample_assert_says (fixture->pane, "Recordings");

  /* A recording goes by its scenario's title, and is there as soon as its file is. */
  add_recording ("clone-2026-01-02-050607.zoe", 1);
  sample_wait_for (rows_are (fixture, "pipeline.dot peering.dot lru-queue.dot clone.dot clone-2026-01-02-050607.zoe "
                                      "pipeline-2026-01-02-040506.zoe lru-queue-2026-01-02-030405.zoe"));
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkEditable *search = GTK_EDITABLE (sample_find (fixture->pane, GTK_TYPE_SEARCH_ENTRY));

  gtk_editable_set_text (search, "LRU");
  sample_wait_for (rows_are (fixture, "lru-queue.dot lru-queue-2026-01-02-030405.zoe"));
  gtk_editable_set_text (search, "nothing like it");
  sample_wait_for (rows_are (fixture, ""));
  sample_assert_says (fixture->pane, "Nothing Found");
  gtk_editable_set_text (search, "");
  sample_wait_for (!rows_are (fixture, ""));
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  GtkListBoxRow *scenario = gtk_list_box_get_row_at_index (fixture->list, 0);
  GtkListBoxRow *recording = gtk_list_box_get_row_at_index (fixture->list, 4);
  ZoeScenario *opened;

  g_assert_true (gtk_widget_activate (GTK_WIDGET (scenario)));
  opened = zoe_session_get_scenario (fixture->session);
  g_assert_cmpstr (opened->name, ==, "pipeline");
  g_assert_true (gtk_list_box_get_selected_row (fixture->list) == scenario);

  /* Once more leaves it as it is. */
  g_assert_true (gtk_widget_activate (GTK_WIDGET (scenario)));
  g_assert_true (zoe_session_get_scenario (fixture->session) == opened);

  g_assert_true (gtk_widget_activate (GTK_WIDGET (recording)));
  g_assert_nonnull (zoe_session_get_recording (fixture->session));
  g_assert_true (gtk_list_box_get_selected_row (fixture->list) == recording);
}

int
main (int argc, char **argv)
{
  sample_init (&argc, &argv);
#define ADD(path, test) g_test_add ("/app/library-pane/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("open", test_open);
  ADD ("rows", test_rows);
  ADD ("search", test_search);
  return sample_run ();
}
