/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fault_menu.h"

#include <glib/gi18n.h>

#include "app/remedy.h"
#include "app/wording.h"
#include "model/duration.h"
#include "trace/telling.h"

#define NEVER    "run.never"   /* no such action: the item cannot be chosen */
#define MOST_HELD 12

static const char *const delays[] = { "1ms", "10ms", "50ms", "200ms", "1s", "5s" };
static const char *const jitters[] = { "1ms", "10ms", "50ms", "200ms" };
static const char *const bandwidths[] = { "100", "1000", "10000", "100000" };

static void
add (GMenu *menu, const char *label, gboolean sensible, const char *verb, const char *target, const char *amount)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_autofree char *words = g_strjoin (" ", verb, target, amount, NULL);

  g_menu_item_set_action_and_target (item, sensible ? "run.fault" : NEVER, "s", words);
  g_menu_append_item (menu, item);
}

static void
add_node_action (GMenu *menu, const char *label, gboolean sensible, const char *action, guint node)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, sensible ? action : NEVER, "u", node);
  g_menu_append_item (menu, item);
}

static void
add_section (GMenu *menu, const char *label, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, label, G_MENU_MODEL (section));
  g_object_unref (section);
}

static void
add_amounts (GMenu *menu, const char *label, gboolean going, const char *verb, guint number, const char *link,
             const char *const *amounts, guint n, const char *unit, const char *now)
{
  GMenu *values = g_menu_new ();
  g_autoptr (GMenuItem) other = g_menu_item_new (_("Other…"), NULL);
  g_autofree char *title = now != NULL ? g_strdup_printf ("%s (%s)", label, now) : g_strdup (label);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = g_strdup_printf ("%s%s", amounts[i], unit);

      add (values, value, going, verb, link, amounts[i]);
    }
  g_menu_item_set_action_and_target (other, going ? "run.ask-amount" : NEVER, "(su)", verb, number);
  g_menu_append_item (values, other);
  add (values, _("None"), going && now != NULL, verb, link, "0");
  g_menu_append_submenu (menu, title, G_MENU_MODEL (values));
  g_object_unref (values);
}

static void
add_held (GMenu *menu, ZoeSession *session, guint link, const char *name)
{
  ZoeControl *control = zoe_session_get_control (session);
  ZoeRecording *recording = zoe_session_get_recording (session);
  g_autoptr (GArray) held = zoe_control_list_held (control);
  GMenu *section = g_menu_new ();

  for (guint i = 0; i < held->len && g_menu_model_get_n_items (G_MENU_MODEL (section)) < MOST_HELD; i++)
    {
      const ZoeHeld *one = &g_array_index (held, ZoeHeld, i);
      g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, one->message);
      g_autofree char *title = NULL, *number = NULL, *said = NULL;
      g_autoptr (GMenu) fates = NULL;

      if (one->link != link || one->message == 0)
        continue;
      fates = g_menu_new ();
      number = zoe_wording_dup_message (zoe_session_get_scenario (session), one->message);
      said = recording != NULL ? zoe_telling_dup_message (recording, one->message) : NULL;
      title = said != NULL ? g_strdup_printf ("%s  %s", said, number) : g_strdup (number);
      add (fates, _("Let It Go"), TRUE, "release", name, id);
      add (fates, _("Drop It"), TRUE, "drop", name, id);
      add (fates, _("Duplicate It"), TRUE, "duplicate", name, id);
      g_menu_append_submenu (section, title, G_MENU_MODEL (fates));
    }
  add_section (menu, _("Held Messages"), section);
}

static void
fill_link (GMenu *menu, ZoeSession *session, guint link)
{
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  ZoeControl *control = zoe_session_get_control (session);
  ZoeLinkDamage state = zoe_control_get_link_state (control, link);
  gboolean going = zoe_control_is_going (control), shut = state.cut || state.hold;
  gboolean plain = !shut && state.delay_ns == 0 && state.jitter_ns == 0 && state.bandwidth == 0;
  g_autofree char *name = zoe_remedy_dup_link (scenario, link);
  g_autofree char *delay = state.delay_ns > 0 ? zoe_duration_dup_text (state.delay_ns) : NULL;
  g_autofree char *jitter = state.jitter_ns > 0 ? zoe_duration_dup_text (state.jitter_ns) : NULL;
  g_autofree char *bandwidth = state.bandwidth > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT " B/s", state.bandwidth) : NULL;
  GMenu *shutting = g_menu_new (), *slowing = g_menu_new ();

  add (shutting, _("Cut"), going && !shut, "cut", name, NULL);
  add (shutting, _("Hold Its Messages"), going && !shut, "hold", name, NULL);
  add (shutting, _("Heal"), going && !plain, "heal", name, NULL);
  add (shutting, _("Reset the Connection"), going && zoe_scenario_get_link (scenario, link)->transport != ZOE_TRANSPORT_INPROC,
       "reset", name, NULL);
  add_amounts (slowing, _("Delay"), going, "delay", link, name, delays, G_N_ELEMENTS (delays), "", delay);
  add_amounts (slowing, _("Jitter"), going, "jitter", link, name, jitters, G_N_ELEMENTS (jitters), "", jitter);
  add_amounts (slowing, _("Bandwidth"), going, "bandwidth", link, name, bandwidths, G_N_ELEMENTS (bandwidths), " B/s", bandwidth);
  add_section (menu, NULL, shutting);
  add_section (menu, NULL, slowing);
  add_held (menu, session, link, name);
}

/**
 * zoe_fault_menu_new_for_link:
 *
 * Returns: (transfer full): what can be done to the link
 */
GMenuModel *
zoe_fault_menu_new_for_link (ZoeSession *session, guint link)
{
  GMenu *menu = g_menu_new ();

  fill_link (menu, session, link);
  return G_MENU_MODEL (menu);
}

/* A node's links, each with all that can be done to it: so they can be reached without a pointer. */
static void
add_links (GMenu *menu, ZoeSession *session, guint node)
{
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  GMenu *links = g_menu_new ();

  for (guint i = 1; i <= scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      ZoeSocketSpec *tail = zoe_scenario_get_socket (scenario, link->tail), *head = zoe_scenario_get_socket (scenario, link->head);
      g_autofree char *title = NULL;
      g_autoptr (GMenu) inside = NULL;

      if (tail->node != node && head->node != node)
        continue;
      title = tail->node == node ? g_strdup_printf ("%s → %s", tail->name, zoe_scenario_get_node (scenario, head->node)->name)
                                 : g_strdup_printf ("%s ← %s", head->name, zoe_scenario_get_node (scenario, tail->node)->name);
      inside = g_menu_new ();
      fill_link (inside, session, i);
      g_menu_append_submenu (links, title, G_MENU_MODEL (inside));
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (links)) > 0)
    g_menu_append_submenu (menu, _("Links"), G_MENU_MODEL (links));
  g_object_unref (links);
}

/**
 * zoe_fault_menu_new_for_node:
 *
 * Returns: (transfer full): what can be done to the node, and to its links
 */
GMenuModel *
zoe_fault_menu_new_for_node (ZoeSession *session, guint node)
{
  ZoeControl *control = zoe_session_get_control (session);
  ZoeNodeSpec *spec = zoe_scenario_get_node (zoe_session_get_scenario (session), node);
  ZoeNodeDamage state = zoe_control_get_node_state (control, node);
  const ZoeStanding *standing = zoe_control_get_standing (control, node);
  gboolean going = zoe_control_is_going (control) && !spec->external, alive = state.health == ZOE_NODE_WHOLE;
  gboolean steady = zoe_control_is_steady (control) && standing != NULL;
  GMenu *menu = g_menu_new (), *step = g_menu_new (), *ending = g_menu_new (), *freezing = g_menu_new (), *links = g_menu_new ();

  if (zoe_control_is_stepping (control))
    {
      add_node_action (step, _("Let This One Go"), steady && standing->kind == ZOE_STANDING_READY, "run.pick", node);
      add_node_action (step, steady && standing->held_back ? _("Release") : _("Hold Back"), steady, "run.hold-back", node);
    }
  add (ending, _("Kill (as a Crash)"), going && alive, "kill", spec->name, NULL);
  add (ending, _("Stop in Good Order"), going && alive, "stop", spec->name, NULL);
  add (ending, _("Restart"), going, "restart", spec->name, NULL);
  add (ending, _("Restart with New Routing Ids"), going, "restart", spec->name, "routing-id=new");
  add_node_action (ending, _("Restart with…"), going, "run.ask-restart", node);
  add (freezing, _("Freeze (as an Overload)"), going && alive && !state.frozen, "freeze", spec->name, NULL);
  add (freezing, _("Thaw"), going && alive && state.frozen, "thaw", spec->name, NULL);
  add_links (links, session, node);
  add_section (menu, NULL, step);
  add_section (menu, NULL, ending);
  add_section (menu, NULL, freezing);
  add_section (menu, NULL, links);
  return G_MENU_MODEL (menu);
}
