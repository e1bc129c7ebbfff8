/* commands/command-predict.c: saltline predict, expected losses with their intervals */
#include <glib/gi18n.h>
#include <math.h>

#include "commands-list.h"
#include "occasion-options.h"
#include "with-workspace.h"
#include "workspace/prediction-check.h"

static void
put_tests (JsonBuilder *builder, const AthletePrediction *p)
{
  GHashTableIter iter;
  gpointer test, reason;

  json_put_array (builder, "used");
  for (guint t = 0; t < p->tests->len; t++)
    {
      const SweatTest *used = &g_array_index (p->tests, SweatTest, t);

      json_put_object (builder, NULL);
      json_put_string (builder, "test", used->id);
      json_put_string (builder, "kind", used->kind == SWEAT_TEST_PATCH ? "patch" : "weighing");
      json_put_string (builder, "sport", used->sport);
      json_put_number (builder, "rate_l_per_h", used->rate_l_per_h);
      json_put_number (builder, "rate_sd_l_per_h", used->rate_sd_l_per_h);
      json_put_number (builder, "sodium_mmol_l", used->sodium_mmol_l);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_put_array (builder, "retired");
  g_hash_table_iter_init (&iter, p->retired);
  while (g_hash_table_iter_next (&iter, &test, &reason))
    {
      json_put_object (builder, NULL);
      json_put_string (builder, "test", test);
      json_put_string (builder, "reason", reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const Athlete *athlete, const Occasion *occasion, const AthletePrediction *p)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  json_put_string (builder, "athlete", athlete->handle);
  json_put_string (builder, "sport", occasion->sport);
  json_put_number (builder, "minutes", occasion->minutes);
  put_interval (builder, "rate_l_per_h", &p->prediction.rate_l_per_h, 1);
  put_interval (builder, "sweat_l", &p->prediction.sweat_l, 1);
  put_interval (builder, "sodium_mmol_l", &p->prediction.sodium_mmol_l, 1);
  put_interval (builder, "sodium_mmol", &p->prediction.sodium_mmol, 1);
  put_interval (builder, "sodium_mg", &p->prediction.sodium_mmol, MG_PER_MMOL_SODIUM);
  json_put_number (builder, "expected_l_per_h", p->prediction.expected_l_per_h);
  json_put_number (builder, "athlete_factor", p->prediction.athlete_factor);
  json_put_number (builder, "percentile", p->percentile);
  json_put_string (builder, "norm", p->norm ? p->norm->sport : NULL);
  json_put_string (builder, "predictor", athlete_prediction_source (p));
  json_put_string (builder, "patch_model", p->patch_model);
  json_put_object (builder, "population");
  json_put_number (builder, "between_athletes_percent", 100 * p->population.between_sd);
  json_put_number (builder, "day_to_day_percent", 100 * p->population.within_sd);
  json_put_string (builder, "status", p->model ? "fitted" : "assumed");
  json_builder_end_object (builder);
  json_put_integer (builder, "tests", p->profile.n_tests);
  json_put_integer (builder, "tests_with_rate", p->profile.n_rates);
  json_put_integer (builder, "tests_with_sodium", p->profile.n_sodium);
  put_tests (builder, p);
  put_doubts (builder, p->doubts);
  json_put_object (builder, "next_test");
  json_put_string (builder, "kind", p->next.sodium_first || p->next.kind == SWEAT_TEST_PATCH ? "patch" : "weighing");
  json_put_number (builder, "rate_sd_percent_now", 100 * p->next.rate_log_sd_now);
  json_put_number (builder, "rate_sd_percent_then", 100 * p->next.rate_log_sd_then);
  json_put_number (builder, "sodium_sd_percent_now", 100 * p->next.sodium_log_sd_now);
  json_put_number (builder, "sodium_sd_percent_after_patch", 100 * p->next.sodium_log_sd_after_patch);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_text (const Athlete *athlete, const Occasion *occasion, const AthletePrediction *p)
{
  g_autofree char *next = athlete_prediction_next_test (p);

  g_print (_("%s: %s, %.0f min\n"), athlete->name, occasion->sport ? occasion->sport : _("any sport"), occasion->minutes);
  g_print (_("Sweating rate   %.2f L/h  [%.2f, %.2f]\n"), p->prediction.rate_l_per_h.value, p->prediction.rate_l_per_h.low,
           p->prediction.rate_l_per_h.high);
  g_print (_("Sweat           %.2f L    [%.2f, %.2f]\n"), p->prediction.sweat_l.value, p->prediction.sweat_l.low, p->prediction.sweat_l.high);
  g_print (_("Sodium          %.0f mg   [%.0f, %.0f], at %.0f mmol/L\n"), p->prediction.sodium_mmol.value * MG_PER_MMOL_SODIUM,
           p->prediction.sodium_mmol.low * MG_PER_MMOL_SODIUM, p->prediction.sodium_mmol.high * MG_PER_MMOL_SODIUM,
           p->prediction.sodium_mmol_l.value);
  g_print (_("Medians with 95 %% prediction intervals. The conditions make %.2f L/h of anybody (%s), the athlete %.2f times that.\n"),
           p->prediction.expected_l_per_h, athlete_prediction_source (p), p->prediction.athlete_factor);
  if (!isnan (p->percentile))
    g_print (_("Percentile %.0f of %s (modelled from published mean and SD).\n"), p->percentile, p->norm->sport);
  if (p->patch_model)
    g_print (_("Patches were turned into whole-body rates by %s.\n"), p->patch_model);
  g_print (_("From %u tests: %u with a rate, %u with sodium.\n"), p->profile.n_tests, p->profile.n_rates, p->profile.n_sodium);
  if (p->model == NULL)
    g_print (_("Assumed, not measured: athletes differ by ± %.0f %%, one athlete from day to day by ± %.0f %% (standard deviations).\n"),
             100 * p->population.between_sd, 100 * p->population.within_sd);
  if (g_hash_table_size (p->retired) > 0)
    g_print (ngettext ("%u test is retired.\n", "%u tests are retired.\n", g_hash_table_size (p->retired)), g_hash_table_size (p->retired));
  for (guint d = 0; d < p->doubts->len; d++)
    g_print ("%s %s\n", ((const Doubt *) g_ptr_array_index (p->doubts, d))->needs_test ? "!" : "·",
             ((const Doubt *) g_ptr_array_index (p->doubts, d))->sentence);
  g_print ("%s\n", next);
}

/* --- predicted against seen --- */

static void
print_record_json (const PredictionRecord *record)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  json_put_integer (builder, "n", record->checks->len);
  json_put_integer (builder, "covered", record->n_covered);
  json_put_number (builder, "coverage", record->coverage);
  json_put_numbers (builder, "coverage_ci", (double[]) { record->coverage_low, record->coverage_high }, 2);
  json_put_number (builder, "bias_percent", record->bias_percent);
  json_put_number (builder, "error_percent", record->error_percent);
  json_put_array (builder, "checks");
  for (guint k = 0; k < record->checks->len; k++)
    {
      const PredictionCheck *check = g_ptr_array_index (record->checks, k);
      g_autofree char *at = instant_format (check->at_us, 0);

      json_put_object (builder, NULL);
      json_put_string (builder, "athlete", check->athlete);
      json_put_string (builder, "test", check->test);
      json_put_string (builder, "sport", check->sport);
      json_put_string (builder, "at", at);
      json_put_integer (builder, "tests_before", check->n_before);
      json_put_number (builder, "predicted_l_per_h", check->predicted);
      json_put_number (builder, "low_l_per_h", check->low);
      json_put_number (builder, "high_l_per_h", check->high);
      json_put_number (builder, "seen_l_per_h", check->seen);
      json_put_boolean (builder, "covered", check->covered);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_record_text (const PredictionRecord *record)
{
  for (guint k = 0; k < record->checks->len; k++)
    {
      const PredictionCheck *check = g_ptr_array_index (record->checks, k);

      g_print (_("%-12s predicted %.2f L/h [%.2f, %.2f] from %u earlier, seen %.2f  %s\n"), check->athlete, check->predicted, check->low, check->high,
               check->n_before, check->seen, check->covered ? "" : _("outside"));
    }
  if (record->checks->len == 0)
    g_print (_("No test with a whole-body rate yet: nothing to compare with.\n"));
  else
    g_print (_("%u of %u inside of their 95 %% interval (%.0f %%, between %.0f and %.0f %%); bias %+.0f %%, error %.0f %%.\n"), record->n_covered,
             record->checks->len, 100 * record->coverage, 100 * record->coverage_low, 100 * record->coverage_high, record->bias_percent,
             record->error_percent);
}

static CommandStatus
check (SaltlineWorkspace *workspace, const char *handle, const char *team, const char *figure_path, gboolean as_json)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(GPtrArray) athletes = NULL;
  g_autoptr(PredictionRecord) record = NULL;
  g_autoptr(GError) error = NULL;

  if (handle)
    {
      Athlete *athlete = command_find_athlete ("predict", workspace, handle);

      if (athlete == NULL)
        return COMMAND_REFUSED;
      athletes = g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_free);
      g_ptr_array_add (athletes, athlete);
    }
  else
    athletes = store_athletes (store, team, &error);
  if (athletes)
    record = saltline_workspace_check_predictions (workspace, athletes, NULL, &error);
  if (record && figure_path)
    {
      g_autoptr(Figure) figure = prediction_record_figure (record);

      figure_export (figure, figure_path, 480, 400, &error);
    }
  if (error)
    {
      command_complain ("predict", "%s", error->message);
      return COMMAND_REFUSED;
    }
  (as_json ? print_record_json : print_record_text) (record);
  return COMMAND_DONE;
}

/* A test that is not there is refused by name, so that a slip is not kept as if it had been one. */
static CommandStatus
change_tests (SaltlineWorkspace *workspace, const Athlete *athlete, const char *test, const char *reason)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tests = saltline_workspace_sweat_tests (workspace, athlete, &error);
  gboolean known = reason == NULL; /* what is no test any more can still be taken back */

  for (guint t = 0; tests && t < tests->len; t++)
    known |= g_str_equal (((const AthleteTest *) g_ptr_array_index (tests, t))->id, test);
  if (error == NULL && !known)
    {
      command_complain ("predict", _("%s has no test “%s”; “used” and “retired” in --json name them."), athlete->name, test);
      return COMMAND_REFUSED;
    }
  if (error == NULL && saltline_workspace_retire_test (workspace, athlete, test, reason, &error))
    return COMMAND_DONE;
  command_complain ("predict", "%s", error->message);
  return COMMAND_REFUSED;
}

CommandStatus
command_predict (int argc, char **argv)
{
  g_autofree char *workspace_path = NULL, *handle = NULL;
  g_auto(Occasion) occasion;
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(AthletePrediction) prediction = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *team = NULL, *figure = NULL, *retire = NULL, *again = NULL, *reason = NULL;
  gboolean as_json = FALSE, checking = FALSE;
  CommandStatus status;

  occasion_init (&occasion);
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (workspace_path),
    { "check", 0, 0, G_OPTION_ARG_NONE, &checking, N_("Compare what earlier tests predicted with what was seen"), NULL },
    { "team", 0, 0, G_OPTION_ARG_STRING, &team, N_("With --check: everybody of a team"), "TEAM" },
    { "figure", 0, 0, G_OPTION_ARG_FILENAME, &figure, N_("With --check: the figure as SVG, PDF, PNG or CSV"), "FILE" },
    { "retire", 0, 0, G_OPTION_ARG_STRING, &retire, N_("A test that no longer speaks for the athlete (named in “used” of --json)"), "TEST" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why it is retired"), "TEXT" },
    { "use-again", 0, 0, G_OPTION_ARG_STRING, &again, N_("A retired test that speaks again"), "TEST" },
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("Who"), "ID" },
    OCCASION_ENTRIES (occasion),
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--athlete ID --minutes N [--sport S] [--tdb °C] [--rh %] [--json]", entries, &argc, &argv, &status))
    return status;
  if (argc > 1 || (handle == NULL && !(checking && team)))
    {
      if (argc > 1)
        command_complain ("predict", _("“%s” is not understood; every value follows its option."), argv[1]);
      else
        command_complain ("predict", _("--athlete is needed."));
      return COMMAND_USAGE;
    }
  if ((team || figure) && !checking)
    {
      command_complain ("predict", _("--team and --figure go with --check."));
      return COMMAND_USAGE;
    }
  if ((retire != NULL) != (reason != NULL) || (retire && again))
    {
      command_complain ("predict", _("--retire TEST and --reason TEXT belong together; --use-again stands alone."));
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("predict", workspace_path, STORE_OPEN_CREATE);
  if (workspace && checking)
    return check (workspace, handle, team, figure, as_json);
  athlete = workspace ? command_find_athlete ("predict", workspace, handle) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
  if (retire || again)
    return change_tests (workspace, athlete, retire ? retire : again, reason);
  if (!occasion_is_possible ("predict", athlete, &occasion))
    return COMMAND_USAGE;
  prediction = saltline_workspace_predict (workspace, athlete, &occasion, &error);
  if (prediction == NULL)
    {
      command_complain ("predict", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (as_json)
    print_json (athlete, &occasion, prediction);
  else
    print_text (athlete, &occasion, prediction);
  return COMMAND_DONE;
}
