/* commands/lot-text.c */
#include "lot-text.h"

#include <glib/gi18n.h>

#include "base/json.h"
#include "command.h"

static const char *const curve_names[LOT_N_CURVES] = { "logistic", "spline" };

static void
put_volume (JsonBuilder *builder, const LotFit *fit)
{
  json_put_object (builder, "volume");
  json_put_integer (builder, "n", fit->n_volume);
  json_put_number (builder, "sd_ul", fit->volume_sd_ul);
  json_put_number (builder, "limit_of_detection_ul", fit->volume_lod_ul);
  json_put_number (builder, "limit_of_quantification_ul", fit->volume_loq_ul);
  json_put_array (builder, "points");
  for (guint i = 0; i < fit->n_volume_points; i++)
    json_put_numbers (builder, NULL, (double[]) { fit->volume[i].fraction, fit->volume[i].volume_ul }, 2);
  json_builder_end_array (builder);
  json_put_array (builder, "curve_ci");
  for (guint i = 0; i < fit->n_volume_points; i++)
    json_put_numbers (builder, NULL, (double[]) { fit->volume[i].volume_ul, fit->volume_ci_low[i], fit->volume_ci_high[i] }, 3);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
put_chloride (JsonBuilder *builder, const LotFit *fit)
{
  json_put_object (builder, "chloride");
  json_put_integer (builder, "n", fit->n_chloride);
  json_put_string (builder, "curve", fit->n_chloride_points ? curve_names[fit->curve] : NULL);
  json_put_number (builder, "logistic_rmse_mmol_l", fit->rmse_mmol_l[LOT_CURVE_LOGISTIC]);
  json_put_number (builder, "spline_rmse_mmol_l", fit->rmse_mmol_l[LOT_CURVE_SPLINE]);
  json_put_number (builder, "sd_mmol_l", fit->chloride_sd_mmol_l);
  json_put_number (builder, "limit_of_detection_mmol_l", fit->chloride_lod_mmol_l);
  json_put_number (builder, "limit_of_quantification_mmol_l", fit->chloride_loq_mmol_l);
  json_put_array (builder, "curve_ci");
  for (guint i = 0; i < fit->n_chloride_points; i++)
    json_put_numbers (builder, NULL, (double[]) { fit->chloride[i].chloride_mmol_l, fit->chloride_ci_low[i], fit->chloride_ci_high[i] }, 3);
  json_builder_end_array (builder);
  json_put_object (builder, "curves");
  for (LotCurve kind = 0; kind < LOT_N_CURVES; kind++)
    {
      json_put_array (builder, curve_names[kind]);
      for (guint i = 0; i < fit->n_chloride_points && fit->curves[kind]; i++)
        {
          const ChloridePoint *point = &fit->curves[kind][i];

          json_put_numbers (builder, NULL, (double[]) { point->chloride_mmol_l, point->lab[0], point->lab[1], point->lab[2] }, 4);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

void
lot_print_json (const LotSession *session, const LotFit *fit, const PatchCalibration *calibration, const char *out, const char *workspace)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  g_return_if_fail (session != NULL && fit != NULL && calibration != NULL);

  json_builder_begin_object (builder);
  json_put_string (builder, "id", calibration->id);
  json_put_string (builder, "version", calibration->version);
  json_put_string (builder, "template", calibration->template_id);
  json_put_string (builder, "out", out);
  json_put_string (builder, "workspace", workspace);
  put_volume (builder, fit);
  put_chloride (builder, fit);
  json_put_array (builder, "outliers");
  for (guint i = 0; i < session->n; i++)
    if (fit->residuals[i].outlier)
      json_put_string (builder, NULL, session->standards[i].photo);
  json_builder_end_array (builder);
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
      json_put_numbers (builder, "lab", standard->lab, 3);
      json_put_number (builder, "residual_ul", residual->volume_residual_ul);
      json_put_number (builder, "residual_mmol_l", residual->chloride_residual_mmol_l);
      json_put_number (builder, "residual_logistic_mmol_l", residual->curve_residual_mmol_l[LOT_CURVE_LOGISTIC]);
      json_put_number (builder, "residual_spline_mmol_l", residual->curve_residual_mmol_l[LOT_CURVE_SPLINE]);
      json_put_number (builder, "colour_distance", residual->colour_distance);
      json_put_boolean (builder, "outlier", residual->outlier);
      json_put_string (builder, "excluded", standard->excluded);
      json_put_string (builder, "reason", session->faults[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
}

void
lot_print_text (const LotSession *session, const LotFit *fit)
{
  g_return_if_fail (session != NULL && fit != NULL);

  if (fit->n_volume_points)
    g_print (_("Volume: %u standards, ± %.1f µL for one left out; limit of detection %.1f µL, of quantification %.1f µL\n"), fit->n_volume,
             fit->volume_sd_ul, fit->volume_lod_ul, fit->volume_loq_ul);
  if (fit->n_chloride_points)
    {
      g_print (_("Chloride: %u standards, %s curve, ± %.1f mmol/L for one left out (logistic %.1f, spline %.1f)\n"), fit->n_chloride,
               curve_names[fit->curve], fit->chloride_sd_mmol_l, fit->rmse_mmol_l[LOT_CURVE_LOGISTIC],
               fit->rmse_mmol_l[LOT_CURVE_SPLINE]);
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
