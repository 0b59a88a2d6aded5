/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/amendment.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  TOKEN_BRACE_CLOSE,
  TOKEN_BRACE_OPEN,
  TOKEN_COMMENT,
  TOKEN_END,
  TOKEN_OTHER,        /* one character of punctuation */
  TOKEN_WORD,         /* a name, quoted text, or text in <> */
} TokenType;

typedef struct
{
  TokenType   type;
  const char *begin;
  const char *end;
} Token;

typedef struct
{
  const char *text;
  const char *at;
  const char *end;
} Reader;

/* Where the statements with our remark are, and the brace that closes the graph. */
typedef struct
{
  GArray     *ours;         /* (element-type Token): the whole of each */
  const char *opening;      /* brace */
  const char *brace;        /* NULL: the graph is not closed */
  const char *trailing;     /* what comes after it and is no comment; NULL: nothing */
} Finding;

static const char *
skip_line (const char *at, const char *end)
{
  while (at < end && *at != '\n')
    at++;
  /* The line's end is not the comment's, CR included. */
  return at[-1] == '\r' ? at - 1 : at;
}

static const char *
skip_block (const char *at, const char *end)
{
  for (at += 2; at + 1 < end; at++)
    if (at[0] == '*' && at[1] == '/')
      return at + 2;
  return end;
}

static const char *
skip_quoted (const char *at, const char *end)
{
  for (at++; at < end && *at != '"'; at++)
    if (*at == '\\' && at + 1 < end)
      at++;
  return at < end ? at + 1 : end;
}

static const char *
skip_html (const char *at, const char *end)
{
  guint depth = 0;

  for (; at < end; at++)
    if (*at == '<')
      depth++;
    else if (*at == '>' && --depth == 0)
      return at + 1;
  return end;
}

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '.' || (guchar) c >= 0x80;
}

static Token
read_token (Reader *reader)
{
  Token token = { TOKEN_END, reader->end, reader->end };
  const char *at = reader->at, *end = reader->end;
  char next;

  while (at < end && g_ascii_isspace (*at))
    at++;
  if (at == end)
    {
      reader->at = end;
      return token;
    }
  token.begin = at;
  next = at + 1 < end ? at[1] : '\0';
  if ((*at == '#' && (at == reader->text || at[-1] == '\n')) || (*at == '/' && next == '/'))
    {
      token.type = TOKEN_COMMENT;
      at = skip_line (at + 1, end);
    }
  else if (*at == '/' && next == '*')
    {
      token.type = TOKEN_COMMENT;
      at = skip_block (at, end);
    }
  else if (*at == '"' || *at == '<')
    {
      token.type = TOKEN_WORD;
      at = *at == '"' ? skip_quoted (at, end) : skip_html (at, end);
    }
  else if (is_word_char (*at))
    {
      token.type = TOKEN_WORD;
      while (at < end && is_word_char (*at))
        at++;
    }
  else
    {
      token.type = *at == '{' ? TOKEN_BRACE_OPEN : *at == '}' ? TOKEN_BRACE_CLOSE : TOKEN_OTHER;
      at += *at == '-' && next == '>' ? 2 : 1;
    }
  token.end = reader->at = at;
  return token;
}

static gboolean
token_is (const Token *token, TokenType type, const char *text)
{
  gsize length = token->end - token->begin;

  return token->type == type && strlen (text) == length && memcmp (token->begin, text, length) == 0;
}

static gboolean
is_remark (const Token *token, const char *remark)
{
  g_autofree char *comment = g_strndup (token->begin, token->end - token->begin);
  char *words = comment + (*comment == '#' ? 1 : 2);

  if (token->type != TOKEN_COMMENT)
    return FALSE;
  if (g_str_has_prefix (comment, "/*") && g_str_has_suffix (words, "*/"))
    words[strlen (words) - 2] = '\0';
  return strcmp (g_strstrip (words), remark) == 0;
}

/* Of the last tokens, the oldest first: break = "..." ; // remark, or where there is but one line: remark break = "..." ; */
static gboolean
is_ours (const Token *last, const char *attribute, const char *remark)
{
  gboolean inside = is_remark (&last[0], remark) && last[0].begin[1] == '*';
  gboolean at_end = is_remark (&last[4], remark) && last[4].begin[1] == '/';
  guint name = inside ? 1 : 0;

  return (inside || at_end) && token_is (&last[name], TOKEN_WORD, attribute) && token_is (&last[name + 1], TOKEN_OTHER, "=")
         && last[name + 2].type == TOKEN_WORD && token_is (&last[name + 3], TOKEN_OTHER, ";");
}

static Finding
find (const char *text, gsize length, const char *attribute, const char *remark)
{
  Finding finding = { .ours = g_array_new (FALSE, FALSE, sizeof (Token)) };
  Reader reader = { text, text, text + length };
  Token last[5];
  guint depth = 0;

  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    last[i] = (Token) { TOKEN_END, text, text };
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    reader.at += 3;
  for (;;)
    {
      Token token = read_token (&reader);

      if (token.type == TOKEN_END)
        return finding;
      if (finding.brace != NULL)
        {
          if (token.type != TOKEN_COMMENT && finding.trailing == NULL)
            finding.trailing = token.begin;
          continue;
        }
      memmove (last, last + 1, sizeof last - sizeof last[0]);
      last[4] = token;
      if (depth == 1 && is_ours (last, attribute, remark))
        {
          Token ours = { TOKEN_OTHER, last[0].begin, token.end };

          g_array_append_val (finding.ours, ours);
        }
      if (token.type == TOKEN_BRACE_OPEN && depth++ == 0)
        finding.opening = token.begin;
      else if (token.type == TOKEN_BRACE_CLOSE && depth > 0 && --depth == 0)
        finding.brace = token.begin;
    }
}

/* Blanks to the left; whether nothing else is in the line there. */
static gboolean
begins_line (const char *text, const char *at, const char **ret_begin)
{
  while (at > text && (at[-1] == ' ' || at[-1] == '\t'))
    at--;
  *ret_begin = at;
  return at == text || at[-1] == '\n';
}

static gboolean
ends_line (const char *at, const char *end, const char **ret_end)
{
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
    at++;
  *ret_end = at < end ? at + 1 : end;
  return at == end || *at == '\n';
}

/* Without our statements: whole lines where nothing else is in them, else as much as was added there. */
static GString *
take_away (const char *text, gsize length, GArray *ours)
{
  GString *out = g_string_sized_new (length + 1);
  const char *at = text, *end = text + length;

  for (guint i = 0; i < ours->len; i++)
    {
      const Token *one = &g_array_index (ours, Token, i);
      const char *from, *to;

      if (!begins_line (text, one->begin, &from) || !ends_line (one->end, end, &to))
        {
          from = one->begin;
          to = one->end < end && *one->end == ' ' ? one->end + 1 : one->end;
        }
      g_string_append_len (out, at, from - at);
      at = to;
    }
  g_string_append_len (out, at, end - at);
  return out;
}

/* As in the last line before the brace that has something in it; else four blanks. */
static char *
dup_indent (const char *opening, const char *brace_line)
{
  const char *line = brace_line;

  while (line > opening)
    {
      const char *end = line - 1, *p;

      for (line = end; line > opening && line[-1] != '\n'; line--)
        ;
      for (p = line; p < end && (*p == ' ' || *p == '\t'); p++)
        ;
      if (line > opening && p < end && *p != '\r')
        return p > line ? g_strndup (line, p - line) : g_strdup ("    ");
    }
  return g_strdup ("    ");
}

/* As the reader takes it back: a backslash before a quote or a backslash. */
static char *
dup_quoted (const char *value, GError **error)
{
  GString *out = g_string_new ("\"");

  for (const char *p = value; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("“%s” has a control character in it, which cannot be written into a scenario"), value);
          g_string_free (out, TRUE);
          return NULL;
        }
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

/* Before the brace: in a line of its own if the brace has one, else in the same line. */
static void
insert (GString *out, const char *opening, const char *brace, const char *attribute, const char *quoted, const char *remark)
{
  gssize at = brace - out->str;
  const char *line;
  g_autofree char *statement = NULL, *indent = NULL;

  if (begins_line (out->str, brace, &line) && line > out->str)
    {
      const char *newline = line - out->str >= 2 && line[-2] == '\r' ? "\r\n" : "\n";

      indent = dup_indent (opening, line);
      statement = g_strdup_printf ("%s%s=%s; // %s%s", indent, attribute, quoted, remark, newline);
      at = line - out->str;
    }
  else
    statement = g_strdup_printf ("/* %s */ %s=%s; ", remark, attribute, quoted);
  g_string_insert (out, at, statement);
}

/**
 * zoe_amendment_set:
 * @text: DOT as it is in a file; need not end with NUL
 * @attribute: of the graph; a name that needs no quotes
 * @value: (nullable): what it shall be; %NULL takes back what was set with this remark
 * @remark: the comment that marks the statement; one line, the same for every change of the attribute
 * @ret_length: (out): in bytes
 *
 * Whether the rest of the text is good DOT is not looked at.
 *
 * Returns: (transfer full) (nullable): the text with the statement; %NULL if it has no place for one
 */
char *
zoe_amendment_set (const char *text, gsize length, const char *attribute, const char *value, const char *remark,
                   gsize *ret_length, GError **error)
{
  Finding finding = find (text, length, attribute, remark);
  g_autoptr (GString) out = NULL;
  g_autofree char *quoted = NULL;
  gboolean closed = finding.brace != NULL && finding.trailing == NULL;

  if (closed)
    out = take_away (text, length, finding.ours);
  g_array_unref (finding.ours);
  if (!closed)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           finding.brace == NULL ? _("The graph has no closing brace, so nothing can be added before it")
                                                 : _("There is text after the graph's closing brace, so nothing can be added before it"));
      return NULL;
    }
  if (value != NULL)
    {
      quoted = dup_quoted (value, error);
      if (quoted == NULL)
        return NULL;
      finding = find (out->str, out->len, attribute, remark);
      g_array_unref (finding.ours);
      insert (out, finding.opening, finding.brace, attribute, quoted, remark);
    }
  *ret_length = out->len;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
