/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inspector's page about the selected link. */

#pragma once

#include "app/page.h"

#define ZOE_TYPE_LINK_PAGE (zoe_link_page_get_type ())
G_DECLARE_FINAL_TYPE (ZoeLinkPage, zoe_link_page, ZOE, LINK_PAGE, ZoePage)
