/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trace's messages as a Mermaid sequence diagram, for notes and web pages. */

#pragma once

#include <stdio.h>

#include "trace/recording.h"

gboolean zoe_mermaid_write (ZoeRecording *recording, ZoeSpan span, FILE *stream, GError **error);
