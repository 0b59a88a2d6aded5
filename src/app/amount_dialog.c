/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/amount_dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/checked_entry.h"
#include "app/remedy.h"
#include "model/duration.h"

typedef struct
{
  const char *verb;
  const char *title;
  const char *hint;
  const char *taken_away;
} AmountRow;

static const AmountRow rows[] =
{
  { "bandwidth", N_("Bandwidth of %s"), N_("Bytes a second, like 2500 B/s; 0 takes the limit away"), N_("The limit is taken away") },
  { "delay",     N_("Delay on %s"),     N_("A length of time, like 35ms or 1.5s; 0 takes it away"),  N_("The delay is taken away") },
  { "jitter",    N_("Jitter on %s"),    N_("Up to so much more for each message, like 10ms; 0 takes it away"),
    N_("The jitter is taken away") },
};

typedef struct
{
  ZoeSession      *session;
  ZoeScenario     *scenario;
  const AmountRow *row;
  guint            link;
  char            *target;    /* the link, as faults name it */
  ZoeCheckedEntry *entry;     /* borrowed */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->session);
  zoe_scenario_unref (question->scenario);
  g_free (question->target);
  g_free (question);
}

/* "2500 B/s" and "1.5 s" are what a person writes, and the menu shows; a fault has one word. */
static char *
dup_words (Question *question, const char *text)
{
  g_auto (GStrv) pieces = g_strsplit_set (text, " \t", -1);
  g_autofree char *amount = g_strjoinv ("", pieces);

  if (g_str_has_suffix (amount, "B/s"))
    amount[strlen (amount) - strlen ("B/s")] = '\0';
  return g_strdup_printf ("%s %s %s", question->row->verb, question->target, amount);
}

static ZoeVerdict
check (const char *text, char **ret_sentence, gpointer data)
{
  Question *question = data;
  g_autofree char *words = dup_words (question, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeFault) fault = NULL;

  if (strspn (text, " \t") == strlen (text))
    {
      *ret_sentence = g_strdup (_(question->row->hint));
      return ZOE_VERDICT_UNFINISHED;
    }
  fault = zoe_fault_parse (words, question->scenario, &error);
  if (fault == NULL)
    {
      *ret_sentence = g_strdup (error->message);
      return ZOE_VERDICT_WRONG;
    }
  /* The fault in its own words, to be learned for the command line and for schedules. */
  *ret_sentence = g_strdup (fault->amount > 0 ? fault->text : _(question->row->taken_away));
  return ZOE_VERDICT_GOOD;
}

static void
on_good (AdwMessageDialog *dialog, GParamSpec *pspec, ZoeCheckedEntry *entry)
{
  adw_message_dialog_set_response_enabled (dialog, "apply", zoe_checked_entry_is_good (entry));
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autofree char *words = dup_words (question, zoe_checked_entry_get_text (question->entry));

  if (g_str_equal (response, "apply") && zoe_checked_entry_is_good (question->entry))
    zoe_control_break (zoe_session_get_control (question->session), words);
}

/* To the nanosecond, as a fault takes it; empty for none. */
static char *
dup_length (gint64 ns)
{
  static const struct { const char *unit; gint64 size; } units[] =
  {
    { "s", ZOE_NS_PER_S }, { "ms", ZOE_NS_PER_MS }, { "us", ZOE_NS_PER_US }, { "ns", 1 },
  };
  guint i = 0;

  while (ns % units[i].size != 0)
    i++;
  return ns > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT "%s", ns / units[i].size, units[i].unit) : g_strdup ("");
}

static char *
dup_now (Question *question)
{
  ZoeLinkDamage state = zoe_control_get_link_state (zoe_session_get_control (question->session), question->link);

  if (g_str_equal (question->row->verb, "bandwidth"))
    return state.bandwidth > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT " B/s", state.bandwidth) : g_strdup ("");
  return dup_length (g_str_equal (question->row->verb, "delay") ? state.delay_ns : state.jitter_ns);
}

static const AmountRow *
find_row (const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].verb, verb))
      return &rows[i];
  g_assert_not_reached ();
}

GtkWidget *
zoe_amount_dialog_new (GtkWindow *parent, ZoeSession *session, const char *verb, guint link)
{
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  ZoeLinkSpec *spec = zoe_scenario_get_link (scenario, link);
  const char *tail = zoe_scenario_get_node (scenario, zoe_scenario_get_socket (scenario, spec->tail)->node)->name;
  const char *head = zoe_scenario_get_node (scenario, zoe_scenario_get_socket (scenario, spec->head)->node)->name;
  Question *question = g_new0 (Question, 1);
  GtkWidget *entry = zoe_checked_entry_new (), *dialog;
  g_autofree char *name = g_strdup_printf ("%s → %s", tail, head);
  g_autofree char *title = NULL, *now = NULL;

  question->session = g_object_ref (session);
  question->scenario = zoe_scenario_ref (zoe_session_get_scenario (session));
  question->row = find_row (verb);
  question->link = link;
  question->target = zoe_remedy_dup_link (scenario, link);
  question->entry = ZOE_CHECKED_ENTRY (entry);
  title = g_strdup_printf (_(question->row->title), name);
  now = dup_now (question);

  dialog = adw_message_dialog_new (parent, title, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "apply", _("_Apply"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "zoe-question", question, question_free);
  g_object_set (entry, "label", title, NULL);
  g_signal_connect_object (entry, "notify::good", G_CALLBACK (on_good), dialog, G_CONNECT_SWAPPED);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), question);
  zoe_checked_entry_set_check (question->entry, check, question);
  zoe_checked_entry_set_text (question->entry, now);
  on_good (ADW_MESSAGE_DIALOG (dialog), NULL, question->entry);
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);
  return dialog;
}
