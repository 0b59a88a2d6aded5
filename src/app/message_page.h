/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inspector's page about the selected message: its journey, its frames, what caused it and what it caused. */

#pragma once

#include "app/page.h"

#define ZOE_TYPE_MESSAGE_PAGE (zoe_message_page_get_type ())
G_DECLARE_FINAL_TYPE (ZoeMessagePage, zoe_message_page, ZOE, MESSAGE_PAGE, ZoePage)
