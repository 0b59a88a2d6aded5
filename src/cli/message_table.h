/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trace's messages as comma-separated values: the columns of the view "message", a row for each copy (RFC 4180). */

#pragma once

#include <stdio.h>

#include "trace/recording.h"

gboolean zoe_message_table_write (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error);
