/* ui/model-recipe.c */
#include "model-recipe.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/formula-pick.h"
#include "model/preview.h"

struct _SaltlineModelRecipe {
  AdwBin parent_instance;

  AdwEntryRow *formula_row;
  AdwComboRow *response_row;
  AdwExpanderRow *terms_row;
  AdwComboRow *group_row;
  AdwComboRow *left_out_row;
  AdwComboRow *method_row;
  AdwComboRow *weights_row;
  AdwComboRow *censor_row;
  AdwEntryRow *name_row;
  AdwEntryRow *filter_row;
  AdwEntryRow *derived_row;

  StudyTable *table;
  GPtrArray *terms;     /* of GtkWidget: a row for each column */
  GPtrArray *checks;    /* of GtkCheckButton: the same */
  GPtrArray *slopes;    /* of GtkToggleButton: the same: whether the effect differs between the levels of the group */
  gboolean following;   /* what is shown changes, not what is wanted */
};

enum { SIGNAL_CHANGED, SIGNAL_KEEP, SIGNAL_TYPED, SIGNAL_DECIDED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineModelRecipe, saltline_model_recipe, ADW_TYPE_BIN)

static const char *const methods[] = { NULL, "ols", "reml", "ml", "huber", "bisquare", "tobit" };

static const DataFrame *
frame_of (SaltlineModelRecipe *self)
{
  return self->table != NULL ? self->table->frame : NULL;
}

static const Column *
column_at (SaltlineModelRecipe *self, guint i)
{
  return g_ptr_array_index (frame_of (self)->columns, i);
}

/* The column that a row with “nothing” on top has chosen. */
static const char *
chosen_column (SaltlineModelRecipe *self, AdwComboRow *row)
{
  const guint i = adw_combo_row_get_selected (row);

  return frame_of (self) != NULL && i >= 1 && i <= frame_of (self)->columns->len ? column_at (self, i - 1)->name : NULL;
}

static void
choose_column (SaltlineModelRecipe *self, AdwComboRow *row, const char *name)
{
  guint found = 0;

  for (guint i = 0; name != NULL && frame_of (self) != NULL && i < frame_of (self)->columns->len; i++)
    if (g_str_equal (column_at (self, i)->name, name))
      found = i + 1;
  adw_combo_row_set_selected (row, found);
}

/* --- picking and writing --- */

/* A group can have slopes of all but itself and what is explained. */
static void
show_slopes (SaltlineModelRecipe *self)
{
  const char *group = chosen_column (self, self->group_row), *response = chosen_column (self, self->response_row);

  for (guint i = 0; i < self->slopes->len; i++)
    {
      const char *column = column_at (self, i)->name;
      GtkToggleButton *slope = g_ptr_array_index (self->slopes, i);
      const gboolean may = group != NULL && !g_str_equal (column, group) && g_strcmp0 (column, response) != 0;

      gtk_widget_set_visible (GTK_WIDGET (slope), may && (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)) || gtk_toggle_button_get_active (slope)));
    }
}

/* The names of the columns whose button in @buttons is on. Returns: (transfer container) */
static GPtrArray *
columns_that_are_on (SaltlineModelRecipe *self, GPtrArray *buttons)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < buttons->len; i++)
    {
      gboolean on = FALSE;

      g_object_get (g_ptr_array_index (buttons, i), "active", &on, NULL);
      if (on)
        g_ptr_array_add (names, column_at (self, i)->name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

static void
picked_cb (SaltlineModelRecipe *self)
{
  const char *response = chosen_column (self, self->response_row);
  g_autoptr(GPtrArray) columns = NULL, slopes = NULL;
  g_autoptr(Formula) written = NULL;
  g_autofree char *text = NULL;
  FormulaPicks picks;

  if (self->following || response == NULL)
    return;
  written = formula_parse (gtk_editable_get_text (GTK_EDITABLE (self->formula_row)), frame_of (self), NULL);
  columns = columns_that_are_on (self, self->checks);
  slopes = columns_that_are_on (self, self->slopes);
  picks = (FormulaPicks) { response, (const char *const *) columns->pdata, chosen_column (self, self->group_row), (const char *const *) slopes->pdata };
  text = formula_pick (written, frame_of (self), &picks);
  gtk_editable_set_text (GTK_EDITABLE (self->formula_row), text);
}

/* What was written shows in what is picked. */
static void
show_formula (SaltlineModelRecipe *self)
{
  g_autoptr(Formula) formula = frame_of (self) != NULL
                                 ? formula_parse (gtk_editable_get_text (GTK_EDITABLE (self->formula_row)), frame_of (self), NULL)
                                 : NULL;
  g_autoptr(GPtrArray) names = NULL;
  g_autofree char *response = NULL;

  if (formula == NULL)
    return;
  names = formula_fixed_columns (formula);
  response = formula_response_column (formula);
  self->following = TRUE;
  choose_column (self, self->response_row, response);
  choose_column (self, self->group_row, formula_group (formula));
  for (guint i = 0; i < self->checks->len; i++)
    {
      const char *column = column_at (self, i)->name;

      gtk_check_button_set_active (g_ptr_array_index (self->checks, i), g_ptr_array_find_with_equal_func (names, column, g_str_equal, NULL));
      gtk_toggle_button_set_active (g_ptr_array_index (self->slopes, i), formula_has_slope (formula, column));
    }
  show_slopes (self);
  self->following = FALSE;
}

static void
formula_cb (SaltlineModelRecipe *self)
{
  if (self->following)
    return;
  show_formula (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
option_cb (SaltlineModelRecipe *self)
{
  if (!self->following)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
keep_cb (SaltlineModelRecipe *self)
{
  g_signal_emit (self, signals[SIGNAL_KEEP], 0);
}

static void
typed_cb (SaltlineModelRecipe *self)
{
  if (!self->following)
    g_signal_emit (self, signals[SIGNAL_TYPED], 0);
}

static void
decided_cb (SaltlineModelRecipe *self)
{
  if (!self->following && self->table != NULL)
    g_signal_emit (self, signals[SIGNAL_DECIDED], 0);
}

/* --- the table's columns --- */

static void
add_term (SaltlineModelRecipe *self, const Column *column)
{
  g_autofree char *summary = column_summary (frame_of (self), column);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", column->name, "subtitle", summary, NULL);
  GtkWidget *check = gtk_check_button_new (), *slope = gtk_toggle_button_new_with_label (_("Slope"));
  g_autofree char *slope_of = g_strdup_printf (_("Random slope of %s"), column->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, column->name, -1);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_valign (slope, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (slope, "flat");
  gtk_widget_set_visible (slope, FALSE);
  gtk_widget_set_tooltip_text (slope, _("Its effect differs from athlete to athlete, or between other groups: a random slope"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (slope), GTK_ACCESSIBLE_PROPERTY_LABEL, slope_of, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), slope);
  g_signal_connect_object (check, "toggled", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (slope, "toggled", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (self->terms_row, row);
  g_ptr_array_add (self->terms, row);
  g_ptr_array_add (self->checks, check);
  g_ptr_array_add (self->slopes, slope);
}

static void
show_columns (SaltlineModelRecipe *self)
{
  AdwComboRow *const rows[] = { self->response_row, self->group_row, self->left_out_row, self->weights_row, self->censor_row };
  const guint n = frame_of (self) != NULL ? frame_of (self)->columns->len : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u column", "%u columns", n), n);

  for (guint i = 0; i < self->terms->len; i++)
    adw_expander_row_remove (self->terms_row, g_ptr_array_index (self->terms, i));
  g_ptr_array_set_size (self->terms, 0);
  g_ptr_array_set_size (self->checks, 0);
  g_ptr_array_set_size (self->slopes, 0);
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

      gtk_string_list_append (names, r == 0 ? _("Choose") : _("Nothing"));
      for (guint i = 0; i < n; i++)
        gtk_string_list_append (names, column_at (self, i)->name);
      adw_combo_row_set_model (rows[r], G_LIST_MODEL (names));
    }
  for (guint i = 0; i < n; i++)
    add_term (self, column_at (self, i));
  adw_expander_row_set_subtitle (self->terms_row, count);
}

/* --- life cycle --- */

static void
saltline_model_recipe_dispose (GObject *object)
{
  SaltlineModelRecipe *self = SALTLINE_MODEL_RECIPE (object);

  self->following = TRUE; /* the rows that go may still speak */
  G_OBJECT_CLASS (saltline_model_recipe_parent_class)->dispose (object);
}

static void
saltline_model_recipe_finalize (GObject *object)
{
  SaltlineModelRecipe *self = SALTLINE_MODEL_RECIPE (object);

  g_clear_pointer (&self->table, study_table_unref);
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->slopes);
  G_OBJECT_CLASS (saltline_model_recipe_parent_class)->finalize (object);
}

static void
saltline_model_recipe_class_init (SaltlineModelRecipeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_model_recipe_dispose;
  G_OBJECT_CLASS (klass)->finalize = saltline_model_recipe_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_KEEP] = g_signal_new ("keep", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TYPED] = g_signal_new ("typed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DECIDED] = g_signal_new ("decided", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/model-recipe.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, formula_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, response_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, terms_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, group_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, left_out_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, method_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, weights_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, censor_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, name_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, filter_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelRecipe, derived_row);
  gtk_widget_class_bind_template_callback (widget_class, formula_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, option_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
}

static void
saltline_model_recipe_init (SaltlineModelRecipe *self)
{
  self->terms = g_ptr_array_new ();
  self->checks = g_ptr_array_new ();
  self->slopes = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- public --- */

void
saltline_model_recipe_set_table (SaltlineModelRecipe *self, StudyTable *table)
{
  g_autoptr(StudyRecipe) before = NULL;

  g_return_if_fail (SALTLINE_IS_MODEL_RECIPE (self));

  before = saltline_model_recipe_get (self);
  if (table != NULL)
    study_table_ref (table);
  study_table_unref (self->table);
  self->table = table;
  self->following = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self), table != NULL);
  show_columns (self);
  if (table != NULL)
    {
      g_autoptr(GPtrArray) derived = g_ptr_array_copy (table->decisions->derived, NULL, NULL);
      g_autofree char *text = NULL;

      g_ptr_array_add (derived, NULL);
      text = g_strjoinv ("; ", (char **) derived->pdata);
      gtk_editable_set_text (GTK_EDITABLE (self->filter_row), table->decisions->filter != NULL ? table->decisions->filter : "");
      gtk_editable_set_text (GTK_EDITABLE (self->derived_row), text);
    }
  self->following = FALSE;
  if (before != NULL)
    saltline_model_recipe_set (self, before);
}

StudyRecipe *
saltline_model_recipe_get (SaltlineModelRecipe *self)
{
  StudyRecipe *recipe;
  char *formula;

  g_return_val_if_fail (SALTLINE_IS_MODEL_RECIPE (self), NULL);

  formula = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->formula_row))));
  if (*formula == '\0')
    {
      g_free (formula);
      return NULL;
    }
  recipe = g_new0 (StudyRecipe, 1);
  recipe->formula = formula;
  recipe->method = g_strdup (methods[MIN (adw_combo_row_get_selected (self->method_row), G_N_ELEMENTS (methods) - 1)]);
  recipe->weights = g_strdup (chosen_column (self, self->weights_row));
  recipe->censor = g_strdup (chosen_column (self, self->censor_row));
  recipe->left_out_by = g_strdup (chosen_column (self, self->left_out_row));
  return recipe;
}

void
saltline_model_recipe_set (SaltlineModelRecipe *self, const StudyRecipe *recipe)
{
  guint method = 0;

  g_return_if_fail (SALTLINE_IS_MODEL_RECIPE (self) && recipe != NULL);

  self->following = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->formula_row), recipe->formula);
  for (guint m = 1; recipe->method != NULL && m < G_N_ELEMENTS (methods); m++)
    if (g_str_equal (methods[m], recipe->method))
      method = m;
  adw_combo_row_set_selected (self->method_row, method);
  choose_column (self, self->weights_row, recipe->weights);
  choose_column (self, self->censor_row, recipe->censor);
  choose_column (self, self->left_out_row, recipe->left_out_by);
  show_formula (self);
  self->following = FALSE;
}

StudyDecisions *
saltline_model_recipe_get_decisions (SaltlineModelRecipe *self)
{
  StudyDecisions *decisions;
  g_auto(GStrv) derived = NULL;
  g_autofree char *filter = NULL;

  g_return_val_if_fail (SALTLINE_IS_MODEL_RECIPE (self) && self->table != NULL, NULL);

  decisions = study_decisions_copy (self->table->decisions);
  filter = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->filter_row))));
  g_clear_pointer (&decisions->filter, g_free);
  decisions->filter = *filter != '\0' ? g_strdup (filter) : NULL;
  g_ptr_array_set_size (decisions->derived, 0);
  derived = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->derived_row)), ";", -1);
  for (guint i = 0; derived[i] != NULL; i++)
    if (*g_strstrip (derived[i]) != '\0')
      g_ptr_array_add (decisions->derived, g_strdup (derived[i]));
  return decisions;
}

const char *
saltline_model_recipe_get_filter (SaltlineModelRecipe *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_RECIPE (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->filter_row));
}

const char *
saltline_model_recipe_get_derived (SaltlineModelRecipe *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_RECIPE (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->derived_row));
}

void
saltline_model_recipe_set_typed (SaltlineModelRecipe *self, const char *filter, const char *derived)
{
  g_return_if_fail (SALTLINE_IS_MODEL_RECIPE (self) && filter != NULL && derived != NULL);

  self->following = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->filter_row), filter);
  gtk_editable_set_text (GTK_EDITABLE (self->derived_row), derived);
  self->following = FALSE;
}

const char *
saltline_model_recipe_get_name (SaltlineModelRecipe *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_RECIPE (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->name_row));
}

GtkEditable *
saltline_model_recipe_get_formula (SaltlineModelRecipe *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_RECIPE (self), NULL);

  return GTK_EDITABLE (self->formula_row);
}

void
saltline_model_recipe_leave_out (SaltlineModelRecipe *self, const char *column)
{
  g_return_if_fail (SALTLINE_IS_MODEL_RECIPE (self));

  choose_column (self, self->left_out_row, column);
}
