/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The envelope of a request or reply: address frames, an empty delimiter, then what is meant for the far end. */

#pragma once

#include "wire/message.h"

guint zoe_envelope_count_addresses (const ZoeMessage *message);
char *zoe_envelope_dup_body        (const ZoeMessage *message);
