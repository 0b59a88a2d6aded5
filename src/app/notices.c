/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notices.h"

#include <glib/gi18n.h>

#include "app/wording.h"
#include "model/duration.h"

#define NEAR_NS    (ZOE_NS_PER_S / 20)   /* nobody calls this the past */
#define COUNT_MS   500
#define SETTLE_US  (G_USEC_PER_SEC / 10) /* the words change at most so often */

struct _ZoeNotices
{
  ZoeBar      parent_instance;

  GtkWidget  *express;
  GtkLabel   *express_text;
  GtkWidget  *past;
  GtkLabel   *past_text;
  GtkWidget  *stop;
  GtkLabel   *stop_text;

  guint       settle;          /* a timeout, while the words are not up to date */
  guint       count;           /* a timeout, while there is no picture */
  guint64     counted;         /* events at its last call ... */
  gint64      counted_at;      /* ... which was then, us */
  gint64      worded_at;
};

G_DEFINE_FINAL_TYPE (ZoeNotices, zoe_notices, ZOE_TYPE_BAR)

static guint64
count_events (ZoeNotices *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  ZoeRecording *recording = zoe_session_get_recording (session);

  return recording != NULL ? zoe_recording_get_n_events (recording) : 0;
}

static void update_past (ZoeNotices *self);
static void update_stop (ZoeNotices *self);

static void
on_settle (gpointer data)
{
  ZoeNotices *self = data;

  self->settle = 0;
  self->worded_at = 0;
  update_past (self);
}

static void
update_past (ZoeNotices *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  gint64 behind_ns = zoe_session_get_end_time (session) - zoe_session_get_time (session);
  guint64 n_events = count_events (self) - MIN (count_events (self), zoe_session_get_sequence (session));
  gboolean held = zoe_session_get_run_paused (session);
  /* Slow motion lags behind as well, but on its way: nobody is lost there, and the readout says how far. */
  gboolean stands = held || !zoe_session_get_playing (session);
  gboolean past = zoe_session_get_running (session) && !zoe_session_get_following (session)
                  && !zoe_session_get_express (session) && stands && (behind_ns >= NEAR_NS || (held && n_events > 0));
  gint64 now = g_get_monotonic_time ();
  g_autofree char *text = NULL;

  if (past == gtk_widget_get_visible (self->past) && !past)
    return;
  if (past == gtk_widget_get_visible (self->past) && now - self->worded_at < SETTLE_US)
    {
      /* The last move of several must be told as well. */
      if (self->settle == 0)
        self->settle = g_timeout_add_once (SETTLE_US / 1000, on_settle, self);
      return;
    }
  self->worded_at = now;
  if (past && behind_ns >= NEAR_NS)
    {
      g_autofree char *behind = zoe_duration_dup_text (behind_ns > ZOE_NS_PER_S ? behind_ns / (ZOE_NS_PER_S / 10) * (ZOE_NS_PER_S / 10)
                                                                                : behind_ns / ZOE_NS_PER_MS * ZOE_NS_PER_MS);

      text = g_strdup_printf (_("You look at the past: %s behind the run"), behind);
    }
  else if (past)
    {
      g_autofree char *count = zoe_wording_dup_count (n_events);

      text = g_strdup_printf (ngettext ("You look at the past: %s event behind the run", "You look at the past: %s events behind the run",
                                        n_events), count);
    }
  if (past)
    gtk_label_set_text (self->past_text, text);
  gtk_widget_set_visible (self->past, past);
  update_stop (self);
}

static void
update_stop (ZoeNotices *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  ZoeControl *control = zoe_session_get_control (session);
  const char *reason = zoe_control_get_break (control);
  /* Who looks at the past has to come back first: one notice at a time, and as much of the picture as can be. */
  gboolean stands = reason != NULL && !zoe_control_is_stepping (control) && !gtk_widget_get_visible (self->past);

  if (stands)
    {
      g_autofree char *text = g_strdup_printf (_("Stopped: %s"), reason);

      gtk_label_set_text (self->stop_text, text);
    }
  gtk_widget_set_visible (self->stop, stands);
}

static gboolean
on_count (gpointer data)
{
  ZoeNotices *self = data;
  guint64 n_events = count_events (self);
  gint64 now = g_get_monotonic_time ();
  double seconds = MAX (now - self->counted_at, 1) / (double) G_USEC_PER_SEC;
  g_autofree char *rate = zoe_wording_dup_count ((guint64) ((n_events - MIN (self->counted, n_events)) / seconds));
  g_autofree char *count = zoe_wording_dup_count (n_events);
  g_autofree char *text = g_strdup_printf (_("Without a picture: %s events a second, %s so far"), rate, count);

  gtk_label_set_text (self->express_text, text);
  self->counted = n_events;
  self->counted_at = now;
  return G_SOURCE_CONTINUE;
}

static void
update_express (ZoeNotices *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  gboolean express = zoe_session_get_express (session);

  gtk_widget_set_visible (self->express, express);
  if (express && self->count == 0)
    {
      self->counted = count_events (self);
      self->counted_at = g_get_monotonic_time ();
      gtk_label_set_text (self->express_text, _("Without a picture"));
      self->count = g_timeout_add (COUNT_MS, on_count, self);
    }
  else if (!express)
    g_clear_handle_id (&self->count, g_source_remove);
}

static void
update (ZoeNotices *self)
{
  self->worded_at = 0;
  update_past (self);
  update_stop (self);
  update_express (self);
}

static void
zoe_notices_watch (ZoeBar *bar, ZoeSession *session)
{
  static const struct { const char *signal; void (*update) (ZoeNotices *notices); } updates[] =
  {
    { "moved",              update_past },
    { "notify::end-time",   update_past },
    { "notify::express",    update },
    { "notify::following",  update },
    { "notify::playing",    update_past },
    { "notify::run-paused", update },
    { "notify::running",    update },
  };
  ZoeNotices *self = ZOE_NOTICES (bar);

  g_clear_handle_id (&self->count, g_source_remove);
  g_clear_handle_id (&self->settle, g_source_remove);
  if (session == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    g_signal_connect_swapped (session, updates[i].signal, G_CALLBACK (updates[i].update), self);
  g_signal_connect_swapped (zoe_session_get_control (session), "changed", G_CALLBACK (update), self);
  update (self);
}

static void
zoe_notices_class_init (ZoeNoticesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ZOE_BAR_CLASS (klass)->watch = zoe_notices_watch;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/notices.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeNotices, express);
  gtk_widget_class_bind_template_child (widget_class, ZoeNotices, express_text);
  gtk_widget_class_bind_template_child (widget_class, ZoeNotices, past);
  gtk_widget_class_bind_template_child (widget_class, ZoeNotices, past_text);
  gtk_widget_class_bind_template_child (widget_class, ZoeNotices, stop);
  gtk_widget_class_bind_template_child (widget_class, ZoeNotices, stop_text);
  gtk_widget_class_set_css_name (widget_class, "zoe-notices");
}

static void
zoe_notices_init (ZoeNotices *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
