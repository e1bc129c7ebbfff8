/* workspace/lot-document.c */
#include "lot-document.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"

static void
put_standards (JsonBuilder *builder, const LotSession *session, const char *const *hashes)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < session->n; i++)
    {
      const LotStandard *standard = &session->standards[i];

      json_put_object (builder, NULL);
      json_put_string (builder, "photo", standard->photo);
      json_put_string (builder, "sha256", hashes ? hashes[i] : NULL);
      json_put_number (builder, "microlitre", standard->volume_ul);
      json_put_number (builder, "mmol_l", standard->chloride_mmol_l);
      json_put_number (builder, "fill_fraction", standard->fraction);
      json_put_number (builder, "fill_sd", standard->fraction_sd);
      json_put_boolean (builder, "overflow", standard->overflow);
      json_put_numbers (builder, "lab", standard->lab, 3);
      json_put_string (builder, "excluded", standard->excluded);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_quality (JsonBuilder *builder, const LotFit *fit)
{
  static const char *const curves[] = { "logistic", "spline" };

  json_builder_begin_object (builder);
  json_put_integer (builder, "volume_standards", fit->n_volume);
  json_put_number (builder, "volume_limit_of_detection_ul", fit->volume_lod_ul);
  json_put_number (builder, "volume_limit_of_quantification_ul", fit->volume_loq_ul);
  json_put_integer (builder, "chloride_standards", fit->n_chloride);
  json_put_string (builder, "chloride_curve", fit->n_chloride_points ? curves[fit->curve] : NULL);
  json_put_number (builder, "chloride_limit_of_detection_mmol_l", fit->chloride_lod_mmol_l);
  json_put_number (builder, "chloride_limit_of_quantification_mmol_l", fit->chloride_loq_mmol_l);
  json_builder_end_object (builder);
}

PatchCalibration *
lot_document_new (const LotSession *session, const char *const *hashes, const LotFit *fit, const LotFacts *facts, GError **error)
{
  g_autoptr(PatchCalibration) fitted = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(JsonBuilder) standards = json_builder_new (), quality = json_builder_new ();
  g_autofree char *json = NULL, *body = NULL;
  JsonObject *object;

  g_return_val_if_fail (session != NULL && fit != NULL && facts != NULL, NULL);

  fitted = lot_fit_calibration (fit, facts->id, facts->version, facts->template_id, facts->lot, facts->date, facts->source, facts->area_cm2);
  fitted->has_sodium = isfinite (facts->sodium_slope);
  fitted->sodium_slope = facts->sodium_slope;
  fitted->sodium_intercept_mmol_l = isfinite (facts->sodium_intercept_mmol_l) ? facts->sodium_intercept_mmol_l : 0;
  fitted->sodium_sd_mmol_l = facts->sodium_sd_mmol_l;
  json = patch_calibration_to_json (fitted);
  if (!json_parser_load_from_data (parser, json, -1, error))
    return NULL;
  object = json_node_get_object (json_parser_get_root (parser));
  put_quality (quality, fit);
  json_object_set_member (object, "quality", json_builder_get_root (quality));
  put_standards (standards, session, hashes);
  json_object_set_member (object, "standards", json_builder_get_root (standards));
  json_object_set_int_member (object, "bootstrap_seed", facts->seed);
  body = json_node_to_text (json_parser_get_root (parser), TRUE);
  return patch_calibration_parse (facts->id, body, -1, error);
}

static double
number_of (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

static const char *
text_of (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* Texts stay the parser's. FALSE when they are not as they are written here. */
static gboolean
read_standards (JsonArray *array, LotStandard *standards)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i), *lab;
      JsonObject *object;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
      object = json_node_get_object (node);
      lab = json_object_get_member (object, "lab");
      if (lab == NULL || !JSON_NODE_HOLDS_ARRAY (lab) || json_array_get_length (json_node_get_array (lab)) != 3)
        return FALSE;
      standards[i] = (LotStandard) {
        .photo = (char *) text_of (object, "photo"), .volume_ul = number_of (object, "microlitre"),
        .chloride_mmol_l = number_of (object, "mmol_l"), .fraction = number_of (object, "fill_fraction"),
        .fraction_sd = number_of (object, "fill_sd"), .excluded = (char *) text_of (object, "excluded"),
        .overflow = json_object_get_boolean_member_with_default (object, "overflow", FALSE),
      };
      for (guint c = 0; c < 3; c++)
        {
          JsonNode *component = json_array_get_element (json_node_get_array (lab), c);

          standards[i].lab[c] = JSON_NODE_HOLDS_VALUE (component) ? json_node_get_double (component) : NAN;
        }
    }
  return TRUE;
}

static gboolean
same_curves (const PatchCalibration *kept, const LotFit *fit)
{
  if (kept->n_volume != fit->n_volume_points || kept->n_chloride != fit->n_chloride_points)
    return FALSE;
  for (guint i = 0; i < kept->n_volume; i++)
    if (kept->volume[i].fraction != fit->volume[i].fraction || kept->volume[i].volume_ul != fit->volume[i].volume_ul)
      return FALSE;
  for (guint i = 0; i < kept->n_chloride; i++)
    if (kept->chloride[i].chloride_mmol_l != fit->chloride[i].chloride_mmol_l
        || memcmp (kept->chloride[i].lab, fit->chloride[i].lab, sizeof kept->chloride[i].lab) != 0)
      return FALSE;
  return TRUE;
}

char *
lot_document_check (const char *body, gboolean *has_standards)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchCalibration) kept = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree LotStandard *standards = NULL;
  g_autoptr(LotFit) fit = NULL;
  JsonObject *object;
  JsonNode *node;
  guint n;

  g_return_val_if_fail (body != NULL && has_standards != NULL, NULL);

  *has_standards = FALSE;
  kept = patch_calibration_parse ("calibration", body, -1, &error);
  if (kept == NULL || !json_parser_load_from_data (parser, body, -1, &error))
    return g_strdup (error->message);
  object = json_node_get_object (json_parser_get_root (parser));
  node = json_object_get_member (object, "standards");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  n = json_array_get_length (json_node_get_array (node));
  standards = g_new0 (LotStandard, n + 1);
  if (!read_standards (json_node_get_array (node), standards))
    return NULL;
  *has_standards = TRUE;
  fit = lot_fit (standards, n, (guint32) json_object_get_int_member_with_default (object, "bootstrap_seed", 1), &error);
  if (fit == NULL)
    return g_strdup (error->message);
  return same_curves (kept, fit) ? NULL : g_strdup (_("its standards give other curves now"));
}
