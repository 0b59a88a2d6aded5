/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/event_list.h"

#include "trace/event_match.h"
#include "trace/frame_text.h"

#define PAGE_SIZE    128    /* rows read at once */
#define N_PAGES      16     /* kept */
#define CHUNK_EVENTS 256    /* a filter looks at between two looks at the clock */
#define CHUNK_US     4000   /* the filter's share of a frame */

struct _ZoeEventRow
{
  GObject  parent_instance;
  ZoeEvent event;
  char    *detail;
};

G_DEFINE_FINAL_TYPE (ZoeEventRow, zoe_event_row, G_TYPE_OBJECT)

typedef struct
{
  guint    number;           /* rows from number * PAGE_SIZE on */
  guint    n_rows;
  guint64  used;             /* when it was last asked for */
  ZoeEvent events[PAGE_SIZE];
  char    *details[PAGE_SIZE];
} Page;

struct _ZoeEventList
{
  GObject        parent_instance;
  ZoeRecording  *recording;
  gulong         grown;          /* handler */
  ZoeEventMatch  match;
  gboolean       filtered;
  guint          n_items;
  GArray        *found;          /* (element-type guint64): sequences that match, when filtered */
  guint64        scanned;        /* the last event the filter has seen */
  guint          scan;           /* idle source */
  Page          *pages[N_PAGES];
  guint64        clock;
};

static void
zoe_event_row_finalize (GObject *object)
{
  g_free (ZOE_EVENT_ROW (object)->detail);
  G_OBJECT_CLASS (zoe_event_row_parent_class)->finalize (object);
}

static void
zoe_event_row_class_init (ZoeEventRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = zoe_event_row_finalize;
}

static void
zoe_event_row_init (ZoeEventRow *self)
{
}

const ZoeEvent *
zoe_event_row_get_event (ZoeEventRow *row)
{
  return &row->event;
}

const char *
zoe_event_row_get_detail (ZoeEventRow *row)
{
  return row->detail;
}

static void
page_free (Page *page)
{
  for (guint i = 0; i < page->n_rows; i++)
    g_free (page->details[i]);
  g_free (page);
}

static void
forget_pages (ZoeEventList *list)
{
  for (guint i = 0; i < N_PAGES; i++)
    g_clear_pointer (&list->pages[i], page_free);
}

static guint64
get_sequence (ZoeEventList *list, guint position)
{
  return list->filtered ? g_array_index (list->found, guint64, position) : (guint64) position + 1;
}

static Page *
read_page (ZoeEventList *list, guint number)
{
  ZoeRecording *recording = list->recording;
  sqlite3_stmt *row = recording->statements[ZOE_READ_EVENTS];
  g_autoptr (GString) detail = g_string_new (NULL);
  Page *page = g_new0 (Page, 1);
  guint first = number * PAGE_SIZE;
  guint64 from = 0, upto = 0;

  page->number = number;
  page->n_rows = MIN (PAGE_SIZE, list->n_items - first);
  zoe_recording_begin (recording);
  for (guint i = 0; i < page->n_rows; i++)
    {
      guint64 sequence = get_sequence (list, first + i);
      ZoeStoredEvent stored;

      /* Neighbours are read in one go. A row that the file does not give shows its number and nothing else. */
      if (sequence < from || sequence > upto)
        {
          from = sequence;
          upto = list->filtered ? sequence : get_sequence (list, first + page->n_rows - 1);
          zoe_statement_bind (row, "ii", (gint64) from, (gint64) upto);
        }
      page->events[i].sequence = sequence;
      if (!zoe_recording_step_event (recording, row, &stored))
        upto = 0;
      else if (stored.event.sequence != sequence)
        upto = 0;
      else
        {
          page->events[i] = stored.event;
          page->events[i].n_frames = MIN (zoe_frame_text_count (stored.frames, stored.frames_length), G_MAXUINT16);
          g_string_truncate (detail, 0);
          zoe_recording_append_detail (recording, &stored, detail);
          page->details[i] = g_strdup (detail->str);
        }
    }
  sqlite3_reset (row);
  zoe_recording_end (recording);
  return page;
}

static Page *
get_page (ZoeEventList *list, guint number)
{
  guint oldest = 0;

  list->clock++;
  for (guint i = 0; i < N_PAGES; i++)
    {
      Page *page = list->pages[i];

      if (page != NULL && page->number == number)
        {
          page->used = list->clock;
          return page;
        }
      if (page == NULL || (list->pages[oldest] != NULL && page->used < list->pages[oldest]->used))
        oldest = i;
    }
  g_clear_pointer (&list->pages[oldest], page_free);
  list->pages[oldest] = read_page (list, number);
  list->pages[oldest]->used = list->clock;
  return list->pages[oldest];
}

static GType
zoe_event_list_get_item_type (GListModel *model)
{
  return ZOE_TYPE_EVENT_ROW;
}

static guint
zoe_event_list_get_n_items (GListModel *model)
{
  return ZOE_EVENT_LIST (model)->n_items;
}

static gpointer
zoe_event_list_get_item (GListModel *model, guint position)
{
  ZoeEventList *self = ZOE_EVENT_LIST (model);
  ZoeEventRow *row;
  Page *page;

  if (position >= self->n_items)
    return NULL;
  page = get_page (self, position / PAGE_SIZE);
  row = g_object_new (ZOE_TYPE_EVENT_ROW, NULL);
  row->event = page->events[position % PAGE_SIZE];
  row->detail = g_strdup (page->details[position % PAGE_SIZE] != NULL ? page->details[position % PAGE_SIZE] : "");
  return row;
}

static void
zoe_event_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = zoe_event_list_get_item_type;
  interface->get_n_items = zoe_event_list_get_n_items;
  interface->get_item = zoe_event_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZoeEventList, zoe_event_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zoe_event_list_model_init))

/* The last page may have been short. */
static void
append (ZoeEventList *list, guint n_added)
{
  guint position = list->n_items;

  if (n_added == 0)
    return;
  for (guint i = 0; i < N_PAGES; i++)
    if (list->pages[i] != NULL && list->pages[i]->n_rows < PAGE_SIZE)
      g_clear_pointer (&list->pages[i], page_free);
  list->n_items += n_added;
  g_list_model_items_changed (G_LIST_MODEL (list), position, 0, n_added);
}

/* Looks through the events from where it stopped last, for a few milliseconds. One message's events are found at once. */
static gboolean
scan (gpointer data)
{
  ZoeEventList *list = data;
  ZoeRecording *recording = list->recording;
  ZoeEventFilter *filter = &list->match.filter;
  gint64 until = g_get_monotonic_time () + CHUNK_US;
  sqlite3_stmt *row = recording->statements[filter->message != 0 ? ZOE_READ_MESSAGE : ZOE_READ_EVENTS];
  guint64 first, last;
  guint before = list->found->len, n_seen = 0;
  ZoeStoredEvent stored;
  gboolean over = FALSE;

  zoe_recording_begin (recording);
  zoe_event_match_get_range (&list->match, &first, &last);
  first = MAX (first, list->scanned + 1);
  if (filter->message == 0)
    zoe_statement_bind (row, "ii", (gint64) first, (gint64) last);
  else
    over = !zoe_recording_bind_message (recording, row, filter->message, first, last);
  while (!over && !(over = !zoe_recording_step_event (recording, row, &stored)))
    {
      if (list->found->len < G_MAXUINT - 1 && zoe_event_match_test (&list->match, &stored))
        g_array_append_val (list->found, stored.event.sequence);
      list->scanned = stored.event.sequence;
      if (++n_seen % CHUNK_EVENTS == 0 && g_get_monotonic_time () > until)
        break;
    }
  sqlite3_reset (row);
  if (over)
    list->scanned = MAX (last, list->scanned);
  zoe_recording_end (recording);

  /* Whoever hears of the change may set another filter; so the source is settled first. */
  if (over)
    list->scan = 0;
  g_object_ref (list);
  append (list, list->found->len - before);
  g_object_unref (list);
  return over ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
on_grown (ZoeRecording *recording, GParamSpec *spec, ZoeEventList *list)
{
  if (!list->filtered)
    append (list, MIN (recording->n_events, G_MAXUINT - 1) - list->n_items);
  else if (list->scan == 0)
    list->scan = g_idle_add (scan, list);
}

static void
zoe_event_list_dispose (GObject *object)
{
  ZoeEventList *self = ZOE_EVENT_LIST (object);

  g_clear_handle_id (&self->scan, g_source_remove);
  g_clear_signal_handler (&self->grown, self->recording);
  forget_pages (self);
  zoe_event_match_clear (&self->match);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_object (&self->recording);
  G_OBJECT_CLASS (zoe_event_list_parent_class)->dispose (object);
}

static void
zoe_event_list_class_init (ZoeEventListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = zoe_event_list_dispose;
}

static void
zoe_event_list_init (ZoeEventList *self)
{
  self->found = g_array_new (FALSE, FALSE, sizeof (guint64));
}

/**
 * zoe_event_list_new:
 *
 * Returns: (transfer full): all events of the recording; it grows when the recording is refreshed
 */
ZoeEventList *
zoe_event_list_new (ZoeRecording *recording)
{
  ZoeEventList *list = g_object_new (ZOE_TYPE_EVENT_LIST, NULL);

  list->recording = g_object_ref (recording);
  zoe_event_match_init (&list->match, recording, NULL);
  list->n_items = MIN (recording->n_events, G_MAXUINT - 1);
  list->grown = g_signal_connect (recording, "notify::n-events", G_CALLBACK (on_grown), list);
  return list;
}

/**
 * zoe_event_list_set_filter:
 * @filter: (nullable): is copied; %NULL shows everything
 *
 * The list is empty at first and fills from the main loop, in the order of the events.
 */
void
zoe_event_list_set_filter (ZoeEventList *list, const ZoeEventFilter *filter)
{
  guint n_before = list->n_items;

  g_clear_handle_id (&list->scan, g_source_remove);
  forget_pages (list);
  zoe_event_match_clear (&list->match);
  zoe_event_match_init (&list->match, list->recording, filter);
  list->filtered = !zoe_event_match_is_all (&list->match);
  g_array_set_size (list->found, 0);
  list->scanned = 0;
  if (list->filtered)
    {
      list->n_items = 0;
      list->scan = g_idle_add (scan, list);
    }
  else
    list->n_items = MIN (list->recording->n_events, G_MAXUINT - 1);
  g_list_model_items_changed (G_LIST_MODEL (list), 0, n_before, list->n_items);
}

/**
 * zoe_event_list_is_scanning:
 *
 * Returns: whether the filter has not seen all events yet
 */
gboolean
zoe_event_list_is_scanning (ZoeEventList *list)
{
  return list->scan != 0;
}

/**
 * zoe_event_list_find_sequence:
 *
 * Returns: the row of an event, or of the last one before it that the filter lets through; %G_MAXUINT: none
 */
guint
zoe_event_list_find_sequence (ZoeEventList *list, guint64 sequence)
{
  guint begin = 0, end = list->n_items;

  if (!list->filtered)
    return MIN (sequence, end) > 0 ? MIN (sequence, end) - 1 : G_MAXUINT;
  while (begin < end)
    {
      guint middle = begin + (end - begin) / 2;

      if (g_array_index (list->found, guint64, middle) <= sequence)
        begin = middle + 1;
      else
        end = middle;
    }
  return begin > 0 ? begin - 1 : G_MAXUINT;
}
