/* commands/command-calibrate.c: `saltline calibrate`: a lot's curves from photos of bench standards */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "commands-list.h"
#include "workspace/installed.h"
#include "workspace/lot-session.h"

static const char *const curve_names[] = { "logistic", "spline" };

typedef struct {
  char *geometry, *out, *id, *version, *lot, *date, *source;
  char **exclude;
  double area_cm2;
  int seed;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->geometry);
  g_free (options->out);
  g_free (options->id);
  g_free (options->version);
  g_free (options->lot);
  g_free (options->date);
  g_free (options->source);
  g_strfreev (options->exclude);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_json (const LotSession *session, const LotFit *fit, const PatchCalibration *calibration, const char *out)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_put_string (builder, "id", calibration->id);
  json_put_string (builder, "version", calibration->version);
  json_put_string (builder, "template", calibration->template_id);
  json_put_string (builder, "out", out);
  json_put_object (builder, "volume");
  json_put_integer (builder, "n", fit->n_volume);
  json_put_number (builder, "sd_ul", fit->volume_sd_ul);
  json_put_number (builder, "limit_of_detection_ul", fit->volume_lod_ul);
  json_builder_end_object (builder);
  json_put_object (builder, "chloride");
  json_put_integer (builder, "n", fit->n_chloride);
  json_put_string (builder, "curve", fit->n_chloride_points ? curve_names[fit->curve] : NULL);
  json_put_number (builder, "logistic_rmse_mmol_l", fit->logistic_rmse_mmol_l);
  json_put_number (builder, "spline_rmse_mmol_l", fit->spline_rmse_mmol_l);
  json_put_number (builder, "sd_mmol_l", fit->chloride_sd_mmol_l);
  json_put_number (builder, "limit_of_detection_mmol_l", fit->chloride_lod_mmol_l);
  json_put_number (builder, "limit_of_quantification_mmol_l", fit->chloride_loq_mmol_l);
  json_put_array (builder, "curve_ci");
  for (guint i = 0; i < fit->n_chloride_points; i++)
    {
      json_put_array (builder, NULL);
      json_add_number (builder, fit->chloride[i].chloride_mmol_l);
      json_add_number (builder, fit->chloride_ci_low[i]);
      json_add_number (builder, fit->chloride_ci_high[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_put_array (builder, "standards");
  for (guint i = 0; i < session->n; i++)
    {
      const LotStandard *standard = &session->standards[i];
      const LotResidual *residual = &fit->residuals[i];

      json_put_object (builder, NULL);
      json_put_string (builder, "photo", standard->photo);
      json_put_number (builder, "microlitre", standard->volume_ul);
      json_put_number (builder, "mmol_l", standard->chloride_mmol_l);
      json_put_number (builder, "fill_fraction", standard->fraction);
      json_put_number (builder, "residual_ul", residual->volume_residual_ul);
      json_put_number (builder, "residual_mmol_l", residual->chloride_residual_mmol_l);
      json_put_number (builder, "colour_distance", residual->colour_distance);
      json_put_boolean (builder, "outlier", residual->outlier);
      json_put_string (builder, "excluded", standard->excluded);
      json_put_string (builder, "reason", session->faults[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  g_print ("%s\n", text);
}

static void
print_text (const LotSession *session, const LotFit *fit)
{
  if (fit->n_volume_points)
    g_print (_("Volume: %u standards, ± %.1f µL for one left out\n"), fit->n_volume, fit->volume_sd_ul);
  if (fit->n_chloride_points)
    {
      g_print (_("Chloride: %u standards, %s curve, ± %.1f mmol/L for one left out (logistic %.1f, spline %.1f)\n"), fit->n_chloride,
               curve_names[fit->curve], fit->chloride_sd_mmol_l, fit->logistic_rmse_mmol_l, fit->spline_rmse_mmol_l);
      g_print (_("Limit of detection %.1f mmol/L, of quantification %.1f mmol/L\n"), fit->chloride_lod_mmol_l, fit->chloride_loq_mmol_l);
    }
  for (guint i = 0; i < session->n; i++)
    {
      if (session->standards[i].excluded)
        g_print (_("%s: left out: %s\n"), session->standards[i].photo, session->standards[i].excluded);
      else if (session->faults[i])
        g_print ("%s: %s\n", session->standards[i].photo, session->faults[i]);
      if (fit->residuals[i].outlier)
        g_print (_("%s: far from the curve; look at the photo, and leave it out with --exclude if there is a reason\n"),
                 session->standards[i].photo);
    }
}

static gboolean
exclude (LotSession *session, char **words)
{
  for (guint i = 0; words && words[i]; i++)
    {
      const char *equals = strchr (words[i], '=');
      g_autofree char *photo = equals ? g_strndup (words[i], (gsize) (equals - words[i])) : NULL;

      if (photo == NULL || equals[1] == '\0')
        {
          command_complain ("calibrate", _("--exclude wants PHOTO=REASON; “%s” has no reason."), words[i]);
          return FALSE;
        }
      if (!lot_session_exclude (session, photo, equals + 1))
        {
          command_complain ("calibrate", _("--exclude: no standard is called “%s”."), photo);
          return FALSE;
        }
    }
  return TRUE;
}

static CommandStatus
calibrate (const Options *options, const char *table_path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchTemplate) geometry = installed_open_template (options->geometry, &error);
  g_autoptr(LotSession) session = geometry ? lot_session_load (table_path, &error) : NULL;
  g_autoptr(LotFit) fit = NULL;
  g_autoptr(PatchCalibration) calibration = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d"), *body = NULL, *source = NULL;
  gboolean some_fault = FALSE;

  if (session == NULL)
    {
      command_complain ("calibrate", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (!exclude (session, options->exclude))
    return COMMAND_USAGE;
  lot_session_read (session, geometry, NULL, NULL, NULL);
  fit = lot_fit (session->standards, session->n, (guint32) options->seed, &error);
  if (fit == NULL)
    {
      command_complain ("calibrate", "%s: %s", table_path, error->message);
      for (guint i = 0; i < session->n; i++)
        if (session->faults[i])
          command_complain ("calibrate", "%s: %s", session->standards[i].photo, session->faults[i]);
      return COMMAND_REFUSED;
    }
  source = options->source ? g_strdup (options->source) : g_strdup_printf ("%u photos of bench standards, %s", session->n, table_path);
  calibration = lot_fit_calibration (fit, options->id ? options->id : "lot", options->version ? options->version : "1", geometry->id,
                                     options->lot ? options->lot : "", options->date ? options->date : today, source, options->area_cm2);
  if (options->out)
    {
      body = patch_calibration_to_json (calibration);
      if (!file_replace (options->out, body, strlen (body), &error))
        {
          command_complain ("calibrate", "%s", error->message);
          return COMMAND_REFUSED;
        }
    }
  if (options->json)
    print_json (session, fit, calibration, options->out);
  else
    print_text (session, fit);
  for (guint i = 0; i < session->n; i++)
    some_fault |= session->faults[i] != NULL && session->standards[i].excluded == NULL;
  return some_fault ? COMMAND_REFUSED : COMMAND_DONE;
}

CommandStatus
command_calibrate (int argc, char **argv)
{
  g_auto(Options) options = { .area_cm2 = NAN, .seed = 1 };
  const GOptionEntry entries[] = {
    { "template", 0, 0, G_OPTION_ARG_FILENAME, &options.geometry, N_("the kind of patch"), N_("ID|FILE") },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out, N_("write the calibration here"), N_("FILE") },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, N_("the calibration's id"), N_("ID") },
    { "version", 0, 0, G_OPTION_ARG_STRING, &options.version, N_("the calibration's version"), N_("TEXT") },
    { "lot", 0, 0, G_OPTION_ARG_STRING, &options.lot, N_("the production lot"), N_("TEXT") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, N_("day of the session (default: today)"), N_("YYYY-MM-DD") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options.source, N_("who made it, and how"), N_("TEXT") },
    { "area", 0, 0, G_OPTION_ARG_DOUBLE, &options.area_cm2, N_("skin area that feeds the volume channel"), N_("CM2") },
    { "exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.exclude, N_("leave a standard out, with the reason; may be repeated"),
      N_("PHOTO=REASON") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, N_("of the bootstrap (default: 1)"), N_("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("print JSON"), NULL },
    { NULL },
  };
  CommandStatus status;

  if (!command_parse_options ("STANDARDS.csv", entries, &argc, &argv, &status))
    return status;
  if (argc != 2 || options.geometry == NULL)
    {
      command_complain ("calibrate", _("wants --template and one table of standards: saltline calibrate --template ID STANDARDS.csv"));
      return COMMAND_USAGE;
    }
  if (options.area_cm2 <= 0)
    {
      command_complain ("calibrate", _("--area must be more than 0 cm²."));
      return COMMAND_USAGE;
    }
  return calibrate (&options, argv[1]);
}
