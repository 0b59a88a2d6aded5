/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records without end into the trace it is given, until somebody kills it. */

#include "tape.h"

int
main (int argc, char **argv)
{
  g_autoptr (ZoeScenario) scenario = tape_scenario ("a>b");
  g_autoptr (ZoeRecorder) recorder = zoe_recorder_new (argv[1], scenario, 1, NULL);
  ZoeFrame frame = { (const guint8 *) "hello", 5 };

  g_assert_nonnull (recorder);
  for (guint64 i = 1;; i++)
    {
      ZoeEvent send = { .sequence = 2 * i - 1, .time_ns = i * 1000, .kind = ZOE_EVENT_SEND, .node = 1, .socket = 1,
                        .message = zoe_message_id (1, i), .n_frames = 1, .size = 5 };
      ZoeEvent receive = { .sequence = 2 * i, .time_ns = i * 1000, .kind = ZOE_EVENT_RECEIVE, .node = 2, .socket = 2,
                           .message = zoe_message_id (1, i), .size = 5 };

      zoe_recorder_write (&send, &frame, 0, recorder);
      zoe_recorder_write (&receive, NULL, 0, recorder);
      if (i % 64 == 0)
        g_usleep (1000);
    }
}
