/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fault_log.h"

#include "app/remedy.h"

/* What takes a fault back. */
typedef struct
{
  char  *title;    /* the fault's words */
  char **words;    /* of the faults that do */
} Undo;

struct _ZoeFaultLog
{
  ZoeDamage *damage;     /* borrowed; at the end of what is recorded; NULL: nothing is */
  guint      n_seen;     /* of its interventions */
  GPtrArray *pending;    /* (element-type ZoeFault): done, and not recorded yet */
  GPtrArray *undos;      /* (element-type Undo), the last one last */
};

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_free (undo->title);
  g_strfreev (undo->words);
  g_free (undo);
}

static void
fault_free (gpointer data)
{
  zoe_fault_free (data);
}

ZoeFaultLog *
zoe_fault_log_new (void)
{
  ZoeFaultLog *log = g_new0 (ZoeFaultLog, 1);

  log->pending = g_ptr_array_new_with_free_func (fault_free);
  log->undos = g_ptr_array_new_with_free_func (undo_free);
  return log;
}

void
zoe_fault_log_free (ZoeFaultLog *log)
{
  g_ptr_array_unref (log->pending);
  g_ptr_array_unref (log->undos);
  g_free (log);
}

/**
 * zoe_fault_log_begin:
 *
 * A run begins, and nothing is broken.
 */
void
zoe_fault_log_begin (ZoeFaultLog *log)
{
  zoe_fault_log_end (log);
  g_ptr_array_set_size (log->pending, 0);
  log->damage = NULL;
  log->n_seen = 0;
}

/**
 * zoe_fault_log_end:
 *
 * The run is over: nothing can be taken back any more.
 */
void
zoe_fault_log_end (ZoeFaultLog *log)
{
  g_ptr_array_set_size (log->undos, 0);
}

/**
 * zoe_fault_log_settle:
 * @damage: (transfer none): what the trace tells by now; kept until the next begin
 *
 * What is in the trace need not be remembered.
 */
void
zoe_fault_log_settle (ZoeFaultLog *log, ZoeDamage *damage)
{
  GPtrArray *all = zoe_damage_get_interventions (damage);

  log->damage = damage;
  for (; log->n_seen < all->len; log->n_seen++)
    {
      const ZoeIntervention *one = g_ptr_array_index (all, log->n_seen);
      const ZoeFault *pending = log->pending->len > 0 ? g_ptr_array_index (log->pending, 0) : NULL;

      if (one->kind == ZOE_EVENT_FAULT && pending != NULL && g_strcmp0 (pending->text, one->text) == 0)
        g_ptr_array_remove_index (log->pending, 0);
    }
}

/**
 * zoe_fault_log_get_state:
 *
 * How a node and a link are right now, as far as anybody knows: what was done last may not be in the trace yet.
 */
void
zoe_fault_log_get_state (ZoeFaultLog *log, guint node, guint link, ZoeNodeDamage *ret_node, ZoeLinkDamage *ret_link)
{
  *ret_node = (ZoeNodeDamage) { 0 };
  *ret_link = (ZoeLinkDamage) { 0 };
  if (log->damage != NULL)
    {
      *ret_node = *zoe_damage_get_node (log->damage, node);
      *ret_link = *zoe_damage_get_link (log->damage, link);
    }
  for (guint i = 0; i < log->pending->len; i++)
    {
      const ZoeFault *pending = g_ptr_array_index (log->pending, i);

      if (pending->node == node && pending->link == link)
        zoe_damage_fold (pending, ret_node, ret_link);
    }
}

static gboolean
apply (ZoeFaultLog *log, ZoeRun *run, ZoeScenario *scenario, const char *words, char ***ret_remedy, GError **error)
{
  g_autoptr (ZoeFault) fault = zoe_fault_parse (words, scenario, error);
  ZoeNodeDamage node;
  ZoeLinkDamage link;

  if (fault == NULL)
    return FALSE;
  zoe_fault_log_get_state (log, fault->node, fault->link, &node, &link);
  if (!zoe_run_apply_fault (run, fault, error))
    return FALSE;
  if (ret_remedy != NULL)
    *ret_remedy = zoe_remedy_find (scenario, fault, &node, &link);
  g_ptr_array_add (log->pending, g_steal_pointer (&fault));
  return TRUE;
}

/**
 * zoe_fault_log_apply:
 * @words: "kill worker-1"
 * @error: a plain sentence, if it makes no sense
 *
 * Breaks or mends something, at once.
 */
gboolean
zoe_fault_log_apply (ZoeFaultLog *log, ZoeRun *run, ZoeScenario *scenario, const char *words, GError **error)
{
  char **remedy = NULL;

  if (!apply (log, run, scenario, words, &remedy, error))
    return FALSE;
  if (remedy != NULL)
    {
      Undo *undo = g_new0 (Undo, 1);

      undo->title = g_strdup (words);
      undo->words = remedy;
      g_ptr_array_add (log->undos, undo);
    }
  return TRUE;
}

/**
 * zoe_fault_log_get_undo:
 *
 * Returns: (nullable) (transfer none): the words of the fault that undo takes back; %NULL: there is none
 */
const char *
zoe_fault_log_get_undo (ZoeFaultLog *log)
{
  return log->undos->len > 0 ? ((Undo *) g_ptr_array_index (log->undos, log->undos->len - 1))->title : NULL;
}

/**
 * zoe_fault_log_undo:
 *
 * Takes the last fault back that can be; there must be one.
 */
gboolean
zoe_fault_log_undo (ZoeFaultLog *log, ZoeRun *run, ZoeScenario *scenario, GError **error)
{
  Undo *undo = g_ptr_array_steal_index (log->undos, log->undos->len - 1);
  gboolean done = TRUE;

  for (char **words = undo->words; done && *words != NULL; words++)
    done = apply (log, run, scenario, *words, NULL, error);
  undo_free (undo);
  return done;
}
