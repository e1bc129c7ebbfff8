/* sweat/heat-strain.c: ISO 7933:2004 and ISO 7933:2023, in the notation of the standard where a name would only hide it */
#include "heat-strain.h"

#include <glib/gi18n.h>
#include <math.h>

#include "mass-balance.h"

#define BODY_HEAT_W_MIN_KG_K       58.15 /* specific heat of the body: 3.489 kJ/(kg·K) */
#define REFLECTIVE_SHARE           0.54  /* A_p: share of the body under reflective clothing */
#define CLOTHING_EMISSIVITY        0.97
#define CORE_STOP_C                0.001
#define RECTAL_LIMIT_C             38.0
#define GRAMS_PER_W_H              (2.67 / 1.8 / 60.0) /* the standard's constant: 1 W/m² for a minute, by m² */
#define EXTRAPOLATION_FROM_MET     7.0

/* What one edition fixes and another changed. */
typedef struct {
  double reflective_emissivity; /* of clothing that reflects; the 2023 edition's F_r is its reflectance */
  double mean_loss_share;       /* of body mass, the most water that a mean person should lose */
  double worker_loss_share;     /* the same to protect 95 % of the working population */
} EditionConstants;

typedef struct {
  double skin_c, core_c, rectal_c, equilibrium_c;
  double skin_weight; /* of the skin in the mean body temperature */
  double sweat_w_m2;
} BodyState;

static EditionConstants
constants_of (PhsEdition edition, gboolean can_drink)
{
  if (edition == PHS_EDITION_2004)
    return (EditionConstants) { 0.97, 0.075, 0.05 };
  return can_drink ? (EditionConstants) { 1 - 0.42, 0.05, 0.05 } : (EditionConstants) { 1 - 0.42, 0.03, 0.03 };
}

/* The 2004 edition makes it depend on the work done, the 2023 edition on acclimatisation alone. */
static double
largest_sweat_w_m2 (PhsEdition edition, double metabolic_w_m2, double surface_m2, gboolean acclimatised)
{
  if (edition == PHS_EDITION_2004)
    return CLAMP ((metabolic_w_m2 - 32) * surface_m2, 250.0, 400.0) * (acclimatised ? 1.25 : 1.0);
  return acclimatised ? 500.0 : 400.0;
}

/* Regressions for the clothed and the nude person, mixed between 0.2 and 0.6 clo. */
static double
skin_at_equilibrium (const ThermalCondition *c, double metabolic, double vapour, double rectal_c)
{
  double clothed = 12.165 + 0.02017 * c->air_c + 0.04361 * c->radiant_c + 0.19354 * vapour - 0.25315 * c->air_speed_m_s
                   + 0.005346 * metabolic + 0.51274 * rectal_c;
  double nude = 7.191 + 0.064 * c->air_c + 0.061 * c->radiant_c + 0.198 * vapour - 0.348 * c->air_speed_m_s + 0.616 * rectal_c;

  if (c->clothing_clo >= 0.6)
    return clothed;
  if (c->clothing_clo <= 0.2)
    return nude;
  return nude + 2.5 * (clothed - nude) * (c->clothing_clo - 0.2);
}

/* Sweat that drips does not cool: the efficiency falls with the required wettedness. */
static double
required_sweat (double *required, double *possible, double largest)
{
  double wettedness, efficiency;

  if (*required <= 0)
    {
      *required = 0;
      return 0;
    }
  if (*possible <= 0)
    {
      *possible = 0;
      return largest;
    }
  wettedness = *required / *possible;
  if (wettedness >= 1.7)
    return largest;
  efficiency = wettedness > 1 ? pow (2 - wettedness, 2) / 2 : 1 - wettedness * wettedness / 2;
  efficiency = MAX (efficiency, 0.05);
  return MIN (*required / efficiency, largest);
}

static double
evaporation (double sweat, double possible, double largest_wettedness)
{
  double ratio, wettedness = 1;

  if (sweat <= 0)
    return 0;
  ratio = possible / sweat;
  if (ratio >= 0.5)
    wettedness = -ratio + sqrt (ratio * ratio + 2);
  return MIN (wettedness, largest_wettedness) * possible;
}

/* The core temperature and the skin's weight depend on each other. */
static void
store_heat (BodyState *body, const BodyState *before, double stored_w_m2, double specific_heat)
{
  double guess = before->core_c;

  for (;;)
    {
      body->skin_weight = CLAMP (0.3 - 0.09 * (guess - 36.8), 0.1, 0.3);
      body->core_c = stored_w_m2 / specific_heat + before->skin_c * before->skin_weight / 2 - body->skin_c * body->skin_weight / 2;
      body->core_c = (body->core_c + before->core_c * (1 - before->skin_weight / 2)) / (1 - body->skin_weight / 2);
      if (!(fabs (body->core_c - guess) > CORE_STOP_C))
        break;
      guess = (guess + body->core_c) / 2;
    }
  body->rectal_c = before->rectal_c + (2 * body->core_c - 1.962 * before->rectal_c - 1.31) / 9;
}

static double
first_minute (double so_far, gboolean reached, guint minute)
{
  return so_far == 0 && reached ? minute : so_far;
}

gboolean
heat_strain_predict (const ThermalCondition *condition, const HeatExposure *exposure, HeatStrain *strain, GError **error)
{
  const double ten_minutes = exp (-1.0 / 10), three_minutes = exp (-1.0 / 3);
  const double radiating_share[] = { [POSTURE_STANDING] = 0.77, [POSTURE_SITTING] = 0.70, [POSTURE_CROUCHING] = 0.67 };
  BodyState body = { 34.1, 36.8, 36.8, 36.8, 0.3, 0 };
  HeatStrain found = { 0 };
  EditionConstants edition;
  DynamicClothing clothing;
  double metabolic, vapour, surface, specific_heat, largest_sweat, largest_wettedness, radiation, convection;
  double breath_convection, breath_evaporation, load = 0;
  gboolean acclimatised;

  g_return_val_if_fail (condition != NULL && exposure != NULL && strain != NULL, FALSE);

  if (!thermal_condition_check (condition, error))
    return FALSE;
  if (exposure->minutes < 1 || exposure->minutes > 1440)
    {
      g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE, _("%u minutes: the exposure has to be of 1 to 1440 minutes."),
                   exposure->minutes);
      return FALSE;
    }

  edition = constants_of (condition->edition, exposure->can_drink);
  metabolic = condition->metabolic_rate_met * W_M2_PER_MET;
  vapour = condition->edition == PHS_EDITION_2004
             ? saturated_vapour_pressure_kpa (condition->air_c) * condition->relative_humidity / 100
             : vapour_pressure_kpa (condition->air_c, condition->relative_humidity);
  surface = body_surface_m2 (condition->mass_kg, condition->height_m);
  specific_heat = BODY_HEAT_W_MIN_KG_K * condition->mass_kg / surface;
  acclimatised = exposure->acclimatised_percent >= 50;
  largest_sweat = largest_sweat_w_m2 (condition->edition, metabolic, surface, acclimatised);
  largest_wettedness = acclimatised ? 1.0 : 0.85;
  radiation = ((1 - REFLECTIVE_SHARE) * CLOTHING_EMISSIVITY + REFLECTIVE_SHARE * edition.reflective_emissivity) * STEFAN_BOLTZMANN
              * radiating_share[condition->posture];
  dynamic_clothing (condition, &clothing);
  /* Natural convection starts from the skin in the one edition, from the clothing in the other. */
  convection = convection_coefficient (condition->edition == PHS_EDITION_2004 ? body.skin_c : condition->radiant_c + 0.1,
                                       condition->air_c, clothing.relative_air_speed_m_s);
  breath_convection = respiratory_convection_w_m2 (metabolic, condition->air_c, vapour);
  breath_evaporation = respiratory_evaporation_w_m2 (metabolic, condition->air_c, vapour);

  for (guint minute = 1; minute <= exposure->minutes; minute++)
    {
      BodyState before = body;
      double stored, required, possible, evaporated;

      body.equilibrium_c = before.equilibrium_c * ten_minutes + (0.0036 * metabolic + 36.6) * (1 - ten_minutes);
      stored = specific_heat * (body.equilibrium_c - before.equilibrium_c) * (1 - before.skin_weight);
      body.skin_c = before.skin_c * three_minutes
                    + skin_at_equilibrium (condition, metabolic, vapour, before.rectal_c) * (1 - three_minutes);
      required = metabolic - stored - condition->work_w_m2 - breath_convection - breath_evaporation
                 - dry_heat_loss_w_m2 (condition, &clothing, body.skin_c, convection, radiation);
      possible = (vapour_pressure_kpa (body.skin_c, 100) - vapour) / clothing.evaporative_resistance;
      body.sweat_w_m2 = before.sweat_w_m2 * ten_minutes + required_sweat (&required, &possible, largest_sweat) * (1 - ten_minutes);
      body.sweat_w_m2 = MAX (body.sweat_w_m2, 0);
      evaporated = evaporation (body.sweat_w_m2, possible, largest_wettedness);
      store_heat (&body, &before, required - evaporated + stored, specific_heat);

      load += body.sweat_w_m2 + breath_evaporation;
      found.sweat_loss_g = load * GRAMS_PER_W_H * surface;
      found.limit_rectal_min = first_minute (found.limit_rectal_min, body.rectal_c >= RECTAL_LIMIT_C, minute);
      found.limit_mean_min
        = first_minute (found.limit_mean_min, found.sweat_loss_g >= edition.mean_loss_share * condition->mass_kg * 1000, minute);
      found.limit_95_min = first_minute (found.limit_95_min, found.sweat_loss_g >= edition.worker_loss_share * condition->mass_kg * 1000, minute);
    }

  if (!exposure->can_drink && condition->edition == PHS_EDITION_2004)
    found.limit_mean_min = found.limit_95_min = found.limit_95_min * 0.6;
  found.limit_rectal_min = found.limit_rectal_min > 0 ? found.limit_rectal_min : exposure->minutes;
  found.limit_mean_min = found.limit_mean_min > 0 ? found.limit_mean_min : exposure->minutes;
  found.limit_95_min = found.limit_95_min > 0 ? found.limit_95_min : exposure->minutes;
  found.rectal_c = body.rectal_c;
  found.core_c = body.core_c;
  found.skin_c = body.skin_c;
  found.sweat_rate_w_m2 = body.sweat_w_m2;
  found.extrapolated = condition->metabolic_rate_met >= EXTRAPOLATION_FROM_MET;
  *strain = found;
  return TRUE;
}
