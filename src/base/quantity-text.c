/* base/quantity-text.c */
#include "quantity-text.h"

#include <math.h>
#include <string.h>

#define DASH         "–"
#define NARROW_SPACE "\u202f"
#define MINUS        "\u2212"
#define DECIMALS_MAX 6

/* The decimal place that an interval of @half_width earns; negative: tens, hundreds. */
static int
place_earned (double half_width)
{
  int exponent = (int) floor (log10 (half_width));
  double leading = half_width / pow (10.0, exponent);

  if (leading >= 9.5) /* would be written with one digit more */
    {
      exponent++;
      leading = 1.0;
    }
  return leading < 1.95 ? 1 - exponent : -exponent;
}

static int
place_of_three_digits (double value)
{
  return value == 0.0 ? 2 : 2 - (int) floor (log10 (fabs (value)));
}

static char *
rounded (double value, int place)
{
  double power = pow (10.0, place);
  double at_place = place < 0 ? round (value * power) / power : value;
  g_autofree char *text = g_strdup_printf ("%.*f", CLAMP (place, 0, DECIMALS_MAX), at_place);

  /* −0.00 is 0.00; and a minus is not a hyphen */
  if (text[0] != '-')
    return g_steal_pointer (&text);
  if (strspn (text, "-0.,") == strlen (text))
    return g_strdup (text + 1);
  return g_strconcat (MINUS, text + 1, NULL);
}

static char *
with_unit (const char *number, const char *unit)
{
  return unit == NULL || *unit == '\0' ? g_strdup (number) : g_strconcat (number, NARROW_SPACE, unit, NULL);
}

static gboolean
known (double sd)
{
  return isfinite (sd) && sd > 0.0;
}

char *
quantity_text (double value, double sd, const char *unit)
{
  g_autofree char *number = NULL, *interval = NULL, *both = NULL;
  int place;

  if (!isfinite (value))
    return g_strdup (DASH);
  if (!known (sd))
    return quantity_text_short (value, sd, unit);
  place = place_earned (2.0 * sd);
  number = rounded (value, place);
  interval = rounded (2.0 * sd, place);
  both = g_strconcat (number, " ± ", interval, NULL);
  return with_unit (both, unit);
}

char *
quantity_text_short (double value, double sd, const char *unit)
{
  g_autofree char *number = NULL;

  if (!isfinite (value))
    return g_strdup (DASH);
  number = rounded (value, known (sd) ? place_earned (2.0 * sd) : place_of_three_digits (value));
  return with_unit (number, unit);
}

char *
quantity_text_plain (double value, int decimals, const char *unit)
{
  g_autofree char *number = NULL;

  if (!isfinite (value))
    return g_strdup (DASH);
  number = rounded (value, decimals);
  return with_unit (number, unit);
}

char *
quantity_true_minus (char *printed)
{
  GString *text;

  g_return_val_if_fail (printed != NULL, NULL);

  text = g_string_new (NULL);
  for (const char *p = printed; *p != '\0'; p++)
    if (*p == '-' && (g_ascii_isdigit (p[1]) || p[1] == '.') && (p == printed || !g_ascii_isalnum (p[-1])))
      g_string_append (text, MINUS);
    else
      g_string_append_c (text, *p);
  g_free (printed);
  return g_string_free (text, FALSE);
}
