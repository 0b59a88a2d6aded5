/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One copy of a message on its way: from a send to its receipt, if there was one, or to where it was thrown away. */

#pragma once

#include "model/message_id.h"

#define ZOE_FLIGHT_LABEL_SIZE 24

typedef struct
{
  ZoeMessageId message;
  guint        link;               /* 0: not known (nothing befell it, and the sender had several links) */
  guint        from_socket;
  guint        to_socket;          /* 0: likewise */
  guint64      sent_sequence;      /* of a copy made by hand: when it was made */
  guint64      received_sequence;  /* 0: not received (so far) */
  guint64      dropped_sequence;   /* 0: not thrown away (so far) */
  gint64       sent_ns;
  gint64       received_ns;        /* G_MAXINT64: not received (so far) */
  char         label[ZOE_FLIGHT_LABEL_SIZE];   /* the last frame, short; hex if it is not text */
} ZoeFlight;
