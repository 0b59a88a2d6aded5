/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/projector.h"

#define LONGEST_FRAME (ZOE_NS_PER_S / 10)

struct _ZoeProjector
{
  GtkWidget  *widget;       /* borrowed */
  ZoeSession *session;
  guint       tick;         /* 0: it stands */
  gint64      last_frame;   /* us, of the frame clock; 0: none yet */
};

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ZoeProjector *projector = data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  /* After a stall the picture goes on from where it was, instead of leaping. */
  if (projector->last_frame != 0)
    zoe_session_advance (projector->session, MIN ((now - projector->last_frame) * 1000, LONGEST_FRAME));
  projector->last_frame = now;
  if (zoe_session_get_playing (projector->session))
    return G_SOURCE_CONTINUE;
  projector->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
on_playing (ZoeProjector *projector)
{
  if (!zoe_session_get_playing (projector->session) || projector->tick != 0)
    return;
  projector->last_frame = 0;
  projector->tick = gtk_widget_add_tick_callback (projector->widget, on_tick, projector, NULL);
}

/**
 * zoe_projector_new:
 * @widget: whose frames count; it must outlive the projector
 */
ZoeProjector *
zoe_projector_new (GtkWidget *widget, ZoeSession *session)
{
  ZoeProjector *projector = g_new0 (ZoeProjector, 1);

  projector->widget = widget;
  projector->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::playing", G_CALLBACK (on_playing), projector);
  on_playing (projector);
  return projector;
}

void
zoe_projector_free (ZoeProjector *projector)
{
  if (projector->tick != 0)
    gtk_widget_remove_tick_callback (projector->widget, projector->tick);
  g_signal_handlers_disconnect_by_data (projector->session, projector);
  g_object_unref (projector->session);
  g_free (projector);
}
