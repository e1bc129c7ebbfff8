/* patch/combine.c */
#include "combine.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "concentration.h"

#define CONTRADICTION_P 0.01
#define LEAST_OWN_SHARE 0.01 /* of the variance: no photo is so good that only what is shared remains */

typedef struct {
  double value, own;  /* independent variance */
  guint index;        /* of the reading */
} Said;

static double
own_variance (double sd, double shared_sd)
{
  return MAX (sd * sd - shared_sd * shared_sd, LEAST_OWN_SHARE * sd * sd);
}

static void
combine_quantity (const Said *said, guint n, double shared_sd, CombinedQuantity *quantity)
{
  double weights = 0, sum = 0, own, farthest = -1;

  *quantity = (CombinedQuantity) { .n = n, .value = NAN, .sd = NAN, .chi_square = NAN, .p = NAN };
  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      weights += 1 / said[i].own;
      sum += said[i].value / said[i].own;
    }
  quantity->value = sum / weights;
  own = 1 / weights;
  if (n > 1)
    {
      quantity->chi_square = 0;
      for (guint i = 0; i < n; i++)
        {
          double square = pow (said[i].value - quantity->value, 2) / said[i].own;

          quantity->chi_square += square;
          /* Of two, the one with the wider interval: it moved the mean least. */
          if (pow (said[i].value - quantity->value, 2) > farthest)
            {
              farthest = pow (said[i].value - quantity->value, 2);
              quantity->farthest = said[i].index;
            }
        }
      quantity->p = gsl_cdf_chisq_Q (quantity->chi_square, n - 1);
      quantity->contradicts = quantity->p < CONTRADICTION_P;
      if (quantity->contradicts)
        own *= quantity->chi_square / (n - 1);
    }
  quantity->sd = sqrt (own + shared_sd * shared_sd);
}

static void
combine_fill (const PatchReading *const *readings, guint n_readings, CombinedReading *combined)
{
  g_autofree Said *said = g_new (Said, MAX (1, n_readings));
  double shared = reading_shared_fill_sd (combined->geometry);
  guint n = 0, n_full = 0;

  for (guint i = 0; i < n_readings; i++)
    if (readings[i]->volume_read && isfinite (readings[i]->fill_fraction) && readings[i]->fill_sd > 0)
      {
        n_full += readings[i]->overflow;
        said[n++] = (Said) { readings[i]->fill_fraction, own_variance (readings[i]->fill_sd, shared), i };
      }
  combine_quantity (said, n, shared, &combined->fill);
  combined->overflow = n > 0 && n_full == n;
}

static void
combine_chloride (const PatchReading *const *readings, guint n_readings, CombinedReading *combined)
{
  g_autofree Said *said = g_new (Said, MAX (1, n_readings));
  double shared = combined->calibration != NULL ? combined->calibration->chloride_sd_mmol_l : 0;
  guint n = 0;

  for (guint i = 0; i < n_readings; i++)
    if (readings[i]->chloride_read && isfinite (readings[i]->chloride_mmol_l) && readings[i]->chloride_sd_mmol_l > 0)
      {
        if (n == 0)
          combined->bound = readings[i]->bound;
        else if (combined->bound != readings[i]->bound)
          combined->bound = CHLORIDE_WITHIN;
        said[n++] = (Said) { readings[i]->chloride_mmol_l, own_variance (readings[i]->chloride_sd_mmol_l, shared), i };
      }
  combine_quantity (said, n, shared, &combined->chloride);
}

/* FALSE: two photos that could be read name different ones. */
static gboolean
find_common (const PatchReading *const *readings, guint n_readings, CombinedReading *combined)
{
  gboolean first = TRUE, same_calibration = TRUE;

  for (guint i = 0; i < n_readings; i++)
    {
      if (readings[i]->status == READING_REFUSED || readings[i]->geometry == NULL)
        continue;
      if (first)
        {
          combined->geometry = readings[i]->geometry;
          combined->calibration = readings[i]->calibration;
        }
      else if (g_strcmp0 (combined->geometry->sha256, readings[i]->geometry->sha256) != 0)
        return FALSE;
      else if (combined->calibration == NULL || readings[i]->calibration == NULL
               || g_strcmp0 (combined->calibration->sha256, readings[i]->calibration->sha256) != 0)
        same_calibration = FALSE;
      first = FALSE;
    }
  if (!same_calibration)
    combined->calibration = NULL;
  return !first;
}

void
patch_combine (const PatchReading *const *readings, guint n_readings, double worn_min, CombinedReading *combined)
{
  const PatchCalibration *calibration;

  g_return_if_fail ((readings != NULL || n_readings == 0) && combined != NULL);

  *combined = (CombinedReading) { .volume_ul = NAN, .volume_sd_ul = NAN, .local_rate_mg_cm2_min = NAN, .local_rate_sd = NAN,
                                  .sodium_mmol_l = NAN, .sodium_sd_mmol_l = NAN };
  combine_quantity (NULL, 0, 0, &combined->fill);
  combine_quantity (NULL, 0, 0, &combined->chloride);
  if (!find_common (readings, n_readings, combined))
    {
      combined->geometry = NULL;
      combined->calibration = NULL;
      return;
    }
  combine_fill (readings, n_readings, combined);
  calibration = combined->calibration;
  if (calibration == NULL)
    return;
  combine_chloride (readings, n_readings, combined);
  if (combined->fill.n > 0 && calibration->n_volume > 0)
    volume_from_fraction (calibration, combined->fill.value, combined->fill.sd, &combined->volume_ul, &combined->volume_sd_ul);
  if (worn_min > 0 && calibration->collection_area_cm2 > 0)
    {
      combined->local_rate_mg_cm2_min = combined->volume_ul / (calibration->collection_area_cm2 * worn_min);
      combined->local_rate_sd = combined->volume_sd_ul / (calibration->collection_area_cm2 * worn_min);
    }
  if (combined->chloride.n > 0 && calibration->has_sodium)
    {
      combined->sodium_mmol_l = calibration->sodium_slope * combined->chloride.value + calibration->sodium_intercept_mmol_l;
      combined->sodium_sd_mmol_l = hypot (calibration->sodium_slope * combined->chloride.sd, calibration->sodium_sd_mmol_l);
    }
}
