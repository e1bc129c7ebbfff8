/* ui/athlete-list.c */
#include "athlete-list.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "drop-down.h"

struct _SaltlineAthleteList {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSearchEntry *search;
  GtkDropDown *team_drop;
  GtkDropDown *sort_drop;
  GtkListView *view;
  GtkLabel *count;
  GtkStack *stack;
  SaltlineWorkspace *workspace;
  GListStore *roster;
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  GtkCustomFilter *filter;
  GtkCustomSorter *sorter;
  GtkStringList *teams;
  GHashTable *members;      /* rows of the chosen team's athletes; NULL: everybody */
  char *wanted;             /* case-folded search text */
  gint64 chosen;            /* row; 0: nobody */
  gboolean filling;
};

enum { SIGNAL_CHOSEN, SIGNAL_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineAthleteList, saltline_athlete_list, GTK_TYPE_WIDGET)

/* In the order of the drop-down in athlete-list.ui. */
typedef enum { SORT_NAME, SORT_ID, SORT_SPORT } Sort;

static gboolean
filter_cb (gpointer object, gpointer data)
{
  SaltlineAthleteList *self = data;

  if (self->members != NULL && !g_hash_table_contains (self->members, &saltline_athlete_item_get_athlete (object)->id))
    return FALSE;
  return self->wanted == NULL || *self->wanted == '\0' || strstr (saltline_athlete_item_get_search_text (object), self->wanted) != NULL;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  SaltlineAthleteList *self = data;
  SaltlineAthleteItem *one = (SaltlineAthleteItem *) a, *other = (SaltlineAthleteItem *) b;
  const Athlete *first = saltline_athlete_item_get_athlete (one), *second = saltline_athlete_item_get_athlete (other);
  Sort sort = (Sort) gtk_drop_down_get_selected (self->sort_drop);
  int order = 0;

  if (sort == SORT_ID)
    order = strcmp (saltline_athlete_item_get_id_key (one), saltline_athlete_item_get_id_key (other));
  else if (sort == SORT_SPORT && (first->sport == NULL || second->sport == NULL))
    order = (first->sport == NULL) - (second->sport == NULL); /* unknown last */
  else if (sort == SORT_SPORT)
    order = g_utf8_collate (first->sport, second->sport);
  if (order == 0)
    order = strcmp (saltline_athlete_item_get_name_key (one), saltline_athlete_item_get_name_key (other));
  return order < 0 ? GTK_ORDERING_SMALLER : order > 0 ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

static void
show_count (SaltlineAthleteList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->roster));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  g_autofree char *text = n_shown < n ? g_strdup_printf (_("%u of %u athletes"), n_shown, n)
                                      : g_strdup_printf (ngettext ("%u athlete", "%u athletes", n), n);

  gtk_label_set_label (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, n > 0 && n_shown == 0 ? "nothing" : "list");
}

static void
selected_cb (SaltlineAthleteList *self)
{
  SaltlineAthleteItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (self->filling || item == NULL) /* what the filter hides stays chosen */
    return;
  self->chosen = saltline_athlete_item_get_athlete (item)->id;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
select_chosen (SaltlineAthleteList *self)
{
  GListModel *model = G_LIST_MODEL (self->sorted);
  guint n = g_list_model_get_n_items (model);
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n && position == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr(SaltlineAthleteItem) item = g_list_model_get_item (model, i);

      if (saltline_athlete_item_get_athlete (item)->id == self->chosen)
        position = i;
    }
  self->filling = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->filling = FALSE;
}

static void
refilter (SaltlineAthleteList *self)
{
  self->filling = TRUE;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  self->filling = FALSE;
  select_chosen (self);
  show_count (self);
}

/* Another order or other athletes are seen from their top, or where the chosen one is. */
static void
scroll_to_chosen (SaltlineAthleteList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->sorted)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position == GTK_INVALID_LIST_POSITION ? 0 : position);
}

static void
search_changed_cb (SaltlineAthleteList *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  refilter (self);
  scroll_to_chosen (self);
}

static void
search_stopped_cb (SaltlineAthleteList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Return takes the first that is found; the text may be newer than the list. */
static void
search_activated_cb (SaltlineAthleteList *self)
{
  search_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->sorted)) == 0)
    return;
  gtk_single_selection_set_selected (self->selection, 0);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
row_activated_cb (SaltlineAthleteList *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static gboolean
search_key_cb (SaltlineAthleteList *self, guint keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  search_changed_cb (self);
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
filter_by_team (SaltlineAthleteList *self)
{
  guint position = gtk_drop_down_get_selected (self->team_drop);

  g_clear_pointer (&self->members, g_hash_table_unref);
  if (position != 0 && position != GTK_INVALID_LIST_POSITION)
    {
      g_autoptr(GPtrArray) athletes = store_athletes (saltline_workspace_get_store (self->workspace),
                                                      gtk_string_list_get_string (self->teams, position), NULL);

      self->members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      for (guint i = 0; athletes != NULL && i < athletes->len; i++)
        g_hash_table_add (self->members, g_memdup2 (&((Athlete *) g_ptr_array_index (athletes, i))->id, sizeof (gint64)));
    }
  refilter (self);
}

static void
team_chosen_cb (SaltlineAthleteList *self)
{
  if (self->filling)
    return;
  filter_by_team (self);
  scroll_to_chosen (self);
}

static void
sort_chosen_cb (SaltlineAthleteList *self)
{
  self->filling = TRUE;
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  self->filling = FALSE;
  select_chosen (self);
  scroll_to_chosen (self);
}

static int
compare_teams (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_utf8_collate_key_for_filename (*(char *const *) a, -1), *second = g_utf8_collate_key_for_filename (*(char *const *) b, -1);

  return strcmp (first, second);
}

static void
fill_teams (SaltlineAthleteList *self)
{
  g_autoptr(GPtrArray) teams = store_teams (saltline_workspace_get_store (self->workspace), NULL);
  const char *all[] = { _("All teams"), NULL };
  GtkStringObject *before = gtk_drop_down_get_selected_item (self->team_drop);
  g_autofree char *chosen = before != NULL ? g_strdup (gtk_string_object_get_string (before)) : NULL;
  guint position = 0;

  if (teams != NULL)
    g_ptr_array_sort (teams, compare_teams);
  gtk_string_list_splice (self->teams, 0, g_list_model_get_n_items (G_LIST_MODEL (self->teams)), all);
  for (guint i = 0; teams != NULL && i < teams->len; i++)
    {
      gtk_string_list_append (self->teams, g_ptr_array_index (teams, i));
      if (g_strcmp0 (chosen, g_ptr_array_index (teams, i)) == 0)
        position = i + 1;
    }
  gtk_drop_down_set_selected (self->team_drop, position);
  gtk_widget_set_visible (GTK_WIDGET (self->team_drop), teams != NULL && teams->len > 0);
}

static void
roster_changed_cb (SaltlineAthleteList *self)
{
  g_autoptr(GPtrArray) athletes = store_athletes (saltline_workspace_get_store (self->workspace), NULL, NULL);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean found = FALSE;

  for (guint i = 0; athletes != NULL && i < athletes->len; i++)
    {
      Athlete *athlete = g_steal_pointer (&g_ptr_array_index (athletes, i));

      found = found || athlete->id == self->chosen;
      g_ptr_array_add (items, saltline_athlete_item_new (athlete));
    }
  self->filling = TRUE;
  fill_teams (self);
  g_list_store_splice (self->roster, 0, g_list_model_get_n_items (G_LIST_MODEL (self->roster)), items->pdata, items->len);
  self->filling = FALSE;
  filter_by_team (self);
  if (!found)
    self->chosen = 0;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
      if (i == 1)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dim-label");
        }
    }
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  const Athlete *athlete = saltline_athlete_item_get_athlete (gtk_list_item_get_item (list_item));
  GtkWidget *box = gtk_list_item_get_child (list_item);
  g_autofree char *below = athlete->sport != NULL ? g_strdup_printf ("%s · %s", athlete->handle, athlete->sport) : g_strdup (athlete->handle);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), athlete->name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), below);
}

static void
saltline_athlete_list_dispose (GObject *object)
{
  SaltlineAthleteList *self = SALTLINE_ATHLETE_LIST (object);

  self->filling = TRUE;
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->roster);
  g_clear_object (&self->teams);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (saltline_athlete_list_parent_class)->dispose (object);
}

static void
saltline_athlete_list_class_init (SaltlineAthleteListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_athlete_list_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/athlete-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthleteList, box);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthleteList, search);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthleteList, team_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthleteList, sort_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthleteList, view);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthleteList, count);
  gtk_widget_class_bind_template_child (widget_class, SaltlineAthleteList, stack);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
saltline_athlete_list_init (SaltlineAthleteList *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  drop_down_name (self->team_drop, _("Team"));
  drop_down_name (self->sort_drop, _("Order"));
  self->roster = g_list_store_new (SALTLINE_TYPE_ATHLETE_ITEM);
  self->teams = gtk_string_list_new (NULL);
  gtk_drop_down_set_model (self->team_drop, G_LIST_MODEL (self->teams));
  gtk_widget_set_visible (GTK_WIDGET (self->team_drop), FALSE);
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  self->sorter = gtk_custom_sorter_new (compare_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->roster)), g_object_ref (GTK_FILTER (self->filter)));
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), g_object_ref (GTK_SORTER (self->sorter)));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->sorted));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->team_drop, "notify::selected", G_CALLBACK (team_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sort_drop, "notify::selected", G_CALLBACK (sort_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  show_count (self);
}

void
saltline_athlete_list_set_workspace (SaltlineAthleteList *self, SaltlineWorkspace *workspace)
{
  g_return_if_fail (SALTLINE_IS_ATHLETE_LIST (self) && SALTLINE_IS_WORKSPACE (workspace) && self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "roster-changed", G_CALLBACK (roster_changed_cb), self, G_CONNECT_SWAPPED);
  roster_changed_cb (self);
}

const Athlete *
saltline_athlete_list_get_chosen (SaltlineAthleteList *self)
{
  guint n;

  g_return_val_if_fail (SALTLINE_IS_ATHLETE_LIST (self), NULL);

  n = self->chosen != 0 ? g_list_model_get_n_items (G_LIST_MODEL (self->roster)) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SaltlineAthleteItem) item = g_list_model_get_item (G_LIST_MODEL (self->roster), i);
      const Athlete *athlete = saltline_athlete_item_get_athlete (item);

      if (athlete->id == self->chosen)
        return athlete;
    }
  return NULL;
}

void
saltline_athlete_list_choose (SaltlineAthleteList *self, gint64 athlete)
{
  g_return_if_fail (SALTLINE_IS_ATHLETE_LIST (self));

  self->chosen = athlete;
  select_chosen (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

void
saltline_athlete_list_focus_search (SaltlineAthleteList *self)
{
  g_return_if_fail (SALTLINE_IS_ATHLETE_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

GListModel *
saltline_athlete_list_get_shown (SaltlineAthleteList *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETE_LIST (self), NULL);

  return G_LIST_MODEL (self->sorted);
}

GListModel *
saltline_athlete_list_get_roster (SaltlineAthleteList *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETE_LIST (self), NULL);

  return G_LIST_MODEL (self->roster);
}
