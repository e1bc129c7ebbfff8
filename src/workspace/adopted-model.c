/* workspace/adopted-model.c */
#include "adopted-model.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/back-transform.h"
#include "studies.h"

const char *
model_purpose_word (ModelPurpose purpose)
{
  return purpose == PURPOSE_PATCH ? "patch" : "occasion";
}

void
adopted_model_free (AdoptedModel *adopted)
{
  if (adopted == NULL)
    return;
  g_free (adopted->label);
  equation_free (adopted->equation);
  g_free (adopted->by);
  g_free (adopted->why);
  g_free (adopted);
}

AdoptedModel *
saltline_workspace_adopted (SaltlineWorkspace *self, ModelPurpose purpose, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autofree char *state = store_adoption (store, (gint64) purpose, error);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(AdoptedModel) adopted = NULL;
  g_autoptr(StoredModel) model = NULL;
  g_autofree char *label = NULL;
  JsonObject *object;
  gint64 id;

  if (state == NULL || !json_parser_load_from_data (parser, state, -1, error))
    return NULL;
  object = json_node_get_object (json_parser_get_root (parser));
  id = json_object_get_int_member_with_default (object, "model", 0);
  if (id == 0)
    return NULL;
  model = store_model (store, id, error);
  if (model == NULL)
    return NULL;
  adopted = g_new0 (AdoptedModel, 1);
  adopted->id = id;
  adopted->purpose = purpose;
  adopted->made_us = model->made_us;
  adopted->by = g_strdup (json_object_get_string_member_with_default (object, "by", ""));
  adopted->at_us = json_object_get_int_member_with_default (object, "at_us", 0);
  adopted->why = g_strdup (json_object_get_string_member_with_default (object, "why", ""));
  label = stored_model_label (model);
  adopted->equation = equation_from_text (label, model->equation, error);
  if (adopted->equation == NULL)
    return NULL;
  adopted->label = adopted->equation->synthetic ? g_strdup_printf (_("%s (synthetic data)"), label) : g_steal_pointer (&label);
  return g_steal_pointer (&adopted);
}

gboolean
saltline_workspace_adopt (SaltlineWorkspace *self, gint64 model, const char *why, ModelPurpose *purpose, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredModel) stored = store_model (store, model, error);
  g_autofree char *label = stored ? stored_model_label (stored) : NULL;
  g_autoptr(ModelEquation) equation = stored ? equation_from_text (label, stored->equation, error) : NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *state = NULL, *what = NULL;
  ModelPurpose found;

  if (equation == NULL)
    return FALSE;
  if (g_str_equal (stored->state, STUDY_GONE))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s was removed: undo that first."), label);
      return FALSE;
    }
  if (!model_inputs_check (equation, error))
    return FALSE;
  found = model_uses_input (equation, INPUT_LOCAL_RATE) ? PURPOSE_PATCH : PURPOSE_OCCASION;
  json_put_object (builder, NULL);
  json_put_integer (builder, "model", model);
  json_put_string (builder, "label", label);
  json_put_string (builder, "by", g_get_real_name () && !g_str_equal (g_get_real_name (), "Unknown") ? g_get_real_name () : g_get_user_name ());
  json_put_integer (builder, "at_us", g_get_real_time ());
  json_put_string (builder, "why", why ? why : "");
  json_builder_end_object (builder);
  state = json_to_text (builder, FALSE);
  what = g_strdup_printf (_("Adopt %s"), label);
  if (!store_edit_study (store, STUDY_ADOPTION, (gint64) found, state, what, error))
    return FALSE;
  if (purpose)
    *purpose = found;
  saltline_workspace_studies_changed (self);
  return TRUE;
}

gboolean
saltline_workspace_give_up (SaltlineWorkspace *self, ModelPurpose purpose, GError **error)
{
  if (!store_edit_study (saltline_workspace_get_store (self), STUDY_ADOPTION, (gint64) purpose, "{}", _("Give up the adopted model"), error))
    return FALSE;
  saltline_workspace_studies_changed (self);
  return TRUE;
}

/* --- what it expects --- */

void
model_expectation_clear (ModelExpectation *expectation)
{
  g_clear_pointer (&expectation->extrapolates, g_strfreev);
  g_clear_pointer (&expectation->row, equation_row_free);
}

/* ln of the rate that the fixed part, or all of it, expects. */
static double
log_of (const ModelEquation *equation, double value)
{
  return response_is_log (equation->formula) ? value : log (value);
}

/* The expectation for other values of one input; NAN when there is none. */
static double
expected_with (const AdoptedModel *adopted, const ModelInputs *inputs, guint input, double value)
{
  ModelInputs changed = *inputs;
  g_autoptr(DataFrame) frame = NULL;
  g_autoptr(GArray) predictions = NULL;

  changed.value[input] = value;
  frame = model_inputs_frame (&changed, adopted->equation, NULL);
  predictions = frame ? equation_predict (adopted->equation, frame, NULL) : NULL;
  return predictions ? log_of (adopted->equation, g_array_index (predictions, EquationPrediction, 0).expected) : NAN;
}

static double
input_variance (const AdoptedModel *adopted, const ModelInputs *inputs, double centre)
{
  double variance = 0;

  for (guint i = 0; i < N_NUMBER_INPUTS; i++)
    if (inputs->sd[i] > 0 && model_uses_input (adopted->equation, (ModelInput) i))
      {
        const double above = expected_with (adopted, inputs, i, inputs->value[i] + inputs->sd[i]);
        double below = expected_with (adopted, inputs, i, inputs->value[i] - inputs->sd[i]);

        if (!isfinite (below)) /* a rate below 0 has no logarithm */
          below = 2 * centre - above;
        variance += isfinite (above) ? pow ((above - below) / 2, 2) : 0;
      }
  return variance;
}

/* Whether the athlete is in any random part, and is known in one. */
static void
look_for_athlete (const ModelEquation *equation, const EquationRow *row, ModelExpectation *expectation)
{
  for (guint a = 0; a < equation->random->len; a++)
    {
      const RandomPart *part = g_ptr_array_index (equation->formula->random, equation->part[a]);

      for (guint i = 0; i < part->columns->len; i++)
        {
          ModelInput input;

          if (!model_input_find (g_ptr_array_index (part->columns, i), &input) || input != INPUT_ATHLETE)
            continue;
          expectation->tells_athletes_apart = TRUE;
          expectation->knows_athlete |= equation_row_knows (row, a);
        }
    }
}

gboolean
adopted_model_expect (const AdoptedModel *adopted, const ModelInputs *inputs, ModelExpectation *expectation, GError **error)
{
  const ModelEquation *equation = adopted->equation;
  g_autoptr(DataFrame) frame = model_inputs_frame (inputs, equation, error);
  g_autoptr(GArray) predictions = frame ? equation_predict (equation, frame, error) : NULL;
  EquationPrediction *p;
  double scale;

  g_return_val_if_fail (expectation != NULL, FALSE);

  if (predictions == NULL)
    return FALSE;
  p = &g_array_index (predictions, EquationPrediction, 0);
  if (isnan (p->expected) || (!response_is_log (equation->formula) && !(p->expected > 0 && p->fixed > 0)))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                   isnan (p->expected) ? _("%s has no answer for these conditions.") : _("%s expects no rate above 0 here: the conditions lie outside of what it was made for."),
                   adopted->label);
      return FALSE;
    }
  scale = response_is_log (equation->formula) ? 1 : p->expected; /* d ln W = dW / W */
  *expectation = (ModelExpectation) {
    .log_rate = log_of (equation, p->expected),
    .log_fixed = log_of (equation, p->fixed),
    .expected_sd = sqrt (p->expected_variance) / scale,
    .coefficient_sd = sqrt (p->coefficient_variance) / scale,
    .athlete_sd = sqrt (p->group_variance) / scale,
    .residual_sd = sqrt (p->residual_variance) / scale,
    .df = p->df,
    .extrapolates = g_steal_pointer (&p->extrapolates),
    .row = g_steal_pointer (&p->row),
    .row_scale = scale,
  };
  look_for_athlete (equation, expectation->row, expectation);
  expectation->log_athlete = expectation->log_rate - expectation->log_fixed;
  expectation->input_sd = sqrt (input_variance (adopted, inputs, expectation->log_rate));
  return TRUE;
}

double
model_expectation_covariance (const AdoptedModel *adopted, const ModelExpectation *one, const ModelExpectation *other)
{
  return equation_covariance (adopted->equation, one->row, other->row) / (one->row_scale * other->row_scale);
}
