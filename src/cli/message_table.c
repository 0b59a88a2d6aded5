/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/message_table.h"

#include <string.h>

#include "trace/message_cursor.h"

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
write_row (const ZoeMessageRow *row, FILE *stream)
{
  fprintf (stream, "%" G_GUINT64_FORMAT ",", row->id);
  if (row->cause != 0)
    fprintf (stream, "%" G_GUINT64_FORMAT, row->cause);
  fprintf (stream, ",%" G_GINT64_FORMAT ",", row->sent_ns);
  write_text (row->sender, ',', stream);
  write_text (row->sender_socket, ',', stream);
  if (row->received)
    fprintf (stream, "%" G_GINT64_FORMAT, row->received_ns);
  fputc (',', stream);
  write_text (row->received ? row->receiver : NULL, ',', stream);
  write_text (row->received ? row->receiver_socket : NULL, ',', stream);
  if (row->received)
    fprintf (stream, "%" G_GINT64_FORMAT, row->latency_ns);
  fputc (',', stream);
  write_text (row->fate, ',', stream);
  fprintf (stream, "%u,%" G_GUINT64_FORMAT ",", row->n_frames, row->size);
  write_text (row->first, ',', stream);
  write_text (row->body, '\n', stream);
}

/**
 * zoe_message_table_write:
 * @span: of the copies sent in it
 */
gboolean
zoe_message_table_write (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error)
{
  g_autoptr (ZoeMessageCursor) cursor = zoe_message_cursor_new (recording, span, error);
  g_autoptr (GError) failure = NULL;
  ZoeMessageRow row;

  if (cursor == NULL)
    return FALSE;
  fputs ("id,cause,sent_ns,sender,sender_socket,received_ns,receiver,receiver_socket,latency_ns,fate,frames,size,first,body\n",
         stream);
  while (zoe_message_cursor_next (cursor, &row, &failure))
    write_row (&row, stream);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}
