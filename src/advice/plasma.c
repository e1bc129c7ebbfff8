/* advice/plasma.c */
#include "plasma.h"

#include <math.h>

#define LEAST_SHARE_LEFT 0.8 /* of the body's water: nobody lives with less, and no balance speaks of it */

double
plasma_sodium_after (double mass_kg, gboolean female, double drunk_l, double sodium_in_mmol, double sweat_l, double sodium_out_mmol)
{
  const double water_l = (female ? 0.5 : 0.6) * mass_kg, left_l = water_l + drunk_l - sweat_l;

  return left_l < LEAST_SHARE_LEFT * water_l ? NAN : (PLASMA_SODIUM_AT_REST * water_l + sodium_in_mmol - sodium_out_mmol) / left_l;
}
