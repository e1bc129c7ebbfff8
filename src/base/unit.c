/* base/unit.c */
#include "unit.h"

#include <locale.h>
#include <math.h>
#include <string.h>
#include <udunits2.h>

/* What people write, and what UDUNITS calls it (there "oz" is a volume, "gal" an acceleration and "mph" an illuminance; its ounces are rounded to seven digits).
 * Longer spellings first: the first that fits is taken. */
static const struct {
  const char *written;
  const char *udunits;
  gboolean customary;
} words[] = {
  { "fl. oz", "(29.5735295625 mL)", TRUE },
  { "fl oz", "(29.5735295625 mL)", TRUE },
  { "fl.oz", "(29.5735295625 mL)", TRUE },
  { "fl_oz", "(29.5735295625 mL)", TRUE },
  { "floz", "(29.5735295625 mL)", TRUE },
  { "ounces", "(0.0625 lb)", TRUE },
  { "ounce", "(0.0625 lb)", TRUE },
  { "oz", "(0.0625 lb)", TRUE },
  { "pounds", "lb", TRUE },
  { "pound", "lb", TRUE },
  { "lbs", "lb", TRUE },
  { "lb", "lb", TRUE },
  { "stone", "(14 lb)", TRUE },
  { "gallons", "(3785.411784 mL)", TRUE },
  { "gallon", "(3785.411784 mL)", TRUE },
  { "gal", "(3785.411784 mL)", TRUE },
  { "pints", "(473.176473 mL)", TRUE },
  { "pint", "(473.176473 mL)", TRUE },
  { "mph", "mile/hour", TRUE },
  { "miles", "mile", TRUE },
  { "mile", "mile", TRUE },
  { "mi", "mile", TRUE },
  { "inches", "inch", TRUE },
  { "inch", "inch", TRUE },
  { "inHg", "inHg", TRUE },
  { "in", "inch", TRUE },
  { "feet", "foot", TRUE },
  { "foot", "foot", TRUE },
  { "ft", "foot", TRUE },
  { "yd", "yard", TRUE },
  { "psi", "psi", TRUE },
  { "°F", "degF", TRUE },
  { "ºF", "degF", TRUE },
  { "degF", "degF", TRUE },
  { "deg F", "degF", TRUE },
  { "°C", "degC", FALSE },
  { "ºC", "degC", FALSE },
  { "deg C", "degC", FALSE },
  { "bpm", "1/minute", FALSE },
  { "hr", "hour", FALSE },
};

/* The metric unit of each quantity that customary units measure. */
static const struct {
  const char *udunits;
  const char *shown;
} metric[] = {
  { "degC", "°C" },
  { "kg", "kg" },
  { "kg/hour", "kg/h" },
  { "mL", "mL" },
  { "L/hour", "L/h" },
  { "m", "m" },
  { "km/hour", "km/h" },
  { "m2", "m²" },
  { "kPa", "kPa" },
};

/* Reads and computes with a decimal point in whatever locale: UDUNITS asks the C library, and its own file does not load where
 * the mark is a comma. */
static locale_t
decimal_point (void)
{
  static gsize locale = 0;

  if (g_once_init_enter (&locale))
    g_once_init_leave (&locale, (gsize) newlocale (LC_ALL_MASK, "C", NULL));
  return (locale_t) locale;
}

/* UDUNITS keeps global state: one caller at a time. NULL: its file of units is missing. */
static ut_system *
unit_system (void)
{
  static ut_system *system = NULL;
  static gboolean was_read = FALSE;

  if (!was_read)
    {
      ut_set_error_message_handler (ut_ignore);
      system = ut_read_xml (NULL);
      was_read = TRUE;
    }
  return system;
}

static gboolean
is_letter (const char *p)
{
  return g_unichar_isalpha (g_utf8_get_char_validated (p, -1));
}

/* @written in UDUNITS' words. */
static char *
translate (const char *written, gboolean *customary)
{
  GString *text = g_string_new (NULL);
  gboolean in_word = FALSE;

  *customary = FALSE;
  if (g_str_equal (written, "F") || g_str_equal (written, "C"))
    {
      *customary = *written == 'F';
      g_string_append (text, *written == 'F' ? "degF" : "degC");
      return g_string_free (text, FALSE);
    }
  for (const char *p = written; *p;)
    {
      guint found = G_N_ELEMENTS (words);

      for (guint i = 0; !in_word && i < G_N_ELEMENTS (words) && found == G_N_ELEMENTS (words); i++)
        if (g_str_has_prefix (p, words[i].written) && !is_letter (p + strlen (words[i].written)))
          found = i;
      if (found < G_N_ELEMENTS (words))
        {
          g_string_append (text, words[found].udunits);
          *customary |= words[found].customary;
          p += strlen (words[found].written);
          continue;
        }
      in_word = is_letter (p);
      g_string_append_len (text, p, g_utf8_next_char (p) - p);
      p = g_utf8_next_char (p);
    }
  return g_string_free (text, FALSE);
}

/* From @unit into @target, which is of the same quantity. */
static void
take_conversion (UnitConversion *conversion, ut_unit *unit, ut_unit *target)
{
  cv_converter *converter = ut_get_converter (unit, target);

  conversion->offset = cv_convert_double (converter, 0.0);
  conversion->factor = cv_convert_double (converter, 1.0) - conversion->offset;
  if (conversion->offset != 0) /* of degF: 1 and 0 are so near that the difference loses digits */
    conversion->factor = (cv_convert_double (converter, 1e6) - conversion->offset) / 1e6;
  conversion->converts = TRUE;
  cv_free (converter);
}

/* @target: (nullable): else the metric unit of the same quantity, when @written is a customary one. */
static UnitConversion *
find_conversion (const char *written, const char *target)
{
  g_autofree char *translated = NULL;
  g_autoptr(UnitConversion) conversion = NULL;
  gboolean customary;
  ut_unit *unit;

  if (unit_system () == NULL)
    return NULL;
  translated = translate (written, &customary);
  unit = ut_parse (unit_system (), translated, UT_UTF8);
  if (unit == NULL)
    return NULL;
  conversion = g_new0 (UnitConversion, 1);
  conversion->factor = 1.0;
  for (guint i = 0; (customary || target != NULL) && !conversion->converts && i < (target != NULL ? 1 : G_N_ELEMENTS (metric)); i++)
    {
      ut_unit *into = ut_parse (unit_system (), target != NULL ? target : metric[i].udunits, UT_UTF8);

      if (into && ut_are_convertible (unit, into))
        {
          take_conversion (conversion, unit, into);
          conversion->unit = g_strdup (target != NULL ? target : metric[i].shown);
        }
      if (into)
        ut_free (into);
    }
  ut_free (unit);
  if (conversion->unit == NULL)
    conversion->unit = g_strdup (written);
  return target == NULL || conversion->converts ? g_steal_pointer (&conversion) : NULL;
}

/* The library's faults and locales are kept out; one caller at a time. */
static UnitConversion *
find_guarded (const char *written, const char *target)
{
  static GMutex one_at_a_time;
  UnitConversion *conversion;
  locale_t before;

  if (!g_utf8_validate (written, -1, NULL))
    return NULL;
  if (strpbrk (written, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%") == NULL && !g_utf8_strchr (written, -1, 0xB0))
    return NULL; /* a number alone is a unit to UDUNITS, but not to people */
  g_mutex_lock (&one_at_a_time);
  before = uselocale (decimal_point ());
  conversion = find_conversion (written, target);
  uselocale (before);
  g_mutex_unlock (&one_at_a_time);
  return conversion;
}

UnitConversion *
unit_conversion_find (const char *written)
{
  g_return_val_if_fail (written != NULL, NULL);

  return find_guarded (written, NULL);
}

UnitConversion *
unit_conversion_to (const char *written, const char *target)
{
  g_return_val_if_fail (written != NULL && target != NULL, NULL);

  return find_guarded (written, target);
}

void
unit_conversion_free (UnitConversion *conversion)
{
  if (conversion == NULL)
    return;
  g_free (conversion->unit);
  g_free (conversion);
}

UnitConversion *
unit_header_split (const char *header, char **name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (header));
  const gsize length = strlen (trimmed);
  const char close = length ? trimmed[length - 1] : '\0';
  char *open = close == ')' ? strrchr (trimmed, '(') : close == ']' ? strrchr (trimmed, '[') : NULL;
  g_autoptr(UnitConversion) conversion = NULL;

  *name = NULL;
  if (open && open > trimmed)
    {
      g_autofree char *written = g_strstrip (g_strndup (open + 1, trimmed + length - 1 - (open + 1)));

      conversion = unit_conversion_find (written);
      if (conversion)
        *name = g_strstrip (g_strndup (trimmed, open - trimmed));
    }
  if (*name == NULL)
    *name = g_strdup (header);
  return g_steal_pointer (&conversion);
}
