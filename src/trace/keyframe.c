/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/keyframe.h"

#include <string.h>

#define FORM     3   /* of the bytes; readers refuse others and start further back */
#define FORM_OLD 2   /* read as well: it does not tell what waits at the ends of links */

static void
put (GByteArray *bytes, guint64 number)
{
  guint8 buffer[10];
  guint n = 0;

  for (; number >= 0x80; number >>= 7)
    buffer[n++] = number | 0x80;
  buffer[n++] = number;
  g_byte_array_append (bytes, buffer, n);
}

static void
put_text (GByteArray *bytes, const char *text)
{
  gsize length = strlen (text);

  put (bytes, length);
  g_byte_array_append (bytes, (const guint8 *) text, length);
}

typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean      failed;
} Reader;

static guint64
get (Reader *reader)
{
  guint64 number = 0;

  for (guint shift = 0; reader->at < reader->end && shift < 64; shift += 7)
    {
      guint8 byte = *reader->at++;

      number |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return number;
    }
  reader->failed = TRUE;
  return 0;
}

/* A number from 1 to most. */
static guint
get_number (Reader *reader, guint most)
{
  guint64 number = get (reader);

  if (number >= 1 && number <= most)
    return number;
  reader->failed = TRUE;
  return 0;
}

static char *
get_text (Reader *reader)
{
  guint64 length = get (reader);
  char *text;

  if (length > (guint64) (reader->end - reader->at) || !g_utf8_validate_len ((const char *) reader->at, length, NULL))
    {
      reader->failed = TRUE;
      return g_strdup ("");
    }
  text = g_strndup ((const char *) reader->at, length);
  reader->at += length;
  return text;
}

static void
put_node (GByteArray *bytes, guint number, const ZoeNodeMoment *node)
{
  put (bytes, number);
  put (bytes, node->phase);
  put (bytes, node->n_sent);
  put (bytes, node->n_received);
  put (bytes, node->busy_from_ns);
  put (bytes, node->busy_until_ns);
  put (bytes, node->line);
  put (bytes, node->shown->len);
  for (guint i = 0; i < node->shown->len; i++)
    {
      ZoeShown *shown = g_ptr_array_index (node->shown, i);

      put_text (bytes, shown->name);
      put_text (bytes, shown->value);
    }
}

static void
get_node (Reader *reader, ZoeMoment *moment)
{
  guint number = get_number (reader, moment->n_nodes);
  ZoeNodeMoment *node = &moment->nodes[number];
  guint64 phase = get (reader);

  if (number == 0 || phase > ZOE_NODE_ENDED)
    {
      reader->failed = TRUE;
      return;
    }
  node->phase = phase;
  node->n_sent = get (reader);
  node->n_received = get (reader);
  node->busy_from_ns = get (reader);
  node->busy_until_ns = get (reader);
  node->line = get (reader);
  for (guint64 n_shown = get (reader); n_shown > 0 && !reader->failed; n_shown--)
    {
      g_autofree char *name = get_text (reader);
      g_autofree char *value = get_text (reader);

      zoe_moment_set_shown (moment, number, name, value);
    }
}

/* Where one that fans out waits. */
static void
put_waits (GByteArray *bytes, ZoeTraffic *traffic, const ZoeSent *sent)
{
  ZoeWiring *wiring = traffic->wiring;

  put (bytes, sent->given_up);
  for (guint i = 0; i < wiring->n_links_of[sent->socket] && sent->n_waits > 0; i++)
    {
      guint peer = wiring->peers_of[wiring->first_link[sent->socket] + i];
      guint n = zoe_traffic_count_waiting (traffic, sent->message, peer);

      if (n == 0)
        continue;
      put (bytes, peer);
      put (bytes, n);
    }
  put (bytes, 0);
}

/**
 * zoe_keyframe_append:
 *
 * Writes the moment at the end of some bytes.
 */
void
zoe_keyframe_append (GByteArray *bytes, ZoeMoment *moment)
{
  ZoeTraffic *traffic = &((ZoeMomentState *) moment)->traffic;
  g_autofree ZoeSent **sent = NULL;
  guint n_sent;

  put (bytes, FORM);
  put (bytes, moment->sequence);
  put (bytes, moment->time_ns);
  for (guint i = 1; i <= moment->n_nodes; i++)
    if (moment->nodes[i].phase != ZOE_NODE_ABSENT || moment->nodes[i].n_sent > 0 || moment->nodes[i].n_received > 0
        || moment->nodes[i].line > 0 || moment->nodes[i].shown->len > 0 || moment->nodes[i].busy_until_ns != 0)
      put_node (bytes, i, &moment->nodes[i]);
  put (bytes, 0);
  for (guint i = 1; i <= moment->n_sockets; i++)
    if (moment->sockets[i].n_sent > 0 || moment->sockets[i].n_received > 0)
      {
        put (bytes, i);
        put (bytes, moment->sockets[i].n_sent);
        put (bytes, moment->sockets[i].n_received);
      }
  put (bytes, 0);
  for (guint i = 1; i <= moment->n_links; i++)
    if (moment->links[i].n_carried > 0 || traffic->passed[i] > 0)
      {
        put (bytes, i);
        put (bytes, moment->links[i].n_carried);
        put (bytes, traffic->passed[i]);
      }
  put (bytes, 0);
  sent = zoe_traffic_list (traffic, &n_sent);
  put (bytes, n_sent);
  for (guint i = 0; i < n_sent; i++)
    {
      put (bytes, sent[i]->message);
      put (bytes, sent[i]->sequence - (i > 0 ? sent[i - 1]->sequence : 0));
      put (bytes, sent[i]->time_ns - (i > 0 ? sent[i - 1]->time_ns : 0));
      put (bytes, sent[i]->socket);
      put (bytes, sent[i]->link);
      put (bytes, sent[i]->n_twins);
      if (traffic->wiring->fans_out[sent[i]->socket])
        put_waits (bytes, traffic, sent[i]);
    }
}

/* Whether another row follows in a list that ends with 0. */
static gboolean
has_next (Reader *reader)
{
  if (reader->at < reader->end && *reader->at != 0)
    return !reader->failed;
  reader->failed |= reader->at >= reader->end;
  reader->at += reader->at < reader->end;
  return FALSE;
}

static void
get_waits (Reader *reader, ZoeMoment *moment, ZoeMessageId message)
{
  while (has_next (reader))
    {
      guint receiver = get_number (reader, moment->n_sockets);
      guint n = get_number (reader, G_MAXINT);

      if (!reader->failed)
        zoe_traffic_hold (&((ZoeMomentState *) moment)->traffic, message, receiver, n);
    }
}

/**
 * zoe_keyframe_read:
 * @moment: becomes what the bytes say; on failure, anything
 *
 * Returns: %FALSE if the bytes are not a keyframe of this scenario
 */
gboolean
zoe_keyframe_read (ZoeMoment *moment, const guint8 *bytes, gsize size)
{
  ZoeMomentState *state = (ZoeMomentState *) moment;
  Reader reader = { bytes, bytes + size };
  ZoeSent sent = { 0 };
  guint64 form;

  zoe_moment_reset (moment);
  form = size > 0 ? get (&reader) : 0;
  if (form != FORM && form != FORM_OLD)
    return FALSE;
  moment->sequence = get (&reader);
  moment->time_ns = get (&reader);
  while (has_next (&reader))
    get_node (&reader, moment);
  while (has_next (&reader))
    {
      guint number = get_number (&reader, moment->n_sockets);

      moment->sockets[number].n_sent = get (&reader);
      moment->sockets[number].n_received = get (&reader);
    }
  while (has_next (&reader))
    {
      guint number = get_number (&reader, moment->n_links);

      moment->links[number].n_carried = get (&reader);
      state->traffic.passed[number] = get (&reader);
    }
  for (guint64 n_sent = get (&reader); n_sent > 0 && !reader.failed; n_sent--)
    {
      gboolean fans_out;

      sent.message = get (&reader);
      sent.sequence += get (&reader);
      sent.time_ns += get (&reader);
      sent.socket = get_number (&reader, moment->n_sockets);
      sent.link = get (&reader);
      sent.n_twins = get (&reader);
      fans_out = state->wiring->fans_out[sent.socket];
      sent.given_up = form == FORM && fans_out && get (&reader) != 0;
      if (sent.link > moment->n_links || sent.message > G_MAXINT64 || sent.sequence > moment->sequence)
        reader.failed = TRUE;
      if (!reader.failed)
        zoe_traffic_send (&state->traffic, &sent);
      if (form == FORM && fans_out)
        get_waits (&reader, moment, sent.message);
    }
  return !reader.failed && reader.at == reader.end;
}
