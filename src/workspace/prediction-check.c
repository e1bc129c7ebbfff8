/* workspace/prediction-check.c */
#include "prediction-check.h"

#include <glib/gi18n.h>
#include <math.h>

#include "body-mass.h"
#include "sweat-tests-private.h"

static void
check_free (gpointer data)
{
  PredictionCheck *check = data;

  g_free (check->athlete);
  g_free (check->test);
  g_free (check->sport);
  g_free (check);
}

void
prediction_record_free (PredictionRecord *record)
{
  if (record == NULL)
    return;
  g_ptr_array_unref (record->checks);
  g_free (record);
}

/* What the earlier tests alone said of this one. An adopted model is only asked of what came after it: it has seen the rest. */
static PredictionCheck *
foresee (SaltlineWorkspace *self, const Athlete *athlete, const GArray *known, guint which, gint64 model_us)
{
  const KnownTest *target = &g_array_index (known, KnownTest, which);
  g_autoptr(GArray) earlier = g_array_new (FALSE, FALSE, sizeof (KnownTest));
  g_autoptr(AthletePrediction) p = g_new0 (AthletePrediction, 1);
  Occasion occasion;
  PredictionCheck *check;
  double log_error, log_sd, log_seen, reach;

  g_array_append_vals (earlier, known->data, which);
  occasion_init (&occasion);
  occasion.sport = (char *) target->test.sport; /* borrowed */
  occasion.minutes = target->test.minutes;
  occasion.air_c = target->test.air_c;
  occasion.relative_humidity = target->humidity;
  occasion.at_us = target->test.at_us;
  p->condition = target->condition;
  if (target->test.at_us > model_us)
    p->model = saltline_workspace_adopted (self, PURPOSE_OCCASION, NULL);
  if (!predict_from_tests (p, earlier, athlete, &occasion, NULL))
    return NULL;

  log_error = isnan (target->test.rate_sd_l_per_h) ? 0 : target->test.rate_sd_l_per_h / target->test.rate_l_per_h;
  log_sd = hypot (p->prediction.rate_l_per_h.log_sd, log_error);
  log_seen = log (target->test.rate_l_per_h) - log (p->prediction.rate_l_per_h.value);
  check = g_new0 (PredictionCheck, 1);
  check->athlete = g_strdup (athlete->handle);
  check->test = g_strdup (target->test.id);
  check->sport = g_strdup (target->test.sport);
  check->at_us = target->test.at_us;
  check->n_before = p->profile.n_rates;
  check->predicted = p->prediction.rate_l_per_h.value;
  reach = p->prediction.rate_l_per_h.reach;
  check->low = check->predicted * exp (-reach * log_sd);
  check->high = check->predicted * exp (reach * log_sd);
  check->seen = target->test.rate_l_per_h;
  check->seen_sd = target->test.rate_sd_l_per_h;
  check->covered = fabs (log_seen) <= reach * log_sd;
  return check;
}

static void
sum_up (PredictionRecord *record)
{
  double n = record->checks->len, sum = 0, squares = 0, share, z2 = NORMAL_975 * NORMAL_975, middle, half;

  record->coverage = record->coverage_low = record->coverage_high = record->bias_percent = record->error_percent = NAN;
  if (record->checks->len == 0)
    return;
  for (guint k = 0; k < record->checks->len; k++)
    {
      const PredictionCheck *check = g_ptr_array_index (record->checks, k);
      double off = log (check->seen / check->predicted);

      record->n_covered += check->covered;
      sum += off;
      squares += off * off;
    }
  share = record->n_covered / n;
  middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  half = NORMAL_975 / (1 + z2 / n) * sqrt (share * (1 - share) / n + z2 / (4 * n * n));
  record->coverage = share;
  record->coverage_low = MAX (middle - half, 0);
  record->coverage_high = MIN (middle + half, 1);
  record->bias_percent = 100 * expm1 (sum / n);
  record->error_percent = 100 * expm1 (sqrt (squares / n));
}

PredictionRecord *
saltline_workspace_check_predictions (SaltlineWorkspace *self, const GPtrArray *athletes, GCancellable *cancellable, GError **error)
{
  g_autoptr(PredictionRecord) record = g_new0 (PredictionRecord, 1);

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athletes != NULL, NULL);

  record->checks = g_ptr_array_new_with_free_func (check_free);
  for (guint a = 0; a < athletes->len; a++)
    {
      g_autoptr(Athlete) athlete = NULL;
      g_autoptr(AthletePrediction) words = g_new0 (AthletePrediction, 1); /* the tests' */
      g_autoptr(GArray) known = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      athlete = saltline_workspace_as_weighed (self, g_ptr_array_index (athletes, a), error);
      if (athlete == NULL)
        return NULL;
      if (isnan (athlete->mass_kg))
        continue;
      known = sweat_tests_collect (self, words, athlete, error);
      if (known == NULL)
        return NULL;
      for (guint t = 0; t < known->len; t++)
        {
          const gboolean has_rate = !isnan (g_array_index (known, KnownTest, t).test.rate_l_per_h);
          PredictionCheck *check = has_rate ? foresee (self, athlete, known, t, words->model ? words->model->made_us : G_MAXINT64) : NULL;

          if (check)
            g_ptr_array_add (record->checks, check);
        }
    }
  sum_up (record);
  return g_steal_pointer (&record);
}

Figure *
prediction_record_figure (const PredictionRecord *record)
{
  Figure *figure = figure_new (_("Predicted against seen"), _("predicted sweating rate (L/h)"), _("seen sweating rate (L/h)"));
  static const char *const names[] = { N_("from anybody's rate"), N_("from the athlete's earlier tests") };
  guint n = record->checks->len;

  for (guint own = 0; own < 2; own++)
    {
      g_autofree double *x = g_new (double, n + 1), *y = g_new (double, n + 1), *low = g_new (double, n + 1), *high = g_new (double, n + 1);
      g_autofree guint *keys = g_new (guint, n + 1);
      g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
      guint m = 0;
      Series *series;

      for (guint k = 0; k < n; k++)
        {
          const PredictionCheck *check = g_ptr_array_index (record->checks, k);
          g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (check->at_us / G_USEC_PER_SEC);
          g_autofree char *day = when ? g_date_time_format (when, "%Y-%m-%d") : g_strdup ("");

          if ((check->n_before > 0) != (own == 1))
            continue;
          x[m] = check->predicted;
          y[m] = check->seen;
          low[m] = check->low;
          high[m] = check->high;
          keys[m++] = k;
          g_ptr_array_add (labels, g_strdup_printf ("%s %s", check->athlete, day));
        }
      if (m == 0)
        continue;
      series = series_new (_(names[own]), m, x, y, low, high, keys);
      series_set_labels (series, (const char *const *) labels->pdata);
      figure_add (figure, MARK_WHISKERS, series, own == 1 ? 0 : 1);
    }
  for (guint k = 0; k < n; k++)
    {
      const PredictionCheck *check = g_ptr_array_index (record->checks, k);
      const double values[] = { check->seen, check->low, check->high };

      for (guint v = 0; v < G_N_ELEMENTS (values); v++) /* both axes alike, so that the diagonal is one */
        {
          axis_include (&figure->x, values[v]);
          axis_include (&figure->y, values[v]);
        }
    }
  if (n > 0)
    {
      double nowhere = NAN;

      figure_add (figure, MARK_DIAGONAL, series_new (_("as predicted"), 1, &nowhere, &nowhere, NULL, NULL, NULL), 5)->dashed = TRUE;
      figure->note = g_strdup_printf (_("%u of %u inside of their 95 %% interval; bias %+.0f %%, error %.0f %%"), record->n_covered, n,
                                      record->bias_percent, record->error_percent);
    }
  return figure;
}
