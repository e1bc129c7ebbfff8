/* ui/field-words.c */
#include "field-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"
#include "units.h"

typedef enum { AS_NUMBER, AS_QUANTITY, AS_DURATION, AS_YES_OR_NO, AS_SCORE } ValueForm;

static const struct {
  EventFieldId id;
  const char *title;
  const char *unit;
  int decimals;
  ValueForm form;
  QuantityKind kind; /* of AS_QUANTITY */
} fields[] = {
  { EVENT_FIELD_HEART_RATE_AVG_BPM, N_("Heart rate, mean"), N_("bpm"), 0, AS_NUMBER },
  { EVENT_FIELD_HEART_RATE_MAX_BPM, N_("Heart rate, highest"), N_("bpm"), 0, AS_NUMBER },
  { EVENT_FIELD_POWER_AVG_W, N_("Power, mean"), "W", 0, AS_NUMBER },
  { EVENT_FIELD_POWER_MAX_W, N_("Power, highest"), "W", 0, AS_NUMBER },
  { EVENT_FIELD_CADENCE_AVG_RPM, N_("Cadence, mean"), N_("rpm"), 0, AS_NUMBER },
  { EVENT_FIELD_SPEED_MAX_M_S, N_("Speed, highest"), NULL, 1, AS_QUANTITY, QUANTITY_SPEED },
  { EVENT_FIELD_MOVING_S, N_("In motion"), NULL, 0, AS_DURATION },
  { EVENT_FIELD_ASCENT_M, N_("Ascent"), NULL, 0, AS_QUANTITY, QUANTITY_CLIMB },
  { EVENT_FIELD_DESCENT_M, N_("Descent"), NULL, 0, AS_QUANTITY, QUANTITY_CLIMB },
  { EVENT_FIELD_ENERGY_KCAL, N_("Energy"), "kcal", 0, AS_NUMBER },
  { EVENT_FIELD_WORK_J, N_("Work"), "J", 0, AS_NUMBER },
  { EVENT_FIELD_DEVICE_TEMPERATURE_AVG_C, N_("Device temperature, mean"), NULL, 1, AS_QUANTITY, QUANTITY_TEMPERATURE },
  { EVENT_FIELD_CORE_TEMPERATURE_MAX_C, N_("Core temperature, highest"), NULL, 1, AS_QUANTITY, QUANTITY_TEMPERATURE },
  { EVENT_FIELD_WEATHER_TEMPERATURE_C, N_("Air temperature"), NULL, 1, AS_QUANTITY, QUANTITY_TEMPERATURE },
  { EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, N_("Humidity"), "%", 0, AS_NUMBER },
  { EVENT_FIELD_WEATHER_WIND_M_S, N_("Wind"), NULL, 1, AS_QUANTITY, QUANTITY_SPEED },
  { EVENT_FIELD_WEATHER_RADIATION_W_M2, N_("Sunshine"), "W/m²", 0, AS_NUMBER },
  { EVENT_FIELD_INDOOR, N_("Indoors"), NULL, 0, AS_YES_OR_NO },
  { EVENT_FIELD_START_LATITUDE_DEG, N_("Latitude of the start"), "°", 4, AS_NUMBER },
  { EVENT_FIELD_START_LONGITUDE_DEG, N_("Longitude of the start"), "°", 4, AS_NUMBER },
  { EVENT_FIELD_POOL_LENGTH_M, N_("Length of the pool"), NULL, 1, AS_QUANTITY, QUANTITY_SHORT_DISTANCE },
  { EVENT_FIELD_LAPS, N_("Laps"), NULL, 0, AS_NUMBER },
  { EVENT_FIELD_BEATS, N_("Heart beats recorded"), NULL, 0, AS_NUMBER },
  { EVENT_FIELD_BODY_MASS_KG, N_("Body mass"), NULL, 1, AS_QUANTITY, QUANTITY_BODY_MASS },
  { EVENT_FIELD_BODY_FAT_PERCENT, N_("Body fat"), "%", 1, AS_NUMBER },
  { EVENT_FIELD_MUSCLE_MASS_KG, N_("Muscle mass"), NULL, 1, AS_QUANTITY, QUANTITY_BODY_MASS },
  { EVENT_FIELD_HEIGHT_M, N_("Height"), NULL, 0, AS_QUANTITY, QUANTITY_HEIGHT },
  { EVENT_FIELD_ASLEEP_S, N_("Asleep"), NULL, 0, AS_DURATION },
  { EVENT_FIELD_AWAKE_S, N_("Awake"), NULL, 0, AS_DURATION },
  { EVENT_FIELD_DEEP_S, N_("Deep sleep"), NULL, 0, AS_DURATION },
  { EVENT_FIELD_LIGHT_S, N_("Light sleep"), NULL, 0, AS_DURATION },
  { EVENT_FIELD_REM_S, N_("REM sleep"), NULL, 0, AS_DURATION },
  { EVENT_FIELD_SLEEP_SCORE, N_("Sleep score of the maker"), NULL, 0, AS_NUMBER },
  { EVENT_FIELD_MAIN_SLEEP, N_("Main sleep"), NULL, 0, AS_YES_OR_NO },
  { EVENT_FIELD_STEPS, N_("Steps"), NULL, 0, AS_NUMBER },
  { EVENT_FIELD_RESTING_HEART_RATE_BPM, N_("Heart rate at rest"), N_("bpm"), 0, AS_NUMBER },
  { EVENT_FIELD_MOTIVATION_BEFORE, N_("Motivation before"), NULL, 0, AS_SCORE },
  { EVENT_FIELD_FATIGUE_BEFORE, N_("Fatigue before"), NULL, 0, AS_SCORE },
  { EVENT_FIELD_MOTIVATION_AFTER, N_("Motivation after"), NULL, 0, AS_SCORE },
  { EVENT_FIELD_FATIGUE_AFTER, N_("Fatigue after"), NULL, 0, AS_SCORE },
  { EVENT_FIELD_BODY_MASS_BEFORE_KG, N_("Body mass before"), NULL, 2, AS_QUANTITY, QUANTITY_BODY_MASS },
  { EVENT_FIELD_BODY_MASS_AFTER_KG, N_("Body mass after"), NULL, 2, AS_QUANTITY, QUANTITY_BODY_MASS },
  { EVENT_FIELD_DRUNK_ML, N_("Drunk"), NULL, 0, AS_QUANTITY, QUANTITY_DRINK },
  { EVENT_FIELD_URINE_ML, N_("Urine"), NULL, 0, AS_QUANTITY, QUANTITY_DRINK },
  { EVENT_FIELD_FOOD_G, N_("Eaten"), "g", 0, AS_NUMBER },
  { EVENT_FIELD_DEVICE_SWEAT_LOSS_ML, N_("Sweat lost, the device's estimate"), NULL, 0, AS_QUANTITY, QUANTITY_DRINK },
  { EVENT_FIELD_SWEAT_RATE_L_H, N_("Sweat rate"), NULL, 2, AS_QUANTITY, QUANTITY_RATE },
  { EVENT_FIELD_SWEAT_SODIUM_MMOL_L, N_("Sodium in the sweat"), "mmol/L", 0, AS_NUMBER },
  { EVENT_FIELD_SWEAT_CHLORIDE_MMOL_L, N_("Chloride in the sweat"), "mmol/L", 0, AS_NUMBER },
  { EVENT_FIELD_PATCH, N_("Patch"), NULL, 0, AS_YES_OR_NO },
  { EVENT_FIELD_SUB_SPORT, N_("Kind of the sport"), NULL, 0, AS_NUMBER },
  { EVENT_FIELD_TITLE, N_("Title"), NULL, 0, AS_NUMBER },
  { EVENT_FIELD_NOTES, N_("Notes"), NULL, 0, AS_NUMBER },
  { EVENT_FIELD_WEATHER, N_("Weather"), NULL, 0, AS_NUMBER },
};

static const struct {
  const char *name, *title;
} facts[] = { { "sport", N_("Sport") }, { "start", N_("Start") }, { "end", N_("End") }, { "zone", N_("Time zone") }, { "elapsed_s", N_("Duration") },
              { "timer_s", N_("Timer") }, { "distance_m", N_("Distance") }, { "device", N_("Device") }, { "records", N_("Records") } };

char *
words_capitalised (const char *words)
{
  gunichar first;
  char utf8[7] = "";

  g_return_val_if_fail (words != NULL, NULL);

  if (*words == '\0')
    return g_strdup (words);
  first = g_unichar_toupper (g_utf8_get_char (words));
  utf8[g_unichar_to_utf8 (first, utf8)] = '\0';
  return g_strconcat (utf8, g_utf8_next_char (words), NULL);
}

char *
sport_words (const char *sport)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (sport != NULL, NULL);

  words = g_strdelimit (g_strdup (sport), "_", ' ');
  return words_capitalised (words);
}

static guint
find_field (const char *name)
{
  EventFieldId id;
  guint i = G_N_ELEMENTS (fields);

  if (event_field_from_name (name, &id))
    for (i = 0; i < G_N_ELEMENTS (fields) && fields[i].id != id; i++)
      ;
  return i;
}

char *
field_words_title (const char *name)
{
  guint field;

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (name, facts[i].name))
      return g_strdup (_(facts[i].title));
  field = find_field (name);
  return field < G_N_ELEMENTS (fields) ? g_strdup (_(fields[field].title)) : words_capitalised (name);
}

/* What is no field with an identifier, but a member of every event. */
static char *
fact_text (const AthleteLife *life, const Event *merged, const char *name)
{
  if (g_str_equal (name, "sport"))
    return merged->sport != NULL ? sport_words (merged->sport) : NULL;
  if (g_str_equal (name, "start"))
    return athlete_life_format_time (life, merged->start_us);
  if (g_str_equal (name, "end"))
    return athlete_life_format_time (life, merged->end_us);
  if (g_str_equal (name, "elapsed_s"))
    return duration_text (merged->elapsed_s);
  if (g_str_equal (name, "timer_s"))
    return duration_text (merged->timer_s);
  if (g_str_equal (name, "distance_m"))
    return quantity_way (units_shown (), merged->distance_m, 2);
  if (g_str_equal (name, "device"))
    return g_strdup (merged->device);
  if (g_str_equal (name, "records"))
    return g_strdup_printf ("%u", merged->n_records);
  if (g_str_equal (name, "zone"))
    return merged->flags & EVENT_FLAG_ZONE_ESTIMATED
             ? quantity_true_minus (g_strdup_printf (_("%+d h, estimated from the place"), merged->start_offset_s / 3600)) : g_strdup (merged->zone);
  return NULL;
}

char *
field_words_value (const AthleteLife *life, const Event *merged, const char *name)
{
  guint field;
  double value;

  g_return_val_if_fail (life != NULL && merged != NULL && name != NULL, NULL);

  field = find_field (name);
  if (field == G_N_ELEMENTS (fields))
    return fact_text (life, merged, name);
  if (event_field_is_text (fields[field].id))
    return g_strdup (event_text (merged, fields[field].id));
  value = event_number (merged, fields[field].id);
  switch (fields[field].form)
    {
    case AS_QUANTITY:
      return quantity_label (fields[field].kind, units_shown (), value, fields[field].decimals);
    case AS_DURATION:
      return duration_text (value);
    case AS_YES_OR_NO:
      return g_strdup (value > 0 ? _("Yes") : _("No"));
    case AS_SCORE:
      return g_strdup_printf (_("%.0f of 10"), value);
    default:
      return quantity_text_plain (value, fields[field].decimals, fields[field].unit != NULL ? _(fields[field].unit) : NULL);
    }
}
