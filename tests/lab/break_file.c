/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/break_file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NODES "  ventilator [role=ventilator]  // gives\n  sink [role=sink]\n  ventilator:sender -> sink:receiver [bind=tail]\n"
#define ADDED(text) "  break=\"" text "\"; // breakpoints set in Zoetrope\n"

static const char plain[] = "digraph {\n" NODES "}\n";
static const char own[] = "digraph {\n  break=\"10s\"  // the author's\n" NODES "}\n";

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("zoetrope-break-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "lesson.dot", NULL);
  g_assert_true (g_file_set_contents (fixture->path, plain, -1, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
assert_holds (Fixture *fixture, const char *text)
{
  g_autofree char *now = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &now, NULL, NULL));
  g_assert_cmpstr (now, ==, text);
}

static void
write_breaks (Fixture *fixture, const char *known, const char *conditions)
{
  g_autoptr (GError) error = NULL;
  gboolean written = zoe_break_file_write (fixture->path, known, conditions, &error);

  g_assert_no_error (error);
  g_assert_true (written);
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  write_breaks (fixture, NULL, "text KILL");
  assert_holds (fixture, "digraph {\n" NODES ADDED ("text KILL") "}\n");
  write_breaks (fixture, "text KILL", "text KILL; does sink");
  assert_holds (fixture, "digraph {\n" NODES ADDED ("text KILL; does sink") "}\n");
  write_breaks (fixture, "text KILL; does sink", NULL);
  assert_holds (fixture, plain);

  /* The author's own are overridden, even by none; what says the same again needs no line. */
  g_assert_true (g_file_set_contents (fixture->path, own, -1, NULL));
  write_breaks (fixture, "10s", NULL);
  assert_holds (fixture, "digraph {\n  break=\"10s\"  // the author's\n" NODES ADDED ("") "}\n");
  write_breaks (fixture, NULL, "10s");
  assert_holds (fixture, own);
}

/* Permissions stay, a link stays a link, and nothing is left beside the file. */
static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.dot", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  struct stat status;
  guint n_files = 0;

  g_assert_cmpint (g_chmod (fixture->path, 0660), ==, 0);
  g_assert_cmpint (symlink ("lesson.dot", link), ==, 0);
  g_assert_true (zoe_break_file_write (link, NULL, "text KILL", &error));
  g_assert_no_error (error);
  assert_holds (fixture, "digraph {\n" NODES ADDED ("text KILL") "}\n");
  g_assert_cmpint (g_lstat (link, &status), ==, 0);
  g_assert_true (S_ISLNK (status.st_mode));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0660);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 2);
}

static void
refuse (Fixture *fixture, const char *known, const char *conditions, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;

  g_file_get_contents (fixture->path, &before, NULL, NULL);
  g_assert_false (zoe_break_file_write (fixture->path, known, conditions, &error));
  g_assert_error (error, G_IO_ERROR, code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” is not in: %s", says, error->message);
  if (before != NULL)
    assert_holds (fixture, before);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  refuse (fixture, NULL, "text KILL", G_IO_ERROR_READ_ONLY, "read only");
}

/* What else has changed in the file stays; other breakpoints there are not overwritten. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  static const char other[] = "digraph {\n  // new\n" NODES "}\n";

  g_assert_true (g_file_set_contents (fixture->path, other, -1, NULL));
  write_breaks (fixture, NULL, "text KILL");
  assert_holds (fixture, "digraph {\n  // new\n" NODES ADDED ("text KILL") "}\n");

  g_assert_true (g_file_set_contents (fixture->path, own, -1, NULL));
  refuse (fixture, NULL, "text KILL", G_IO_ERROR_WRONG_ETAG, "10s");
  refuse (fixture, "text KILL", "does sink", G_IO_ERROR_WRONG_ETAG, "10s");
  g_assert_true (g_file_set_contents (fixture->path, plain, -1, NULL));
  refuse (fixture, "text KILL", "does sink", G_IO_ERROR_WRONG_ETAG, "none are left");
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->path, "digraph {\n" NODES, -1, NULL));
  refuse (fixture, NULL, "text KILL", G_IO_ERROR_INVALID_DATA, "lesson.dot");
  g_assert_true (g_file_set_contents (fixture->path, plain, -1, NULL));
  refuse (fixture, NULL, "does nobody", G_IO_ERROR_INVALID_DATA, "nobody");
  refuse (fixture, NULL, "text a\tb", G_IO_ERROR_INVALID_ARGUMENT, "control character");
  g_remove (fixture->path);
  refuse (fixture, NULL, "text KILL", G_IO_ERROR_NOT_FOUND, "cannot be read");
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *fixture, gconstpointer data); } tests[] =
  {
    { "/lab/break-file/broken",      test_broken },
    { "/lab/break-file/changed",     test_changed },
    { "/lab/break-file/permissions", test_permissions },
    { "/lab/break-file/read-only",   test_read_only },
    { "/lab/break-file/write",       test_write },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
