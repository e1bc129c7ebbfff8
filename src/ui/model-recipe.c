/* ui/model-recipe.c */
#include "model-recipe.h"

#include <glib/gi18n.h>
#include <string.h>

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
  gboolean following;   /* what is shown changes, not what is wanted */
};

enum { SIGNAL_CHANGED, SIGNAL_KEEP, SIGNAL_DECIDED, N_SIGNALS };
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

/* A name that is no name to R stands in backticks. */
static char *
quoted (const char *name)
{
  g_autoptr(Node) node = expression_parse (name, NULL);

  return node != NULL && node->kind == NODE_NAME && g_str_equal (node->text, name) ? g_strdup (name) : g_strdup_printf ("`%s`", name);
}

/* --- picking and writing --- */

/* Whether @names, of a term or a response, holds only columns that are picked. */
static gboolean
all_picked (SaltlineModelRecipe *self, const GPtrArray *names)
{
  for (guint i = 0; i < self->checks->len; i++)
    if (g_ptr_array_find_with_equal_func ((GPtrArray *) names, column_at (self, i)->name, g_str_equal, NULL)
        && !gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      return FALSE;
  return TRUE;
}

/* The columns of the variables of @term. */
static GPtrArray *
columns_of_term (const TermSet *set, guint64 term)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint v = 0; v < set->variables->len; v++)
    if (term >> v & 1)
      expression_names (g_ptr_array_index (set->variables, v), names);
  return names;
}

/* Terms as they were written, log(mass) or a:b, as long as all their columns are picked; the other picked columns as they are. */
static void
append_terms (SaltlineModelRecipe *self, GString *text, const Formula *written, const char *response)
{
  g_autoptr(GHashTable) covered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean any = FALSE;

  for (guint t = 0; written != NULL && t < written->fixed->terms->len; t++)
    {
      const guint64 term = g_array_index (written->fixed->terms, guint64, t);
      g_autoptr(GPtrArray) names = columns_of_term (written->fixed, term);
      g_autofree char *label = term_label (written->fixed, term);

      if (!all_picked (self, names))
        continue;
      for (guint i = 0; i < names->len; i++)
        g_hash_table_add (covered, g_strdup (g_ptr_array_index (names, i)));
      g_string_append_printf (text, "%s%s", any ? " + " : "", label);
      any = TRUE;
    }
  for (guint i = 0; i < self->checks->len; i++)
    {
      const char *column = column_at (self, i)->name;

      if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)) && !g_str_equal (column, response) && !g_hash_table_contains (covered, column))
        {
          g_autofree char *name = quoted (column);

          g_string_append_printf (text, "%s%s", any ? " + " : "", name);
          any = TRUE;
        }
    }
  if (!any)
    g_string_append (text, "1");
}

/* The one column that the response is made of: rate in log(rate). Returns: (transfer full) (nullable) */
static char *
column_of_response (const Formula *formula)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  expression_names (formula->response, names);
  return names->len == 1 ? g_strdup (g_ptr_array_index (names, 0)) : NULL;
}

static void
picked_cb (SaltlineModelRecipe *self)
{
  const char *response = chosen_column (self, self->response_row), *group = chosen_column (self, self->group_row);
  g_autoptr(Formula) written = NULL;
  g_autofree char *was = NULL, *name = NULL;
  g_autoptr(GString) text = NULL;

  if (self->following || response == NULL)
    return;
  written = formula_parse (gtk_editable_get_text (GTK_EDITABLE (self->formula_row)), frame_of (self), NULL);
  was = written != NULL ? column_of_response (written) : NULL;
  name = g_strcmp0 (was, response) == 0 ? g_strdup (written->response_name) : quoted (response);
  text = g_string_new (name);
  g_string_append (text, " ~ ");
  append_terms (self, text, written, response);
  if (group != NULL)
    {
      g_autofree char *by = quoted (group);

      g_string_append_printf (text, " + (1 | %s)", by);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->formula_row), text->str);
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
  const RandomPart *part;

  if (formula == NULL)
    return;
  names = columns_of_term (formula->fixed, G_MAXUINT64);
  response = column_of_response (formula);
  self->following = TRUE;
  choose_column (self, self->response_row, response);
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i),
                                 g_ptr_array_find_with_equal_func (names, column_at (self, i)->name, g_str_equal, NULL));
  part = formula->random->len == 1 ? g_ptr_array_index (formula->random, 0) : NULL;
  choose_column (self, self->group_row, part != NULL && part->columns->len == 1 ? g_ptr_array_index (part->columns, 0) : NULL);
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
decided_cb (SaltlineModelRecipe *self)
{
  if (!self->following)
    g_signal_emit (self, signals[SIGNAL_DECIDED], 0);
}

/* --- the table's columns --- */

static void
add_term (SaltlineModelRecipe *self, const Column *column)
{
  g_autofree char *summary = column_summary (frame_of (self), column);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", column->name, "subtitle", summary, NULL);
  GtkWidget *check = gtk_check_button_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, column->name, -1);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (self->terms_row, row);
  g_ptr_array_add (self->terms, row);
  g_ptr_array_add (self->checks, check);
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
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
}

static void
saltline_model_recipe_init (SaltlineModelRecipe *self)
{
  self->terms = g_ptr_array_new ();
  self->checks = g_ptr_array_new ();
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
