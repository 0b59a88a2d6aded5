/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a first-time visitor to the canvas should do next: open something, run what has not run, play what stands at its beginning.
 * Words where nothing is open, one button otherwise; nothing where it is plain how to go on. Both are children of the canvas. */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

typedef struct _ZoeInvitation ZoeInvitation;

ZoeInvitation *zoe_invitation_new       (GtkWidget *parent);
void           zoe_invitation_free      (ZoeInvitation *invitation);
void           zoe_invitation_update    (ZoeInvitation *invitation, ZoeSession *session);
gboolean       zoe_invitation_is_shown  (ZoeInvitation *invitation);   /* the button */
int            zoe_invitation_measure   (ZoeInvitation *invitation, GtkOrientation orientation);
void           zoe_invitation_allocate  (ZoeInvitation *invitation, int width, int height);
void           zoe_invitation_snapshot  (ZoeInvitation *invitation, GtkSnapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeInvitation, zoe_invitation_free)
