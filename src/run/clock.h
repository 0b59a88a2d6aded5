/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario time: real time times a rate, which can be held and which can jump. Any thread may ask; only the run changes it. */

#pragma once

#include "model/duration.h"

typedef struct _ZoeClock ZoeClock;

ZoeClock *zoe_clock_new        (double rate);
void      zoe_clock_free       (ZoeClock *clock);
void      zoe_clock_start      (ZoeClock *clock);
gint64    zoe_clock_now        (ZoeClock *clock);
gint64    zoe_clock_real_until (ZoeClock *clock, gint64 deadline_ns);
void      zoe_clock_set_rate   (ZoeClock *clock, double rate);
double    zoe_clock_get_rate   (ZoeClock *clock);
void      zoe_clock_set_held   (ZoeClock *clock, gboolean held);
gboolean  zoe_clock_is_held    (ZoeClock *clock);
gint64    zoe_clock_jump_to    (ZoeClock *clock, gint64 time_ns);

gint64    zoe_real_now         (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeClock, zoe_clock_free)
