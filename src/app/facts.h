/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A titled list of names and values. It is filled anew as often as one likes, between begin and end, and touches only what
 * changed, so that it may follow a moving play head. A row may lead somewhere: "chosen" (uint ZoeFactTarget, uint64). */

#pragma once

#include <gtk/gtk.h>

typedef enum
{
  ZOE_FACT_PLAIN,
  ZOE_FACT_CODE,      /* the role's source */
  ZOE_FACT_EVENT,     /* a sequence */
  ZOE_FACT_LINK,
  ZOE_FACT_MESSAGE,
  ZOE_FACT_NODE,
} ZoeFactTarget;

#define ZOE_TYPE_FACTS (zoe_facts_get_type ())
G_DECLARE_FINAL_TYPE (ZoeFacts, zoe_facts, ZOE, FACTS, GtkWidget)

void  zoe_facts_begin     (ZoeFacts *facts);
void  zoe_facts_put       (ZoeFacts *facts, const char *name, const char *value);
void  zoe_facts_put_take  (ZoeFacts *facts, const char *name, char *value);
void  zoe_facts_put_link  (ZoeFacts *facts, const char *name, char *value, ZoeFactTarget target, guint64 id);
void  zoe_facts_end       (ZoeFacts *facts);
char *zoe_facts_dup_text  (ZoeFacts *facts);
