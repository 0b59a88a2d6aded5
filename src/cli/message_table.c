/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/message_table.h"

#include <string.h>

#include "cli/copy_cursor.h"

static void
write_text (const char *text, char end, FILE *stream)
{
  if (text != NULL && strpbrk (text, ",\"\r\n") != NULL)
    {
      fputc ('"', stream);
      for (; *text != '\0'; text++)
        {
          if (*text == '"')
            fputc ('"', stream);
          fputc (*text, stream);
        }
      fputc ('"', stream);
    }
  else if (text != NULL)
    fputs (text, stream);
  fputc (end, stream);
}

static void
write_port (ZoeScenario *scenario, guint socket, FILE *stream)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (scenario, socket);

  write_text (spec != NULL ? zoe_scenario_get_node (scenario, spec->node)->name : NULL, ',', stream);
  write_text (spec != NULL ? spec->name : NULL, ',', stream);
}

static void
write_copy (const ZoeCopy *copy, ZoeScenario *scenario, FILE *stream)
{
  fprintf (stream, "%" G_GUINT64_FORMAT ",", copy->id);
  if (copy->cause != 0)
    fprintf (stream, "%" G_GUINT64_FORMAT, copy->cause);
  fprintf (stream, ",%" G_GINT64_FORMAT ",", copy->sent_ns);
  write_port (scenario, copy->sender_socket, stream);
  if (copy->receiver_socket != 0)
    fprintf (stream, "%" G_GINT64_FORMAT, copy->received_ns);
  fputc (',', stream);
  write_port (scenario, copy->receiver_socket, stream);
  if (copy->receiver_socket != 0)
    fprintf (stream, "%" G_GINT64_FORMAT, copy->latency_ns);
  fputc (',', stream);
  write_text (copy->fate, ',', stream);
  fprintf (stream, "%u,%u,", copy->n_frames, copy->size);
  write_text (copy->first, ',', stream);
  write_text (copy->body, '\n', stream);
}

/**
 * zoe_message_table_write:
 * @span: of the copies sent in it; end_ns 0 = all
 */
gboolean
zoe_message_table_write (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error)
{
  g_autoptr (ZoeCopyCursor) cursor = zoe_copy_cursor_new (recording, span, error);
  g_autoptr (GError) failure = NULL;
  ZoeCopy copy;

  if (cursor == NULL)
    return FALSE;
  fputs ("id,cause,sent_ns,sender,sender_socket,received_ns,receiver,receiver_socket,latency_ns,fate,frames,size,first,body\n",
         stream);
  while (zoe_copy_cursor_next (cursor, &copy, &failure))
    write_copy (&copy, zoe_recording_get_scenario (recording), stream);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}
