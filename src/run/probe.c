/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/probe.h"

#include <string.h>

void
zoe_probe_stamp (ZoeProbe *probe, ZoeEvent *event)
{
  event->time_ns = zoe_clock_now (probe->clock);
  event->sequence = __atomic_add_fetch (probe->sequence, 1, __ATOMIC_ACQ_REL);
}

void
zoe_probe_tell (ZoeProbe *probe, const ZoeEvent *event, const ZoeFrame *frames)
{
  probe->sink (event, frames, probe->lane, probe->data);
}

void
zoe_probe_emit (ZoeProbe *probe, ZoeEvent *event, const ZoeFrame *frames)
{
  if (!zoe_probe_is_on (probe))
    return;
  zoe_probe_stamp (probe, event);
  zoe_probe_tell (probe, event, frames);
}

/**
 * zoe_probe_say:
 * @socket: number, or 0
 * @line: of the role's source, or 0
 * @text: (nullable): the event's one frame
 */
void
zoe_probe_say (ZoeProbe *probe, ZoeEventKind kind, guint socket, guint line, const char *text)
{
  ZoeFrame frame = { (const guint8 *) text, text != NULL ? strlen (text) : 0 };
  ZoeEvent event = { .kind = kind, .node = probe->node, .socket = socket, .line = line, .n_frames = text != NULL ? 1 : 0 };

  zoe_probe_emit (probe, &event, &frame);
}
