/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads envelopes without trusting them: what comes from outside may be of any shape. */

#include "roles/envelope.h"

#define SHOWN_BYTES 64

/**
 * zoe_envelope_count_addresses:
 *
 * Returns: how many address frames stand before the first empty frame; 0 if this is no envelope: nothing empty in it,
 * nothing before the empty frame, or nothing behind it
 */
guint
zoe_envelope_count_addresses (const ZoeMessage *message)
{
  guint n_frames = zoe_message_count_frames (message);

  for (guint i = 0; i + 1 < n_frames; i++)
    if (zoe_message_get_frame (message, i).size == 0)
      return i;
  return 0;
}

/**
 * zoe_envelope_dup_body:
 *
 * Returns: (transfer full): the last frame as a person reads it, cut to a line's worth
 */
char *
zoe_envelope_dup_body (const ZoeMessage *message)
{
  ZoeFrame body = zoe_message_get_last (message);
  g_autofree char *text = NULL;

  if (body.size <= SHOWN_BYTES)
    return zoe_frame_dup_text (body);
  body.size = SHOWN_BYTES;
  text = zoe_frame_dup_text (body);
  return g_strconcat (text, "…", NULL);
}
