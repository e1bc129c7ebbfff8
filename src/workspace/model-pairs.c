/* workspace/model-pairs.c */
#include "model-pairs.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/back-transform.h"

void
model_pairs_free (ModelPairs *pairs)
{
  if (pairs == NULL)
    return;
  g_free (pairs->observed);
  g_free (pairs->predicted);
  g_free (pairs->keys);
  g_free (pairs->unit);
  g_free (pairs->what);
  g_free (pairs);
}

static ModelPairs *
pairs_new (guint n, const char *unit, const char *what)
{
  ModelPairs *pairs = g_new0 (ModelPairs, 1);

  pairs->n = n;
  pairs->observed = g_new (double, MAX (n, 1));
  pairs->predicted = g_new (double, MAX (n, 1));
  pairs->keys = g_new (guint, MAX (n, 1));
  pairs->unit = g_strdup (unit);
  pairs->what = g_strdup (what);
  return pairs;
}

static ModelPairs *
pairs_of_rows (const StudyFit *study, const char *what)
{
  const ModelData *data = study->data;
  ModelPairs *pairs = pairs_new (data->n, response_unit (data->formula, data->frame), what);

  for (guint i = 0; i < data->n; i++)
    {
      pairs->observed[i] = response_is_log (data->formula) ? exp (data->y[i]) : data->y[i];
      pairs->keys[i] = data->rows[i] + 1;
    }
  return pairs;
}

ModelPairs *
model_pairs_fitted (const StudyFit *study)
{
  ModelPairs *pairs;
  double smearing = NAN;

  g_return_val_if_fail (study != NULL, NULL);

  pairs = pairs_of_rows (study, _("fitted"));
  if (response_is_log (study->data->formula))
    smearing = smearing_factor (study->fit, study->data, TRUE);
  for (guint i = 0; i < pairs->n; i++)
    pairs->predicted[i] = isnan (smearing) ? study->fit->fitted[i] : exp (study->fit->fitted[i]) * smearing;
  return pairs;
}

ModelPairs *
model_pairs_left_out (const StudyFit *study)
{
  const double *predicted;
  ModelPairs *pairs;

  g_return_val_if_fail (study != NULL && study->validation != NULL, NULL);

  pairs = pairs_of_rows (study, _("left out"));
  predicted = study->validation->predicted_original ? study->validation->predicted_original : study->validation->predicted;
  for (guint i = 0; i < pairs->n; i++)
    pairs->predicted[i] = predicted[i];
  return pairs;
}

ModelPairs *
model_pairs_of_equation (const ModelEquation *equation, const StudyTable *table, GError **error)
{
  const DataFrame *frame = table->frame;
  const gboolean is_log = response_is_log (equation->formula);
  g_autoptr(GArray) predictions = equation_predict (equation, frame, error);
  g_autoptr(Value) response = predictions ? expression_evaluate (equation->formula->response, frame, equation->learned, error) : NULL;
  ModelPairs *pairs;
  guint n = 0;

  if (response == NULL)
    return NULL;
  if (response->numbers == NULL)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s: “%s” is not numeric."), frame->source, equation->formula->response_name);
      return NULL;
    }
  pairs = pairs_new (frame->n_rows, response_unit (equation->formula, frame), _("imported"));
  for (guint r = 0; r < frame->n_rows; r++)
    {
      const double fixed = g_array_index (predictions, EquationPrediction, r).fixed;

      if (frame->out[r] || isnan (fixed) || !isfinite (response->numbers[r]))
        continue;
      pairs->observed[n] = is_log ? exp (response->numbers[r]) : response->numbers[r];
      pairs->predicted[n] = is_log ? exp (fixed) * (isnan (equation->smearing) ? 1 : equation->smearing) : fixed;
      pairs->keys[n++] = r + 1;
    }
  pairs->n = n;
  if (n >= 3)
    return pairs;
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW, _("%s: only %u rows have all that “%s” needs, and the response."), frame->source, n,
               equation->formula->text);
  model_pairs_free (pairs);
  return NULL;
}

double
model_pairs_benchmark (const ModelPairs *pairs)
{
  return g_strcmp0 (pairs->unit, "L/h") == 0 || g_strcmp0 (pairs->unit, "kg/h") == 0 ? PUBLISHED_LOA_L_PER_H : NAN;
}
