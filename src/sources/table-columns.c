/* sources/table-columns.c */
#include "table-columns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/column-map.h"
#include "base/unit.h"

#define ML_PER_FL_OZ 29.5735295625
#define SODIUM_MG_PER_MMOL 22.99
#define CHLORIDE_MG_PER_MMOL 35.45

/* A unit behind a name, both as column_plain_name() has them. */
struct _UnitNames {
  const char *names;     /* blank-separated */
  double factor;
  double offset;
};

static const UnitNames seconds[] = { { "s sec secs second seconds sekunden secondes segundos", 1 }, { "min mins minute minutes minuten minutos minuti", 60 },
                                     { "h hr hrs hour hours stunden heures horas ore", 3600 }, { 0 } };
static const UnitNames metres[] = { { "m metre metres meter meters", 1 }, { "km kilometre kilometres kilometer kilometers", 1000 }, { "mi mile miles", 1609.344 },
                                    { "yd yards", 0.9144 }, { 0 } };
static const UnitNames height[] = { { "m", 1 }, { "cm", 0.01 }, { "in inch inches", 0.0254 }, { 0 } };
static const UnitNames kilograms[] = { { "kg kgs kilo kilos kilogram kilograms", 1 }, { "lb lbs pound pounds", KG_PER_LB }, { "g gram grams", 0.001 }, { 0 } };
static const UnitNames millilitres[] = { { "ml g", 1 }, { "l kg litre litres liter liters", 1000 }, { "cl", 10 }, { "oz floz", ML_PER_FL_OZ }, { 0 } };
static const UnitNames grams[] = { { "g", 1 }, { "kg", 1000 }, { 0 } };
static const UnitNames litres_an_hour[] = { { "lh lhr lperh lperhour kgh", 1 }, { "mlh mlhr gh", 0.001 }, { "mlmin gmin", 0.06 }, { 0 } };
static const UnitNames sodium[] = { { "mmoll mmol mm meql", 1 }, { "mgl ppm", 1 / SODIUM_MG_PER_MMOL }, { 0 } };
static const UnitNames chloride[] = { { "mmoll mmol mm meql", 1 }, { "mgl ppm", 1 / CHLORIDE_MG_PER_MMOL }, { 0 } };
static const UnitNames celsius[] = { { "c degc celsius", 1 }, { "f degf fahrenheit", 1 / 1.8, -32 / 1.8 }, { 0 } };
static const UnitNames percent[] = { { "percent pct percentage", 1 }, { 0 } };
static const UnitNames none[] = { { 0 } };

/* Days; then clocks, which beside a day are the time on it, and else hold the day themselves. */
static const char days[] = "date day datum tag fecha dia data giorno dato paivamaara 日付 日期 дата";
static const char clocks[] = "time start starttime begin beginn clock clocktime timeofday uhrzeit zeit heure debut hora inicio ora inizio tijd tid klokke 時刻 時間 "
                             "время";
static const char instants[] = "datetime dateandtime timestamp startdate started measuredat zeitpunkt dateheure quand fechahora fechayhora dataora "
                               "datahora 日時";

static const struct {
  RowPart part;
  const char *names;
  const UnitNames *units;
} part_names[] = {
  { ROW_END, "end endtime stop finish ende fin fine fim einde slut 終了", none },
  { ROW_DURATION, "duration elapsed elapsedtime totaltime dauer gesamtzeit duree dureetotale duracion durata duracao duur", seconds },
  { ROW_DURATION, "minutes min minuten", (const UnitNames[]) { { "", 60 }, { 0 } } },
  { ROW_DURATION, "seconds", (const UnitNames[]) { { "", 1 }, { 0 } } },
  { ROW_DISTANCE, "distance distanz strecke distancia distanza afstand 距離", metres },
  { ROW_DISTANCE, "km", (const UnitNames[]) { { "", 1000 }, { 0 } } },
  { ROW_DISTANCE, "metres meters miles", metres },
  { ROW_SPORT, "sport activity activitytype exercise sportart aktivitat discipline activite deporte actividad attivita esporte 種目", none },
  { ROW_SLEEP_START, "bedtimestart sleepstart sleeponset onset sleepstarttime bedtime fellasleep einschlafzeit schlafbeginn coucher 就寝", none },
  { ROW_SLEEP_END, "bedtimeend sleepend wakeonset sleependtime waketime wakeuptime wokeup aufwachzeit schlafende lever 起床", none },
  { ROW_NAP, "nap", none },
  { ROW_ID, "id trial trialid session sessionid", none },
};

#define MASS "bodymass bodyweight mass weight masse gewicht korpergewicht korpermasse poids poidscorporel massecorporelle peso pesocorporal pesocorporeo " \
             "massacorporea massacorporal lichaamsgewicht vekt vikt 体重 вес"
static const struct {
  EventFieldId field;
  const char *names;
  const UnitNames *units;
} field_names[] = {
  { EVENT_FIELD_BODY_MASS_KG, MASS, kilograms },
  { EVENT_FIELD_BODY_MASS_KG, "kg", none },
  { EVENT_FIELD_BODY_MASS_KG, "lb lbs pounds", (const UnitNames[]) { { "", KG_PER_LB }, { 0 } } },
  { EVENT_FIELD_BODY_FAT_PERCENT, "bodyfat fat korperfett graisse grasa grasso", percent },
  { EVENT_FIELD_BODY_MASS_BEFORE_KG, "before pre massbefore weightbefore bodymassbefore bodyweightbefore beforemass beforeweight premass preweight prebodymass "
    "prebodyweight masspre weightpre bodymasspre bodyweightpre preexercisemass preexerciseweight massevorher gewichtvorher gewichtvor vorher "
    "poidsavant masseavant avant pesoantes antes pesoprima prima", kilograms },
  { EVENT_FIELD_BODY_MASS_AFTER_KG, "after post massafter weightafter bodymassafter bodyweightafter aftermass afterweight postmass postweight postbodymass "
    "postbodyweight masspost weightpost bodymasspost bodyweightpost postexercisemass postexerciseweight massenachher gewichtnachher gewichtnach "
    "nachher poidsapres masseapres apres pesodespues despues pesodopo dopo", kilograms },
  { EVENT_FIELD_DRUNK_ML, "drunk drink drinks fluid fluids fluidintake intake fluidconsumed drinkvolume water waterintake trinkmenge getrunken boisson "
    "boissons bu bebida bebido bevuto", millilitres },
  { EVENT_FIELD_URINE_ML, "urine urineoutput urineloss urinevolume urin harn orina", millilitres },
  { EVENT_FIELD_FOOD_G, "food foodintake eaten solids gegessen", grams },
  { EVENT_FIELD_SWEAT_RATE_L_H, "sweatrate sweatingrate wbsr wholebodysweatrate schweissrate tauxdesudation tasadesudoracion", litres_an_hour },
  { EVENT_FIELD_SWEAT_SODIUM_MMOL_L, "sodium sweatsodium sodiumconcentration sweatsodiumconcentration sweatna na natrium", sodium },
  { EVENT_FIELD_SWEAT_CHLORIDE_MMOL_L, "chloride sweatchloride chlorideconcentration sweatchlorideconcentration sweatcl cl chlorid chlorure", chloride },
  { EVENT_FIELD_WEATHER_TEMPERATURE_C, "temperature airtemperature ambienttemperature temp tdb temperatur lufttemperatur temperatura", celsius },
  { EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, "humidity rh relativehumidity luftfeuchtigkeit luftfeuchte humidite humedad umidita", percent },
  { EVENT_FIELD_ASLEEP_S, "totalsleepduration", (const UnitNames[]) { { "", 1 }, { 0 } } }, /* of Oura */
  { EVENT_FIELD_ASLEEP_S, "totalsleep totalsleepduration asleep asleepduration minutesasleep timeasleep sleepduration schlafdauer", seconds },
  { EVENT_FIELD_TITLE, "title titel titre titulo titolo", none },
  { EVENT_FIELD_HEART_RATE_AVG_BPM, "avghr averagehr averageheartrate meanheartrate meanhr", none },
  { EVENT_FIELD_HEART_RATE_MAX_BPM, "maxhr maxheartrate maximumheartrate", none },
  { EVENT_FIELD_ENERGY_KCAL, "calories kcal energykcal kalorien", none },
  { EVENT_FIELD_MUSCLE_MASS_KG, "skeletalmusclemass musclemass muskelmasse", kilograms },
  { EVENT_FIELD_NOTES, "note notes comment comments remark remarks bemerkung bemerkungen kommentar remarque commentaire nota notas", none },
  { EVENT_FIELD_HEIGHT_M, "height stature korpergrosse taille estatura altura", height },
};

static gboolean
is_one_of (const char *names, const char *plain, gsize length)
{
  const char *at = names;

  while (length)
    {
      gsize n = strcspn (at, " ");

      if (n == length && memcmp (at, plain, n) == 0)
        return TRUE;
      if (at[n] == '\0')
        break;
      at += n + 1;
    }
  return FALSE;
}

static const UnitNames *
find_unit (const UnitNames *units, const char *plain, gsize length)
{
  for (; units->names; units++)
    if (is_one_of (units->names, plain, length))
      return units;
  return NULL;
}

/* Whether @plain is one of @names, alone or with a unit behind it. */
static gboolean
is_called (const char *plain, const char *names, const UnitNames *units, FoundColumn *found)
{
  gsize length = strlen (plain);
  gboolean bare_unit = units->names && *units->names == '\0';

  *found = (FoundColumn) { -1, bare_unit ? units->factor : 1, 0, bare_unit, bare_unit ? none : units };
  if (is_one_of (names, plain, length))
    {
      const UnitNames *unit = bare_unit ? NULL : find_unit (units, plain, length); /* "miles" is a name that is a unit */

      if (unit)
        {
          found->factor = unit->factor;
          found->has_unit = TRUE;
        }
      return TRUE;
    }
  for (const char *behind = plain; *behind && !bare_unit; behind = g_utf8_next_char (behind))
    {
      const UnitNames *unit = behind > plain ? find_unit (units, behind, strlen (behind)) : NULL;

      if (unit && is_one_of (names, plain, (gsize) (behind - plain)))
        {
          found->factor = unit->factor;
          found->offset = unit->offset;
          found->has_unit = TRUE;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_part (const char *plain, RowPart *part, FoundColumn *found)
{
  *found = (FoundColumn) { -1, 1, 0, FALSE, none };
  if (is_one_of (instants, plain, strlen (plain)) || is_one_of (days, plain, strlen (plain)))
    *part = ROW_TIME;
  else if (is_one_of (clocks, plain, strlen (plain)))
    *part = ROW_TIME_OF_DAY;
  else
    {
      for (guint p = 0; p < G_N_ELEMENTS (part_names); p++)
        if (is_called (plain, part_names[p].names, part_names[p].units, found))
          {
            *part = part_names[p].part;
            return TRUE;
          }
      return FALSE;
    }
  return TRUE;
}

static void
take (FoundColumn *place, const FoundColumn *found, guint column)
{
  if (place->column >= 0)
    return; /* the first of a name stands */
  *place = *found;
  place->column = (int) column;
}

static gboolean
any_cell (const Table *table, int column, gboolean (*is_so) (const char *cell))
{
  for (guint row = 0; column >= 0 && row < table->rows->len; row++)
    if (is_so (table_cell (table, row, (guint) column)))
      return TRUE;
  return FALSE;
}

static gboolean
holds_a_day (const char *cell)
{
  WrittenInstant written;

  return source_scan_date (cell, DATE_ORDER_DAY_FIRST, &written) || source_scan_date (cell, DATE_ORDER_MONTH_FIRST, &written);
}

static gboolean
holds_a_clock (const char *cell)
{
  return strchr (cell, ':') != NULL;
}

/* A clock needs a day: without a column of days, or with one in its own cells, it is the time itself. Beside days that have a
 * clock already, "Time" is how long it took. */
static void
settle_clock (const Table *table, TableColumns *columns)
{
  FoundColumn *time = &columns->parts[ROW_TIME], *clock = &columns->parts[ROW_TIME_OF_DAY], *duration = &columns->parts[ROW_DURATION];

  if (clock->column < 0)
    return;
  if (time->column < 0 || any_cell (table, clock->column, holds_a_day))
    *time = *clock;
  else if (!any_cell (table, time->column, holds_a_clock))
    return;
  else if (duration->column < 0)
    *duration = *clock;
  clock->column = -1;
}

void
table_columns_find (const Table *table, TableColumns *columns)
{
  for (guint i = 0; i < ROW_N; i++)
    columns->parts[i] = (FoundColumn) { -1, 1, 0, FALSE, none };
  for (guint i = 0; i < EVENT_N_FIELDS; i++)
    columns->fields[i] = (FoundColumn) { -1, 1, 0, FALSE, none };
  for (guint c = 0; c < table->n_columns; c++)
    {
      g_autofree char *plain = column_plain_name (table->names[c]);
      FoundColumn found = { -1, 1, 0, FALSE, none };
      EventFieldId id;
      RowPart part;

      if (event_field_from_name (table->names[c], &id))
        take (&columns->fields[id], &found, c);
      else if (is_part (plain, &part, &found))
        take (&columns->parts[part], &found, c);
      else
        for (guint f = 0; f < G_N_ELEMENTS (field_names); f++)
          if (is_called (plain, field_names[f].names, field_names[f].units, &found))
            {
              take (&columns->fields[field_names[f].field], &found, c);
              break;
            }
    }
  settle_clock (table, columns);
}

gboolean
table_columns_map (TableColumns *columns, SourceReport *report, const Table *table, const char *map)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) pairs = column_map_parse (map, &error);

  if (pairs == NULL)
    {
      source_report_refuse (report, "table", "%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < pairs->len; i++)
    {
      const ColumnPair *pair = &g_array_index (pairs, ColumnPair, i);
      g_autofree char *plain = column_plain_name (pair->field);
      int column = table_find_column (table, pair->column);
      FoundColumn found = { column, 1, 0, FALSE, none };
      EventFieldId id;
      RowPart part;

      if (column < 0)
        {
          source_report_refuse (report, "table", "The map names a column “%s” that the table does not have.", pair->column);
          return FALSE;
        }
      if (event_field_from_name (pair->field, &id))
        columns->fields[id] = found;
      else if (g_str_equal (plain, "duration") || g_str_equal (plain, "distance"))
        {
          source_report_refuse (report, "table", "The map's “%s” needs a unit: %s.", pair->field,
                                *plain == 'd' && plain[1] == 'u' ? "duration_min, duration_s or duration_h" : "distance_km or distance_m");
          return FALSE;
        }
      else if (g_str_equal (plain, "timeofday"))
        columns->parts[ROW_TIME_OF_DAY] = found;
      else if (g_str_equal (plain, "time") || g_str_equal (plain, "start"))
        columns->parts[ROW_TIME] = found;
      else if (is_part (plain, &part, &found))
        {
          columns->parts[part] = found;
          columns->parts[part].column = column;
        }
      else
        {
          source_report_refuse (report, "table", "The map names a field “%s” that is not known; fields are called time, time_of_day, end, "
                                "duration_min, distance_m, sport, body_mass_kg, sweat_rate_l_h and so on.", pair->field);
          return FALSE;
        }
    }
  if (columns->parts[ROW_TIME].column == columns->parts[ROW_TIME_OF_DAY].column)
    columns->parts[ROW_TIME_OF_DAY].column = -1;
  return TRUE;
}

/* "1:30", "01:30:00" of a duration: hours and minutes. */
static double
scan_clock_s (const char *cell)
{
  guint hours, minutes, seconds_behind = 0;
  char rest;
  int n = sscanf (cell, "%5u:%2u:%2u%c", &hours, &minutes, &seconds_behind, &rest);

  return (n == 2 || n == 3) && minutes < 60 && seconds_behind < 60 ? hours * 3600.0 + minutes * 60.0 + seconds_behind : NAN;
}

gboolean
table_columns_value (const FoundColumn *found, const Table *table, guint row, double *value)
{
  const char *cell = table_cell (table, row, (guint) found->column);
  g_autofree char *number = NULL, *behind = NULL;
  const UnitNames *unit;
  char *end;

  if (table_number (table, row, (guint) found->column, value))
    {
      *value = *value * found->factor + found->offset;
      return TRUE;
    }
  number = g_strdelimit (g_strdup (cell), ",", '.');
  *value = g_ascii_strtod (number, &end);
  if (end == number || !isfinite (*value))
    return FALSE;
  behind = column_plain_name (end);
  if (*behind == '\0') /* "15.2 %" */
    return TRUE;
  unit = find_unit (found->units, behind, strlen (behind));
  if (unit)
    *value = *value * unit->factor + unit->offset;
  return unit != NULL;
}

double
table_columns_part (const TableColumns *columns, const Table *table, guint row, RowPart part)
{
  const FoundColumn *found = &columns->parts[part];
  double value;

  if (found->column < 0)
    return NAN;
  if (part == ROW_DURATION && !isnan (value = scan_clock_s (table_cell (table, row, (guint) found->column))))
    return value;
  if (!found->has_unit && table_number (table, row, (guint) found->column, &value))
    return NAN;
  return table_columns_value (found, table, row, &value) ? value : NAN;
}

static gboolean
is_used (const TableColumns *columns, int column)
{
  for (guint i = 0; i < ROW_N; i++)
    if (columns->parts[i].column == column)
      return TRUE;
  for (guint i = 0; i < EVENT_N_FIELDS; i++)
    if (columns->fields[i].column == column)
      return TRUE;
  return FALSE;
}

void
table_columns_say_rest (const TableColumns *columns, const Table *table, SourceReport *report)
{
  static const RowPart need_units[] = { ROW_DURATION, ROW_DISTANCE };
  g_autoptr(GString) rest = g_string_new (NULL);

  for (guint c = 0; c < table->n_columns; c++)
    if (*table->names[c] && !is_used (columns, (int) c))
      g_string_append_printf (rest, "%s“%s”", rest->len ? ", " : "", table->names[c]);
  for (guint i = 0; i < G_N_ELEMENTS (need_units); i++)
    {
      const FoundColumn *found = &columns->parts[need_units[i]];
      double value;

      if (found->column >= 0 && !found->has_unit && table->rows->len && table_number (table, 0, (guint) found->column, &value) && !isnan (value))
        g_string_append_printf (rest, "%s“%s” (of which unit?)", rest->len ? ", " : "", table->names[found->column]);
    }
  if (rest->len)
    source_report_say (report, "Nothing is taken from %s; a map says what a column is.", rest->str);
}
