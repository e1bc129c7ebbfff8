/* commands/command-weigh.c: saltline weigh, the whole-body rate by mass balance */
#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"
#include "commands-list.h"
#include "sweat/mass-balance.h"
#include "with-workspace.h"
#include "workspace/weighed-event.h"

static void
print_json (const SweatingRate *rate, const WeighedBout *bout, const char *question)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  json_put_number (builder, "rate_l_per_h", rate->rate_l_per_h);
  json_put_number (builder, "rate_sd_l_per_h", rate->rate_sd_l_per_h);
  json_put_number (builder, "sweat_l", rate->sweat_l);
  json_put_number (builder, "loss_percent", rate->loss_percent);
  json_put_number (builder, "minutes", bout->duration_min);
  json_put_number (builder, "respiratory_water_g", rate->respiratory_applied ? rate->respiratory_water_g : NAN);
  json_put_number (builder, "metabolic_loss_g", rate->metabolic_applied ? rate->metabolic_loss_g : NAN);
  json_put_string (builder, "question", question);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_text (const SweatingRate *rate, const WeighedBout *bout)
{
  g_print (_("Sweating rate  %.2f ± %.2f L/h (standard deviation)\n"), rate->rate_l_per_h, rate->rate_sd_l_per_h);
  g_print (_("Sweat          %.2f L in %g min\n"), rate->sweat_l, bout->duration_min);
  g_print (_("Body mass      %+.2f %%\n"), -rate->loss_percent);
  if (rate->respiratory_applied)
    g_print (_("Water breathed out, taken off   %.0f g\n"), rate->respiratory_water_g);
  if (rate->metabolic_applied)
    g_print (_("Carbon burnt, taken off         %.0f g\n"), rate->metabolic_loss_g);
  if (!rate->respiratory_applied && !rate->metabolic_applied)
    g_print (_("Not corrected for breathing and metabolism (give --oxygen-l-min, with --rer and --tdb, --rh).\n"));
  if (isnan (bout->drunk_ml))
    g_print (_("Nothing is known of drinks: taken as none, with a wider interval (--drunk-ml 0 if there were none).\n"));
}

/* The bout becomes a test of the athlete. It ended just now, when nobody says when it began. */
static gboolean
save (const char *workspace_path, const char *handle, const WeighedBout *bout, const char *sport, const char *start, double air_c, double humidity)
{
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(GError) error = NULL;
  WrittenInstant written = { g_get_real_time () - (gint64) (bout->duration_min * 60 * G_USEC_PER_SEC), 0 };

  if (start && !instant_parse (start, &written, &error))
    {
      command_complain ("weigh", "--start: %s", error->message);
      return FALSE;
    }
  workspace = command_open_workspace ("weigh", workspace_path, STORE_OPEN_CREATE | STORE_OPEN_WRITE);
  athlete = workspace ? command_find_athlete ("weigh", workspace, handle) : NULL;
  if (athlete == NULL)
    return FALSE;
  if (saltline_workspace_keep_weighing (workspace, athlete, bout, sport, written.instant_us, air_c, humidity, &error))
    return TRUE;
  command_complain ("weigh", "%s", error->message);
  return FALSE;
}

CommandStatus
command_weigh (int argc, char **argv)
{
  g_autofree char *workspace_path = NULL, *handle = NULL, *sport = NULL, *start = NULL;
  WeighedBout bout;
  SweatingRate rate = { NAN, NAN, NAN, NAN, NAN, NAN, FALSE, FALSE };
  double air_c = NAN, humidity = NAN;
  gboolean as_json = FALSE;
  CommandStatus status;
  g_autoptr(GError) error = NULL;

  weighed_bout_init (&bout);
  const GOptionEntry entries[] = {
    { "before", 0, 0, G_OPTION_ARG_DOUBLE, &bout.mass_before_kg, N_("Body mass before, nude and dry"), "KG" },
    { "after", 0, 0, G_OPTION_ARG_DOUBLE, &bout.mass_after_kg, N_("Body mass after, nude and towelled dry"), "KG" },
    { "minutes", 0, 0, G_OPTION_ARG_DOUBLE, &bout.duration_min, N_("Time of sweating"), "N" },
    { "drunk-ml", 0, 0, G_OPTION_ARG_DOUBLE, &bout.drunk_ml, N_("Swallowed between the weighings"), "ML" },
    { "urine-ml", 0, 0, G_OPTION_ARG_DOUBLE, &bout.urine_ml, N_("Urine between the weighings"), "ML" },
    { "food-g", 0, 0, G_OPTION_ARG_DOUBLE, &bout.food_g, N_("Eaten between the weighings"), "G" },
    { "stool-g", 0, 0, G_OPTION_ARG_DOUBLE, &bout.stool_g, N_("Stool between the weighings"), "G" },
    { "scale-sd-kg", 0, 0, G_OPTION_ARG_DOUBLE, &bout.scale_sd_kg, N_("Standard deviation of one reading (0.05)"), "KG" },
    { "oxygen-l-min", 0, 0, G_OPTION_ARG_DOUBLE, &bout.oxygen_l_per_min, N_("Oxygen uptake, for the corrections"), "L/MIN" },
    { "rer", 0, 0, G_OPTION_ARG_DOUBLE, &bout.respiratory_exchange_ratio, N_("Exchange ratio: corrects for the carbon burnt"), "R" },
    { "tdb", 0, 0, G_OPTION_ARG_DOUBLE, &air_c, N_("Air temperature: with --rh, corrects for water breathed out"), "°C" },
    { "rh", 0, 0, G_OPTION_ARG_DOUBLE, &humidity, N_("Relative humidity"), "%" },
    COMMAND_WORKSPACE_ENTRY (workspace_path),
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("Keep it as a test of this athlete"), "ID" },
    { "sport", 0, 0, G_OPTION_ARG_STRING, &sport, N_("Sport, when it is kept (the athlete's own)"), "SPORT" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &start, N_("When it began, ISO 8601 (so that it ends now)"), "INSTANT" },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &bout.confirmed, N_("The numbers are right, however unlikely"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--before KG --after KG --minutes N [--drunk-ml ML] [--urine-ml ML] [--food-g G] [--json]", entries,
                              &argc, &argv, &status))
    return status;
  if (argc > 1)
    {
      command_complain ("weigh", _("“%s” is not understood; amounts follow their option, as in --before 80.1."), argv[1]);
      return COMMAND_USAGE;
    }
  if (isnan (bout.mass_before_kg) || isnan (bout.mass_after_kg) || isnan (bout.duration_min))
    {
      command_complain ("weigh", _("--before, --after and --minutes are needed."));
      return COMMAND_USAGE;
    }
  if (!isnan (bout.oxygen_l_per_min) && isnan (air_c) != isnan (humidity))
    {
      command_complain ("weigh", _("--tdb and --rh belong together: they give the vapour pressure of the air."));
      return COMMAND_USAGE;
    }
  if (isnan (bout.oxygen_l_per_min) && !isnan (bout.respiratory_exchange_ratio))
    {
      command_complain ("weigh", _("--rer only serves a correction, which needs --oxygen-l-min too."));
      return COMMAND_USAGE;
    }
  if (handle == NULL && (workspace_path || sport || start))
    {
      command_complain ("weigh", _("--workspace, --sport and --start only matter when the weighing is kept: say --athlete."));
      return COMMAND_USAGE;
    }
  if (air_c < -40 || air_c > 60 || humidity < 0 || humidity > 100)
    {
      command_complain ("weigh", _("%g °C and %g %% humidity cannot be: is it °F?"), air_c, humidity);
      return COMMAND_USAGE;
    }
  if (!isnan (air_c) && !isnan (humidity))
    bout.vapour_pressure_kpa = vapour_pressure_kpa (air_c, humidity);

  if (!sweating_rate_by_mass_balance (&bout, &rate, &error))
    {
      gboolean question = g_error_matches (error, SWEAT_ERROR, SWEAT_ERROR_IMPLAUSIBLE);

      if (question)
        command_complain ("weigh", _("%s Correct it, or say --yes to take it as it is."), error->message);
      else
        command_complain ("weigh", "%s", error->message);
      if (question && as_json)
        print_json (&rate, &bout, error->message);
      return question ? COMMAND_REFUSED : COMMAND_USAGE;
    }
  if (handle && !save (workspace_path, handle, &bout, sport, start, air_c, humidity))
    return COMMAND_REFUSED;
  if (as_json)
    print_json (&rate, &bout, NULL);
  else
    print_text (&rate, &bout);
  return COMMAND_DONE;
}
