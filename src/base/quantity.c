/* base/quantity.c */
#define _GNU_SOURCE /* _NL_MEASUREMENT_MEASUREMENT */
#include "quantity.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

#include "quantity-text.h"
#include "unit.h"

#define ML_PER_FL_OZ 29.5735295625
#define M_PER_MILE   1609.344
#define M_PER_YARD   0.9144
#define M_PER_FOOT   0.3048
#define M_PER_INCH   0.0254
#define S_PER_HOUR   3600.0

#define SMALL_FL_OZ     9.95   /* below that a tenth counts */
#define DECIMALS_MOST   3      /* that people give */
#define TALLEST_M       3.0    /* a number below that is no height in centimetres */
#define TALLEST_FEET    9.0    /* and below that none in inches */

typedef struct {
  const char *unit;      /* UTF-8 */
  const char *words;
  double factor, offset; /* shown = factor · kept + offset */
  int finer;             /* decimals more than the metric number for the same precision */
  int usual;             /* decimals of a number that people did not give in this unit */
} Shown;

static const struct {
  const char *kept; /* in the words of base/unit.h */
  Shown in[2];
} kinds[N_QUANTITIES] = {
  [QUANTITY_BODY_MASS] = { "kg", { { "kg", N_("kilograms"), 1, 0, 0, 2 }, { N_("lb"), N_("pounds"), 1 / KG_PER_LB, 0, 0, 1 } } },
  [QUANTITY_DRINK] = { "mL", { { "mL", N_("millilitres"), 1, 0, 0, 0 }, { N_("fl\u00a0oz"), N_("fluid ounces"), 1 / ML_PER_FL_OZ, 0, 0, 1 } } },
  [QUANTITY_LOSS] = { "L", { { "L", N_("litres"), 1, 0, 0, 2 }, { N_("fl\u00a0oz"), N_("fluid ounces"), 1000 / ML_PER_FL_OZ, 0, -1, 1 } } },
  [QUANTITY_RATE] = { "L/h", { { "L/h", N_("litres per hour"), 1, 0, 0, 2 }, { N_("fl\u00a0oz/h"), N_("fluid ounces per hour"), 1000 / ML_PER_FL_OZ, 0, -1, 1 } } },
  [QUANTITY_TEMPERATURE] = { "°C", { { "°C", N_("degrees Celsius"), 1, 0, 0, 1 }, { "°F", N_("degrees Fahrenheit"), 1.8, 32, 0, 0 } } },
  [QUANTITY_WARMING] = { "K", { { "°C", N_("degrees Celsius"), 1, 0, 0, 1 }, { "°F", N_("degrees Fahrenheit"), 1.8, 0, 0, 0 } } },
  [QUANTITY_DISTANCE] = { "m", { { "km", N_("kilometres"), 1e-3, 0, 0, 3 }, { N_("mi"), N_("miles"), 1 / M_PER_MILE, 0, 0, 2 } } },
  [QUANTITY_SHORT_DISTANCE] = { "m", { { "m", N_("metres"), 1, 0, 0, 1 }, { N_("yd"), N_("yards"), 1 / M_PER_YARD, 0, 0, 1 } } },
  [QUANTITY_CLIMB] = { "m", { { "m", N_("metres"), 1, 0, 0, 0 }, { N_("ft"), N_("feet"), 1 / M_PER_FOOT, 0, 0, 0 } } },
  [QUANTITY_HEIGHT] = { "m", { { "cm", N_("centimetres"), 100, 0, 0, 1 }, { N_("ft in"), N_("feet and inches"), 1 / M_PER_INCH, 0, 0, 1 } } },
  [QUANTITY_SPEED] = { "m/s", { { "m/s", N_("metres per second"), 1, 0, 0, 1 }, { N_("mph"), N_("miles per hour"), S_PER_HOUR / M_PER_MILE, 0, 0, 1 } } },
  [QUANTITY_ML_PER_KG] = { "mL/kg", { { "mL/kg", N_("millilitres per kilogram"), 1, 0, 0, 1 },
                                      { N_("fl\u00a0oz/lb"), N_("fluid ounces per pound"), KG_PER_LB / ML_PER_FL_OZ, 0, 2, 3 } } },
  [QUANTITY_G_PER_KG] = { "g/kg", { { "g/kg", N_("grams per kilogram"), 1, 0, 0, 2 }, { N_("g/lb"), N_("grams per pound"), KG_PER_LB, 0, 1, 2 } } },
  [QUANTITY_G_PER_KG_H] = { "g/kg/h", { { "g/kg/h", N_("grams per kilogram and hour"), 1, 0, 0, 2 },
                                        { N_("g/lb/h"), N_("grams per pound and hour"), KG_PER_LB, 0, 1, 2 } } },
  [QUANTITY_MG_PER_KG] = { "mg/kg", { { "mg/kg", N_("milligrams per kilogram"), 1, 0, 0, 2 },
                                      { N_("mg/lb"), N_("milligrams per pound"), KG_PER_LB, 0, 1, 2 } } },
};

UnitSystem
units_of_region (void)
{
  const char *measurement = nl_langinfo (_NL_MEASUREMENT_MEASUREMENT);

  return measurement != NULL && *measurement == 2 ? UNITS_US : UNITS_METRIC;
}

static const Shown *
shown_as (QuantityKind kind, UnitSystem units)
{
  return &kinds[kind].in[units == UNITS_US];
}

const char *
quantity_unit (QuantityKind kind, UnitSystem units)
{
  g_return_val_if_fail (kind < N_QUANTITIES, NULL);

  return _(shown_as (kind, units)->unit);
}

const char *
quantity_unit_words (QuantityKind kind, UnitSystem units)
{
  g_return_val_if_fail (kind < N_QUANTITIES, NULL);

  return _(shown_as (kind, units)->words);
}

double
quantity_shown (QuantityKind kind, UnitSystem units, double value)
{
  g_return_val_if_fail (kind < N_QUANTITIES, NAN);

  return shown_as (kind, units)->factor * value + shown_as (kind, units)->offset;
}

double
quantity_from_shown (QuantityKind kind, UnitSystem units, double shown)
{
  g_return_val_if_fail (kind < N_QUANTITIES, NAN);

  return (shown - shown_as (kind, units)->offset) / shown_as (kind, units)->factor;
}

/* --- to text --- */

/* As many as a person would have given for @shown, else what is usual. */
static int
decimals_given (double shown, int usual)
{
  for (int decimals = 0; decimals <= DECIMALS_MOST; decimals++)
    {
      double power = pow (10, decimals);

      if (fabs (round (shown * power) / power - shown) <= 1e-9 * fmax (fabs (shown), 1))
        return decimals;
    }
  for (double power = pow (10, usual); usual > 0 && fmod (round (shown * power), 10) == 0; power /= 10)
    usual--; /* 20.0 fluid ounces are 20 */
  return usual;
}

static int
decimals_of (QuantityKind kind, UnitSystem units, double shown, int decimals)
{
  const Shown *as = shown_as (kind, units);

  if (decimals == QUANTITY_EXACT)
    return decimals_given (shown, as->usual);
  if (units == UNITS_US && kind == QUANTITY_DRINK && fabs (shown) < SMALL_FL_OZ)
    return decimals + 1;
  return MAX (decimals + as->finer, 0);
}

/* "5 ft 9 in": whole inches, or a half of one where it was given. */
static char *
feet_and_inches (double inches)
{
  double feet, rest;
  int decimals = decimals_given (inches, 0);
  double power = pow (10, decimals);

  inches = round (inches * power) / power;
  feet = floor (inches / 12);
  rest = inches - 12 * feet;
  return g_strdup_printf (_("%.0f ft %.*f in"), feet, decimals, rest);
}

static gboolean
has_two_units (QuantityKind kind, UnitSystem units)
{
  return kind == QUANTITY_HEIGHT && units == UNITS_US;
}

char *
quantity_number (QuantityKind kind, UnitSystem units, double value, int decimals)
{
  double shown;

  g_return_val_if_fail (kind < N_QUANTITIES, NULL);

  shown = quantity_shown (kind, units, value);
  if (has_two_units (kind, units) && isfinite (value))
    return feet_and_inches (shown);
  return quantity_text_plain (shown, decimals_of (kind, units, shown, decimals), NULL);
}

char *
quantity_sentence (QuantityKind kind, UnitSystem units, double value, int decimals)
{
  g_autofree char *number = quantity_number (kind, units, value, decimals);

  return !isfinite (value) || has_two_units (kind, units) ? g_steal_pointer (&number) : g_strconcat (number, " ", quantity_unit (kind, units), NULL);
}

char *
quantity_label (QuantityKind kind, UnitSystem units, double value, int decimals)
{
  double shown;

  g_return_val_if_fail (kind < N_QUANTITIES, NULL);

  shown = quantity_shown (kind, units, value);
  if (has_two_units (kind, units))
    return quantity_number (kind, units, value, decimals);
  return quantity_text_plain (shown, decimals_of (kind, units, shown, decimals), quantity_unit (kind, units));
}

char *
quantity_range (QuantityKind kind, UnitSystem units, double low, double high, int decimals)
{
  g_autofree char *from = NULL, *to = NULL;
  int places;

  g_return_val_if_fail (kind < N_QUANTITIES && !has_two_units (kind, units), NULL);

  low = quantity_shown (kind, units, low);
  high = quantity_shown (kind, units, high);
  places = decimals_of (kind, units, fmin (fabs (low), fabs (high)), decimals);
  from = quantity_text_plain (low, places, NULL);
  to = quantity_text_plain (high, places, NULL);
  return g_strdup_printf ("%s–%s", from, to);
}

char *
quantity_number_interval (QuantityKind kind, UnitSystem units, double value, double sd)
{
  g_return_val_if_fail (kind < N_QUANTITIES, NULL);

  return quantity_text (quantity_shown (kind, units, value), shown_as (kind, units)->factor * sd, NULL);
}

char *
quantity_way (UnitSystem units, double metres, int decimals)
{
  return metres < 1000 ? quantity_sentence (QUANTITY_SHORT_DISTANCE, units, metres, 0) : quantity_sentence (QUANTITY_DISTANCE, units, metres, decimals);
}

char *
quantity_typed_text (QuantityKind kind, UnitSystem units, double value)
{
  double shown;

  g_return_val_if_fail (kind < N_QUANTITIES, NULL);

  shown = quantity_shown (kind, units, value);
  if (!isfinite (value))
    return g_strdup ("");
  if (has_two_units (kind, units))
    return feet_and_inches (shown);
  return g_strdup_printf ("%.*f", decimals_given (shown, shown_as (kind, units)->usual), shown); /* a hyphen: people type it */
}

/* --- from text --- */

static gboolean
is_one_of (const char *unit, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (unit, *words) == 0)
      return TRUE;
  return FALSE;
}

/* The number at *@text, behind which *@text stands afterwards. */
static gboolean
take_number (char **text, double *number)
{
  char *end;

  *number = g_ascii_strtod (*text, &end);
  if (end == *text || !isfinite (*number))
    return FALSE;
  *text = end + strspn (end, " ");
  return TRUE;
}

/* "5 ft 9 in", "5'9\"", "5 ft", "69 in"; FALSE: it is none of these. */
static gboolean
read_feet_and_inches (char *text, double *metres)
{
  static const char *const feet[] = { "ft", "feet", "foot", "'", NULL }, *const inches[] = { "in", "inch", "inches", "\"", "", NULL };
  double number, more = 0;
  gsize length;

  if (!take_number (&text, &number))
    return FALSE;
  length = *text == '\'' ? 1 : strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\"");
  {
    g_autofree char *unit = g_strndup (text, length);

    if (*unit != '\0' && is_one_of (unit, inches))
      {
        *metres = number * M_PER_INCH;
        return text[length] == '\0';
      }
    if (!is_one_of (unit, feet))
      return FALSE;
  }
  text += length + strspn (text + length, " .");
  if (*text != '\0' && (!take_number (&text, &more) || !is_one_of (text, inches) || !(more >= 0 && more < 12)))
    return FALSE;
  *metres = number * M_PER_FOOT + more * M_PER_INCH;
  return TRUE;
}

/* A unit that stands behind a number in the unit that the program keeps. */
static gboolean
read_with_unit (QuantityKind kind, const char *unit, double number, double *value)
{
  static const char *const ounces[] = { "fl oz", "oz", "oz.", "ounce", "ounces", NULL };
  g_autoptr(UnitConversion) conversion = NULL;

  for (UnitSystem units = UNITS_METRIC; units <= UNITS_US; units++)
    if (g_ascii_strcasecmp (unit, shown_as (kind, units)->unit) == 0)
      {
        *value = quantity_from_shown (kind, units, number);
        return TRUE;
      }
  if ((kind == QUANTITY_DRINK || kind == QUANTITY_LOSS) && is_one_of (unit, ounces)) /* nobody weighs a drink in ounces */
    {
      *value = quantity_from_shown (kind, UNITS_US, number);
      return TRUE;
    }
  conversion = unit_conversion_to (unit, kinds[kind].kept);
  if (conversion == NULL)
    return FALSE;
  *value = conversion->factor * number + conversion->offset;
  return TRUE;
}

/* A number without a unit. */
static double
read_bare (QuantityKind kind, UnitSystem units, double number)
{
  if (kind == QUANTITY_HEIGHT && units == UNITS_METRIC && number < TALLEST_M)
    return number; /* 1.80: metres */
  if (kind == QUANTITY_HEIGHT && units == UNITS_US && number < TALLEST_FEET)
    return number * M_PER_FOOT;
  return quantity_from_shown (kind, units, number);
}

/* "1,500" of people who measure in fluid ounces; of others it is one and a half. */
static gboolean
groups_thousands (UnitSystem units, const char *text)
{
  return units == UNITS_US && g_regex_match_simple ("^\\s*[-+]?[1-9][0-9]{0,2}(,[0-9]{3})+(?![0-9,])", text, 0, 0);
}

/* What keyboards and word processors write: true minus signs, primes, commas, spaces that do not break. */
static char *
plainly_typed (UnitSystem units, const char *text)
{
  static const struct {
    const char *typed, *plain;
  } signs[] = { { "\u2212", "-" }, { "\u2032", "'" }, { "\u2019", "'" }, { "\u2033", "\"" }, { "\u201d", "\"" }, { "\u00a0", " " }, { "\u202f", " " } };
  GString *plain = g_string_new (text);

  for (guint s = 0; s < G_N_ELEMENTS (signs); s++)
    g_string_replace (plain, signs[s].typed, signs[s].plain, 0);
  if (groups_thousands (units, plain->str))
    g_string_replace (plain, ",", "", 0);
  g_strdelimit (plain->str, ",", '.');
  g_strstrip (plain->str);
  return g_string_free (plain, FALSE);
}

gboolean
quantity_read_typed (QuantityKind kind, UnitSystem units, const char *text, double *value)
{
  g_autofree char *plain = NULL;
  char *rest;
  double number;

  g_return_val_if_fail (kind < N_QUANTITIES && value != NULL, FALSE);

  *value = NAN;
  plain = plainly_typed (units, text != NULL ? text : "");
  if (*plain == '\0')
    return TRUE;
  if (kind == QUANTITY_HEIGHT && read_feet_and_inches (plain, value))
    return TRUE;
  rest = plain;
  if (!take_number (&rest, &number))
    return FALSE;
  if (*rest != '\0')
    return read_with_unit (kind, rest, number, value);
  *value = read_bare (kind, units, number);
  return TRUE;
}
