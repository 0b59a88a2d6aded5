/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session is called: above its window, and below that, smaller, where it comes from and how it stands. */

#pragma once

#include "app/session.h"

char *zoe_heading_dup_title    (ZoeSession *session);
char *zoe_heading_dup_subtitle (ZoeSession *session);
