/* ui/product-form.c */
#include "product-form.h"

#include <glib/gi18n.h>
#include <math.h>

#include "drop-down.h"
#include "entry-number.h"
#include "quantity-entry.h"
#include "workspace/advice-sheet.h"

typedef enum { ROW_NAME, ROW_UNIT, ROW_STOCK, ROW_COST, ROW_MOST, ROW_PACK, ROW_ALLERGENS, ROW_TAGS, ROW_LABEL_DATE, ROW_SOURCE, N_ROWS } ProductRow;

static const char *const titles[N_ROWS] = { N_("Name"), N_("One unit is"), N_("There (blank: not counted)"), N_("Cost of one unit"),
                                            N_("At most in a plan"), N_("Units in a pack (blank: single)"), N_("Allergens"), N_("Tags (vegan, certified …)"), N_("Date of the label"),
                                            N_("Source of the numbers") };

struct _SaltlineProductForm {
  AdwBin parent_instance;

  GtkEditable *rows[N_ROWS];
  GtkDropDown *form;
  GtkSwitch *verified;
  GPtrArray *amounts;      /* of GtkEditable: one for each nutrient */
  GtkLabel *fault;
  SaltlineWorkspace *workspace;
  Catalogue *catalogue;    /* as it was when the form was filled */
  char *name;              /* (nullable): of the product; NULL: a new one */
};

enum { SIGNAL_FAILED, SIGNAL_KEPT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineProductForm, saltline_product_form, ADW_TYPE_BIN)

static void
complain (SaltlineProductForm *self, GtkEditable *row, const char *message)
{
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_label_set_label (self->fault, message);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
}

typedef enum { AMOUNT_ANY, AMOUNT_WHOLE, AMOUNT_DRINK } AmountKind;

static gboolean
read_amount (SaltlineProductForm *self, GtkEditable *row, AmountKind kind, double *number)
{
  gboolean whole = kind == AMOUNT_WHOLE, is_number = kind == AMOUNT_DRINK ? quantity_entry_read (row, number) : entry_read_number (row, number);

  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  if (is_number && (isnan (*number) || (*number >= 0 && *number <= 1e9 && (!whole || *number == floor (*number)))))
    return TRUE;
  complain (self, row, whole ? _("That has to be a whole number from 0, or blank.") : _("That has to be a number from 0, or blank."));
  return FALSE;
}

static void
replace_words (char ***words, GtkEditable *row)
{
  g_strfreev (*words);
  *words = product_split_words (gtk_editable_get_text (row));
}

gboolean
saltline_product_form_save (SaltlineProductForm *self)
{
  g_autoptr(Product) product = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (SALTLINE_IS_PRODUCT_FORM (self) && self->catalogue != NULL, FALSE);

  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  name = entry_text (self->rows[ROW_NAME]);
  gtk_widget_remove_css_class (GTK_WIDGET (self->rows[ROW_NAME]), "error");
  if (name == NULL)
    {
      complain (self, self->rows[ROW_NAME], _("A name is needed."));
      return FALSE;
    }
  product = product_new (self->catalogue, name);
  if (!read_amount (self, self->rows[ROW_STOCK], AMOUNT_WHOLE, &product->stock) || !read_amount (self, self->rows[ROW_COST], AMOUNT_ANY, &product->cost)
      || !read_amount (self, self->rows[ROW_MOST], AMOUNT_WHOLE, &product->max_units) || !read_amount (self, self->rows[ROW_PACK], AMOUNT_WHOLE, &product->pack))
    return FALSE;
  if (isnan (product->pack) || product->pack < 1)
    product->pack = 1;
  for (guint n = 0; n < self->amounts->len; n++)
    if (!read_amount (self, g_ptr_array_index (self->amounts, n), nutrient_is_drink (self->catalogue->nutrients[n]) ? AMOUNT_DRINK : AMOUNT_ANY,
                      &product->amount[n]))
      return FALSE;
  product->unit = entry_text (self->rows[ROW_UNIT]);
  product->form = (ProductForm) gtk_drop_down_get_selected (self->form);
  replace_words (&product->allergens, self->rows[ROW_ALLERGENS]);
  replace_words (&product->tags, self->rows[ROW_TAGS]);
  product->label_date = entry_text (self->rows[ROW_LABEL_DATE]);
  product->source = entry_text (self->rows[ROW_SOURCE]);
  product->verified = gtk_switch_get_active (self->verified);
  if (!store_keep_product (saltline_workspace_get_store (self->workspace), self->catalogue, product, &error)
      || (self->name != NULL && g_ascii_strcasecmp (self->name, name) != 0
          && !store_delete_product (saltline_workspace_get_store (self->workspace), self->name, TRUE, &error)))
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return FALSE;
    }
  saltline_workspace_catalogue_changed (self->workspace);
  g_signal_emit (self, signals[SIGNAL_KEPT], 0, name);
  return TRUE;
}

static void
save_cb (SaltlineProductForm *self)
{
  saltline_product_form_save (self);
}

static GtkWidget *
add_group (GtkBox *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (box, group);
  return group;
}

static GtkEditable *
add_entry (GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return GTK_EDITABLE (row);
}

static void
add_suffix_row (GtkWidget *group, const char *title, GtkWidget *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* Made anew for each product: nutrients are whatever the catalogue knows. */
static void
build (SaltlineProductForm *self)
{
  static const char *const forms[] = { N_("not said"), N_("drink"), N_("powder"), N_("gel"), N_("solid"), N_("capsule") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *group, *save = gtk_button_new_with_mnemonic (_("_Save Product"));
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    gtk_string_list_append (names, _(forms[f]));
  group = add_group (GTK_BOX (box), self->name != NULL ? _("Product") : _("New Product"));
  for (guint r = 0; r < N_ROWS; r++)
    self->rows[r] = add_entry (group, _(titles[r]));
  self->form = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  drop_down_name (self->form, _("Form"));
  add_suffix_row (group, _("Form"), GTK_WIDGET (self->form));
  self->verified = GTK_SWITCH (gtk_switch_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->verified), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Compared with the label"), -1);
  add_suffix_row (group, _("Compared with the label"), GTK_WIDGET (self->verified));
  group = add_group (GTK_BOX (box), _("One Unit Holds (Blank: Not Known)"));
  g_ptr_array_set_size (self->amounts, 0);
  for (guint n = 0; n < self->catalogue->n_nutrients; n++)
    {
      const char *nutrient = self->catalogue->nutrients[n];
      GtkEditable *entry = add_entry (group, nutrient_title (nutrient, UNITS_METRIC));

      if (nutrient_is_drink (nutrient))
        quantity_entry_set_kind (entry, QUANTITY_DRINK, _("Fluid"), NULL);
      g_ptr_array_add (self->amounts, entry);
    }
  self->fault = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->fault, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fault));
  gtk_widget_set_sensitive (save, !saltline_workspace_is_read_only (self->workspace));
  g_signal_connect_object (save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), save);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
fill (SaltlineProductForm *self, const Product *product)
{
  g_autofree char *allergens = g_strjoinv (" ", product->allergens), *tags = g_strjoinv (" ", product->tags);
  const char *texts[N_ROWS] = { product->name, product->unit, NULL, NULL, NULL, NULL, allergens, tags, product->label_date, product->source };

  for (guint r = 0; r < N_ROWS; r++)
    gtk_editable_set_text (self->rows[r], texts[r] != NULL ? texts[r] : "");
  entry_show_number (self->rows[ROW_STOCK], product->stock);
  entry_show_number (self->rows[ROW_COST], product->cost);
  entry_show_number (self->rows[ROW_MOST], product->max_units);
  entry_show_number (self->rows[ROW_PACK], product->pack > 1 ? product->pack : NAN);
  gtk_drop_down_set_selected (self->form, product->form);
  gtk_switch_set_active (self->verified, product->verified);
  for (guint n = 0; n < self->amounts->len; n++)
    if (nutrient_is_drink (self->catalogue->nutrients[n]))
      quantity_entry_show (g_ptr_array_index (self->amounts, n), product->amount[n]);
    else
      entry_show_number (g_ptr_array_index (self->amounts, n), product->amount[n]);
}

static void
saltline_product_form_finalize (GObject *object)
{
  SaltlineProductForm *self = SALTLINE_PRODUCT_FORM (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->catalogue, catalogue_free);
  g_clear_pointer (&self->name, g_free);
  g_ptr_array_unref (self->amounts);
  G_OBJECT_CLASS (saltline_product_form_parent_class)->finalize (object);
}

static void
saltline_product_form_class_init (SaltlineProductFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = saltline_product_form_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_KEPT] = g_signal_new ("kept", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
saltline_product_form_init (SaltlineProductForm *self)
{
  self->amounts = g_ptr_array_new ();
}

void
saltline_product_form_show (SaltlineProductForm *self, SaltlineWorkspace *workspace, const char *name)
{
  g_autoptr(GError) error = NULL;
  const Product *product;

  g_return_if_fail (SALTLINE_IS_PRODUCT_FORM (self) && SALTLINE_IS_WORKSPACE (workspace));

  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->catalogue, catalogue_free);
  self->catalogue = saltline_workspace_catalogue (workspace, &error);
  if (self->catalogue == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  g_free (self->name);
  self->name = g_strdup (name);
  build (self);
  product = name != NULL ? catalogue_find_product (self->catalogue, name) : NULL;
  if (product != NULL)
    fill (self, product);
}
