/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is selected. One thing at a time, with what belongs to it: an event brings its message, a message its send, a socket its
 * node. */

#pragma once

#include "trace/recording.h"

typedef struct
{
  guint        node;
  guint        link;
  guint        socket;
  ZoeMessageId message;
  guint64      event;
} ZoeSelection;

ZoeSelection zoe_selection_of_socket  (ZoeScenario *scenario, guint socket);
ZoeSelection zoe_selection_of_message (ZoeRecording *recording, ZoeMessageId message);
ZoeSelection zoe_selection_of_event   (ZoeRecording *recording, guint64 sequence);
gboolean     zoe_selection_is_empty   (const ZoeSelection *selection);
