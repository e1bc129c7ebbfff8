/* advice/plasma.c */
#include "plasma.h"

double
plasma_sodium_after (double mass_kg, gboolean female, double drunk_l, double sodium_in_mmol, double sweat_l, double sodium_out_mmol)
{
  double water_l = (female ? 0.5 : 0.6) * mass_kg;

  return (PLASMA_SODIUM_AT_REST * water_l + sodium_in_mmol - sodium_out_mmol) / (water_l + drunk_l - sweat_l);
}
