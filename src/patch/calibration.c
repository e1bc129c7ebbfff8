/* patch/calibration.c */
#include "calibration.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "json-fields.h"

#define FORMAT "saltline-calibration/1"
#define MOST_AREA_CM2 1000.0
#define MOST_VOLUME_UL 1e6
#define MOST_MMOL_L 6000.0 /* brine is saturated there */
#define LEAST_COLOUR_STEP 1e-6

void
patch_calibration_free (PatchCalibration *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->version);
  g_free (self->template_id);
  g_free (self->lot);
  g_free (self->date);
  g_free (self->source);
  g_free (self->sha256);
  g_free (self->body);
  g_free (self->volume);
  g_free (self->chloride);
  g_free (self);
}

static gboolean
read_points (const JsonFields *fields, JsonArray **points, GError **error)
{
  if (!json_fields_array (fields, "points", points, error))
    return FALSE;
  if (json_array_get_length (*points) < 2)
    {
      json_fields_refuse (fields, "points", PATCH_ERROR_IMPOSSIBLE, error, _("a curve needs at least two points"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_volume (const JsonFields *fields, PatchCalibration *self, GError **error)
{
  JsonArray *points;

  if (!read_points (fields, &points, error)
      || !json_fields_number (fields, "sd_ul", JSON_FIELD_NULLABLE, 0.0, MOST_VOLUME_UL, &self->volume_sd_ul, error))
    return FALSE;
  self->n_volume = json_array_get_length (points);
  self->volume = g_new0 (VolumePoint, self->n_volume);
  for (guint i = 0; i < self->n_volume; i++)
    {
      g_autofree char *name = g_strdup_printf ("points[%u]", i);
      double pair[2];

      if (!json_fields_numbers (fields, name, json_array_get_element (points, i), pair, 2, error))
        return FALSE;
      if (pair[0] < 0.0 || pair[0] > 1.0 || pair[1] < 0.0)
        {
          json_fields_refuse (fields, name, PATCH_ERROR_IMPOSSIBLE, error,
                              _("(%g, %g) is out of range: a fraction from 0 to 1, then microlitres of 0 or more"), pair[0], pair[1]);
          return FALSE;
        }
      if (i > 0 && (pair[0] <= self->volume[i - 1].fraction || pair[1] <= self->volume[i - 1].volume_ul))
        {
          json_fields_refuse (fields, name, PATCH_ERROR_IMPOSSIBLE, error,
                              _("the curve is not monotone: fraction and microlitres must rise from point to point"));
          return FALSE;
        }
      self->volume[i] = (VolumePoint) { pair[0], pair[1] };
    }
  return TRUE;
}

static gboolean
read_chloride_point (const JsonFields *fields, const char *name, JsonNode *node, ChloridePoint *point, GError **error)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *first;

  first = pair && json_array_get_length (pair) == 2 ? json_array_get_element (pair, 0) : NULL;
  if (first == NULL || !JSON_NODE_HOLDS_VALUE (first)
      || (json_node_get_value_type (first) != G_TYPE_DOUBLE && json_node_get_value_type (first) != G_TYPE_INT64))
    {
      json_fields_refuse (fields, name, PATCH_ERROR_MALFORMED, error, _("must be [mmol/L, [L*, a*, b*]]"));
      return FALSE;
    }
  point->chloride_mmol_l = json_node_get_double (first);
  if (!json_fields_numbers (fields, name, json_array_get_element (pair, 1), point->lab, 3, error))
    return FALSE;
  if (!(point->chloride_mmol_l >= 0.0 && point->chloride_mmol_l <= MOST_MMOL_L))
    {
      json_fields_refuse (fields, name, PATCH_ERROR_IMPOSSIBLE, error, _("%g mmol/L is out of range: 0 to %g"),
                          point->chloride_mmol_l, MOST_MMOL_L);
      return FALSE;
    }
  if (point->lab[0] < 0.0 || point->lab[0] > 150.0 || fabs (point->lab[1]) > 200.0 || fabs (point->lab[2]) > 200.0)
    {
      json_fields_refuse (fields, name, PATCH_ERROR_IMPOSSIBLE, error, _("(%g, %g, %g) is no CIELAB colour"),
                          point->lab[0], point->lab[1], point->lab[2]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_chloride (const JsonFields *fields, PatchCalibration *self, GError **error)
{
  JsonArray *points;

  if (!read_points (fields, &points, error)
      || !json_fields_number (fields, "sd_mmol_l", JSON_FIELD_NULLABLE, 0.0, MOST_MMOL_L, &self->chloride_sd_mmol_l, error))
    return FALSE;
  self->n_chloride = json_array_get_length (points);
  self->chloride = g_new0 (ChloridePoint, self->n_chloride);
  for (guint i = 0; i < self->n_chloride; i++)
    {
      g_autofree char *name = g_strdup_printf ("points[%u]", i);
      const ChloridePoint *before = i > 0 ? &self->chloride[i - 1] : NULL;
      ChloridePoint *point = &self->chloride[i];

      if (!read_chloride_point (fields, name, json_array_get_element (points, i), point, error))
        return FALSE;
      if (before && point->chloride_mmol_l <= before->chloride_mmol_l)
        {
          json_fields_refuse (fields, name, PATCH_ERROR_IMPOSSIBLE, error,
                              _("the curve is not monotone: mmol/L must rise from point to point"));
          return FALSE;
        }
      if (before
          && hypot (hypot (point->lab[0] - before->lab[0], point->lab[1] - before->lab[1]), point->lab[2] - before->lab[2])
                 < LEAST_COLOUR_STEP)
        {
          json_fields_refuse (fields, name, PATCH_ERROR_IMPOSSIBLE, error,
                              _("two concentrations have the same colour: the curve cannot be read backwards"));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_sodium (const JsonFields *fields, PatchCalibration *self, GError **error)
{
  if (!json_fields_number (fields, "slope", JSON_FIELD_NEEDED, -1000.0, 1000.0, &self->sodium_slope, error)
      || !json_fields_number (fields, "intercept", JSON_FIELD_NEEDED, -MOST_MMOL_L, MOST_MMOL_L, &self->sodium_intercept_mmol_l, error)
      || !json_fields_number (fields, "sd_mmol_l", JSON_FIELD_NULLABLE, 0.0, MOST_MMOL_L, &self->sodium_sd_mmol_l, error))
    return FALSE;
  if (self->sodium_slope <= 0.0)
    {
      json_fields_refuse (fields, "slope", PATCH_ERROR_IMPOSSIBLE, error, _("%g: sodium rises with chloride"), self->sodium_slope);
      return FALSE;
    }
  self->has_sodium = TRUE;
  return TRUE;
}

static gboolean
read_calibration (const JsonFields *fields, PatchCalibration *self, GError **error)
{
  g_auto(JsonFields) volume = { NULL };
  g_auto(JsonFields) chloride = { NULL };
  g_auto(JsonFields) sodium = { NULL };

  if (!json_fields_string (fields, "id", &self->id, error)
      || !json_fields_string (fields, "version", &self->version, error)
      || !json_fields_string (fields, "template", &self->template_id, error)
      || !json_fields_string (fields, "lot", &self->lot, error)
      || !json_fields_string (fields, "date", &self->date, error)
      || !json_fields_string (fields, "source", &self->source, error)
      || !json_fields_number (fields, "collection_area_cm2", JSON_FIELD_NULLABLE, 0.0, MOST_AREA_CM2,
                              &self->collection_area_cm2, error))
    return FALSE;
  if (self->id[0] == '\0' || self->template_id[0] == '\0')
    {
      json_fields_refuse (fields, self->id[0] == '\0' ? "id" : "template", PATCH_ERROR_IMPOSSIBLE, error, _("must not be empty"));
      return FALSE;
    }
  if (self->collection_area_cm2 <= 0.0)
    {
      json_fields_refuse (fields, "collection_area_cm2", PATCH_ERROR_IMPOSSIBLE, error,
                          _("must be more than 0, or null when not known"));
      return FALSE;
    }
  return json_fields_object (fields, "volume", JSON_FIELD_NULLABLE, &volume, error)
         && (volume.object == NULL || read_volume (&volume, self, error))
         && json_fields_object (fields, "chloride", JSON_FIELD_NULLABLE, &chloride, error)
         && (chloride.object == NULL || read_chloride (&chloride, self, error))
         && json_fields_object (fields, "sodium", JSON_FIELD_NULLABLE, &sodium, error)
         && (sodium.object == NULL || read_sodium (&sodium, self, error));
}

PatchCalibration *
patch_calibration_parse (const char *name, const char *bytes, gssize length, GError **error)
{
  gsize n_bytes;
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(PatchCalibration) self = g_new0 (PatchCalibration, 1);
  g_auto(JsonFields) fields = { NULL };

  g_return_val_if_fail (name != NULL && bytes != NULL, NULL);

  n_bytes = length < 0 ? strlen (bytes) : (gsize) length;
  self->volume_sd_ul = self->chloride_sd_mmol_l = NAN;
  self->sodium_slope = self->sodium_intercept_mmol_l = self->sodium_sd_mmol_l = NAN;
  if (!json_fields_parse (name, bytes, n_bytes, FORMAT, parser, &fields, error) || !read_calibration (&fields, self, error))
    return NULL;
  self->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, n_bytes);
  self->body = g_strndup (bytes, n_bytes);
  return g_steal_pointer (&self);
}

PatchCalibration *
patch_calibration_load (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  return json_fields_load (path, &bytes, &length, error) ? patch_calibration_parse (path, bytes, (gssize) length, error) : NULL;
}

static void
put_volume (JsonBuilder *builder, const PatchCalibration *self)
{
  if (self->n_volume == 0)
    {
      json_put_null (builder, "volume");
      return;
    }
  json_put_object (builder, "volume");
  json_put_array (builder, "points");
  for (guint i = 0; i < self->n_volume; i++)
    json_put_numbers (builder, NULL, (double[]) { self->volume[i].fraction, self->volume[i].volume_ul }, 2);
  json_builder_end_array (builder);
  json_put_number (builder, "sd_ul", self->volume_sd_ul);
  json_builder_end_object (builder);
}

static void
put_chloride (JsonBuilder *builder, const PatchCalibration *self)
{
  if (self->n_chloride == 0)
    {
      json_put_null (builder, "chloride");
      return;
    }
  json_put_object (builder, "chloride");
  json_put_array (builder, "points");
  for (guint i = 0; i < self->n_chloride; i++)
    {
      json_put_array (builder, NULL);
      json_add_number (builder, self->chloride[i].chloride_mmol_l);
      json_put_numbers (builder, NULL, self->chloride[i].lab, 3);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_put_number (builder, "sd_mmol_l", self->chloride_sd_mmol_l);
  json_builder_end_object (builder);
}

char *
patch_calibration_to_json (const PatchCalibration *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_put_string (builder, "format", FORMAT);
  json_put_string (builder, "id", self->id);
  json_put_string (builder, "version", self->version);
  json_put_string (builder, "template", self->template_id);
  json_put_string (builder, "lot", self->lot);
  json_put_string (builder, "date", self->date);
  json_put_string (builder, "source", self->source);
  json_put_number (builder, "collection_area_cm2", self->collection_area_cm2);
  put_volume (builder, self);
  put_chloride (builder, self);
  if (self->has_sodium)
    {
      json_put_object (builder, "sodium");
      json_put_number (builder, "slope", self->sodium_slope);
      json_put_number (builder, "intercept", self->sodium_intercept_mmol_l);
      json_put_number (builder, "sd_mmol_l", self->sodium_sd_mmol_l);
      json_builder_end_object (builder);
    }
  else
    json_put_null (builder, "sodium");
  json_builder_end_object (builder);
  return json_to_text (builder, TRUE);
}
