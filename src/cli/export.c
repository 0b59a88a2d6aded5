/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe export: a trace as a picture, a table, or a diagram. */

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/flow.h"
#include "cli/mermaid.h"
#include "cli/message_table.h"
#include "cli/values.h"
#include "model/nearest.h"

typedef gboolean (*Write) (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error);

static gboolean
write_picture (ZoeRecording *recording, ZoeSpan span, ZoePictureFormat format, FILE *stream, GError **error)
{
  g_autoptr (GBytes) bytes = zoe_flow_draw (recording, span, format, error);
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  fwrite (data, 1, size, stream);
  return TRUE;
}

static gboolean
write_dot (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error)
{
  return write_picture (recording, span, ZOE_PICTURE_DOT, stream, error);
}

static gboolean
write_png (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error)
{
  return write_picture (recording, span, ZOE_PICTURE_PNG, stream, error);
}

static gboolean
write_svg (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error)
{
  return write_picture (recording, span, ZOE_PICTURE_SVG, stream, error);
}

static const struct
{
  const char *name;
  gboolean    binary;
  Write       write;
} formats[] =
{
  { "csv",     FALSE, zoe_message_table_write },
  { "dot",     FALSE, write_dot },
  { "mermaid", FALSE, zoe_mermaid_write },
  { "png",     TRUE,  write_png },
  { "svg",     FALSE, write_svg },
};

static int
refuse_format (const ZoeCommand *command, const char *name)
{
  const char *known[G_N_ELEMENTS (formats) + 1] = { NULL };
  const char *nearest;
  g_autofree char *all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    known[i] = formats[i].name;
  all = g_strjoinv (", ", (char **) known);
  if (name == NULL)
    return zoe_command_misused (command, _("--format is missing: one of %s"), all);
  nearest = zoe_nearest_name (name, known);
  return nearest != NULL ? zoe_command_misused (command, _("--format %s: there is no such format; is “%s” meant?"), name, nearest)
                         : zoe_command_misused (command, _("--format %s: there is no such format; there are %s"), name, all);
}

static int
write_to (const char *path, Write write, ZoeRecording *recording, ZoeSpan span)
{
  FILE *stream = path != NULL ? fopen (path, "wb") : stdout;
  g_autoptr (GError) error = NULL;
  gboolean written;

  if (stream == NULL)
    return zoe_command_failed (_("%s cannot be written: %s"), path, g_strerror (errno));
  written = write (recording, span, stream, &error);
  /* What goes to stdout is looked at when the program ends. */
  if (path != NULL)
    {
      gboolean whole = !ferror (stream);

      if ((fclose (stream) != 0 || !whole) && written)
        return zoe_command_failed (_("%s could not be written whole: %s"), path, g_strerror (errno));
      if (!written)
        g_remove (path);
    }
  return written ? ZOE_EXIT_DONE : zoe_command_failed ("%s", error->message);
}

int
zoe_export_command (const ZoeCommand *command, char **arguments)
{
  g_autofree char *format = NULL, *from = NULL, *to = NULL, *output = NULL;
  const GOptionEntry options[] =
  {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, N_("svg, png or dot: a picture of the flow; csv: the messages; "
                                                         "mermaid: a sequence diagram"), "FORMAT" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("From this time on, since the start"), "TIME" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Before this time"), "TIME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write into this file instead of to the standard output"), "OUT" },
    { NULL },
  };
  g_auto (GStrv) rest = zoe_command_parse (command, options, NULL, arguments);
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (GError) error = NULL;
  ZoeSpan span;
  guint chosen = 0;

  if (rest == NULL)
    return ZOE_EXIT_USAGE;
  while (chosen < G_N_ELEMENTS (formats) && g_strcmp0 (formats[chosen].name, format) != 0)
    chosen++;
  if (chosen == G_N_ELEMENTS (formats))
    return refuse_format (command, format);
  if (!zoe_values_read_span (from, to, &span, &error))
    return zoe_command_misused (command, "%s", error->message);
  if (formats[chosen].binary && output == NULL && isatty (STDOUT_FILENO))
    return zoe_command_misused (command, _("a terminal cannot show %s; name a file with -o"), formats[chosen].name);

  recording = zoe_command_open (rest[0]);
  return recording != NULL ? write_to (output, formats[chosen].write, recording, span) : ZOE_EXIT_FAILED;
}
