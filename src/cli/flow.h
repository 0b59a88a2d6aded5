/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The flow of a trace as a picture: the scenario's graph, with what each node sent and received and each link carried. */

#pragma once

#include "graph/picture.h"
#include "trace/recording.h"

GBytes *zoe_flow_draw (ZoeRecording *recording, ZoeSpan span, ZoePictureFormat format, GError **error);
