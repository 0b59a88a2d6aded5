/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message in words: its frames with bars between them, bytes that are no text in hex. */

#pragma once

#include "wire/message.h"

void assert_frames (ZoeMessage *message, const char *expected);
