/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/inspector.h"

#include <string.h>

#include "app/code_view.h"
#include "app/facts.h"
#include "sample.h"

typedef struct
{
  char       *path;
  ZoeSession *session;
  GtkWidget  *inspector;
  GtkWidget  *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = sample_record ();
  fixture->session = sample_open (fixture->path);
  fixture->inspector = g_object_new (ZOE_TYPE_INSPECTOR, "session", fixture->session, NULL);
  fixture->window = sample_show (fixture->inspector);
  zoe_session_seek_event (fixture->session, G_MAXUINT64);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->session);
  sample_remove (fixture->path);
}

static void
test_scenario (Fixture *fixture, gconstpointer data)
{
  sample_assert_says (fixture->inspector, "A sample");
  sample_assert_says (fixture->inspector, "A client asks a broker.");
  sample_assert_says (fixture->inspector, "complete");
  sample_assert_says (fixture->inspector, "13");
}

static void
test_message (Fixture *fixture, gconstpointer data)
{
  zoe_session_select_message (fixture->session, zoe_message_id (1, 1));
  sample_assert_says (fixture->inspector, "client #1");
  sample_assert_says (fixture->inspector, "Delivered");
  sample_assert_says (fixture->inspector, "client:requester (REQ)");
  sample_assert_says (fixture->inspector, "broker:frontend (ROUTER)");
  sample_assert_says (fixture->inspector, "1 ms");
  sample_assert_says (fixture->inspector, "2 frames, as sent");
  sample_assert_says (fixture->inspector, "empty (delimiter)");
  sample_assert_says (fixture->inspector, "0000  48 45 4c 4c 4f");
  sample_assert_says (fixture->inspector, "3 frames, as broker:frontend received them");
  sample_assert_says (fixture->inspector, "routing id");
  sample_assert_says (fixture->inspector, "0000  00 01 69 64 21");
  sample_assert_says (fixture->inspector, "roles/lru_queue.c:27");
}

/* The rows of cause and effect lead there. */
static void
test_cause_and_effect (Fixture *fixture, gconstpointer data)
{
  ZoeMessageId question = zoe_message_id (1, 2), answer = zoe_message_id (2, 2);
  guint64 selected;

  zoe_session_select_message (fixture->session, question);
  sample_assert_says (fixture->inspector, "broker #2\nWORLD");

  zoe_session_select_message (fixture->session, answer);
  sample_assert_says (fixture->inspector, "client #2\nHELLO");
  g_signal_emit_by_name (sample_find (fixture->inspector, ZOE_TYPE_FACTS), "chosen", ZOE_FACT_MESSAGE, question);
  g_object_get (fixture->session, "selected-message", &selected, NULL);
  g_assert_cmpuint (selected, ==, question);
}

static void
test_node (Fixture *fixture, gconstpointer data)
{
  zoe_session_select_node (fixture->session, 2);
  sample_assert_says (fixture->inspector, "broker");
  sample_assert_says (fixture->inspector, "lru-broker");
  sample_assert_says (fixture->inspector, "waiting");
  sample_assert_says (fixture->inspector, "3 clients");
  sample_assert_says (fixture->inspector, "ROUTER, binds");

  /* What it shows is what it showed there. */
  zoe_session_seek_event (fixture->session, 3);
  {
    g_autofree char *texts = sample_dup_texts (fixture->inspector);

    g_assert_null (strstr (texts, "3 clients"));
  }
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  zoe_session_select_link (fixture->session, 1);
  sample_assert_says (fixture->inspector, "client → broker");
  sample_assert_says (fixture->inspector, "inproc");
  sample_assert_says (fixture->inspector, "client:requester\nREQ, connects");
  sample_assert_says (fixture->inspector, "broker:frontend\nROUTER, binds");
  sample_assert_says (fixture->inspector, "5");
}

static void
test_code (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view;
  g_autofree char *line = NULL;

  zoe_session_select_message (fixture->session, zoe_message_id (1, 1));
  zoe_inspector_show_tab (ZOE_INSPECTOR (fixture->inspector), "code");
  sample_wait_for ((view = sample_find (fixture->inspector, ZOE_TYPE_CODE_VIEW)) != NULL);
  sample_assert_says (fixture->inspector, "roles/lru_queue.c");
  sample_assert_says (fixture->inspector, "client is at line 27");
  line = zoe_code_view_dup_line (ZOE_CODE_VIEW (view));
  g_assert_nonnull (line);
}

int
main (int argc, char **argv)
{
  sample_init (&argc, &argv);
#define ADD(path, test) g_test_add ("/app/inspector/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("cause-and-effect", test_cause_and_effect);
  ADD ("code", test_code);
  ADD ("link", test_link);
  ADD ("message", test_message);
  ADD ("node", test_node);
  ADD ("scenario", test_scenario);
  return sample_run ();
}
