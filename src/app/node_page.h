/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inspector's page about the selected node: what it is, what it shows at the play head, its sockets. */

#pragma once

#include "app/page.h"

#define ZOE_TYPE_NODE_PAGE (zoe_node_page_get_type ())
G_DECLARE_FINAL_TYPE (ZoeNodePage, zoe_node_page, ZOE, NODE_PAGE, ZoePage)
