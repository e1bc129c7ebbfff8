/* sweat/mass-balance.c */
#include "mass-balance.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/known.h"

#define UNKNOWN_SCALE_SD_KG          0.05
#define UNRECORDED_INTAKE_SD_ML      150.0 /* a few gulps that nobody wrote down */
#define UNRECORDED_URINE_SD_ML       100.0
#define LOSS_TO_ASK_ABOUT_PERCENT    8.0
#define SWEAT_TO_ASK_ABOUT_PERCENT_H 5.0   /* of body mass in an hour: SCIENCE §1 */
#define HEAVIEST_UNASKED_KG          150.0 /* above it kilograms are asked about: pounds? */
#define LIGHTEST_UNASKED_KG          36.0  /* below it pounds are: kilograms? */
#define MOST_LITRES_DRUNK            10.0  /* a number of millilitres that is rather one of litres */
#define MOST_LITRES_URINE            3.0
#define LARGEST_UNASKED_ML           5900.0 /* 200 fl oz: rather millilitres */
#define KPA_PER_MMHG                 0.133322387415

G_DEFINE_QUARK (sweat-error-quark, sweat_error)

void
weighed_bout_init (WeighedBout *bout)
{
  g_return_if_fail (bout != NULL);

  *bout = (WeighedBout) { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, FALSE, UNITS_METRIC };
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

static gboolean
within_shown (UnitSystem units, const char *what, QuantityKind kind, double value, double low, double high, GError **error)
{
  g_autofree char *given = quantity_sentence (kind, units, value, QUANTITY_EXACT), *least = quantity_number (kind, units, low, 0);
  g_autofree char *most = quantity_sentence (kind, units, high, 0);

  if (isnan (value) || (value >= low && value <= high))
    return TRUE;
  g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE, _("%s is %s; it has to lie between %s and %s."), what, given, least, most);
  return FALSE;
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
      g_autofree char *before = quantity_sentence (QUANTITY_BODY_MASS, bout->units, bout->mass_before_kg, QUANTITY_EXACT);
      g_autofree char *after = quantity_sentence (QUANTITY_BODY_MASS, bout->units, bout->mass_after_kg, QUANTITY_EXACT);

      g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE,
                   _("Both weighings and the duration have to be known: before %s, after %s, %g min."), before, after, bout->duration_min);
      return FALSE;
    }
  /* Up to 660, so that a weighing in pounds still gets its question. */
  if (!within_shown (bout->units, _("The mass before"), QUANTITY_BODY_MASS, bout->mass_before_kg, 15, 660, error)
      || !within_shown (bout->units, _("The mass after"), QUANTITY_BODY_MASS, bout->mass_after_kg, 15, 660, error)
      || !within_shown (bout->units, _("The fluid drunk"), QUANTITY_DRINK, bout->drunk_ml, 0, 30000, error)
      || !within_shown (bout->units, _("The urine"), QUANTITY_DRINK, bout->urine_ml, 0, 10000, error)
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

static UnitSystem
other_units (UnitSystem units)
{
  return units == UNITS_US ? UNITS_METRIC : UNITS_US;
}

/* What a mass would be if its number had been read in the other unit. */
static double
misread_kg (UnitSystem units, double mass_kg)
{
  return quantity_from_shown (QUANTITY_BODY_MASS, other_units (units), quantity_shown (QUANTITY_BODY_MASS, units, mass_kg));
}

/* People read one weighing in pounds and the other in kilograms more often than one thinks. */
static gboolean
looks_misread (UnitSystem units, double mass_kg, double other_mass_kg)
{
  return fabs (misread_kg (units, mass_kg) / other_mass_kg - 1.0) < 0.08;
}

/* A mass that alone is rather the number of the other unit. */
static gboolean
is_rather_other_unit (UnitSystem units, double mass_kg)
{
  return units == UNITS_US ? mass_kg < LIGHTEST_UNASKED_KG : mass_kg > HEAVIEST_UNASKED_KG;
}

gboolean
body_mass_looks_misread (UnitSystem units, double mass_kg, double known_kg, double *meant_kg)
{
  g_return_val_if_fail (meant_kg != NULL, FALSE);

  *meant_kg = misread_kg (units, mass_kg);
  return isnan (known_kg) ? is_rather_other_unit (units, mass_kg) : looks_misread (units, mass_kg, known_kg);
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

/* One weighing, or both, whose number is one of the other unit. */
static gboolean
units_are_plausible (const WeighedBout *bout, const char *before, const char *after_text, GError **error)
{
  double first = bout->mass_before_kg, second = bout->mass_after_kg;
  gboolean before_slipped = looks_misread (bout->units, first, second), after_slipped = looks_misread (bout->units, second, first);
  double slipped = before_slipped ? first : second;
  g_autofree char *number = quantity_number (QUANTITY_BODY_MASS, bout->units, slipped, QUANTITY_EXACT);
  g_autofree char *first_meant = quantity_number (QUANTITY_BODY_MASS, bout->units, misread_kg (bout->units, first), 1);
  g_autofree char *meant = quantity_sentence (QUANTITY_BODY_MASS, bout->units, misread_kg (bout->units, slipped), 1);
  const char *other = quantity_unit (QUANTITY_BODY_MASS, other_units (bout->units)), *words = quantity_unit_words (QUANTITY_BODY_MASS, other_units (bout->units));

  if (before_slipped)
    return ask (error, _("Before %s and after %s: is the weighing before in %s? %s %s are %s."), before, after_text, words, number, other, meant);
  if (after_slipped)
    return ask (error, _("Before %s and after %s: is the weighing after in %s? %s %s are %s."), before, after_text, words, number, other, meant);
  if (is_rather_other_unit (bout->units, first) && is_rather_other_unit (bout->units, second))
    return ask (error, _("Before %s and after %s: are both in %s? That would be %s and %s."), before, after_text, words, first_meant, meant);
  return TRUE;
}

/* Litres where millilitres were asked, millilitres where fluid ounces were: how much was given, in which unit, how much was meant. */
static gboolean
drink_looks_misread (UnitSystem units, double ml, double largest_litres, char **given, const char **other, char **meant)
{
  if (!(ml > 0) || (units == UNITS_US ? ml < LARGEST_UNASKED_ML : ml > largest_litres))
    return FALSE;
  *given = quantity_sentence (QUANTITY_DRINK, units, ml, QUANTITY_EXACT);
  *other = quantity_unit_words (units == UNITS_US ? QUANTITY_DRINK : QUANTITY_LOSS, UNITS_METRIC);
  *meant = quantity_sentence (QUANTITY_DRINK, units, units == UNITS_US ? quantity_shown (QUANTITY_DRINK, UNITS_US, ml) : ml * 1000, QUANTITY_EXACT);
  return TRUE;
}

/* The most telling slip first: a unit, then the order, then what is merely too much. */
static gboolean
bout_is_plausible (const WeighedBout *bout, const SweatingRate *rate, GError **error)
{
  double before = bout->mass_before_kg;
  double after = bout->mass_after_kg;
  double scale_kg = known_or (bout->scale_sd_kg, UNKNOWN_SCALE_SD_KG);
  double per_hour_percent = rate->rate_l_per_h / before * 100.0;
  double noise_l = 3 * M_SQRT2 * scale_kg;
  g_autofree char *before_text = quantity_number (QUANTITY_BODY_MASS, bout->units, before, QUANTITY_EXACT);
  g_autofree char *after_text = quantity_sentence (QUANTITY_BODY_MASS, bout->units, after, QUANTITY_EXACT);
  g_autofree char *sweat = quantity_sentence (QUANTITY_LOSS, bout->units, rate->sweat_l, 2);

  g_autofree char *given = NULL, *meant = NULL;
  const char *other;

  if (!units_are_plausible (bout, before_text, after_text, error))
    return FALSE;
  if (drink_looks_misread (bout->units, bout->drunk_ml, MOST_LITRES_DRUNK, &given, &other, &meant))
    return ask (error, _("%s drunk: is that in %s? It would be %s."), given, other, meant);
  if (drink_looks_misread (bout->units, bout->urine_ml, MOST_LITRES_URINE, &given, &other, &meant))
    return ask (error, _("%s of urine: is that in %s? It would be %s."), given, other, meant);
  if (rate->sweat_l < -noise_l && after > before)
    return ask (error, _("Before %s and after %s, so that sweat would be %s: are the two weighings swapped?"), before_text, after_text, sweat);
  if (rate->sweat_l < -noise_l)
    return ask (error, _("Sweat comes out as %s: is the fluid drunk missing, or is the urine too large?"), sweat);
  if (rate->loss_percent > LOSS_TO_ASK_ABOUT_PERCENT)
    return ask (error, _("From %s to %s is a loss of %.1f %% of the body mass, and hardly anybody loses more than %g %%: is a digit wrong?"),
                before_text, after_text, rate->loss_percent, LOSS_TO_ASK_ABOUT_PERCENT);
  if (per_hour_percent > SWEAT_TO_ASK_ABOUT_PERCENT_H && bout->duration_min <= 10)
    return ask (error, _("%s of sweat in %g min: is the duration in hours? It would be %g min."), sweat,
                bout->duration_min, bout->duration_min * 60);
  if (per_hour_percent > SWEAT_TO_ASK_ABOUT_PERCENT_H)
    {
      g_autofree char *rate_text = quantity_sentence (QUANTITY_RATE, bout->units, rate->rate_l_per_h, 2);

      return ask (error, _("%s are %.1f %% of the body mass in an hour; more than %g %% is hardly ever seen: are the weighings and the duration right?"),
                  rate_text, per_hour_percent, SWEAT_TO_ASK_ABOUT_PERCENT_H);
    }
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
  scale_kg = known_or (bout->scale_sd_kg, UNKNOWN_SCALE_SD_KG);
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
                  + (known_or (bout->drunk_ml, 0) + known_or (bout->food_g, 0) - known_or (bout->urine_ml, 0)
                     - known_or (bout->stool_g, 0) - found.respiratory_water_g - found.metabolic_loss_g)
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
