/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/line_input.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

struct _ZoeLineInput
{
  int         fd;
  ZoeLineFunc func;
  gpointer    data;
  GString    *read;      /* and not handed over yet */
  gboolean    at_end;    /* of the descriptor */
  gboolean    ended;     /* and that has been said */
  guint       source;    /* 0: nobody asks */
};

/* Hands a line over, if one is there. */
static gboolean
deliver (ZoeLineInput *input)
{
  char *end = memchr (input->read->str, '\n', input->read->len);
  gsize length = end != NULL ? (gsize) (end - input->read->str) : input->read->len;
  g_autofree char *line = NULL;

  if (end == NULL && !input->at_end)
    return FALSE;
  if (end == NULL && input->read->len == 0)
    {
      input->ended = TRUE;
      input->func (NULL, input->data);
      return TRUE;
    }
  line = g_utf8_make_valid (input->read->str, length);
  g_string_erase (input->read, 0, end != NULL ? length + 1 : length);
  input->func (line, input->data);
  return TRUE;
}

static gboolean
on_idle (gpointer data)
{
  ZoeLineInput *input = data;

  input->source = 0;
  deliver (input);
  return G_SOURCE_REMOVE;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  ZoeLineInput *input = data;
  char bytes[4096];
  gssize n = read (fd, bytes, sizeof bytes);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (n > 0)
    g_string_append_len (input->read, bytes, n);
  else
    input->at_end = TRUE;
  if (!input->at_end && memchr (input->read->str, '\n', input->read->len) == NULL)
    return G_SOURCE_CONTINUE;
  /* The function may ask for the next line. */
  input->source = 0;
  deliver (input);
  return G_SOURCE_REMOVE;
}

ZoeLineInput *
zoe_line_input_new (int fd, ZoeLineFunc func, gpointer data)
{
  ZoeLineInput *input = g_new0 (ZoeLineInput, 1);

  input->fd = fd;
  input->func = func;
  input->data = data;
  input->read = g_string_new (NULL);
  return input;
}

void
zoe_line_input_free (ZoeLineInput *input)
{
  if (input->source != 0)
    g_source_remove (input->source);
  g_string_free (input->read, TRUE);
  g_free (input);
}

/**
 * zoe_line_input_ask:
 *
 * Has the next line handed over, once, from the main loop.
 */
void
zoe_line_input_ask (ZoeLineInput *input)
{
  if (input->source != 0)
    return;
  if (input->at_end || memchr (input->read->str, '\n', input->read->len) != NULL)
    input->source = g_idle_add (on_idle, input);
  else
    input->source = g_unix_fd_add (input->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, input);
}

gboolean
zoe_line_input_has_ended (ZoeLineInput *input)
{
  return input->ended;
}
