/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/invitation.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define BOTTOM 18   /* below the button */

struct _ZoeInvitation
{
  GtkWidget *parent;   /* borrowed */
  GtkWidget *empty;    /* shown while nothing is open */
  GtkWidget *button;   /* the one to press next */
};

static GtkWidget *
create_button (void)
{
  GtkWidget *button = gtk_button_new (), *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "media-playback-start-symbolic");
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_visible (button, FALSE);
  return button;
}

static GtkWidget *
create_empty (void)
{
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "network-transmit-receive-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("See Messages Move"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _("Choose a scenario and run it, or open a recording.\n"
                                     "Its messages will travel here, from socket to socket."));
  return empty;
}

/**
 * zoe_invitation_new:
 * @parent: it must call measure, allocate and snapshot of the invitation in its own, and outlive it
 */
ZoeInvitation *
zoe_invitation_new (GtkWidget *parent)
{
  ZoeInvitation *invitation = g_new0 (ZoeInvitation, 1);

  invitation->parent = parent;
  invitation->empty = create_empty ();
  invitation->button = create_button ();
  gtk_widget_set_parent (invitation->empty, parent);
  gtk_widget_set_parent (invitation->button, parent);
  return invitation;
}

void
zoe_invitation_free (ZoeInvitation *invitation)
{
  gtk_widget_unparent (invitation->empty);
  gtk_widget_unparent (invitation->button);
  g_free (invitation);
}

void
zoe_invitation_update (ZoeInvitation *invitation, ZoeSession *session)
{
  gboolean open = zoe_session_get_scenario (session) != NULL;
  gboolean never_run = open && zoe_session_get_recording (session) == NULL;
  gboolean unplayed = open && !never_run && !zoe_session_get_running (session)
                      && !zoe_session_get_playing (session) && zoe_session_get_sequence (session) == 0;

  gtk_widget_set_visible (invitation->empty, !open);
  gtk_widget_set_visible (invitation->button, never_run || unplayed);
  if (never_run || unplayed)
    {
      adw_button_content_set_label (ADW_BUTTON_CONTENT (gtk_button_get_child (GTK_BUTTON (invitation->button))),
                                    never_run ? _("Run This Scenario") : _("Play This Recording"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (invitation->button), never_run ? "stage.run" : "stage.play");
    }
}

gboolean
zoe_invitation_is_shown (ZoeInvitation *invitation)
{
  return gtk_widget_get_visible (invitation->button);
}

/**
 * zoe_invitation_measure:
 *
 * Returns: the least it needs
 */
int
zoe_invitation_measure (ZoeInvitation *invitation, GtkOrientation orientation)
{
  int minimum;

  gtk_widget_measure (invitation->button, orientation, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
allocate_button (ZoeInvitation *invitation, int width, int height)
{
  GtkRequisition size;

  gtk_widget_get_preferred_size (invitation->button, NULL, &size);
  size.width = MIN (size.width, width);
  gtk_widget_size_allocate (invitation->button, &(GtkAllocation) { (width - size.width) / 2, height - size.height - BOTTOM,
                                                                   size.width, size.height }, -1);
}

void
zoe_invitation_allocate (ZoeInvitation *invitation, int width, int height)
{
  if (gtk_widget_should_layout (invitation->empty))
    gtk_widget_size_allocate (invitation->empty, &(GtkAllocation) { 0, 0, width, height }, -1);
  if (gtk_widget_should_layout (invitation->button))
    allocate_button (invitation, width, height);
}

void
zoe_invitation_snapshot (ZoeInvitation *invitation, GtkSnapshot *snapshot)
{
  gtk_widget_snapshot_child (invitation->parent, invitation->empty, snapshot);
  gtk_widget_snapshot_child (invitation->parent, invitation->button, snapshot);
}
