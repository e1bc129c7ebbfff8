/* sweat/heat-balance.c */
#include "heat-balance.h"

#include <glib/gi18n.h>
#include <math.h>

#include "mass-balance.h"

#define STEADY_SKIN_C           35.0
#define CLO_M2K_W               0.155
#define BARE_AIR_LAYER_M2K_W    0.111
#define LEWIS_W_M2KPA           16.7
#define SURFACE_STOP_C          0.001
#define LARGEST_VAPOUR_PRESSURE 4.5

void
thermal_condition_init (ThermalCondition *condition)
{
  g_return_if_fail (condition != NULL);

  *condition = (ThermalCondition) {
    .air_c = 20, .radiant_c = 20, .relative_humidity = 50, .air_speed_m_s = 0.1, .metabolic_rate_met = 2.6, .clothing_clo = 0.5,
    .moisture_permeability = 0.38, .mass_kg = 75, .height_m = 1.8, .posture = POSTURE_STANDING, .edition = PHS_EDITION_2023,
  };
}

static gboolean
inside (const char *what, double value, double low, double high, const char *unit, GError **error)
{
  if (value >= low && value <= high)
    return TRUE;
  g_set_error (error, SWEAT_ERROR, SWEAT_ERROR_OUT_OF_RANGE,
               _("%s is %g %s: ISO 7933 holds from %g to %g %s, and nothing is predicted outside."), what, value, unit, low, high, unit);
  return FALSE;
}

gboolean
thermal_condition_check (const ThermalCondition *condition, GError **error)
{
  g_return_val_if_fail (condition != NULL, FALSE);

  return inside (_("The air temperature"), condition->air_c, 15, 50, "°C", error)
         && inside (_("The mean radiant temperature above that of the air"), condition->radiant_c - condition->air_c, 0, 60, "°C", error)
         && inside (_("The relative humidity"), condition->relative_humidity, 0, 100, "%", error)
         && inside (_("The vapour pressure of the air"), vapour_pressure_kpa (condition->air_c, condition->relative_humidity), 0,
                    LARGEST_VAPOUR_PRESSURE, "kPa", error)
         && inside (_("The air speed"), condition->air_speed_m_s, 0, 3, "m/s", error)
         && inside (_("The metabolic rate"), condition->metabolic_rate_met, 1.7, 7.5, "met", error)
         && inside (_("The clothing"), condition->clothing_clo, 0.1, 1, "clo", error)
         && inside (_("The walking speed"), condition->walk_speed_m_s, 0, 10, "m/s", error)
         && inside (_("The walking angle"), condition->walk_angle_deg, -360, 360, "°", error)
         && inside (_("The body mass"), condition->mass_kg, 15, 300, "kg", error)
         && inside (_("The height"), condition->height_m, 0.8, 2.6, "m", error);
}

double
body_surface_m2 (double mass_kg, double height_m)
{
  return 0.202 * pow (mass_kg, 0.425) * pow (height_m, 0.725);
}

void
dynamic_clothing (const ThermalCondition *condition, DynamicClothing *clothing)
{
  double clo = condition->clothing_clo;
  double area_factor = 1 + (condition->edition == PHS_EDITION_2004 ? 0.3 : 0.28) * clo;
  double static_total = clo * CLO_M2K_W + BARE_AIR_LAYER_M2K_W / area_factor;
  double air = condition->air_speed_m_s, walk = condition->walk_speed_m_s;
  double capped_air, capped_walk, for_clothing, for_air, for_total, for_vapour, total, permeability;

  if (walk > 0 && condition->walk_angle_deg != 0)
    air = fabs (air - walk * cos (condition->walk_angle_deg * G_PI / 180.0));
  else if (walk > 0)
    air = MAX (air, walk);
  else
    walk = MIN (0.0052 * (condition->metabolic_rate_met * W_M2_PER_MET - 58), 0.7);

  capped_air = MIN (air, 3.0);
  capped_walk = MIN (walk, 1.5);
  for_clothing = 1.044 * exp ((0.066 * capped_air - 0.398) * capped_air + (0.094 * capped_walk - 0.378) * capped_walk);
  for_clothing = MIN (for_clothing, 1.0);
  for_air = exp ((0.047 * air - 0.472) * air + (0.117 * capped_walk - 0.342) * capped_walk);
  for_air = MIN (for_air, 1.0);
  for_total = clo <= 0.6 ? ((0.6 - clo) * for_air + clo * for_clothing) / 0.6 : for_clothing;
  for_vapour = (2.6 * for_total - 6.5) * for_total + 4.9;
  permeability = MIN (condition->moisture_permeability * for_vapour, 0.9);
  total = static_total * for_total;

  clothing->area_factor = area_factor;
  clothing->clothing_insulation = total - for_air * BARE_AIR_LAYER_M2K_W / area_factor;
  clothing->evaporative_resistance = total / permeability / LEWIS_W_M2KPA;
  clothing->relative_air_speed_m_s = air;
}

double
convection_coefficient (double surface_c, double air_c, double air_speed)
{
  double forced = air_speed > 1 ? 8.7 * pow (air_speed, 0.6) : 3.5 + 5.2 * air_speed;
  double natural = 2.38 * pow (fabs (surface_c - air_c), 0.25);

  return MAX (forced, natural);
}

double
respiratory_convection_w_m2 (double metabolic_w_m2, double air_c, double vapour_pressure)
{
  double expired_c = 28.56 + 0.115 * air_c + 0.641 * vapour_pressure;

  return 0.001516 * metabolic_w_m2 * (expired_c - air_c);
}

double
respiratory_evaporation_w_m2 (double metabolic_w_m2, double air_c, double vapour_pressure)
{
  return 0.00127 * metabolic_w_m2 * (59.34 + 0.53 * air_c - 11.63 * vapour_pressure);
}

double
dry_heat_loss_w_m2 (const ThermalCondition *condition, const DynamicClothing *clothing, double skin_c, double convection,
                    double radiation)
{
  double radiant_k = condition->radiant_c + 273;
  double surface_c = condition->radiant_c + 0.1;
  double coefficient = 0;

  for (;;)
    {
      double surface_k = surface_c + 273;
      double next;

      /* (a⁴ − b⁴)/(a − b), without the division that fails when both are equal. */
      coefficient = radiation * (surface_k + radiant_k) * (surface_k * surface_k + radiant_k * radiant_k);
      next = (clothing->area_factor * (convection * condition->air_c + coefficient * condition->radiant_c)
              + skin_c / clothing->clothing_insulation)
             / (clothing->area_factor * (convection + coefficient) + 1 / clothing->clothing_insulation);
      if (!(fabs (surface_c - next) > SURFACE_STOP_C))
        break;
      surface_c = (surface_c + next) / 2;
    }
  return clothing->area_factor * (convection * (surface_c - condition->air_c) + coefficient * (surface_c - condition->radiant_c));
}

void
evaporation_required_and_possible (const ThermalCondition *condition, double *required_w_m2, double *possible_w_m2)
{
  double metabolic = condition->metabolic_rate_met * W_M2_PER_MET;
  double vapour = vapour_pressure_kpa (condition->air_c, condition->relative_humidity);
  DynamicClothing clothing;
  double convection;

  g_return_if_fail (condition != NULL && required_w_m2 != NULL && possible_w_m2 != NULL);

  dynamic_clothing (condition, &clothing);
  convection = convection_coefficient (STEADY_SKIN_C, condition->air_c, clothing.relative_air_speed_m_s);
  *required_w_m2 = metabolic - condition->work_w_m2 - respiratory_convection_w_m2 (metabolic, condition->air_c, vapour)
                   - respiratory_evaporation_w_m2 (metabolic, condition->air_c, vapour)
                   - dry_heat_loss_w_m2 (condition, &clothing, STEADY_SKIN_C, convection, 0.97 * STEFAN_BOLTZMANN * 0.77);
  *possible_w_m2 = (vapour_pressure_kpa (STEADY_SKIN_C, 100) - vapour) / clothing.evaporative_resistance;
}
