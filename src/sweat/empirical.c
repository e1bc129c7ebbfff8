/* sweat/empirical.c */
#include "empirical.h"

#include <math.h>

#include "mass-balance.h"

#define SOLAR_LARGEST_G_M2_H 700.0

EmpiricalRate
empirical_sweating_rate (EmpiricalEquation equation, double required, double possible)
{
  double pw = 147 + 1.527 * required - 0.87 * possible;
  EmpiricalRate result = { NAN, FALSE, FALSE };

  switch (equation)
    {
    case EMPIRICAL_OSE:
    case EMPIRICAL_OSEC:
      /* A power of the evaporation that is possible: none is possible, no number. */
      if (possible > 0)
        result.rate_g_m2_h = 27.9 * required * pow (possible, -0.455);
      if (equation == EMPIRICAL_OSEC)
        result.rate_g_m2_h = 147 * exp (0.0012 * result.rate_g_m2_h);
      break;
    case EMPIRICAL_PW:
      result.rate_g_m2_h = pw;
      break;
    case EMPIRICAL_PW_COOL:
      result.rate_g_m2_h = 350 + 1.527 * required - 0.87 * possible;
      break;
    case EMPIRICAL_PW_SOLAR:
      result.rate_g_m2_h = 0.72 * pw + 135;
      result.out_of_domain = result.rate_g_m2_h > SOLAR_LARGEST_G_M2_H;
      break;
    }
  result.out_of_domain |= isnan (result.rate_g_m2_h);
  if (result.rate_g_m2_h < 0)
    result = (EmpiricalRate) { 0, TRUE, TRUE };
  return result;
}

EmpiricalRate
empirical_rate_for (EmpiricalEquation equation, const ThermalCondition *condition, double minutes)
{
  double vapour = vapour_pressure_kpa (condition->air_c, condition->relative_humidity);
  double required, possible;
  EmpiricalRate result;

  evaporation_required_and_possible (condition, &required, &possible);
  if (equation == EMPIRICAL_PW && condition->air_c < 20)
    equation = EMPIRICAL_PW_COOL;
  result = empirical_sweating_rate (equation, required, possible);
  result.out_of_domain |= condition->air_c < (equation == EMPIRICAL_PW_COOL ? -5 : 15) || condition->air_c > 46 || vapour < 0.27
                          || vapour > 4.45 || condition->air_speed_m_s < 0.4 || condition->air_speed_m_s > 2.5
                          || condition->metabolic_rate_met * W_M2_PER_MET > 450 || minutes < 120 || minutes > 480;
  return result;
}
