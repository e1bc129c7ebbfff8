/* ui/team-table.c */
#include "team-table.h"

#include <glib/gi18n.h>
#include <math.h>

/* Names take what room is left and are cut when there is none. */
#define COLUMN_NAMES   'e'
#define COLUMN_TEXT    'l'
#define COLUMN_NUMBERS 'r'

struct _SaltlineTeamTable {
  AdwBin parent_instance;

  GtkWidget *box;
};

enum { SIGNAL_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineTeamTable, saltline_team_table, ADW_TYPE_BIN)

/* A row of text: the cells of a GtkStringList, split by tabs. */
static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  guint column = GPOINTER_TO_UINT (data);
  g_auto(GStrv) cells = g_strsplit (gtk_string_object_get_string (gtk_list_item_get_item (item)), "\t", -1);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), column < g_strv_length (cells) ? cells[column] : "");
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);
  char kind = (char) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "kind"));

  gtk_label_set_xalign (GTK_LABEL (label), kind == COLUMN_NUMBERS ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), kind == COLUMN_NAMES ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (GTK_LABEL (label), kind == COLUMN_NAMES ? 11 : -1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
add_column (GtkColumnView *view, guint index, const char *title, char kind)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "kind", GINT_TO_POINTER (kind));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (index));
  column = gtk_column_view_column_new (title, g_steal_pointer (&factory));
  gtk_column_view_column_set_expand (column, kind == COLUMN_NAMES);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
}

static void
selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, SaltlineTeamTable *self)
{
  guint position = gtk_single_selection_get_selected (selection);

  if (position != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, position);
}

/* @titles: (array zero-terminated=1); @kinds: what each column holds */
static void
add_table (SaltlineTeamTable *self, const char *name, GtkStringList *rows, const char *const *titles, const char *kinds, gboolean choosable)
{
  GtkWidget *view, *heading = gtk_label_new (name), *scroll = gtk_scrolled_window_new ();
  GtkSelectionModel *model;

  if (choosable)
    {
      GtkSingleSelection *selection = gtk_single_selection_new (NULL);

      gtk_single_selection_set_autoselect (selection, FALSE);
      gtk_single_selection_set_can_unselect (selection, TRUE);
      gtk_single_selection_set_model (selection, G_LIST_MODEL (rows));
      g_signal_connect_object (selection, "notify::selected", G_CALLBACK (selected_cb), self, 0);
      g_object_unref (rows);
      model = GTK_SELECTION_MODEL (selection);
    }
  else
    model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows)));
  view = gtk_column_view_new (model);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "data-table");
  for (guint t = 0; titles[t] != NULL; t++)
    add_column (GTK_COLUMN_VIEW (view), t, titles[t], kinds[t]);
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_box_append (GTK_BOX (self->box), scroll);
}

static void
add_note (SaltlineTeamTable *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self->box), label);
}

static void
show_session (SaltlineTeamTable *self, const TeamSession *session)
{
  static const char *const risks[] = { N_("low"), N_("raised"), N_("high"), N_("not known") };
  GtkStringList *rows = gtk_string_list_new (NULL);
  g_autofree char *bottle = quantity_sentence (QUANTITY_DRINK, session->units, session->bottle_ml, QUANTITY_EXACT), *all = NULL;
  g_autofree char *bottles = g_strdup_printf (_("Bottles (%s)"), bottle), *sweat_title = g_strdup_printf (_("Sweat (%s)"), quantity_unit (QUANTITY_LOSS, session->units));
  const char *titles[] = { _("Athlete"), sweat_title, _("Sodium (mg)"), bottles, _("Loss (%)"), _("Risk"), NULL };

  for (guint r = 0; r < session->rows->len; r++)
    {
      const SessionRow *row = g_ptr_array_index (session->rows, r);
      g_autofree char *text = NULL;

      if (row->advice == NULL)
        text = g_strdup_printf ("%s\t–\t–\t–\t–\t%s", row->athlete->name, _(risks[RISK_UNKNOWN]));
      else
        {
          const SweatPrediction *p = &row->advice->prediction->prediction;

          g_autofree char *sweat = quantity_number (QUANTITY_LOSS, session->units, p->sweat_l.value, 1);
          g_autofree char *low = quantity_number (QUANTITY_LOSS, session->units, p->sweat_l.low, 1);
          g_autofree char *high = quantity_number (QUANTITY_LOSS, session->units, p->sweat_l.high, 1);

          text = g_strdup_printf ("%s\t%s (%s–%s)\t%.0f (%.0f–%.0f)\t%.1f\t%.1f (≤ %.1f)\t%s", row->athlete->name, sweat, low, high, p->sodium_mmol.value * MG_PER_MMOL_SODIUM, p->sodium_mmol.low * MG_PER_MMOL_SODIUM,
                                  p->sodium_mmol.high * MG_PER_MMOL_SODIUM, row->bottles, row->advice->advice->end_loss_percent,
                                  row->end_loss_high_percent, _(risks[row->risk]));
        }
      gtk_string_list_append (rows, text);
    }
  add_table (self, _("Everybody in the Session"), rows, titles, "errrrl", TRUE);
  all = g_strdup_printf (_("%.1f bottles of %s for all. Medians with 95 %% prediction intervals; the loss is what is missing of the body mass at the end, in brackets at the interval’s high end."),
                         session->bottles, bottle);
  add_note (self, all);
  for (guint r = 0; r < session->rows->len; r++)
    if (((SessionRow *) g_ptr_array_index (session->rows, r))->obstacle != NULL)
      add_note (self, ((SessionRow *) g_ptr_array_index (session->rows, r))->obstacle);
}

static void
show_packing (SaltlineTeamTable *self, const PackingList *packing)
{
  GtkStringList *rows = gtk_string_list_new (NULL);
  const char *titles[] = { _("Units"), _("Product"), _("One unit"), _("Athletes"), NULL };

  for (guint i = 0; i < packing->items->len; i++)
    {
      const PackingItem *item = &g_array_index (packing->items, PackingItem, i);
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "\t%s%s\t%s\t%u", item->units, item->product->name,
                                               item->product->verified ? "" : _(" (unverified)"), item->product->unit != NULL ? item->product->unit : "",
                                               item->athletes);

      gtk_string_list_append (rows, text);
    }
  add_table (self, _("Packing List"), rows, titles, "relr", FALSE);
  for (guint w = 0; w < packing->without->len; w++)
    add_note (self, g_ptr_array_index (packing->without, w));
  if (!packing->proven)
    add_note (self, _("Some plans are the best that were found in time; that nothing better exists is not proven."));
}

static void
saltline_team_table_class_init (SaltlineTeamTableClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
saltline_team_table_init (SaltlineTeamTable *self)
{
  saltline_team_table_set (self, NULL, NULL);
}

void
saltline_team_table_set (SaltlineTeamTable *self, const TeamSession *session, const PackingList *packing)
{
  g_return_if_fail (SALTLINE_IS_TEAM_TABLE (self));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 12);
  gtk_widget_set_margin_bottom (self->box, 18);
  adw_bin_set_child (ADW_BIN (self), self->box);
  if (session != NULL)
    show_session (self, session);
  if (packing != NULL)
    show_packing (self, packing);
}
