/* ui/photo-list.c */
#include "photo-list.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "drop-down.h"
#include "photo-row.h"

#define ROWS_SEEN_FIRST   24  /* more than fit into a window at first */
#define ROWS_AT_ONCE      4   /* a fraction of a frame */
#define REFILTER_DELAY_MS 150 /* while a batch reports, the order is made anew only so often */

struct _SaltlinePhotoList {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSearchEntry *search;
  GtkDropDown *filter_drop;
  GtkDropDown *sort_drop;
  GtkListView *view;
  GtkStack *stack;
  GtkLabel *count;
  GtkCustomFilter *filter;
  GtkCustomSorter *sorter;
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkMultiSelection *selection;
  GListModel *photos;
  char *wanted;              /* case-folded search text */
  SaltlinePhotoItem *chosen;
  guint refilter_id;
  GQueue *waiting;         /* of GtkListItem: bound, but not filled yet */
  guint waiting_id;
};

enum { SIGNAL_CHOSEN, SIGNAL_SELECTION_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoList, saltline_photo_list, GTK_TYPE_WIDGET)

/* In the order of the drop-downs in photo-list.ui. */
typedef enum { FILTER_ALL, FILTER_OK, FILTER_REMARKS, FILTER_CONTRADICT, FILTER_PARTIAL, FILTER_REFUSED, FILTER_BY_HAND, FILTER_NO_ATHLETE } Filter;
typedef enum { SORT_ADDED, SORT_NAME, SORT_TAKEN, SORT_ATHLETE, SORT_STATUS, SORT_FILL, SORT_RATE, SORT_CHLORIDE } Sort;

/* --- filter and order --- */

static gboolean
has_remarks (SaltlinePhotoItem *item)
{
  const PatchReading *reading = saltline_photo_item_get_reading (item);

  return (reading != NULL && reading->flags != 0) || saltline_photo_item_get_contradiction (item) != NULL;
}

static gboolean
passes (SaltlinePhotoItem *item, Filter filter)
{
  const PatchReading *reading = saltline_photo_item_get_reading (item);
  gboolean failed = saltline_photo_item_get_stage (item) == PHOTO_FAILED;

  switch (filter)
    {
    case FILTER_OK:
      return reading != NULL && reading->status == READING_OK;
    case FILTER_REMARKS:
      return has_remarks (item);
    case FILTER_CONTRADICT:
      return saltline_photo_item_get_contradiction (item) != NULL;
    case FILTER_PARTIAL:
      return reading != NULL && reading->status == READING_PARTIAL;
    case FILTER_REFUSED:
      return failed || (reading != NULL && reading->status == READING_REFUSED);
    case FILTER_BY_HAND:
      return g_strcmp0 (saltline_photo_item_get_origin (item), "by hand") == 0;
    case FILTER_NO_ATHLETE:
      return saltline_photo_item_get_athlete (item) == NULL;
    case FILTER_ALL:
      break;
    }
  return TRUE;
}

static gboolean
filter_cb (gpointer object, gpointer data)
{
  SaltlinePhotoList *self = data;
  g_autofree char *text = NULL;

  if (!passes (object, (Filter) gtk_drop_down_get_selected (self->filter_drop)))
    return FALSE;
  if (self->wanted == NULL || *self->wanted == '\0')
    return TRUE;
  text = saltline_photo_item_search_text (object);
  return strstr (text, self->wanted) != NULL;
}

/* What is not known comes last. */
static int
compare_numbers (double a, double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);
  return (a > b) - (a < b);
}

static int
compare_text (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return strcmp (a, b);
}

static const char *
captured (SaltlinePhotoItem *item)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (item);

  return stored != NULL ? stored->captured : NULL;
}

static double
number_of (SaltlinePhotoItem *item, Sort sort)
{
  const PatchReading *reading = saltline_photo_item_get_reading (item);

  if (reading == NULL || reading->status == READING_REFUSED)
    return NAN;
  if (sort == SORT_CHLORIDE)
    return !reading->chloride_read ? NAN : isnan (reading->chloride_mmol_l) ? -reading->lab[0] : reading->chloride_mmol_l;
  if (!reading->volume_read)
    return NAN;
  return sort == SORT_RATE ? reading->local_rate_mg_cm2_min : reading->fill_fraction;
}

/* Refused and failed first: they want a person. */
static int
urgency (SaltlinePhotoItem *item)
{
  const PatchReading *reading = saltline_photo_item_get_reading (item);

  if (saltline_photo_item_get_stage (item) == PHOTO_FAILED)
    return 0;
  if (reading == NULL)
    return 5;
  return reading->status == READING_REFUSED ? 1 : reading->status == READING_PARTIAL ? 2 : has_remarks (item) ? 3 : 4;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  SaltlinePhotoList *self = data;
  SaltlinePhotoItem *first = (SaltlinePhotoItem *) a;
  SaltlinePhotoItem *second = (SaltlinePhotoItem *) b;
  Sort sort = (Sort) gtk_drop_down_get_selected (self->sort_drop);
  int order = 0;

  switch (sort)
    {
    case SORT_ADDED:
      break;
    case SORT_NAME:
      order = g_utf8_collate (saltline_photo_item_get_title (first), saltline_photo_item_get_title (second));
      break;
    case SORT_TAKEN:
      order = compare_text (captured (first), captured (second));
      break;
    case SORT_ATHLETE:
      order = compare_text (saltline_photo_item_get_athlete (first), saltline_photo_item_get_athlete (second));
      break;
    case SORT_STATUS:
      order = urgency (first) - urgency (second);
      break;
    default:
      order = compare_numbers (number_of (first, sort), number_of (second, sort));
    }
  return order < 0 ? GTK_ORDERING_SMALLER : order > 0 ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

static void
show_count (SaltlinePhotoList *self)
{
  guint n = self->photos != NULL ? g_list_model_get_n_items (self->photos) : 0;
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint n_selected = (guint) gtk_bitset_get_size (selected);
  g_autofree char *text = NULL;

  if (n_selected > 1)
    text = g_strdup_printf (_("%u of %u selected"), n_selected, n_shown);
  else if (n_shown < n)
    text = g_strdup_printf (_("%u of %u photos"), n_shown, n);
  else
    text = g_strdup_printf (ngettext ("%u photo", "%u photos", n), n);
  gtk_label_set_label (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, n > 0 && n_shown == 0 ? "nothing" : "list");
}

/* --- callbacks --- */

static gboolean
refilter_now_cb (gpointer data)
{
  SaltlinePhotoList *self = data;

  self->refilter_id = 0;
  if (gtk_drop_down_get_selected (self->filter_drop) != FILTER_ALL || (self->wanted != NULL && *self->wanted != '\0'))
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (gtk_drop_down_get_selected (self->sort_drop) != SORT_ADDED)
    gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  show_count (self);
  return G_SOURCE_REMOVE;
}

static void
item_changed_cb (SaltlinePhotoList *self)
{
  if (self->refilter_id == 0)
    self->refilter_id = g_timeout_add (REFILTER_DELAY_MS, refilter_now_cb, self);
}

static void
photos_changed_cb (SaltlinePhotoList *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (self->photos, i);

      g_signal_connect_object (item, "changed", G_CALLBACK (item_changed_cb), self, G_CONNECT_SWAPPED);
    }
  show_count (self);
}

static void
search_changed_cb (SaltlinePhotoList *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

static void
search_stopped_cb (SaltlinePhotoList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
filter_chosen_cb (SaltlinePhotoList *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

static void
sort_chosen_cb (SaltlinePhotoList *self)
{
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
}

static void
selection_changed_cb (SaltlinePhotoList *self, guint position, guint n)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (model);
  g_autoptr(SaltlinePhotoItem) newest = NULL;
  guint end = MIN (position + n, g_list_model_get_n_items (G_LIST_MODEL (model)));

  /* What was just selected is what the user looks at. */
  if (gtk_bitset_get_size (selected) == 1)
    newest = g_list_model_get_item (G_LIST_MODEL (model), gtk_bitset_get_minimum (selected));
  for (guint i = position; i < end && newest == NULL; i++)
    {
      g_autoptr(SaltlinePhotoItem) item = NULL;

      if (!gtk_bitset_contains (selected, i))
        continue;
      item = g_list_model_get_item (G_LIST_MODEL (model), i);
      if (item != self->chosen)
        newest = g_steal_pointer (&item);
    }
  if (newest != NULL && g_set_object (&self->chosen, newest))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
  show_count (self);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
fill_row (GtkListItem *list_item)
{
  if (gtk_list_item_get_child (list_item) == NULL)
    gtk_list_item_set_child (list_item, saltline_photo_row_new ());
  saltline_photo_row_set_item (SALTLINE_PHOTO_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

/* A list keeps two hundred rows ready, of which a dozen are seen: those come first, the rest while nothing else is to be done. */
static gboolean
fill_waiting_cb (gpointer data)
{
  SaltlinePhotoList *self = data;

  for (guint i = 0; i < ROWS_AT_ONCE && !g_queue_is_empty (self->waiting); i++)
    {
      g_autoptr(GtkListItem) list_item = g_queue_pop_head (self->waiting);

      if (gtk_list_item_get_item (list_item) != NULL)
        fill_row (list_item);
    }
  if (!g_queue_is_empty (self->waiting))
    return G_SOURCE_CONTINUE;
  self->waiting_id = 0;
  return G_SOURCE_REMOVE;
}

static void
bind_row_cb (SaltlinePhotoList *self, GtkListItem *list_item)
{
  if (gtk_list_item_get_child (list_item) != NULL || gtk_list_item_get_position (list_item) < ROWS_SEEN_FIRST)
    {
      fill_row (list_item);
      return;
    }
  g_queue_push_tail (self->waiting, g_object_ref (list_item));
  if (self->waiting_id == 0)
    self->waiting_id = g_idle_add_full (G_PRIORITY_LOW, fill_waiting_cb, self, NULL);
}

static void
unbind_row_cb (SaltlinePhotoList *self, GtkListItem *list_item)
{
  if (gtk_list_item_get_child (list_item) != NULL)
    saltline_photo_row_set_item (SALTLINE_PHOTO_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/* --- life cycle --- */

static void
saltline_photo_list_dispose (GObject *object)
{
  SaltlinePhotoList *self = SALTLINE_PHOTO_LIST (object);

  g_clear_handle_id (&self->refilter_id, g_source_remove);
  g_clear_handle_id (&self->waiting_id, g_source_remove);
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->photos);
  g_clear_object (&self->chosen);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (saltline_photo_list_parent_class)->dispose (object);
}

static void
saltline_photo_list_finalize (GObject *object)
{
  g_free (SALTLINE_PHOTO_LIST (object)->wanted);
  g_queue_free_full (SALTLINE_PHOTO_LIST (object)->waiting, g_object_unref);
  G_OBJECT_CLASS (saltline_photo_list_parent_class)->finalize (object);
}

static void
saltline_photo_list_class_init (SaltlinePhotoListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = saltline_photo_list_dispose;
  object_class->finalize = saltline_photo_list_finalize;
  /* Another photo is to be shown. */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/photo-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoList, box);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoList, search);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoList, filter_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoList, sort_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoList, view);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoList, stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoList, count);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
saltline_photo_list_init (SaltlinePhotoList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->waiting = g_queue_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  drop_down_name (self->filter_drop, _("Show only"));
  drop_down_name (self->sort_drop, _("Order"));
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  self->sorter = gtk_custom_sorter_new (compare_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), g_object_ref (GTK_SORTER (self->sorter)));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_drop, "notify::selected", G_CALLBACK (filter_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sort_drop, "notify::selected", G_CALLBACK (sort_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
}

/* --- public --- */

void
saltline_photo_list_set_model (SaltlinePhotoList *self, GListModel *photos)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_LIST (self) && self->photos == NULL);

  self->photos = g_object_ref (photos);
  gtk_filter_list_model_set_model (self->filtered, photos);
  g_signal_connect_object (photos, "items-changed", G_CALLBACK (photos_changed_cb), self, G_CONNECT_SWAPPED);
  photos_changed_cb (self, 0, 0, g_list_model_get_n_items (photos));
}

SaltlinePhotoItem *
saltline_photo_list_get_chosen (SaltlinePhotoList *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIST (self), NULL);

  return self->chosen;
}

static guint
position_of (SaltlinePhotoList *self, SaltlinePhotoItem *item)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SaltlinePhotoItem) other = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (other == item)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
choose_row (SaltlinePhotoList *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  /* GTK 4.8 has no scroll_to, but its list has this action. */
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

void
saltline_photo_list_choose (SaltlinePhotoList *self, SaltlinePhotoItem *item)
{
  guint position;

  g_return_if_fail (SALTLINE_IS_PHOTO_LIST (self));

  position = position_of (self, item);
  if (position != GTK_INVALID_LIST_POSITION)
    choose_row (self, position);
}

void
saltline_photo_list_step (SaltlinePhotoList *self, int by)
{
  guint n, position;

  g_return_if_fail (SALTLINE_IS_PHOTO_LIST (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  if (n == 0)
    return;
  position = self->chosen != NULL ? position_of (self, self->chosen) : GTK_INVALID_LIST_POSITION;
  if (position == GTK_INVALID_LIST_POSITION)
    choose_row (self, 0);
  else if ((by > 0 && position + 1 < n) || (by < 0 && position > 0))
    choose_row (self, (guint) ((int) position + by));
}

GPtrArray *
saltline_photo_list_get_selection (SaltlinePhotoList *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GtkBitset) selected = NULL;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_LIST (self), items);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (selected, i)));
  return items;
}

void
saltline_photo_list_focus_search (SaltlinePhotoList *self)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
saltline_photo_list_select_all (SaltlinePhotoList *self)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_LIST (self));

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}
