/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step mode as a person sees it: how everybody stood when the run was steady last, who goes next, and a key that was pressed before
 * the run was steady again. */

#pragma once

#include "run/run.h"

typedef struct _ZoeStepping ZoeStepping;

ZoeStepping       *zoe_stepping_new            (void);
void               zoe_stepping_free           (ZoeStepping *stepping);
void               zoe_stepping_forget         (ZoeStepping *stepping);
void               zoe_stepping_refresh        (ZoeStepping *stepping, ZoeRun *run);

gboolean           zoe_stepping_is_steady      (ZoeStepping *stepping);
guint              zoe_stepping_get_next       (ZoeStepping *stepping);
gint64             zoe_stepping_get_deadline   (ZoeStepping *stepping);
const ZoeStanding *zoe_stepping_get_standing   (ZoeStepping *stepping, guint node);
char              *zoe_stepping_dup_waits      (ZoeStepping *stepping, ZoeScenario *scenario);

/* What to do as soon as the run is steady; one wish at a time. */
typedef enum
{
  ZOE_WISH_NONE,
  ZOE_WISH_DEADLINE,
  ZOE_WISH_STEP,
} ZoeWish;

void               zoe_stepping_wish           (ZoeStepping *stepping, ZoeWish wish, guint node);
ZoeWish            zoe_stepping_get_wish       (ZoeStepping *stepping);
ZoeWish            zoe_stepping_take_wish      (ZoeStepping *stepping, guint *ret_node);
