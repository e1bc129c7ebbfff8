/* sweat/physical.c */
#include "physical.h"

#include <math.h>

#include "empirical.h"
#include "heat-strain.h"
#include "mass-balance.h"
#include "norms.h"
#include "sport-presets.h"

#define LEAST_RATE_L_PER_H 0.05
#define DEFAULT_MINUTES    60
#define ALL_SPORTS_MEAN    1.21 /* L/h, Baker 2016, 506 athletes */
#define ALL_SPORTS_SD      0.68

const char *
physical_predictor_name (PhysicalPredictor predictor)
{
  return predictor == PHYSICAL_PHS ? "ISO 7933:2023" : "Gonzalez 2009";
}

static double
clamp_to (double value, double low, double high, gboolean *stretched)
{
  if (value >= low && value <= high)
    return value;
  *stretched = TRUE;
  return value > high ? high : low; /* also what is not known */
}

/* The nearest condition that ISO 7933 covers. */
static ThermalCondition
nearest_condition (const ThermalCondition *condition, gboolean *stretched)
{
  ThermalCondition near = *condition;
  double wettest;

  near.air_c = clamp_to (condition->air_c, 15, 50, stretched);
  near.radiant_c = near.air_c + clamp_to (condition->radiant_c - condition->air_c, 0, 60, stretched);
  near.air_speed_m_s = clamp_to (condition->air_speed_m_s, 0, 3, stretched);
  near.metabolic_rate_met = clamp_to (condition->metabolic_rate_met, 1.7, 7.5, stretched);
  near.clothing_clo = clamp_to (condition->clothing_clo, 0.1, 1, stretched);
  wettest = MIN (100, 100 * 4.5 / vapour_pressure_kpa (near.air_c, 100) - 1e-9);
  near.relative_humidity = clamp_to (condition->relative_humidity, 0, wettest, stretched);
  near.mass_kg = clamp_to (condition->mass_kg, 15, 300, stretched);
  near.height_m = clamp_to (condition->height_m, 0.8, 2.6, stretched);
  near.walk_speed_m_s = clamp_to (condition->walk_speed_m_s, 0, 10, stretched);
  near.walk_angle_deg = clamp_to (condition->walk_angle_deg, -360, 360, stretched);
  return near;
}

double
physical_rate_l_per_h (PhysicalPredictor predictor, const ThermalCondition *condition, double minutes, gboolean *stretched)
{
  gboolean beyond = FALSE;
  ThermalCondition near;
  HeatExposure exposure;
  HeatStrain strain;
  EmpiricalRate empirical;
  double rate = NAN;

  g_return_val_if_fail (condition != NULL, NAN);

  near = nearest_condition (condition, &beyond);
  exposure = (HeatExposure) { (guint) CLAMP (isnan (minutes) ? DEFAULT_MINUTES : minutes, 1, 1440), 100, TRUE };
  if (predictor == PHYSICAL_GONZALEZ)
    {
      empirical = empirical_rate_for (EMPIRICAL_PW, &near, exposure.minutes);
      beyond |= empirical.out_of_domain;
      rate = empirical.rate_g_m2_h / 1000 * body_surface_m2 (near.mass_kg, near.height_m);
    }
  else if (heat_strain_predict (&near, &exposure, &strain, NULL))
    rate = strain.sweat_loss_g / 1000 / (exposure.minutes / 60.0);
  if (stretched)
    *stretched = beyond;
  return rate > LEAST_RATE_L_PER_H ? rate : LEAST_RATE_L_PER_H;
}

double
physical_expected_log_rate (PhysicalPredictor predictor, const char *sport, const ThermalCondition *condition, double minutes,
                            gboolean *stretched)
{
  const SportPreset *preset = sport_preset_find (sport);
  const SportNorm *norm = sport_norm_find (sport);
  ThermalCondition reference;
  double median;

  thermal_condition_init (&reference);
  reference.air_c = reference.radiant_c = 25;
  reference.metabolic_rate_met = preset ? preset->metabolic_rate_met : 7;
  reference.clothing_clo = preset ? preset->clothing_clo : 0.4;
  reference.air_speed_m_s = preset ? preset->air_speed_m_s : 1;
  median = norm ? lognormal_quantile (50, norm->rate_mean_l_per_h, norm->rate_sd_l_per_h)
                : lognormal_quantile (50, ALL_SPORTS_MEAN, ALL_SPORTS_SD);
  return log (physical_rate_l_per_h (predictor, condition, minutes, stretched)) + log (median)
         - log (physical_rate_l_per_h (predictor, &reference, DEFAULT_MINUTES, NULL));
}
