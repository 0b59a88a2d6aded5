/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The speeds one chooses from, 1/1000 to 100, and their names. */

#pragma once

#include "app/session.h"

typedef struct
{
  double      rate;
  const char *name;     /* "1/10 ×" */
  const char *words;    /* marked for translation; NULL: the name says it */
} ZoeRatePreset;

guint                zoe_rate_count_presets (void);
const ZoeRatePreset *zoe_rate_get_preset    (guint index);
guint                zoe_rate_find_nearest  (double rate);
void                 zoe_rate_shift         (ZoeSession *session, int steps);
char                *zoe_rate_dup_name      (double rate);
