/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/roles.h"

#include <glib/gi18n.h>

#include "roles/clone.h"
#include "roles/external.h"
#include "roles/lru_queue.h"
#include "roles/peering.h"
#include "roles/pipeline.h"

/**
 * zoe_roles:
 *
 * Returns: (array) (transfer none): every role there is, sorted by name; the last row's name is %NULL
 */
const ZoeRole *
zoe_roles (void)
{
  static ZoeRole table[64];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      /* Keep alphabetized. */
      const ZoeRole *const roles[] =
      {
        &zoe_role_clone_client,
        &zoe_role_clone_server,
        &zoe_role_external,
        &zoe_role_lru_broker,
        &zoe_role_lru_client,
        &zoe_role_lru_worker,
        &zoe_role_peering_broker,
        &zoe_role_peering_client,
        &zoe_role_peering_worker,
        &zoe_role_sink,
        &zoe_role_ventilator,
        &zoe_role_worker,
      };

      G_STATIC_ASSERT (G_N_ELEMENTS (roles) < G_N_ELEMENTS (table));
      for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
        table[i] = *roles[i];
      g_once_init_leave (&once, 1);
    }
  return table;
}
