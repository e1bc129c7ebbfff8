/* ui/product-list.c */
#include "product-list.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct _SaltlineProductList {
  AdwBin parent_instance;

  GtkSearchEntry *search;
  GtkListBox *list;
  GHashTable *excluded;    /* names; those that the catalogue lost stay */
  GHashTable *must;        /* names */
  char *wanted;            /* case-folded search text */
  gboolean filling;
};

enum { SIGNAL_CHOSEN, SIGNAL_LIMITED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineProductList, saltline_product_list, ADW_TYPE_BIN)

static const char *
name_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "product");
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  SaltlineProductList *self = data;
  g_autofree char *folded = g_utf8_casefold (name_of (row), -1);

  return self->wanted == NULL || strstr (folded, self->wanted) != NULL;
}

static void
search_changed_cb (SaltlineProductList *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_list_box_invalidate_filter (self->list);
}

static void
row_selected_cb (SaltlineProductList *self, GtkListBoxRow *row)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, row != NULL ? name_of (row) : NULL);
}

static GtkCheckButton *
may_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "may");
}

static GtkToggleButton *
must_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "must");
}

static void
put (GHashTable *names, const char *name, gboolean there)
{
  if (there)
    g_hash_table_add (names, g_strdup (name));
  else
    g_hash_table_remove (names, name);
}

static void
show_star (GtkListBoxRow *row)
{
  gtk_button_set_icon_name (GTK_BUTTON (must_of (row)), gtk_toggle_button_get_active (must_of (row)) ? "starred-symbolic" : "non-starred-symbolic");
}

/* What a plan must have it may have. */
static void
toggled_cb (GtkWidget *toggle, SaltlineProductList *self)
{
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (toggle, GTK_TYPE_LIST_BOX_ROW));
  gboolean may = gtk_check_button_get_active (may_of (row)), must = gtk_toggle_button_get_active (must_of (row));

  if (self->filling)
    return;
  if (must && !may)
    {
      self->filling = TRUE;
      if (GTK_IS_TOGGLE_BUTTON (toggle))
        gtk_check_button_set_active (may_of (row), may = TRUE);
      else
        gtk_toggle_button_set_active (must_of (row), must = FALSE);
      self->filling = FALSE;
    }
  show_star (row);
  put (self->excluded, name_of (row), !may);
  put (self->must, name_of (row), must);
  g_signal_emit (self, signals[SIGNAL_LIMITED], 0);
}

static void
show_choice (SaltlineProductList *self, GtkListBoxRow *row)
{
  gtk_check_button_set_active (may_of (row), !g_hash_table_contains (self->excluded, name_of (row)));
  gtk_toggle_button_set_active (must_of (row), g_hash_table_contains (self->must, name_of (row)));
  show_star (row);
}

static GtkWidget *
row_for (SaltlineProductList *self, const Product *product)
{
  GtkWidget *row = adw_action_row_new (), *may = gtk_check_button_new (), *must = gtk_toggle_button_new ();
  g_autofree char *stock = isnan (product->stock) ? g_strdup ("") : g_strdup_printf (_(", %g there"), product->stock);
  g_autofree char *below = g_strdup_printf ("%s%s%s", product->unit != NULL ? product->unit : product_form_name (product->form), stock,
                                            product->verified ? "" : _(", unverified"));
  g_autofree char *may_name = g_strdup_printf (_("Plans may use %s"), product->name);
  g_autofree char *must_name = g_strdup_printf (_("Plans must have %s"), product->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), product->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  g_object_set_data_full (G_OBJECT (row), "product", g_strdup (product->name), g_free);
  g_object_set_data (G_OBJECT (row), "may", may);
  g_object_set_data (G_OBJECT (row), "must", must);
  gtk_widget_set_valign (may, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (may, _("Plans may use it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (may), GTK_ACCESSIBLE_PROPERTY_LABEL, may_name, -1);
  gtk_widget_add_css_class (must, "flat");
  gtk_widget_set_valign (must, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (must, _("Plans must have it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (must), GTK_ACCESSIBLE_PROPERTY_LABEL, must_name, -1);
  show_choice (self, GTK_LIST_BOX_ROW (row));
  g_signal_connect_object (may, "toggled", G_CALLBACK (toggled_cb), self, 0);
  g_signal_connect_object (must, "toggled", G_CALLBACK (toggled_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), may);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), must);
  return row;
}

static void
saltline_product_list_finalize (GObject *object)
{
  SaltlineProductList *self = SALTLINE_PRODUCT_LIST (object);

  g_hash_table_unref (self->excluded);
  g_hash_table_unref (self->must);
  g_free (self->wanted);
  G_OBJECT_CLASS (saltline_product_list_parent_class)->finalize (object);
}

static void
saltline_product_list_class_init (SaltlineProductListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_product_list_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_LIMITED] = g_signal_new ("limited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_product_list_init (SaltlineProductList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroll = gtk_scrolled_window_new (), *nothing;

  self->excluded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->must = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Search products"), "margin-start", 8, "margin-end", 8, "margin-top", 8, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search products"), -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Products"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  nothing = gtk_label_new (_("No product has such a name"));
  gtk_widget_add_css_class (nothing, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (nothing), TRUE);
  gtk_widget_set_margin_top (nothing, 24);
  gtk_list_box_set_placeholder (self->list, nothing);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scroll);
  adw_bin_set_child (ADW_BIN (self), box);
}

void
saltline_product_list_set (SaltlineProductList *self, const Catalogue *catalogue)
{
  g_autofree char *chosen = saltline_product_list_chosen (self);
  GtkWidget *child;

  g_return_if_fail (SALTLINE_IS_PRODUCT_LIST (self) && catalogue != NULL);

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < catalogue->products->len; i++)
    gtk_list_box_append (self->list, row_for (self, g_ptr_array_index (catalogue->products, i)));
  self->filling = FALSE;
  if (chosen != NULL)
    saltline_product_list_choose (self, chosen);
}

void
saltline_product_list_search (SaltlineProductList *self)
{
  g_return_if_fail (SALTLINE_IS_PRODUCT_LIST (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
replace_names (GHashTable *names, char **with)
{
  g_hash_table_remove_all (names);
  for (guint w = 0; with != NULL && with[w] != NULL; w++)
    g_hash_table_add (names, g_strdup (with[w]));
}

void
saltline_product_list_set_choice (SaltlineProductList *self, const PlanChoice *choice)
{
  g_return_if_fail (SALTLINE_IS_PRODUCT_LIST (self) && choice != NULL);

  replace_names (self->excluded, choice->exclude);
  replace_names (self->must, choice->must);
  self->filling = TRUE;
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    show_choice (self, gtk_list_box_get_row_at_index (self->list, i));
  self->filling = FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In order, so that the same choice is the same list. */
static char **
sorted_names (GHashTable *names)
{
  guint n;
  char **list = (char **) g_hash_table_get_keys_as_array (names, &n);

  qsort (list, n, sizeof *list, compare_names);
  for (guint i = 0; i < n; i++)
    list[i] = g_strdup (list[i]);
  return list;
}

void
saltline_product_list_get_choice (SaltlineProductList *self, PlanChoice *choice)
{
  g_return_if_fail (SALTLINE_IS_PRODUCT_LIST (self) && choice != NULL);

  g_strfreev (choice->exclude);
  g_strfreev (choice->must);
  choice->exclude = sorted_names (self->excluded);
  choice->must = sorted_names (self->must);
}

char *
saltline_product_list_chosen (SaltlineProductList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (SALTLINE_IS_PRODUCT_LIST (self), NULL);

  row = gtk_list_box_get_selected_row (self->list);
  return row != NULL ? g_strdup (name_of (row)) : NULL;
}

void
saltline_product_list_choose (SaltlineProductList *self, const char *product)
{
  g_return_if_fail (SALTLINE_IS_PRODUCT_LIST (self) && product != NULL);

  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    if (g_ascii_strcasecmp (name_of (gtk_list_box_get_row_at_index (self->list, i)), product) == 0)
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, i));
}
