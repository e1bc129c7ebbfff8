/* workspace/roster-row.c */
#include "roster-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity.h"
#include "base/unit.h"
#include "sources/source-table.h"

#define TALLEST_M 3.0   /* a larger number without a unit is in centimetres */

/* The words for the sexes, in small letters. */
static const struct {
  const char *sex, *words;
} sexes[] = {
  { "female", "female f w woman women girl weiblich frau femme féminin fille mujer femenino feminino mulher donna femmina femminile vrouw kvinne kvinna 女 女性 ж женский" },
  { "male", "male m man men boy männlich maennlich mann homme h masculin garçon hombre varón masculino homem uomo maschio maschile 男 男性 м мужской" },
  { "other", "other o x d divers diverse non-binary nonbinary autre otro outro altro anders その他" },
};

gboolean
roster_word_is_among (const char *words, const char *word)
{
  g_auto(GStrv) split = g_strsplit (words, " ", -1);

  return *word && g_strv_contains ((const char *const *) split, word);
}

char *
roster_cell (const RosterTable *roster, guint row, RosterField field)
{
  char *text = roster->columns[field] < 0 ? NULL : g_strdup (table_cell (roster->table, row, (guint) roster->columns[field]));

  if (text && (table_cell_is_missing (g_strstrip (text)) || *text == '\0'))
    g_clear_pointer (&text, g_free);
  return text;
}

gboolean
roster_row_refuse (RosterRow *row, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (row->remark);
  row->remark = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  row->outcome = ROSTER_REFUSED;
  g_clear_pointer (&row->athlete, athlete_free);
  return FALSE;
}

char *
roster_name_of (const RosterTable *roster, guint row)
{
  g_autofree char *whole = roster_cell (roster, row, ROSTER_NAME), *first = roster_cell (roster, row, ROSTER_FIRST_NAME);
  g_autofree char *last = roster_cell (roster, row, ROSTER_LAST_NAME);

  if (whole)
    return g_steal_pointer (&whole);
  return first && last ? g_strdup_printf ("%s %s", first, last) : first ? g_steal_pointer (&first) : g_steal_pointer (&last);
}

/* In kilograms or metres; NAN when nothing is said. */
static gboolean
take_quantity (const RosterTable *roster, guint at, RosterField field, RosterRow *row, double *value)
{
  g_autofree char *text = roster_cell (roster, at, field), *name = NULL;
  g_autoptr(UnitConversion) unit = NULL;

  *value = NAN;
  if (text == NULL)
    return TRUE;
  if (table_number (roster->table, at, (guint) roster->columns[field], value))
    {
      unit = unit_header_split (roster->table->names[roster->columns[field]], &name);
      if (unit && unit->converts)
        *value = *value * unit->factor + unit->offset;
    }
  else if (!quantity_read_typed (field == ROSTER_MASS ? QUANTITY_BODY_MASS : QUANTITY_HEIGHT, UNITS_METRIC, text, value)) /* "165 lbs", "5'11" */
    return roster_row_refuse (row, _("“%s” is no number (%s)"), text, roster_field_title (field));
  if (field == ROSTER_HEIGHT && *value > TALLEST_M)
    *value /= 100;
  return TRUE;
}

static gboolean
take_sex (RosterRow *row, const char *text)
{
  g_autofree char *small = g_utf8_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (sexes); i++)
    if (roster_word_is_among (sexes[i].words, small))
      {
        g_free (row->athlete->sex);
        row->athlete->sex = g_strdup (sexes[i].sex);
        return TRUE;
      }
  return roster_row_refuse (row, _("“%s” is none of female, male, other"), text);
}

static gboolean
take_born (RosterRow *row, DateOrder order, const char *text)
{
  WrittenInstant written;

  if (!source_scan_date (text, order, &written))
    return roster_row_refuse (row, _("“%s” is no date of birth that can be read in one way only; write 2001-03-29"), text);
  g_free (row->athlete->born);
  row->athlete->born = civil_day_format (instant_civil_day (written.instant_us, 0));
  return TRUE;
}

static gboolean
take_zone (RosterRow *row, const char *text)
{
  g_autoptr(GTimeZone) zone = instant_zone_find (text);

  if (zone == NULL)
    return roster_row_refuse (row, _("“%s” is no time zone; they are named like Europe/Paris"), text);
  g_free (row->athlete->zone);
  row->athlete->zone = g_strdup (text);
  return TRUE;
}

static void
take_text (char **field, const char *text)
{
  if (text == NULL)
    return;
  g_free (*field);
  *field = g_strdup (text);
}

gboolean
roster_row_take (const RosterTable *roster, guint at, RosterRow *row)
{
  g_autofree char *sex = roster_cell (roster, at, ROSTER_SEX), *born = roster_cell (roster, at, ROSTER_BORN), *zone = roster_cell (roster, at, ROSTER_ZONE);
  g_autofree char *sport = roster_cell (roster, at, ROSTER_SPORT), *note = roster_cell (roster, at, ROSTER_NOTE), *name = roster_name_of (roster, at);
  double mass_kg, height_m;

  if ((sex && !take_sex (row, sex)) || (born && !take_born (row, (DateOrder) roster->born_order, born)) || (zone && !take_zone (row, zone))
      || !take_quantity (roster, at, ROSTER_MASS, row, &mass_kg) || !take_quantity (roster, at, ROSTER_HEIGHT, row, &height_m))
    return FALSE;
  take_text (&row->athlete->name, name);
  take_text (&row->athlete->sport, sport);
  take_text (&row->athlete->note, note);
  if (!isnan (mass_kg))
    row->athlete->mass_kg = mass_kg;
  if (!isnan (height_m))
    row->athlete->height_m = height_m;
  return TRUE;
}
