/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a scenario is put on a canvas of some size: how much its nodes say there, where they stand, and what of it is seen. As much is
 * said as can be read; zooming makes room for more, or takes it away. */

#pragma once

#include "app/cast.h"
#include "app/scene.h"

typedef struct _ZoeStaging ZoeStaging;

ZoeStaging *zoe_staging_new          (ZoeCast *cast);
void        zoe_staging_free         (ZoeStaging *staging);
void        zoe_staging_clear        (ZoeStaging *staging);

/* TRUE: zoe_staging_get_scene() is another one; the one before is gone. */
gboolean    zoe_staging_fit          (ZoeStaging *staging, ZoeScenario *scenario, int width, int height, GError **error);
gboolean    zoe_staging_zoom_at      (ZoeStaging *staging, ZoeViewport *viewport, double factor, double x, double y);

gboolean    zoe_staging_fits         (ZoeStaging *staging, int width, int height);
void        zoe_staging_forget_size  (ZoeStaging *staging);
void        zoe_staging_show_all     (ZoeStaging *staging, ZoeViewport *viewport, int width, int height);
ZoeScene   *zoe_staging_get_scene    (ZoeStaging *staging);   /* (transfer none); NULL: nothing is shown */
ZoeDetail   zoe_staging_get_detail   (ZoeStaging *staging);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeStaging, zoe_staging_free)
