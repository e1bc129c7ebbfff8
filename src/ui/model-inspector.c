/* ui/model-inspector.c */
#include "model-inspector.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"
#include "field-words.h"
#include "model-text.h"
#include "quantity-row.h"
#include "row-group.h"
#include "workspace/adopted-model.h"

#define MOST_SELECTED 12u /* rows that are spelt out */

struct _SaltlineModelInspector {
  AdwBin parent_instance;

  GtkStack *stack;
  AdwPreferencesGroup *warnings;
  AdwPreferencesGroup *coefficients;
  AdwPreferencesGroup *variation;
  AdwPreferencesGroup *left_out;
  AdwPreferencesGroup *range;
  AdwPreferencesGroup *selected;
  SaltlineModelItem *model;
};

G_DEFINE_FINAL_TYPE (SaltlineModelInspector, saltline_model_inspector, ADW_TYPE_BIN)

static void
add_text (SaltlineModelInspector *self, AdwPreferencesGroup *group, const char *title, const char *text, const char *note)
{
  GtkWidget *row = g_object_new (SALTLINE_TYPE_QUANTITY_ROW, "title", title, "title-lines", 0, NULL);

  saltline_quantity_row_set_text (SALTLINE_QUANTITY_ROW (row), text, note);
  row_group_add_passing (group, row);
}

static void
add_number (SaltlineModelInspector *self, AdwPreferencesGroup *group, const char *title, double value, const char *note)
{
  g_autofree char *text = model_number (value);

  add_text (self, group, title, text, note);
}

static void
show_coefficients (SaltlineModelInspector *self, const Fit *fit)
{
  for (guint i = 0; i < fit->coefficients->len; i++)
    {
      const Coefficient *c = &g_array_index (fit->coefficients, Coefficient, i);
      g_autofree char *p = c->p < 0.001 ? g_strdup_printf (_("p < %.3f"), 0.001) : g_strdup_printf (_("p = %.3f"), c->p);
      g_autofree char *note = quantity_true_minus (g_strdup_printf (_("95 %%: %.4g … %.4g\nSE %.3g, %s"), c->ci_low, c->ci_high, c->se, p));

      add_number (self, self->coefficients, c->name, c->estimate, note);
    }
}

static void
show_variation (SaltlineModelInspector *self, const Fit *fit)
{
  for (guint i = 0; i < fit->random->len; i++)
    {
      const RandomEffect *effect = g_ptr_array_index (fit->random, i);

      for (guint t = 0; t < effect->n_terms; t++)
        {
          g_autofree char *title = g_strdup_printf (_("Between %s, %s"), effect->group, effect->terms[t]);
          GString *note = g_string_new (NULL);
          g_autofree char *text = NULL;

          g_string_append_printf (note, ngettext ("SD over %u level", "SD over %u levels", effect->n_levels), effect->n_levels);
          for (guint u = 0; u < t; u++)
            g_string_append_printf (note, _("; correlation with %s %.2f"), effect->terms[u], effect->correlation[t * effect->n_terms + u]);
          text = g_string_free (note, FALSE);
          add_number (self, self->variation, title, effect->sd[t], text);
        }
    }
  add_number (self, self->variation, _("Residual SD"), fit->sigma, NULL);
  if (isfinite (fit->r2_marginal))
    {
      add_number (self, self->variation, _("R² marginal"), fit->r2_marginal, _("Explained by the fixed part"));
      add_number (self, self->variation, _("R² conditional"), fit->r2_conditional, _("With the random effects"));
    }
  if (isfinite (fit->icc))
    add_number (self, self->variation, _("ICC"), fit->icc, _("Share of the variance that lies between groups"));
  if (isfinite (fit->r2))
    add_number (self, self->variation, _("R²"), fit->r2, NULL);
}

static void
show_agreement (SaltlineModelInspector *self)
{
  const AgreementOfPredictions *all = saltline_model_item_get_left_out (self->model);
  const char *by = saltline_model_item_get_left_out_by (self->model);
  g_autofree char *limits = NULL, *description = NULL;

  if (all == NULL)
    return;
  limits = quantity_true_minus (g_strdup_printf ("%.4g … %.4g", all->loa_low, all->loa_high));
  description = saltline_model_item_get_study (self->model) == NULL
                  ? g_strdup_printf (_("Left out: %s"), by != NULL ? by : _("as published"))
                  : g_strdup_printf (ngettext ("%u row, each predicted without its own %s", "%u rows, each predicted without its own %s", all->n), all->n, by);
  row_group_set_description (self->left_out, description);
  add_number (self, self->left_out, _("Bias"), all->bias, _("Mean of predicted − observed"));
  add_text (self, self->left_out, _("95 % limits of agreement"), limits, NULL);
  add_number (self, self->left_out, _("RMSE"), all->rmse, NULL);
  add_number (self, self->left_out, _("MAPE (%)"), all->mape, isnan (all->mape) ? _("An observed value is 0") : NULL);
  add_number (self, self->left_out, _("CCC"), all->ccc, NULL);
}

/* Where the model holds, and what fills each column once it is adopted. */
static void
show_range (SaltlineModelInspector *self)
{
  const ModelEquation *equation = saltline_model_item_get_equation (self->model);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < equation->columns->len; i++)
    {
      const TrainedRange *range = g_ptr_array_index (equation->columns, i);
      g_autofree char *levels = range->levels != NULL ? g_strjoinv (", ", range->levels) : NULL;
      g_autofree char *text = levels != NULL            ? g_strdup_printf (ngettext ("%u kind", "%u kinds", g_strv_length (range->levels)), g_strv_length (range->levels))
                              : isnan (range->low) ? g_strdup ("–")
                                                   : quantity_true_minus (g_strdup_printf ("%.4g … %.4g %s", range->low, range->high, range->unit != NULL ? range->unit : ""));
      ModelInput input;
      g_autofree char *note = !model_input_find (range->name, &input) ? g_strdup (levels)
                              : levels != NULL                        ? g_strdup_printf (_("%s; filled from %s"), levels, model_input_origin (input))
                                                                      : g_strdup_printf (_("filled from %s"), model_input_origin (input));

      add_text (self, self->range, range->name, text, note);
    }
  if (model_inputs_check (equation, &error))
    row_group_set_description (self->range, model_uses_input (equation, INPUT_LOCAL_RATE)
                                              ? _("Can be adopted to turn patches into whole-body rates")
                                              : _("Can be adopted to predict workouts"));
  else
    row_group_set_description (self->range, _("Cannot be adopted; Adopt says why"));
}

static void
saltline_model_inspector_dispose (GObject *object)
{
  SaltlineModelInspector *self = SALTLINE_MODEL_INSPECTOR (object);

  g_clear_object (&self->model);
  G_OBJECT_CLASS (saltline_model_inspector_parent_class)->dispose (object);
}

static void
saltline_model_inspector_class_init (SaltlineModelInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_model_inspector_dispose;
  g_type_ensure (SALTLINE_TYPE_QUANTITY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/model-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelInspector, warnings);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelInspector, coefficients);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelInspector, variation);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelInspector, left_out);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelInspector, range);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelInspector, selected);
}

static void
saltline_model_inspector_init (SaltlineModelInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_imported (SaltlineModelInspector *self, const ModelEquation *equation)
{
  row_group_set_description (self->coefficients, equation->source != NULL ? equation->source : _("Imported; its file names no source"));
  for (guint k = 0; k < equation->rank; k++)
    {
      g_autofree char *note = isnan (equation->se[k]) ? g_strdup (_("No standard error was published")) : g_strdup_printf (_("SE %.3g"), equation->se[k]);

      add_number (self, self->coefficients, equation->names[k], equation->beta[k], note);
    }
  add_number (self, self->variation, _("Residual SD"), equation->sigma, NULL);
}

void
saltline_model_inspector_set_model (SaltlineModelInspector *self, SaltlineModelItem *model)
{
  const StudyFit *study;

  g_return_if_fail (SALTLINE_IS_MODEL_INSPECTOR (self) && (model == NULL || SALTLINE_IS_MODEL_ITEM (model)));

  g_set_object (&self->model, model);
  row_group_clear (self->warnings);
  row_group_clear (self->coefficients);
  row_group_clear (self->variation);
  row_group_clear (self->left_out);
  row_group_clear (self->range);
  row_group_clear (self->selected);
  gtk_stack_set_visible_child_name (self->stack, model != NULL ? "model" : "empty");
  if (model == NULL)
    return;
  study = saltline_model_item_get_study (model);
  for (guint i = 0; study != NULL && i < study->fit->warnings->len; i++)
    row_group_add_passing (self->warnings, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "focusable", TRUE,
                                                           "title", g_ptr_array_index (study->fit->warnings, i), NULL));
  if (study != NULL)
    {
      g_autofree char *method = words_capitalised (_(study->fit->algorithm));

      row_group_set_description (self->coefficients, method);
      show_coefficients (self, study->fit);
      show_variation (self, study->fit);
    }
  else
    show_imported (self, saltline_model_item_get_equation (model));
  show_agreement (self);
  show_range (self);
}

static char *
describe_row (const DataFrame *frame, guint row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < frame->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (frame->columns, i);

      g_string_append_printf (text, "%s%s ", i > 0 ? ", " : "", column->name);
      if (column->words != NULL)
        g_string_append (text, column->words[row] != NULL ? column->words[row] : "–");
      else
        {
          g_autofree char *number = model_number (column->values[row]);

          g_string_append (text, number);
        }
    }
  return g_string_free (text, FALSE);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return (int) GPOINTER_TO_UINT (a) - (int) GPOINTER_TO_UINT (b);
}

void
saltline_model_inspector_set_selected (SaltlineModelInspector *self, GHashTable *rows)
{
  const StudyTable *table;
  const DataFrame *frame;
  GList *keys;
  guint n = 0;

  g_return_if_fail (SALTLINE_IS_MODEL_INSPECTOR (self) && rows != NULL);

  row_group_clear (self->selected);
  table = self->model != NULL ? saltline_model_item_get_table (self->model) : NULL;
  if (table == NULL)
    return;
  frame = table->frame;
  keys = g_list_sort (g_hash_table_get_keys (rows), compare_rows);
  for (GList *l = keys; l != NULL && n < MOST_SELECTED; l = l->next, n++)
    {
      guint row = GPOINTER_TO_UINT (l->data);
      g_autofree char *title = g_strdup_printf (_("Row %u"), row);
      g_autofree char *text = row >= 1 && row <= frame->n_rows ? describe_row (frame, row - 1) : NULL;

      if (text != NULL)
        add_text (self, self->selected, title, text, NULL);
    }
  if (g_hash_table_size (rows) > MOST_SELECTED)
    {
      g_autofree char *more = g_strdup_printf (_("and %u more"), g_hash_table_size (rows) - MOST_SELECTED);

      row_group_set_description (self->selected, more);
    }
  else
    row_group_set_description (self->selected, NULL);
  g_list_free (keys);
}
