/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/wording.h"

#include <glib/gi18n.h>

/* What the window calls a kind; zoe_event_kind_get_name() is for files and scripts and never translated. */
static const char *const kinds[ZOE_EVENT_N_KINDS] =
{
  [ZOE_EVENT_NONE]             = N_("nothing"),
  [ZOE_EVENT_START]            = N_("start"),
  [ZOE_EVENT_END]              = N_("end"),
  [ZOE_EVENT_BIND]             = N_("bind"),
  [ZOE_EVENT_CONNECT]          = N_("connect"),
  [ZOE_EVENT_SEND]             = N_("send"),
  [ZOE_EVENT_RECEIVE]          = N_("receive"),
  [ZOE_EVENT_BLOCKED]          = N_("blocked"),
  [ZOE_EVENT_REFUSED]          = N_("refused"),
  [ZOE_EVENT_UNROUTABLE]       = N_("unroutable"),
  [ZOE_EVENT_STATE]            = N_("state"),
  [ZOE_EVENT_NOTE]             = N_("note"),
  [ZOE_EVENT_WORK]             = N_("work"),
  [ZOE_EVENT_SUBSCRIBE]        = N_("subscribe"),
  [ZOE_EVENT_UNSUBSCRIBE]      = N_("unsubscribe"),
  [ZOE_EVENT_LISTENING]        = N_("listening"),
  [ZOE_EVENT_ACCEPTED]         = N_("accepted"),
  [ZOE_EVENT_CONNECTED]        = N_("connected"),
  [ZOE_EVENT_HANDSHAKE]        = N_("handshake"),
  [ZOE_EVENT_HANDSHAKE_FAILED] = N_("handshake failed"),
  [ZOE_EVENT_RETRIED]          = N_("retried"),
  [ZOE_EVENT_DISCONNECTED]     = N_("disconnected"),
  [ZOE_EVENT_CLOSED]           = N_("closed"),
  [ZOE_EVENT_PAUSE]            = N_("pause"),
  [ZOE_EVENT_RESUME]           = N_("resume"),
  [ZOE_EVENT_RATE]             = N_("rate"),
  [ZOE_EVENT_JUMP]             = N_("jump"),
  [ZOE_EVENT_FAULT]            = N_("fault"),
  [ZOE_EVENT_STEP]             = N_("step"),
  [ZOE_EVENT_HELD]             = N_("held"),
  [ZOE_EVENT_DROPPED]          = N_("dropped"),
  [ZOE_EVENT_DUPLICATED]       = N_("duplicated"),
};

const char *
zoe_wording_kind (ZoeEventKind kind)
{
  return _(kinds[kind < ZOE_EVENT_N_KINDS ? kind : ZOE_EVENT_NONE]);
}

/**
 * zoe_wording_dup_count:
 *
 * Returns: (transfer full): the number with the person's own thousands separators, or plain where the language has none
 */
char *
zoe_wording_dup_count (guint64 count)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
}

/**
 * zoe_wording_dup_message:
 *
 * Returns: (transfer full): a message as people name it: who sent it, and the how manieth of that node's it is: "sink #17"
 */
char *
zoe_wording_dup_message (ZoeScenario *scenario, ZoeMessageId message)
{
  ZoeNodeSpec *node = scenario != NULL ? zoe_scenario_get_node (scenario, zoe_message_id_node (message)) : NULL;

  if (message == 0)
    return g_strdup ("");
  return g_strdup_printf ("%s #%" G_GUINT64_FORMAT, node != NULL ? node->name : _("outside"), zoe_message_id_count (message));
}

/**
 * zoe_wording_dup_bytes:
 *
 * Returns: (transfer full): "1 byte", "17 bytes", "2,048 bytes": exact, since sizes of frames are looked at to the byte
 */
char *
zoe_wording_dup_bytes (gsize size)
{
  return g_strdup_printf (ngettext ("%'zu byte", "%'zu bytes", size), size);
}

/**
 * zoe_wording_dup_hex:
 * @at_most: bytes to show
 *
 * Returns: (transfer full): eight bytes a line, which is what fits beside the canvas: offset, bytes, printable characters
 */
char *
zoe_wording_dup_hex (const guint8 *data, gsize size, gsize at_most)
{
  gsize n = MIN (size, at_most);
  GString *dump = g_string_sized_new (48 * (n / 8 + 1));

  for (gsize line = 0; line < n; line += 8)
    {
      g_string_append_printf (dump, "%s%04zx ", line > 0 ? "\n" : "", line);
      for (gsize i = line; i < line + 8; i++)
        if (i < n)
          g_string_append_printf (dump, " %02x", data[i]);
        else if (n > 8)
          g_string_append (dump, "   ");
      g_string_append (dump, "  ");
      for (gsize i = line; i < line + 8 && i < n; i++)
        g_string_append_c (dump, g_ascii_isprint (data[i]) ? data[i] : '.');
    }
  return g_string_free (dump, FALSE);
}

/**
 * zoe_wording_dup_frame:
 * @at_most: bytes to show
 *
 * Returns: (transfer full): the frame as text, or as hex digits if it is not text; an ellipsis where it goes on
 */
char *
zoe_wording_dup_frame (GBytes *frame, gsize at_most)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (frame, &size);
  gboolean is_text = zoe_frame_is_text ((ZoeFrame) { data, size });
  gsize n = MIN (size, is_text ? at_most : at_most / 2);
  const char *end;
  g_autofree char *text = NULL;

  if (!is_text)
    text = zoe_frame_dup_hex ((ZoeFrame) { data, n });
  else
    {
      /* A cut may fall into the middle of a character. */
      g_utf8_validate_len ((const char *) data, n, &end);
      text = g_strndup ((const char *) data, end - (const char *) data);
    }
  return n < size ? g_strconcat (text, "…", NULL) : g_steal_pointer (&text);
}

static gboolean
is_empty (GPtrArray *frames, guint index)
{
  return g_bytes_get_size (g_ptr_array_index (frames, index)) == 0;
}

/* An envelope is a stack of addresses, each followed by an empty delimiter; a REQ's own begins with the delimiter. Something
 * always comes after it. */
static guint
count_envelope (GPtrArray *frames)
{
  guint n = 0;

  for (;;)
    if (n + 1 < frames->len && is_empty (frames, n))
      n += 1;
    else if (n + 2 < frames->len && is_empty (frames, n + 1))
      n += 2;
    else
      return n;
}

/**
 * zoe_wording_frame_purpose:
 * @frames: (element-type GBytes): a whole message
 * @seen_by: type of the socket on whose side the frames look like this
 *
 * Returns: what a frame is for, as far as its place tells: a ROUTER's first frame is a routing id, addresses end with an
 *   empty delimiter, subscriptions match the first frame of what is published; "" where there is nothing to say
 */
const char *
zoe_wording_frame_purpose (GPtrArray *frames, guint index, ZoeSocketType seen_by)
{
  gboolean has_envelope = seen_by == ZOE_SOCKET_ROUTER || seen_by == ZOE_SOCKET_DEALER || seen_by == ZOE_SOCKET_REQ ||
                          seen_by == ZOE_SOCKET_REP;

  if (has_envelope && index < count_envelope (frames) && is_empty (frames, index))
    return _("empty (delimiter)");
  if (is_empty (frames, index))
    return _("empty");
  if (frames->len < 2)
    return "";
  if (index == 0 && seen_by == ZOE_SOCKET_ROUTER)
    return _("routing id");
  if (has_envelope && index < count_envelope (frames))
    return _("address");
  if (index == 0 && (zoe_socket_type_fans_out (seen_by) || seen_by == ZOE_SOCKET_SUB || seen_by == ZOE_SOCKET_XSUB))
    return _("topic");
  if (index == frames->len - 1)
    return _("body");
  return "";
}
