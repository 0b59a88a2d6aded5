/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/mermaid.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli/copy_cursor.h"

/* More arrows than these nobody reads, and Mermaid itself gives up on long texts. */
#define MOST_ARROWS 300
#define LABEL_LENGTH 40

/* Mermaid ends a label at a line's end, and ";" and "#" mean something to it. */
static void
write_label (const char *text, FILE *stream)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  guint length = 0;

  for (const char *c = valid; *c != '\0' && length < LABEL_LENGTH; c = g_utf8_next_char (c), length++)
    {
      gunichar character = g_utf8_get_char (c);

      if (character < 0x20 || (character < 0x80 && strchr ("#;:%<>\"{}", character) != NULL))
        fprintf (stream, "#%u;", character);
      else
        fwrite (c, 1, g_utf8_next_char (c) - c, stream);
    }
  if (length == LABEL_LENGTH)
    fputs ("…", stream);
}

static void
write_copy (const ZoeCopy *copy, ZoeScenario *scenario, FILE *stream)
{
  ZoeSocketSpec *from = zoe_scenario_get_socket (scenario, copy->sender_socket);
  ZoeSocketSpec *to = zoe_scenario_get_socket (scenario, copy->receiver_socket);

  if (from == NULL)
    return;
  /* A cross at its own line's side: sent, and not received. */
  fprintf (stream, "    n%u%sn%u: ", from->node, to != NULL ? "->>" : "-x", to != NULL ? to->node : from->node);
  if (copy->body != NULL && *copy->body != '\0')
    write_label (copy->body, stream);
  else
    fputs (_("(empty)"), stream);
  if (to == NULL)
    fprintf (stream, " (%s)", _(copy->fate));
  fputc ('\n', stream);
}

/**
 * zoe_mermaid_write:
 * @span: of the copies sent in it
 *
 * A diagram that would be too long to read is cut, and says so in a note.
 */
gboolean
zoe_mermaid_write (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (ZoeCopyCursor) cursor = zoe_copy_cursor_new (recording, span, error);
  g_autoptr (GError) failure = NULL;
  ZoeCopy copy;
  guint n_arrows = 0;

  if (cursor == NULL)
    return FALSE;
  fputs ("sequenceDiagram\n", stream);
  for (guint i = 0; i < scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = g_ptr_array_index (scenario->nodes, i);

      fprintf (stream, "    participant n%u as ", node->number);
      write_label (node->name, stream);
      fputc ('\n', stream);
    }
  while (n_arrows < MOST_ARROWS && zoe_copy_cursor_next (cursor, &copy, &failure))
    {
      write_copy (&copy, scenario, stream);
      n_arrows++;
    }
  if (failure == NULL && n_arrows == MOST_ARROWS && zoe_copy_cursor_next (cursor, &copy, &failure) && scenario->nodes->len > 0)
    {
      fputs (scenario->nodes->len > 1 ? "    Note over n1,n2: " : "    Note over n1: ", stream);
      fprintf (stream, _("cut after %d messages, choose a shorter span with --from and --to"), MOST_ARROWS);
      fputc ('\n', stream);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}
