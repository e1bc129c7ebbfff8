/* workspace/predictions-table.c */
#include "predictions-table.h"

#include <math.h>

#include "base/csv.h"
#include "base/file.h"
#include "model/back-transform.h"
#include "model/predict.h"

static const char *const added[] = { "predicted", "ci_low", "ci_high", "pi_low", "pi_high", "known_groups", "extrapolates" };

static void
put_prediction (GString *text, const Prediction *p, const StudyFit *study, double smearing)
{
  const double numbers[] = { p->fit, p->ci_low, p->ci_high, p->pi_low, p->pi_high };
  g_autofree char *outside = g_strjoinv (" ", p->extrapolates);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    csv_put_number (text, isnan (smearing) ? numbers[i] : exp (numbers[i]) * (i == 0 ? smearing : 1)); /* the mean; intervals are those of the median */
  csv_put_text (text, study->fit->random->len == 0 ? NULL : p->known ? "yes" : "no");
  csv_put_text (text, *outside ? outside : NULL);
}

gboolean
predictions_table_write (const StudyFit *study, const char *from, const char *to, guint *n, GError **error)
{
  g_autoptr(Table) table = table_load (from, error);
  g_autoptr(DataFrame) frame = table ? data_frame_from_table (table, from, error) : NULL;
  g_autoptr(GArray) predictions = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  const GPtrArray *derived = study->table->decisions->derived;
  double smearing[2];

  g_return_val_if_fail (study != NULL && to != NULL && n != NULL, FALSE);

  for (guint i = 0; frame && i < derived->len; i++)
    if (!data_frame_derive (frame, g_ptr_array_index (derived, i), error))
      return FALSE;
  predictions = frame ? predict_rows (study->fit, study->data, frame, error) : NULL;
  if (predictions == NULL)
    return FALSE;
  smearing_factors (study->fit, study->data, smearing);
  for (guint c = 0; c < table->n_columns; c++)
    csv_put_text (text, table->names[c]);
  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    csv_put_text (text, added[i]);
  csv_end_line (text);
  *n = 0;
  for (guint r = 0; r < table->rows->len; r++)
    {
      const Prediction *p = &g_array_index (predictions, Prediction, r);

      for (guint c = 0; c < table->n_columns; c++)
        csv_put_text (text, table_cell (table, r, c));
      put_prediction (text, p, study, smearing[p->known]);
      csv_end_line (text);
      *n += !isnan (p->fit);
    }
  return file_replace (to, text->str, text->len, error);
}
