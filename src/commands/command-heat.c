/* commands/command-heat.c: saltline heat, ISO 7933 predicted heat strain */
#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"
#include "base/known.h"
#include "commands-list.h"
#include "sweat/empirical.h"
#include "sweat/heat-strain.h"
#include "sweat/sport-presets.h"

static void
print_json (const HeatStrain *strain, const ThermalCondition *condition, GPtrArray *warnings)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_put_object (builder, NULL);
  json_put_number (builder, "t_rectal", strain->rectal_c);
  json_put_number (builder, "t_core", strain->core_c);
  json_put_number (builder, "t_skin", strain->skin_c);
  json_put_number (builder, "sweat_loss_g", strain->sweat_loss_g);
  json_put_number (builder, "sweat_rate_w_m2", strain->sweat_rate_w_m2);
  json_put_number (builder, "d_lim_50_min", strain->limit_mean_min);
  json_put_number (builder, "d_lim_95_min", strain->limit_95_min);
  json_put_number (builder, "d_lim_t_re_min", strain->limit_rectal_min);
  json_put_integer (builder, "edition", condition->edition);
  json_put_strings (builder, "warnings", warnings);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_text (const HeatStrain *strain, const ThermalCondition *condition, const HeatExposure *exposure, GPtrArray *warnings)
{
  EmpiricalRate gonzalez = empirical_rate_for (EMPIRICAL_PW, condition, exposure->minutes);

  g_print (_("ISO 7933:%d, %u min\n"), (int) condition->edition, exposure->minutes);
  g_print (_("Water lost         %.0f g (%.2f L/h)\n"), strain->sweat_loss_g,
           strain->sweat_loss_g / 1000 / (exposure->minutes / 60.0));
  g_print (_("Sweat at the end   %.0f W/m²\n"), strain->sweat_rate_w_m2);
  g_print (_("Rectal, core, skin %.1f, %.1f, %.1f °C\n"), strain->rectal_c, strain->core_c, strain->skin_c);
  g_print (_("Longest exposure   %.0f min for water (mean), %.0f min (95 %% of people), %.0f min for 38 °C rectal\n"),
           strain->limit_mean_min, strain->limit_95_min, strain->limit_rectal_min);
  g_print (_("For comparison     %.0f g/(m²·h) by Gonzalez 2009%s\n"), gonzalez.rate_g_m2_h,
           gonzalez.out_of_domain ? _(" (outside of its domain)") : "");
  for (guint i = 0; i < warnings->len; i++)
    g_print ("! %s\n", (const char *) g_ptr_array_index (warnings, i));
}

static gboolean
parse_posture (const char *name, Posture *posture)
{
  static const char *const names[] = { [POSTURE_STANDING] = "standing", [POSTURE_SITTING] = "sitting", [POSTURE_CROUCHING] = "crouching" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      {
        *posture = (Posture) i;
        return TRUE;
      }
  return FALSE;
}

/* What the standard's committee did not have in mind, but its equations still cover. */
static void
collect_warnings (const ThermalCondition *condition, const HeatExposure *exposure, const HeatStrain *strain, GPtrArray *warnings)
{
  if (strain->extrapolated)
    g_ptr_array_add (warnings, g_strdup (_("A metabolic rate of 7 met and more lies at the edge of the standard: an extrapolation.")));
  if (exposure->minutes < 120 && strain->extrapolated)
    g_ptr_array_add (warnings, g_strdup (_("Bouts of less than two hours were not what the standard was made for.")));
  if (strain->rectal_c >= 40)
    g_ptr_array_add (warnings, g_strdup (_("The rectal temperature would pass 40 °C: nobody may be exposed that long.")));
}

CommandStatus
command_heat (int argc, char **argv)
{
  ThermalCondition condition;
  HeatExposure exposure = { .minutes = 480, .acclimatised_percent = 100, .can_drink = TRUE };
  HeatStrain strain = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, FALSE };
  g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *posture = NULL, *sport = NULL;
  const SportPreset *preset;
  double air = NAN, radiant = NAN, humidity = NAN, speed = NAN, met = NAN, clo = NAN, minutes = NAN;
  int edition = 2023;
  gboolean as_json = FALSE, no_drink = FALSE;
  CommandStatus status;
  g_autoptr(GError) error = NULL;

  thermal_condition_init (&condition);
  const GOptionEntry entries[] = {
    { "tdb", 0, 0, G_OPTION_ARG_DOUBLE, &air, N_("Air temperature, 15–50"), "°C" },
    { "tr", 0, 0, G_OPTION_ARG_DOUBLE, &radiant, N_("Mean radiant temperature (as the air)"), "°C" },
    { "rh", 0, 0, G_OPTION_ARG_DOUBLE, &humidity, N_("Relative humidity"), "%" },
    { "v", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_("Air speed, 0–3"), "M/S" },
    { "met", 0, 0, G_OPTION_ARG_DOUBLE, &met, N_("Metabolic rate, 1.7–7.5"), "MET" },
    { "clo", 0, 0, G_OPTION_ARG_DOUBLE, &clo, N_("Clothing, 0.1–1"), "CLO" },
    { "sport", 0, 0, G_OPTION_ARG_STRING, &sport, N_("Air speed, metabolic rate, clothing and minutes of a sport, where not given"), "NAME" },
    { "minutes", 0, 0, G_OPTION_ARG_DOUBLE, &minutes, N_("Exposure (480)"), "N" },
    { "mass", 0, 0, G_OPTION_ARG_DOUBLE, &condition.mass_kg, N_("Body mass (75)"), "KG" },
    { "height", 0, 0, G_OPTION_ARG_DOUBLE, &condition.height_m, N_("Height (1.80)"), "M" },
    { "posture", 0, 0, G_OPTION_ARG_STRING, &posture, N_("standing, sitting or crouching (standing)"), "NAME" },
    { "acclimatised", 0, 0, G_OPTION_ARG_DOUBLE, &exposure.acclimatised_percent, N_("0 or 100 (100)"), "%" },
    { "walk-speed", 0, 0, G_OPTION_ARG_DOUBLE, &condition.walk_speed_m_s, N_("Walking speed (0: not known)"), "M/S" },
    { "walk-angle", 0, 0, G_OPTION_ARG_DOUBLE, &condition.walk_angle_deg, N_("Between walking and wind (0: not known)"), "DEG" },
    { "no-drink", 0, 0, G_OPTION_ARG_NONE, &no_drink, N_("Nothing can be drunk"), NULL },
    { "edition", 0, 0, G_OPTION_ARG_INT, &edition, N_("2004 or 2023 (2023)"), "YEAR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--tdb °C --rh % --v M/S --met MET --clo CLO [--tr °C] [--minutes N] [--edition 2004|2023] [--json]",
                              entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    {
      command_complain ("heat", _("“%s” is not understood; every value follows its option, as in --tdb 30."), argv[1]);
      return COMMAND_USAGE;
    }
  preset = sport_preset_find (sport);
  if (sport && preset == NULL)
    {
      command_complain ("heat", _("There are no presets for the sport “%s”; give --v, --met and --clo."), sport);
      return COMMAND_USAGE;
    }
  if (preset)
    {
      speed = known_or (speed, preset->air_speed_m_s);
      met = known_or (met, preset->metabolic_rate_met);
      clo = known_or (clo, preset->clothing_clo);
      minutes = known_or (minutes, preset->duration_min);
    }
  if (isnan (air) || isnan (humidity) || isnan (speed) || isnan (met) || isnan (clo))
    {
      command_complain ("heat", _("--tdb, --rh, --v, --met and --clo are needed (the last three may come from --sport)."));
      return COMMAND_USAGE;
    }
  minutes = known_or (minutes, 480);
  if (!(minutes >= 1 && minutes <= 1440))
    {
      command_complain ("heat", _("--minutes %g: the exposure has to be of 1 to 1440 minutes."), minutes);
      return COMMAND_USAGE;
    }
  if (edition != 2004 && edition != 2023)
    {
      command_complain ("heat", _("There is no edition of %d: 2004 or 2023."), edition);
      return COMMAND_USAGE;
    }
  if (!(exposure.acclimatised_percent >= 0 && exposure.acclimatised_percent <= 100))
    {
      command_complain ("heat", _("--acclimatised %g: 0 or 100."), exposure.acclimatised_percent);
      return COMMAND_USAGE;
    }
  if (posture && !parse_posture (posture, &condition.posture))
    {
      command_complain ("heat", _("There is no posture “%s”: standing, sitting or crouching."), posture);
      return COMMAND_USAGE;
    }

  condition.air_c = air;
  condition.radiant_c = known_or (radiant, air);
  condition.relative_humidity = humidity;
  condition.air_speed_m_s = speed;
  condition.metabolic_rate_met = met;
  condition.clothing_clo = clo;
  condition.edition = (PhsEdition) edition;
  exposure.minutes = (guint) (minutes + 0.5);
  exposure.can_drink = !no_drink;
  if (!heat_strain_predict (&condition, &exposure, &strain, &error))
    {
      command_complain ("heat", "%s", error->message);
      if (as_json)
        {
          g_ptr_array_add (warnings, g_strdup (error->message));
          print_json (&strain, &condition, warnings);
        }
      return COMMAND_REFUSED;
    }
  collect_warnings (&condition, &exposure, &strain, warnings);
  if (as_json)
    print_json (&strain, &condition, warnings);
  else
    print_text (&strain, &condition, &exposure, warnings);
  return COMMAND_DONE;
}
