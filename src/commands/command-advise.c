/* commands/command-advise.c: saltline advise, what to take before, during and after a workout */
#include <glib/gi18n.h>
#include <math.h>

#include "advice/advise.h"
#include "commands-list.h"
#include "occasion-options.h"
#include "with-workspace.h"

typedef struct {
  char *workspace, *handle, *workout, *rules;
  Occasion occasion;
  double start_hour;
  AdviceAthlete body;
  gboolean competition, as_json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->workspace);
  g_free (options->handle);
  g_free (options->workout);
  g_free (options->rules);
  occasion_clear (&options->occasion);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
is_bout (const Event *event)
{
  return (event->kind == EVENT_WORKOUT || event->kind == EVENT_PLANNED) && event->start_us != INSTANT_UNKNOWN;
}

static gint64
end_of (const Event *event)
{
  return event->end_us != INSTANT_UNKNOWN ? event->end_us : event->start_us + INSTANT_HOUR;
}

/* The one named; else the next that is to come, else the last there was. */
static const Event *
choose_workout (const AthleteTimeline *timeline, const char *id, gint64 now)
{
  const Event *found = NULL;

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);

      if (!is_bout (event->merged) || (id && !g_str_equal (event->id, id)))
        continue;
      found = event->merged;
      if (id || found->start_us > now)
        break;
    }
  return found;
}

/* Hours from and to the neighbours, and to the night after. */
static void
find_neighbours (const AthleteTimeline *timeline, gint64 start_us, gint64 end_us, AdviceWorkout *workout)
{
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const Event *event = ((const TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged;

      if (!is_bout (event))
        continue;
      if (event->start_us < start_us && end_of (event) <= start_us + INSTANT_MINUTE)
        workout->hours_since_last = fmin (workout->hours_since_last, MAX ((double) (start_us - end_of (event)) / INSTANT_HOUR, 0));
      if (event->start_us >= end_us)
        workout->hours_to_next = fmin (workout->hours_to_next, (double) (event->start_us - end_us) / INSTANT_HOUR);
    }
  for (guint i = 0; i < timeline->nights->len; i++)
    {
      const Night *night = g_ptr_array_index (timeline->nights, i);

      if (night->main && night->start_us >= end_us)
        workout->hours_to_sleep = fmin (workout->hours_to_sleep, (double) (night->start_us - end_us) / INSTANT_HOUR);
    }
}

/* What the workspace knows of the workout, where nothing was typed. */
static gboolean
describe_workout (SaltlineWorkspace *workspace, const Athlete *athlete, Options *options, AdviceWorkout *workout, GError **error)
{
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (workspace, athlete, error);
  gint64 now = g_get_real_time (), start_us = now;
  const Event *event = NULL;
  int offset;

  if (timeline == NULL)
    return FALSE;
  if (options->workout || isnan (options->occasion.minutes))
    {
      event = choose_workout (timeline, options->workout, now);
      if (event == NULL)
        {
          if (options->workout)
            g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("%s has no workout %s."), athlete->name, options->workout);
          else
            g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("%s has no workout in the workspace: say --minutes, or import one."),
                         athlete->name);
          return FALSE;
        }
    }
  if (event)
    {
      double minutes = (double) (end_of (event) - event->start_us) / INSTANT_MINUTE;

      start_us = event->start_us;
      if (isnan (options->occasion.minutes))
        options->occasion.minutes = MAX (minutes, 1);
      if (options->occasion.sport == NULL)
        options->occasion.sport = g_strdup (event->sport);
      if (isnan (options->occasion.air_c))
        options->occasion.air_c = event_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C);
      if (isnan (options->occasion.relative_humidity))
        options->occasion.relative_humidity = event_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT);
      offset = athlete_timeline_offset (timeline, start_us, event->start_offset_s);
      if (isnan (options->start_hour))
        options->start_hour = instant_minute_of_day (start_us, offset == INSTANT_OFFSET_UNKNOWN ? 0 : offset) / 60.0;
    }
  *workout = (AdviceWorkout) { options->occasion.sport, options->occasion.minutes, options->start_hour,
                               start_us > now ? (double) (start_us - now) / INSTANT_HOUR : NAN, NAN, NAN, NAN, options->competition };
  if (event)
    find_neighbours (timeline, start_us, end_of (event), workout);
  options->occasion.at_us = start_us;
  return TRUE;
}

static double
age_of (const Athlete *athlete)
{
  GDate born, today;

  g_date_clear (&born, 1);
  if (athlete->born)
    g_date_set_parse (&born, athlete->born);
  if (!g_date_valid (&born))
    return NAN;
  g_date_clear (&today, 1);
  g_date_set_time_t (&today, (time_t) (g_get_real_time () / G_USEC_PER_SEC));
  return g_date_days_between (&born, &today) / 365.25;
}

static void
print_json (const Athlete *athlete, const AdviceWorkout *workout, const AthletePrediction *p, const Advice *advice, const AdviceRules *rules)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_put_object (builder, NULL);
  json_put_string (builder, "athlete", athlete->handle);
  json_put_string (builder, "sport", workout->sport);
  json_put_number (builder, "minutes", workout->minutes);
  json_put_string (builder, "rules", ADVICE_RULES_VERSION);
  put_interval (builder, "sweat_l", &p->prediction.sweat_l, 1);
  put_interval (builder, "sodium_mmol", &p->prediction.sodium_mmol, 1);
  json_put_number (builder, "drink_l_per_h", advice->drink_l_per_h);
  json_put_number (builder, "end_loss_percent", advice->end_loss_percent);
  json_put_object (builder, "plasma_sodium_mmol_l");
  json_put_number (builder, "value", advice->plasma_sodium);
  json_put_number (builder, "if_sweat_is_low", advice->plasma_sodium_low);
  json_put_number (builder, "if_sweat_is_high", advice->plasma_sodium_high);
  json_builder_end_object (builder);
  json_put_array (builder, "lines");
  for (guint i = 0; i < advice->lines->len; i++)
    {
      const AdviceLine *line = g_ptr_array_index (advice->lines, i);

      json_put_object (builder, NULL);
      json_put_string (builder, "phase", advice_phase_name (line->phase));
      json_put_string (builder, "item", advice_item_name (line->item));
      json_put_number (builder, "low", line->low);
      json_put_number (builder, "amount", line->amount);
      json_put_number (builder, "high", line->high);
      json_put_string (builder, "unit", line->unit);
      json_put_number (builder, "when_h", line->when_h);
      json_put_string (builder, "rule", rules->rule[line->rule].id);
      json_put_string (builder, "sure", rule_status_name (line->sure));
      json_put_string (builder, "why", line->arithmetic);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_put_array (builder, "warnings");
  for (guint w = 0; w < advice->warnings->len; w++)
    json_builder_add_string_value (builder, ((const AdviceWarning *) g_ptr_array_index (advice->warnings, w))->sentence);
  json_builder_end_array (builder);
  put_doubts (builder, p->doubts);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  g_print ("%s\n", text);
}

static void
print_text (const Athlete *athlete, const AdviceWorkout *workout, const AthletePrediction *p, const Advice *advice, const AdviceRules *rules)
{
  static const char *const phases[] = { N_("Before"), N_("During"), N_("After"), N_("Before sleep") };
  static const char *const items[] = { N_("fluid"), N_("sodium"), N_("carbohydrate"), N_("protein"), N_("caffeine"), N_("casein") };
  int phase = -1;

  g_print (_("%s: %s, %.0f min; sweat %.1f L [%.1f, %.1f]\n"), athlete->name, workout->sport ? workout->sport : _("any sport"), workout->minutes,
           p->prediction.sweat_l.value, p->prediction.sweat_l.low, p->prediction.sweat_l.high);
  for (int shown = PHASE_BEFORE; shown <= PHASE_BEFORE_SLEEP; shown++)
    for (guint i = 0; i < advice->lines->len; i++)
      {
        const AdviceLine *line = g_ptr_array_index (advice->lines, i);

        if ((int) line->phase != shown)
          continue;
        if (phase != shown)
          g_print ("%s\n", _(phases[shown]));
        phase = shown;
        g_print ("  %-13s %5.0f %s  [%.0f–%.0f]\n      %s\n      %s, %s\n", _(items[line->item]), line->amount, line->unit, line->low, line->high,
                 line->arithmetic, rules->rule[line->rule].id, rule_status_name (line->sure));
      }
  g_print (_("With that the body mass ends %.1f %% lower; plasma sodium about %.0f mmol/L (%.0f if sweat is little; simulated).\n"),
           advice->end_loss_percent, advice->plasma_sodium, advice->plasma_sodium_low);
  for (guint w = 0; w < advice->warnings->len; w++)
    g_print ("! %s\n", ((const AdviceWarning *) g_ptr_array_index (advice->warnings, w))->sentence);
  for (guint d = 0; d < p->doubts->len; d++)
    g_print ("· %s\n", ((const Doubt *) g_ptr_array_index (p->doubts, d))->sentence);
}

static CommandStatus
run (Options *options)
{
  g_autoptr(SaltlineWorkspace) workspace = command_open_workspace ("advise", options->workspace, STORE_OPEN_CREATE);
  g_autoptr(Athlete) athlete = workspace ? command_find_athlete ("advise", workspace, options->handle) : NULL;
  g_autoptr(AthletePrediction) prediction = NULL;
  g_autoptr(Advice) advice = NULL;
  g_autoptr(GError) error = NULL;
  AdviceWorkout workout;
  AdviceRules rules;

  if (athlete == NULL)
    return COMMAND_REFUSED;
  advice_rules_init (&rules);
  if (options->rules && !advice_rules_load (&rules, options->rules, &error))
    {
      command_complain ("advise", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (!describe_workout (workspace, athlete, options, &workout, &error))
    {
      command_complain ("advise", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (!occasion_is_possible ("advise", athlete, &options->occasion))
    return COMMAND_USAGE;
  workout.sport = options->occasion.sport;
  options->body.mass_kg = athlete->mass_kg;
  options->body.age_years = age_of (athlete);
  options->body.female = g_strcmp0 (athlete->sex, "female") == 0;
  prediction = saltline_workspace_predict (workspace, athlete, &options->occasion, &error);
  if (prediction)
    advice = advise (&options->body, &workout, &prediction->prediction, &rules, &error);
  if (advice == NULL)
    {
      command_complain ("advise", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options->as_json)
    print_json (athlete, &workout, prediction, advice, &rules);
  else
    print_text (athlete, &workout, prediction, advice, &rules);
  return COMMAND_DONE;
}

CommandStatus
command_advise (int argc, char **argv)
{
  g_auto(Options) options = { .start_hour = NAN };
  CommandStatus status;

  occasion_init (&options.occasion);
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (options.workspace),
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &options.handle, N_("Who"), "ID" },
    { "workout", 0, 0, G_OPTION_ARG_STRING, &options.workout, N_("Id of a workout in the timeline (the next one)"), "ID" },
    OCCASION_ENTRIES (options.occasion),
    { "start-hour", 0, 0, G_OPTION_ARG_DOUBLE, &options.start_hour, N_("Hour of the day at which it begins"), "H" },
    { "competition", 0, 0, G_OPTION_ARG_NONE, &options.competition, N_("A competition: carbohydrate loading when it is long"), NULL },
    { "trained-gut", 0, 0, G_OPTION_ARG_NONE, &options.body.trained_gut, N_("Used to much carbohydrate"), NULL },
    { "dark-urine", 0, 0, G_OPTION_ARG_NONE, &options.body.dark_urine, N_("Dark or no urine two hours before"), NULL },
    { "pregnant", 0, 0, G_OPTION_ARG_NONE, &options.body.pregnant, N_("Pregnant"), NULL },
    { "no-caffeine", 0, 0, G_OPTION_ARG_NONE, &options.body.no_caffeine, N_("Never caffeine"), NULL },
    { "caffeine-today", 0, 0, G_OPTION_ARG_DOUBLE, &options.body.caffeine_today_mg, N_("Caffeine taken already today"), "MG" },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &options.rules, N_("CSV: rule, value; the staff's own numbers"), "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--athlete ID [--workout ID] [--minutes N --sport S --tdb °C] [--json]", entries, &argc, &argv, &status))
    return status;
  if (argc > 1 || options.handle == NULL)
    {
      if (argc > 1)
        command_complain ("advise", _("“%s” is not understood; every value follows its option."), argv[1]);
      else
        command_complain ("advise", _("--athlete is needed."));
      return COMMAND_USAGE;
    }
  if (!isnan (options.start_hour) && !(options.start_hour >= 0 && options.start_hour < 24))
    {
      command_complain ("advise", _("--start-hour %g: from 0 to below 24."), options.start_hour);
      return COMMAND_USAGE;
    }
  if (!(options.body.caffeine_today_mg >= 0 && options.body.caffeine_today_mg < 10000))
    {
      command_complain ("advise", _("--caffeine-today %g: milligrams, 0 or more."), options.body.caffeine_today_mg);
      return COMMAND_USAGE;
    }
  return run (&options);
}
