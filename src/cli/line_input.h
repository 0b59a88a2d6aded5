/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads lines from a descriptor, a terminal's or a pipe's, one when one is asked for, without keeping the main loop waiting. */

#pragma once

#include <glib.h>

typedef struct _ZoeLineInput ZoeLineInput;

/* @line: (nullable): %NULL: the input has ended, and always will have */
typedef void (*ZoeLineFunc) (const char *line, gpointer data);

ZoeLineInput *zoe_line_input_new      (int fd, ZoeLineFunc func, gpointer data);
void          zoe_line_input_ask      (ZoeLineInput *input);
gboolean      zoe_line_input_has_ended (ZoeLineInput *input);
void          zoe_line_input_free     (ZoeLineInput *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeLineInput, zoe_line_input_free)
