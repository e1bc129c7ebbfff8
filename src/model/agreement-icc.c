/* model/agreement-icc.c: intraclass correlation (Shrout & Fleiss 1979; McGraw & Wong 1996) */
#include <glib/gi18n.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "agreement-sums.h"

const char *
icc_form_name (IccForm form)
{
  static const char *const names[ICC_N_FORMS] = { "1,1", "2,1", "3,1", "1,k", "2,k", "3,k" };

  g_return_val_if_fail (form < ICC_N_FORMS, NULL);
  return names[form];
}

static void
mean_squares (const double *ratings, guint n, guint k, IntraclassCorrelation *found)
{
  g_autofree double *target = g_new0 (double, n), *rater = g_new0 (double, k);
  double grand = 0, targets = 0, raters = 0, within = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < k; j++)
      {
        target[i] += ratings[i * k + j] / k;
        rater[j] += ratings[i * k + j] / n;
      }
  for (guint i = 0; i < n; i++)
    grand += target[i] / n;
  for (guint i = 0; i < n; i++)
    {
      targets += k * (target[i] - grand) * (target[i] - grand);
      for (guint j = 0; j < k; j++)
        within += (ratings[i * k + j] - target[i]) * (ratings[i * k + j] - target[i]);
    }
  for (guint j = 0; j < k; j++)
    raters += n * (rater[j] - grand) * (rater[j] - grand);

  found->ms_targets = targets / (n - 1);
  found->ms_raters = raters / (k - 1);
  found->ms_within = within / (n * (k - 1.0));
  found->ms_error = MAX (within - raters, 0) / ((n - 1.0) * (k - 1));
}

/* Interval of a form whose F follows the F distribution: (1,·) and (3,·). */
static void
interval_from_f (IntraclassCorrelation *found, IccForm single, IccForm mean, double f, double df1, double df2)
{
  double k = found->k;
  double low = f / gsl_cdf_fdist_Pinv (0.975, df1, df2), high = f * gsl_cdf_fdist_Pinv (0.975, df2, df1);

  found->form[single].icc.low = (low - 1) / (low + k - 1);
  found->form[single].icc.high = (high - 1) / (high + k - 1);
  found->form[mean].icc.low = 1 - 1 / low;
  found->form[mean].icc.high = 1 - 1 / high;
}

/* (2,·): Satterthwaite's degrees of freedom for the denominator. */
static void
interval_of_absolute_agreement (IntraclassCorrelation *found)
{
  double n = found->n, k = found->k, icc = found->form[ICC_2_1].icc.value;
  double fj = found->ms_raters / found->ms_error;
  double a = n * (1 + (k - 1) * icc) - k * icc;
  double v = (k - 1) * (n - 1) * pow (k * icc * fj + a, 2) / ((n - 1) * k * k * icc * icc * fj * fj + a * a);
  double upper = gsl_cdf_fdist_Pinv (0.975, n - 1, v), lower = gsl_cdf_fdist_Pinv (0.975, v, n - 1);
  double between = found->ms_targets, error = found->ms_error, raters = k * found->ms_raters + (k * n - k - n) * error;
  Estimate *single = &found->form[ICC_2_1].icc, *mean = &found->form[ICC_2_K].icc;

  single->low = n * (between - upper * error) / (upper * raters + n * between);
  single->high = n * (lower * between - error) / (raters + n * lower * between);
  mean->low = k * single->low / (1 + single->low * (k - 1));
  mean->high = k * single->high / (1 + single->high * (k - 1));
}

gboolean
intraclass_correlation (const double *ratings, guint n, guint k, IntraclassCorrelation *result, GError **error)
{
  IntraclassCorrelation found = { .n = n, .k = k };
  double b, j, w, e;

  g_return_val_if_fail (ratings != NULL && result != NULL, FALSE);

  if (n < 3 || k < 2)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TOO_FEW, _("%u targets with %u ratings each: the method needs 3 and 2."), n, k);
      return FALSE;
    }
  for (guint i = 0; i < n * k; i++)
    if (!(fabs (ratings[i]) < 1e150))
      {
        g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC, _("A rating of target %u is %g: too large to compare, or no number."), i / k + 1,
                     ratings[i]);
        return FALSE;
      }
  mean_squares (ratings, n, k, &found);
  b = found.ms_targets;
  j = found.ms_raters;
  w = found.ms_within;
  e = found.ms_error;
  if (!(b > 0) || !(w > 0))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_NUMERIC,
                   b > 0 ? _("All ratings of each target are the same: an intraclass correlation of 1 has no interval.")
                         : _("All targets have the same mean: there is nothing to correlate."));
      return FALSE;
    }

  for (guint f = 0; f < ICC_N_FORMS; f++)
    {
      gboolean one_way = f == ICC_1_1 || f == ICC_1_K;

      found.form[f].icc = no_estimate ();
      found.form[f].f = one_way ? b / w : b / e;
      found.form[f].df1 = n - 1;
      found.form[f].df2 = one_way ? n * (k - 1.0) : (n - 1.0) * (k - 1);
    }
  found.form[ICC_1_1].icc.value = (b - w) / (b + (k - 1) * w);
  found.form[ICC_2_1].icc.value = (b - e) / (b + (k - 1) * e + k * (j - e) / n);
  found.form[ICC_3_1].icc.value = (b - e) / (b + (k - 1) * e);
  found.form[ICC_1_K].icc.value = (b - w) / b;
  found.form[ICC_2_K].icc.value = (b - e) / (b + (j - e) / n);
  found.form[ICC_3_K].icc.value = (b - e) / b;
  interval_from_f (&found, ICC_1_1, ICC_1_K, b / w, n - 1, n * (k - 1.0));
  if (e > 0)
    {
      interval_from_f (&found, ICC_3_1, ICC_3_K, b / e, n - 1, (n - 1.0) * (k - 1));
      interval_of_absolute_agreement (&found);
    }
  *result = found;
  return TRUE;
}
