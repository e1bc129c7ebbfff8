/* commands/command-advise.c: saltline advise, what to take before, during and after a workout */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "commands-list.h"
#include "occasion-options.h"
#include "with-workspace.h"
#include "workspace/advice-sheet.h"

typedef struct {
  char *workspace, *handle, *rules, *pdf, *override, *withdraw, *reason;
  AdviceRequest request;
  gboolean always, as_json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->workspace);
  g_free (options->handle);
  g_free (options->rules);
  g_free (options->pdf);
  g_free (options->override);
  g_free (options->withdraw);
  g_free (options->reason);
  advice_request_clear (&options->request);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_json (const Athlete *athlete, const AdviceWorkout *workout, const AthletePrediction *p, const Advice *advice, const AdviceRules *rules)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

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
      json_put_string (builder, "line", line->id);
      if (!isnan (line->ruled))
        {
          json_put_object (builder, "override");
          json_put_number (builder, "by_rules", line->ruled);
          json_put_string (builder, "reason", line->reason);
          json_put_string (builder, "who", line->who);
          json_builder_end_object (builder);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_put_array (builder, "warnings");
  for (guint w = 0; w < advice->warnings->len; w++)
    json_builder_add_string_value (builder, ((const AdviceWarning *) g_ptr_array_index (advice->warnings, w))->sentence);
  json_builder_end_array (builder);
  put_doubts (builder, p->doubts);
  json_builder_end_object (builder);
  command_print_json (builder);
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
                 line->arithmetic, rules->rule[line->rule].id, rule_status_words (line->sure));
        if (!isnan (line->ruled))
          g_print (_("      overridden by %s: %s (by the rules %.0f %s)\n"), line->who, line->reason, line->ruled, line->unit);
      }
  g_print (_("With that the body mass ends %.1f %% lower"), advice->end_loss_percent);
  if (isnan (advice->plasma_sodium))
    g_print (".\n");
  else
    g_print (_("; plasma sodium about %.0f mmol/L (%.0f if sweat is little; simulated).\n"), advice->plasma_sodium, advice->plasma_sodium_low);
  for (guint w = 0; w < advice->warnings->len; w++)
    g_print ("! %s\n", ((const AdviceWarning *) g_ptr_array_index (advice->warnings, w))->sentence);
  for (guint d = 0; d < p->doubts->len; d++)
    g_print ("· %s\n", ((const Doubt *) g_ptr_array_index (p->doubts, d))->sentence);
}

/* "during/fluid=900": FALSE after having said what is wrong. */
static gboolean
parse_override (const char *text, char **line, double *amount)
{
  const char *equals = strchr (text, '=');
  char *end = NULL;

  *amount = equals ? g_ascii_strtod (equals + 1, &end) : NAN;
  if (equals && equals > text && end > equals + 1 && *end == '\0' && *amount >= 0 && *amount <= 100000)
    {
      *line = g_strndup (text, (gsize) (equals - text));
      return TRUE;
    }
  command_complain ("advise", _("--override %s: write LINE=AMOUNT, as in during/fluid=900; the lines are named in the advice."), text);
  return FALSE;
}

static gboolean
has_line (const Advice *advice, const char *id)
{
  for (guint i = 0; i < advice->lines->len; i++)
    if (g_str_equal (((AdviceLine *) g_ptr_array_index (advice->lines, i))->id, id))
      return TRUE;
  return FALSE;
}

/* The practitioner's word goes into the workspace, then the advice is made anew with it. */
static CommandStatus
change_override (SaltlineWorkspace *workspace, const Athlete *athlete, Options *options, WorkoutAdvice **made)
{
  g_autofree char *line = NULL;
  g_autoptr(GError) error = NULL;
  const char *workout = options->always ? NULL : (*made)->workout.id;
  double amount = NAN;

  if (options->override && !parse_override (options->override, &line, &amount))
    return COMMAND_USAGE;
  if (options->override && !has_line ((*made)->advice, line))
    {
      command_complain ("advise", _("The advice has no line %s here."), line);
      return COMMAND_USAGE;
    }
  if (!saltline_workspace_override (workspace, athlete, workout, line ? line : options->withdraw, amount, options->reason, &error))
    {
      command_complain ("advise", "%s", error->message);
      return COMMAND_REFUSED;
    }
  workout_advice_free (*made);
  *made = saltline_workspace_advise (workspace, athlete, &options->request, &error);
  if (*made)
    return COMMAND_DONE;
  command_complain ("advise", "%s", error->message);
  return COMMAND_REFUSED;
}

static CommandStatus
run (Options *options)
{
  g_autoptr(SaltlineWorkspace) workspace = command_open_workspace ("advise", options->workspace, STORE_OPEN_CREATE);
  g_autoptr(Athlete) athlete = workspace ? command_find_athlete ("advise", workspace, options->handle) : NULL;
  g_autoptr(WorkoutAdvice) made = NULL;
  g_autoptr(GError) error = NULL;
  AdviceRequest *request = &options->request;
  AdvisedWorkout found;
  CommandStatus status = COMMAND_DONE;

  if (athlete == NULL)
    return COMMAND_REFUSED;
  if (options->rules && !advice_rules_load (&request->rules, options->rules, &error))
    {
      command_complain ("advise", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (!saltline_workspace_find_workout (workspace, athlete, request, &found, &error))
    {
      command_complain ("advise", "%s", error->message);
      return COMMAND_REFUSED;
    }
  advised_workout_clear (&found); /* only what it filled in is looked at */
  if (!occasion_is_possible ("advise", athlete, &request->occasion))
    return COMMAND_USAGE;
  made = saltline_workspace_advise (workspace, athlete, request, &error);
  if (made == NULL)
    {
      command_complain ("advise", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options->override || options->withdraw)
    status = change_override (workspace, athlete, options, &made);
  if (status != COMMAND_DONE)
    return status;
  if (options->pdf && !athlete_sheet_write (athlete, made, NULL, NULL, options->pdf, &error))
    {
      command_complain ("advise", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (options->as_json)
    print_json (athlete, &made->workout.workout, made->prediction, made->advice, &request->rules);
  else
    print_text (athlete, &made->workout.workout, made->prediction, made->advice, &request->rules);
  return COMMAND_DONE;
}

CommandStatus
command_advise (int argc, char **argv)
{
  g_auto(Options) options = { 0 };
  AdviceRequest *request = &options.request;
  CommandStatus status;

  advice_request_init (request);
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (options.workspace),
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &options.handle, N_("Who"), "ID" },
    { "workout", 0, 0, G_OPTION_ARG_STRING, &request->workout, N_("Id of a workout in the timeline (the next one)"), "ID" },
    OCCASION_ENTRIES (request->occasion),
    { "start-hour", 0, 0, G_OPTION_ARG_DOUBLE, &request->start_hour, N_("Hour of the day at which it begins"), "H" },
    { "competition", 0, 0, G_OPTION_ARG_NONE, &request->competition, N_("A competition: carbohydrate loading when it is long"), NULL },
    { "trained-gut", 0, 0, G_OPTION_ARG_NONE, &request->body.trained_gut, N_("Used to much carbohydrate"), NULL },
    { "dark-urine", 0, 0, G_OPTION_ARG_NONE, &request->body.dark_urine, N_("Dark or no urine two hours before"), NULL },
    { "pregnant", 0, 0, G_OPTION_ARG_NONE, &request->body.pregnant, N_("Pregnant"), NULL },
    { "no-caffeine", 0, 0, G_OPTION_ARG_NONE, &request->body.no_caffeine, N_("Never caffeine"), NULL },
    { "caffeine-today", 0, 0, G_OPTION_ARG_DOUBLE, &request->body.caffeine_today_mg, N_("Caffeine taken already today"), "MG" },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &options.rules, N_("CSV: rule, value; the staff's own numbers"), "FILE" },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &options.pdf, N_("Also write a sheet to print"), "OUT" },
    { "override", 0, 0, G_OPTION_ARG_STRING, &options.override, N_("Put your own amount in place of a line, such as during/fluid=900"), "LINE=AMOUNT" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_("Why: kept with the override and shown"), "TEXT" },
    { "withdraw", 0, 0, G_OPTION_ARG_STRING, &options.withdraw, N_("Let the rules speak again for a line"), "LINE" },
    { "always", 0, 0, G_OPTION_ARG_NONE, &options.always, N_("The override is for every workout, not for this one"), NULL },
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
  if (!isnan (request->start_hour) && !(request->start_hour >= 0 && request->start_hour < 24))
    {
      command_complain ("advise", _("--start-hour %g: from 0 to below 24."), request->start_hour);
      return COMMAND_USAGE;
    }
  if (!(request->body.caffeine_today_mg >= 0 && request->body.caffeine_today_mg < 10000))
    {
      command_complain ("advise", _("--caffeine-today %g: milligrams, 0 or more."), request->body.caffeine_today_mg);
      return COMMAND_USAGE;
    }
  if ((options.override && (options.reason == NULL || *options.reason == '\0' || options.withdraw)) || (options.reason && options.override == NULL))
    {
      command_complain ("advise", _("--override LINE=AMOUNT and --reason TEXT belong together; --withdraw stands alone."));
      return COMMAND_USAGE;
    }
  return run (&options);
}
