/* tests/fuzz/target-study.c: any text, a formula in its first line and a table below → a fit whose numbers are finite, or an error */
#include <math.h>
#include <string.h>

#include "model/fit.h"
#include "target.h"

#define LARGEST_STUDY 4096u

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *end = size && size <= LARGEST_STUDY ? memchr (data, '\n', size) : NULL;
  const ModelDataOptions none = { NULL, NULL, FALSE };
  g_autofree char *formula = end ? g_strndup ((const char *) data, end - data) : NULL;
  g_autoptr(Table) table = end ? table_parse ("fuzzed", (const char *) end + 1, data + size - end - 1, 0, NULL) : NULL;
  g_autoptr(DataFrame) frame = table ? data_frame_from_table (table, "fuzzed", NULL) : NULL;
  g_autoptr(ModelData) model = NULL;

  if (frame == NULL)
    return 0;
  model = model_data_new (frame, formula, &none, NULL);
  for (FitMethod method = METHOD_OLS; model && method <= METHOD_BISQUARE; method++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(Fit) fit = fit_new (model, method, &error);

      g_assert_true ((fit == NULL) == (error != NULL));
      for (guint k = 0; fit && k < fit->coefficients->len; k++)
        {
          const Coefficient *c = &g_array_index (fit->coefficients, Coefficient, k);

          g_assert_true (isfinite (c->estimate) && isfinite (c->se));
        }
    }
  return 0;
}
