/* base/known.h
 *
 * NAN means “not known” throughout. May include: nothing. */
#pragma once

#include <math.h>

static inline double
known_or (double value, double otherwise)
{
  return isnan (value) ? otherwise : value;
}
