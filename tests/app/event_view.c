/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event_view.h"

#include "sample.h"
#include "trace/event_list.h"

#define MANY 1000000

static GtkWidget *
make_view (ZoeSession *session)
{
  return g_object_new (ZOE_TYPE_EVENT_VIEW, "session", session, NULL);
}

static guint
count_rows (GtkWidget *view)
{
  GListModel *model = zoe_event_view_get_model (ZOE_EVENT_VIEW (view));

  return model != NULL ? g_list_model_get_n_items (model) : 0;
}

static void
close_window (GtkWidget *window, ZoeSession *session)
{
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (session);
}

static guint64
get_sequence_at (GtkWidget *view, guint position)
{
  g_autoptr (ZoeEventRow) row = g_list_model_get_item (zoe_event_view_get_model (ZOE_EVENT_VIEW (view)), position);

  return zoe_event_row_get_event (row)->sequence;
}

/* Each row on the screen holds one object of the model; nobody else holds any. */
static void
assert_few_rows (GtkWidget *view)
{
  guint n_rows = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (sample_find (view, GTK_TYPE_LIST_VIEW)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n_rows++;
  g_assert_cmpuint (n_rows, >, 5);
  g_assert_cmpuint (n_rows, <, 500);
}

/* A million events: those in sight have rows, and the others none. */
static void
test_many (void)
{
  char *path = sample_record_many (MANY);
  ZoeSession *session = sample_open (path);
  GtkWidget *view = make_view (session);
  GtkWidget *window = sample_show (view);

  sample_wait_for (count_rows (view) == MANY);
  zoe_session_seek_event (session, MANY / 2);
  sample_wait_for (zoe_event_view_get_selected (ZOE_EVENT_VIEW (view)) == MANY / 2 - 1);
  sample_wait_for (sample_find (view, GTK_TYPE_LIST_VIEW) != NULL);
  for (guint i = 0; i < 20; i++)
    sample_iterate ();
  sample_assert_says (view, "500000");
  assert_few_rows (view);

  zoe_session_seek_event (session, MANY);
  sample_wait_for (zoe_event_view_get_selected (ZOE_EVENT_VIEW (view)) == MANY - 1);
  assert_few_rows (view);

  close_window (window, session);
  sample_remove (path);
}

static void
test_filter (void)
{
  char *path = sample_record ();
  ZoeSession *session = sample_open (path);
  GtkWidget *view = make_view (session);
  GtkWidget *window = sample_show (view);
  guint all;

  sample_wait_for (count_rows (view) > 0);
  all = count_rows (view);
  g_assert_cmpuint (all, ==, zoe_recording_get_n_events (zoe_session_get_recording (session)));

  g_object_set (session, "filter-text", "WORLD", NULL);
  sample_wait_for (count_rows (view) > 0 && count_rows (view) < all);
  sample_assert_says (view, "of 13");

  g_object_set (session, "filter-text", "no such thing", NULL);
  sample_wait_for (count_rows (view) == 0);
  sample_wait_for (g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (sample_find (view, GTK_TYPE_STACK))), "no-match"));
  sample_assert_says (view, "No event matches the filter.");

  zoe_event_view_clear_filter (ZOE_EVENT_VIEW (view));
  sample_wait_for (count_rows (view) == all);

  close_window (window, session);
  sample_remove (path);
}

/* The selected row and the play head are one. */
static void
test_play_head (void)
{
  char *path = sample_record ();
  ZoeSession *session = sample_open (path);
  GtkWidget *view = make_view (session);
  GtkWidget *window = sample_show (view);
  guint64 message, event;

  sample_wait_for (count_rows (view) > 0);
  zoe_event_view_select_row (ZOE_EVENT_VIEW (view), 2);
  g_assert_cmpuint (zoe_session_get_sequence (session), ==, 3);
  g_object_get (session, "selected-message", &message, "selected-event", &event, NULL);
  g_assert_cmpuint (message, ==, zoe_message_id (1, 1));
  g_assert_cmpuint (event, ==, 3);

  zoe_session_step (session, 1);
  sample_wait_for (zoe_event_view_get_selected (ZOE_EVENT_VIEW (view)) == 3);
  zoe_session_step (session, -1);
  sample_wait_for (zoe_event_view_get_selected (ZOE_EVENT_VIEW (view)) == 2);

  /* Where the play head's event is filtered out, the last one before it is marked. */
  g_object_set (session, "filter-text", "broker", NULL);
  sample_wait_for (count_rows (view) < 13);
  zoe_session_seek_event (session, 7);
  sample_wait_for (zoe_event_view_get_selected (ZOE_EVENT_VIEW (view)) != GTK_INVALID_LIST_POSITION &&
                   get_sequence_at (view, zoe_event_view_get_selected (ZOE_EVENT_VIEW (view))) <= 7);
  g_assert_cmpuint (zoe_session_get_sequence (session), ==, 7);

  close_window (window, session);
  sample_remove (path);
}

static void
test_empty (void)
{
  ZoeSession *session = zoe_session_new ();
  GtkWidget *view = make_view (session);
  GtkWidget *window = sample_show (view);

  sample_assert_says (view, "Run the scenario");
  g_assert_cmpuint (count_rows (view), ==, 0);
  close_window (window, session);
}

int
main (int argc, char **argv)
{
  sample_init (&argc, &argv);
  g_test_add_func ("/app/event-view/empty", test_empty);
  g_test_add_func ("/app/event-view/filter", test_filter);
  g_test_add_func ("/app/event-view/many", test_many);
  g_test_add_func ("/app/event-view/play-head", test_play_head);
  return sample_run ();
}
