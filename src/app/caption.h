/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to say about a message or a link on the canvas, in a line or two. */

#pragma once

#include "app/session.h"

char  *zoe_caption_dup_message (ZoeSession *session, ZoeMessageId message);
char  *zoe_caption_dup_link    (ZoeSession *session, guint link);

/* The link a message went over first, once it was received; 0: not known. */
guint  zoe_caption_find_link   (ZoeSession *session, ZoeMessageId message);
