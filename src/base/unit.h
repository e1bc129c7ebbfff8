/* base/unit.h
 *
 * Units as people write them behind a column's name: "°F", "lb", "fl oz/h", "mg/cm²/min". Metric units stay as they are
 * written; customary ones (pounds, ounces, feet, miles, gallons, degrees Fahrenheit) are converted once, here, into the
 * metric unit of the same quantity:
 *
 *   temperature °C · mass kg · mass rate kg/h · volume mL · volume rate L/h · length m · speed km/h · area m² · pressure kPa
 *
 * In: the unit's text. Out: a linear conversion. May include: UDUNITS. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KG_PER_LB 0.45359237

typedef struct {
  char *unit;       /* what the converted numbers are in; as written when nothing is converted */
  double factor;    /* converted = factor · written + offset; 1 and 0 when nothing is converted */
  double offset;
  gboolean converts;
} UnitConversion;

/**
 * unit_conversion_find:
 * @written: a unit without brackets
 *
 * "F" and "C" alone are degrees, "oz" is a mass unless "fl" stands before it, "gal" is the US gallon.
 *
 * Returns: (transfer full) (nullable): %NULL when @written is no unit.
 */
UnitConversion *unit_conversion_find (const char *written);
void            unit_conversion_free (UnitConversion *conversion);

/**
 * unit_conversion_to:
 * @written: a unit without brackets, metric or customary
 * @target: the unit to convert into, in UDUNITS' words: "mL", "kg", "°C"
 *
 * Returns: (transfer full) (nullable): %NULL when @written is no unit, or one of another quantity than @target.
 */
UnitConversion *unit_conversion_to   (const char *written, const char *target);

/**
 * unit_header_split:
 * @header: a column's header: "temp (°F)", "mass [lb]", "score (v2)"
 * @name: (out): the header without its unit
 *
 * The text in the last brackets is taken off only when it is a unit.
 *
 * Returns: (transfer full) (nullable): the unit's conversion; %NULL when the header carries no unit, and @name is all of it.
 */
UnitConversion *unit_header_split    (const char *header, char **name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UnitConversion, unit_conversion_free)

G_END_DECLS
