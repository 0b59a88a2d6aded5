/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/toasts.h"

#include <glib/gi18n.h>

#include "app/wording.h"

#define SECONDS      4
#define UNDO_SECONDS 3
#define UNDO_TOAST   "zoe-undo-toast"   /* the one that offers to take the last fault back; of a toast: the fault's words */

static AdwToast *
offer (AdwToastOverlay *toasts, const char *sentence, guint seconds, const char *label, const char *action)
{
  AdwToast *toast = adw_toast_new (sentence);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_timeout (toast, seconds);
  adw_toast_overlay_add_toast (toasts, toast);
  return toast;
}

/* Notified only when a run begins or ends. */
static void
on_running (AdwToastOverlay *toasts, GParamSpec *pspec, ZoeSession *session)
{
  ZoeRecording *recording = zoe_session_get_recording (session);
  g_autofree char *count = NULL, *text = NULL;
  guint64 n_events;

  if (zoe_session_get_running (session) || recording == NULL || !zoe_recording_get_complete (recording))
    return;
  n_events = zoe_recording_get_n_events (recording);
  count = zoe_wording_dup_count (n_events);
  text = g_strdup_printf (ngettext ("Recorded %s event", "Recorded %s events", n_events), count);
  offer (toasts, text, SECONDS, _("_Save As…"), "win.save-trace");
}

/* What makes no sense just now is no error. */
static void
on_refused (AdwToastOverlay *toasts, const char *sentence)
{
  offer (toasts, sentence, SECONDS, NULL, NULL);
}

/* Nobody is offered to take back what has been taken back, or what something else came after. */
static void
withdraw_undo (AdwToastOverlay *toasts, ZoeControl *control)
{
  AdwToast *toast = g_object_get_data (G_OBJECT (toasts), UNDO_TOAST);
  const char *words = toast != NULL ? g_object_get_data (G_OBJECT (toast), UNDO_TOAST) : NULL;

  if (toast == NULL || g_strcmp0 (zoe_control_get_undo (control), words) == 0)
    return;
  adw_toast_dismiss (toast);
  g_object_set_data (G_OBJECT (toasts), UNDO_TOAST, NULL);
}

static void
on_fault_done (AdwToastOverlay *toasts, const char *words, const char *sentence, ZoeControl *control)
{
  AdwToast *toast;

  withdraw_undo (toasts, control);
  if (g_strcmp0 (zoe_control_get_undo (control), words) != 0)
    return;
  toast = offer (toasts, sentence, UNDO_SECONDS, _("_Undo"), "run.undo");
  g_object_set_data_full (G_OBJECT (toast), UNDO_TOAST, g_strdup (words), g_free);
  g_object_set_data_full (G_OBJECT (toasts), UNDO_TOAST, g_object_ref (toast), g_object_unref);
}

void
zoe_toasts_install (AdwToastOverlay *toasts, ZoeSession *session)
{
  ZoeControl *control = zoe_session_get_control (session);

  g_signal_connect_object (session, "notify::running", G_CALLBACK (on_running), toasts, G_CONNECT_SWAPPED);
  g_signal_connect_object (control, "refused", G_CALLBACK (on_refused), toasts, G_CONNECT_SWAPPED);
  g_signal_connect_object (control, "said", G_CALLBACK (on_refused), toasts, G_CONNECT_SWAPPED);
  g_signal_connect_object (control, "changed", G_CALLBACK (withdraw_undo), toasts, G_CONNECT_SWAPPED);
  g_signal_connect_object (control, "done", G_CALLBACK (on_fault_done), toasts, G_CONNECT_SWAPPED);
}

void
zoe_toasts_say (AdwToastOverlay *toasts, const char *sentence)
{
  adw_toast_overlay_add_toast (toasts, adw_toast_new (sentence));
}
