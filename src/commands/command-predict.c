/* commands/command-predict.c: saltline predict, expected losses with their intervals */
#include <glib/gi18n.h>
#include <math.h>

#include "commands-list.h"
#include "occasion-options.h"
#include "with-workspace.h"

#define MG_PER_MMOL_SODIUM 22.99

static void
print_json (const Athlete *athlete, const Occasion *occasion, const AthletePrediction *p)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

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
  json_put_integer (builder, "tests", p->profile.n_tests);
  json_put_integer (builder, "tests_with_rate", p->profile.n_rates);
  json_put_integer (builder, "tests_with_sodium", p->profile.n_sodium);
  put_doubts (builder, p->doubts);
  json_put_object (builder, "next_test");
  json_put_string (builder, "kind", p->next.sodium_first || p->next.kind == SWEAT_TEST_PATCH ? "patch" : "weighing");
  json_put_number (builder, "rate_sd_percent_now", 100 * p->next.rate_log_sd_now);
  json_put_number (builder, "rate_sd_percent_then", 100 * p->next.rate_log_sd_then);
  json_put_number (builder, "sodium_sd_percent_now", 100 * p->next.sodium_log_sd_now);
  json_put_number (builder, "sodium_sd_percent_after_patch", 100 * p->next.sodium_log_sd_after_patch);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  g_print ("%s\n", text);
}

static void
print_text (const Athlete *athlete, const Occasion *occasion, const AthletePrediction *p)
{
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
  for (guint d = 0; d < p->doubts->len; d++)
    g_print ("%s %s\n", ((const Doubt *) g_ptr_array_index (p->doubts, d))->needs_test ? "!" : "·",
             ((const Doubt *) g_ptr_array_index (p->doubts, d))->sentence);
  if (p->next.sodium_first)
    g_print (_("A patch would narrow the loss of sodium most: from ± %.0f %% to ± %.0f %%.\n"), 196 * p->next.sodium_log_sd_now,
             196 * p->next.sodium_log_sd_after_patch);
  else
    g_print (_("A weighing before and after would narrow the rate most: from ± %.0f %% to ± %.0f %%.\n"), 196 * p->next.rate_log_sd_now,
             196 * p->next.rate_log_sd_then);
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
  gboolean as_json = FALSE;
  CommandStatus status;

  occasion_init (&occasion);
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (workspace_path),
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("Who"), "ID" },
    OCCASION_ENTRIES (occasion),
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--athlete ID --minutes N [--sport S] [--tdb °C] [--rh %] [--json]", entries, &argc, &argv, &status))
    return status;
  if (argc > 1 || handle == NULL)
    {
      if (argc > 1)
        command_complain ("predict", _("“%s” is not understood; every value follows its option."), argv[1]);
      else
        command_complain ("predict", _("--athlete is needed."));
      return COMMAND_USAGE;
    }
  workspace = command_open_workspace ("predict", workspace_path, STORE_OPEN_CREATE);
  athlete = workspace ? command_find_athlete ("predict", workspace, handle) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
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
