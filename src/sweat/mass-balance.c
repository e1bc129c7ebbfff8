/* sweat/mass-balance.c */
#include "mass-balance.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/unit.h"

#define UNKNOWN_SCALE_SD_KG          0.05
#define UNRECORDED_INTAKE_SD_ML      150.0 /* a few gulps that nobody wrote down */
#define UNRECORDED_URINE_SD_ML       100.0
#define LOSS_TO_ASK_ABOUT_PERCENT    8.0
#define SWEAT_TO_ASK_ABOUT_PERCENT_H 5.0   /* of body mass in an hour: SCIENCE §1 */
#define HEAVIEST_UNASKED_KG          150.0
#define KPA_PER_MMHG                 0.133322387415

G_DEFINE_QUARK (sweat-error-quark, sweat_error)

void
weighed_bout_init (WeighedBout *bout)
{
  g_return_if_fail (bout != NULL);

  *bout = (WeighedBout) { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, FALSE };
}

double
vapour_pressure_kpa (double air_c, double relative_humidity_percent)
{
  return 0.6105 * exp (17.27 * air_c / (air_c + 237.3)) * relative_humidity_percent / 100.0;
}

double
saturated_vapour_pressure_kpa (double water_c)
{
  double t = water_c + 273.15;

  return exp (-5.8002206e3 / t + 1.3914993 - 4.8640239e-2 * t + 4.1764768e-5 * t * t - 1.4452093e-8 * t * t * t + 6.5459673 * log (t))
         / 1000;
}

/* 0.019·V̇O₂·(44 − P), P in mmHg (coefficients as in published code; the attribution to Mitchell 1972 is unverified). */
static double
respiratory_water_g_per_min (double oxygen_l_per_min, double pressure_kpa)
{
  return 0.019 * oxygen_l_per_min * (44.0 - pressure_kpa / KPA_PER_MMHG);
}

/* V̇O₂·(44·RER − 32)/22.4: carbon dioxide out, oxygen in (molar masses; unverified in the field's papers). */
static double
metabolic_loss_g_per_min (double oxygen_l_per_min, double respiratory_exchange_ratio)
{
  return oxygen_l_per_min * (44.0 * respiratory_exchange_ratio - 32.0) / 22.4;
}

static double
known_or_zero (double amount)
{
  return isnan (amount) ? 0.0 : amount;
}

static gboolean
within (const char *what, double value, double low, double high, const char *unit, GError **error)
{
  if (isnan (value) || (value >= low && value <= high))
    return TRUE;
  g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE, _("%s is %g %s; it has to lie between %g and %g %s."), what, value,
               unit, low, high, unit);
  return FALSE;
}

static gboolean
bout_is_possible (const WeighedBout *bout, GError **error)
{
  if (!isfinite (bout->mass_before_kg) || !isfinite (bout->mass_after_kg) || !isfinite (bout->duration_min))
    {
      g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE,
                   _("Both weighings and the duration have to be known: before %g kg, after %g kg, %g min."), bout->mass_before_kg,
                   bout->mass_after_kg, bout->duration_min);
      return FALSE;
    }
  /* Up to 660, so that a weighing in pounds still gets its question. */
  if (!within (_("The mass before"), bout->mass_before_kg, 15, 660, "kg", error)
      || !within (_("The mass after"), bout->mass_after_kg, 15, 660, "kg", error)
      || !within (_("The fluid drunk"), bout->drunk_ml, 0, 30000, "mL", error)
      || !within (_("The urine"), bout->urine_ml, 0, 10000, "mL", error)
      || !within (_("The food eaten"), bout->food_g, 0, 10000, "g", error)
      || !within (_("The stool"), bout->stool_g, 0, 3000, "g", error)
      || !within (_("The scale's standard deviation"), bout->scale_sd_kg, 0, 5, "kg", error)
      || !within (_("The oxygen uptake"), bout->oxygen_l_per_min, 0, 8, "L/min", error)
      || !within (_("The respiratory exchange ratio"), bout->respiratory_exchange_ratio, 0.65, 1.3, "", error)
      || !within (_("The vapour pressure"), bout->vapour_pressure_kpa, 0, 10, "kPa", error))
    return FALSE;
  if (bout->duration_min <= 0 || bout->duration_min > 48 * 60)
    {
      g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE,
                   _("The duration is %g min; it has to be more than 0 and at most two days (2880 min)."), bout->duration_min);
      return FALSE;
    }
  return TRUE;
}

/* People read one weighing in pounds and the other in kilograms more often than one thinks. */
static gboolean
looks_like_pounds (double mass_kg, double other_mass_kg)
{
  return fabs (mass_kg * KG_PER_LB / other_mass_kg - 1.0) < 0.08;
}

G_GNUC_PRINTF (2, 3) static gboolean
ask (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *question = NULL;

  va_start (arguments, format);
  question = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, SWEAT_ERROR, SWEAT_ERROR_IMPLAUSIBLE, question);
  return FALSE;
}

/* The most telling slip first: a unit, then the order, then what is merely too much. */
static gboolean
bout_is_plausible (const WeighedBout *bout, const SweatingRate *rate, GError **error)
{
  double before = bout->mass_before_kg;
  double after = bout->mass_after_kg;
  double scale_kg = isnan (bout->scale_sd_kg) ? UNKNOWN_SCALE_SD_KG : bout->scale_sd_kg;
  double per_hour_percent = rate->rate_l_per_h / before * 100.0;
  double noise_l = 3 * M_SQRT2 * scale_kg;

  if (looks_like_pounds (before, after))
    return ask (error, _("Before %g and after %g kg: is the weighing before in pounds? %g lb are %.1f kg."), before, after, before,
                before * KG_PER_LB);
  if (looks_like_pounds (after, before))
    return ask (error, _("Before %g and after %g kg: is the weighing after in pounds? %g lb are %.1f kg."), before, after, after,
                after * KG_PER_LB);
  if (before > HEAVIEST_UNASKED_KG && after > HEAVIEST_UNASKED_KG)
    return ask (error, _("Before %g and after %g kg: are both in pounds? That would be %.1f and %.1f kg."), before, after,
                before * KG_PER_LB, after * KG_PER_LB);
  if (bout->drunk_ml > 0 && bout->drunk_ml <= 10)
    return ask (error, _("%g mL drunk: is that in litres? It would be %g mL."), bout->drunk_ml, bout->drunk_ml * 1000);
  if (bout->urine_ml > 0 && bout->urine_ml <= 3)
    return ask (error, _("%g mL of urine: is that in litres? It would be %g mL."), bout->urine_ml, bout->urine_ml * 1000);
  if (rate->sweat_l < -noise_l && after > before)
    return ask (error, _("Before %g and after %g kg, so that sweat would be %.2f L: are the two weighings swapped?"), before, after,
                rate->sweat_l);
  if (rate->sweat_l < -noise_l)
    return ask (error, _("Sweat comes out as %.2f L: is the fluid drunk missing, or is the urine too large?"), rate->sweat_l);
  if (rate->loss_percent > LOSS_TO_ASK_ABOUT_PERCENT)
    return ask (error, _("From %g to %g kg is a loss of %.1f %% of the body mass, and hardly anybody loses more than %g %%: is a digit wrong?"),
                before, after, rate->loss_percent, LOSS_TO_ASK_ABOUT_PERCENT);
  if (per_hour_percent > SWEAT_TO_ASK_ABOUT_PERCENT_H && bout->duration_min <= 10)
    return ask (error, _("%.2f L of sweat in %g min: is the duration in hours? It would be %g min."), rate->sweat_l,
                bout->duration_min, bout->duration_min * 60);
  if (per_hour_percent > SWEAT_TO_ASK_ABOUT_PERCENT_H)
    return ask (error, _("%.2f L/h are %.1f %% of the body mass in an hour; more than %g %% is hardly ever seen: are the weighings and the duration right?"),
                rate->rate_l_per_h, per_hour_percent, SWEAT_TO_ASK_ABOUT_PERCENT_H);
  return TRUE;
}

gboolean
sweating_rate_by_mass_balance (const WeighedBout *bout, SweatingRate *rate, GError **error)
{
  SweatingRate found = { 0 };
  double scale_kg, hours, variance;

  g_return_val_if_fail (bout != NULL && rate != NULL, FALSE);

  if (!bout_is_possible (bout, error))
    return FALSE;
  scale_kg = isnan (bout->scale_sd_kg) ? UNKNOWN_SCALE_SD_KG : bout->scale_sd_kg;
  hours = bout->duration_min / 60.0;
  found.respiratory_applied = !isnan (bout->oxygen_l_per_min) && !isnan (bout->vapour_pressure_kpa);
  found.metabolic_applied = !isnan (bout->oxygen_l_per_min) && !isnan (bout->respiratory_exchange_ratio);
  if (found.respiratory_applied)
    found.respiratory_water_g
      = bout->duration_min * respiratory_water_g_per_min (bout->oxygen_l_per_min, bout->vapour_pressure_kpa);
  if (found.metabolic_applied)
    found.metabolic_loss_g
      = bout->duration_min * metabolic_loss_g_per_min (bout->oxygen_l_per_min, bout->respiratory_exchange_ratio);

  found.sweat_l = bout->mass_before_kg - bout->mass_after_kg
                  + (known_or_zero (bout->drunk_ml) + known_or_zero (bout->food_g) - known_or_zero (bout->urine_ml)
                     - known_or_zero (bout->stool_g) - found.respiratory_water_g - found.metabolic_loss_g)
                      / 1000.0;
  found.rate_l_per_h = found.sweat_l / hours;
  found.loss_percent = (bout->mass_before_kg - bout->mass_after_kg) / bout->mass_before_kg * 100.0;

  variance = 2 * scale_kg * scale_kg; /* two readings */
  if (isnan (bout->drunk_ml))
    variance += pow (UNRECORDED_INTAKE_SD_ML / 1000.0, 2);
  if (isnan (bout->urine_ml))
    variance += pow (UNRECORDED_URINE_SD_ML / 1000.0, 2);
  found.rate_sd_l_per_h = sqrt (variance) / hours;

  if (!bout->confirmed && !bout_is_plausible (bout, &found, error))
    return FALSE;
  *rate = found;
  return TRUE;
}
