/* patch/template.c */
#include "template.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "json-fields.h"
#include "patch-features.h"
#include "template-edit.h"
#include "template-shape.h"

#define WIDEST_CHANNEL 1e4
#define LONGEST_HIDDEN 1e4

const char *const template_landmark_kinds[TEMPLATE_N_LANDMARK_KINDS] = { "corner", "turn", "edge" };

void
patch_template_free (PatchTemplate *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->version);
  g_free (self->name);
  g_free (self->source);
  g_free (self->sha256);
  g_free (self->body);
  g_free (self->outline.points);
  for (guint i = 0; i < self->n_dark_regions; i++)
    g_free (self->dark_regions[i].points);
  g_free (self->dark_regions);
  for (guint i = 0; i < self->n_landmarks; i++)
    g_free (self->landmarks[i].id);
  g_free (self->landmarks);
  g_free (self->volume.centreline.points);
  g_free (self->dye_srgb);
  g_free (self->chloride.centreline.points);
  for (guint i = 0; i < self->n_blocks; i++)
    {
      g_free (self->blocks[i].name);
      g_free (self->blocks[i].polygon.points);
    }
  g_free (self->blocks);
  for (guint i = 0; i < self->n_base_regions; i++)
    g_free (self->base_regions[i].points);
  g_free (self->base_regions);
  patch_features_free (self->features);
  g_free (self);
}

static gboolean
read_polygon_list (const JsonFields *fields, const char *key, Polygon **value, guint *n, GError **error)
{
  JsonArray *array;

  if (!json_fields_array (fields, key, &array, error))
    return FALSE;
  *n = json_array_get_length (array);
  *value = g_new0 (Polygon, *n + 1);
  for (guint i = 0; i < *n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s[%u]", key, i);

      if (!json_fields_points (fields, name, json_array_get_element (array, i), 0, &(*value)[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_key_polygon (const JsonFields *fields, const char *key, Polygon *value, GError **error)
{
  JsonArray *array;

  return json_fields_array (fields, key, &array, error)
         && json_fields_points (fields, key, json_object_get_member (fields->object, key), 0, value, error);
}

static gboolean
read_landmarks (const JsonFields *fields, PatchTemplate *self, GError **error)
{
  JsonArray *array;

  if (!json_fields_array (fields, "landmarks", &array, error))
    return FALSE;
  self->n_landmarks = json_array_get_length (array);
  self->landmarks = g_new0 (TemplateLandmark, self->n_landmarks + 1);
  for (guint i = 0; i < self->n_landmarks; i++)
    {
      TemplateLandmark *landmark = &self->landmarks[i];
      g_auto(JsonFields) element = { NULL };
      g_autofree char *kind = NULL;
      double at[2];
      guint k = 0;

      if (!json_fields_element (fields, "landmarks", array, i, &element, error)
          || !json_fields_string (&element, "id", &landmark->id, error)
          || !json_fields_string (&element, "kind", &kind, error))
        return FALSE;
      if (!json_object_has_member (element.object, "at"))
        {
          json_fields_refuse (&element, "at", PATCH_ERROR_MALFORMED, error, _("is missing"));
          return FALSE;
        }
      if (!json_fields_numbers (&element, "at", json_object_get_member (element.object, "at"), at, 2, error))
        return FALSE;
      while (k < TEMPLATE_N_LANDMARK_KINDS && !g_str_equal (kind, template_landmark_kinds[k]))
        k++;
      if (k == TEMPLATE_N_LANDMARK_KINDS)
        {
          json_fields_refuse (&element, "kind", PATCH_ERROR_MALFORMED, error,
                              _("“%s” is none of “corner”, “turn”, “edge”"), kind);
          return FALSE;
        }
      landmark->kind = (LandmarkKind) k;
      landmark->at = (Point2) { at[0], at[1] };
    }
  return TRUE;
}

static gboolean
read_channel (const JsonFields *fields, PatchChannel *channel, GError **error)
{
  JsonArray *array;

  if (!json_fields_number (fields, "width", JSON_FIELD_NEEDED, 0.0, WIDEST_CHANNEL, &channel->width, error)
      || !json_fields_array (fields, "centreline", &array, error)
      || !json_fields_points (fields, "centreline", json_object_get_member (fields->object, "centreline"), 0, &channel->centreline, error))
    return FALSE;
  channel->length = channel->centreline.n >= 2 ? polyline_length (channel->centreline.points, channel->centreline.n) : 0;
  return TRUE;
}

static gboolean
read_dyes (const JsonFields *fields, PatchTemplate *self, GError **error)
{
  JsonArray *array;

  if (!json_fields_array (fields, "dye_srgb", &array, error))
    return FALSE;
  self->n_dyes = json_array_get_length (array);
  if (self->n_dyes == 0)
    {
      json_fields_refuse (fields, "dye_srgb", PATCH_ERROR_IMPOSSIBLE, error, _("at least one dye colour is needed"));
      return FALSE;
    }
  self->dye_srgb = g_malloc0_n (self->n_dyes, sizeof *self->dye_srgb);
  for (guint i = 0; i < self->n_dyes; i++)
    {
      g_autofree char *name = g_strdup_printf ("dye_srgb[%u]", i);
      double values[3];

      if (!json_fields_numbers (fields, name, json_array_get_element (array, i), values, 3, error))
        return FALSE;
      for (int c = 0; c < 3; c++)
        {
          if (!(values[c] >= 0.0 && values[c] <= 255.0) || values[c] != floor (values[c]))
            {
              json_fields_refuse (fields, name, PATCH_ERROR_IMPOSSIBLE, error,
                                  _("%g is no colour component: whole numbers from 0 to 255"), values[c]);
              return FALSE;
            }
          self->dye_srgb[i][c] = (guint8) values[c];
        }
    }
  return TRUE;
}

static gboolean
read_blocks (const JsonFields *fields, PatchTemplate *self, GError **error)
{
  JsonArray *array;

  if (!json_fields_array (fields, "reference_blocks", &array, error))
    return FALSE;
  self->n_blocks = json_array_get_length (array);
  self->blocks = g_new0 (ReferenceBlock, self->n_blocks + 1);
  for (guint i = 0; i < self->n_blocks; i++)
    {
      ReferenceBlock *block = &self->blocks[i];
      g_auto(JsonFields) element = { NULL };
      double set;

      if (!json_fields_element (fields, "reference_blocks", array, i, &element, error)
          || !json_fields_string (&element, "name", &block->name, error)
          || !json_fields_number (&element, "set", JSON_FIELD_NEEDED, 1.0, 1000.0, &set, error)
          || !read_key_polygon (&element, "polygon", &block->polygon, error)
          || !json_fields_srgb (&element, "srgb", block->srgb, &block->known, error))
        return FALSE;
      if (set != floor (set))
        {
          json_fields_refuse (&element, "set", PATCH_ERROR_MALFORMED, error, _("must be a whole number"));
          return FALSE;
        }
      block->set = (int) set;
    }
  return TRUE;
}

static gboolean
read_template (const JsonFields *fields, PatchTemplate *self, GError **error)
{
  g_auto(JsonFields) volume = { NULL };
  g_auto(JsonFields) chloride = { NULL };

  if (!json_fields_string (fields, "id", &self->id, error)
      || !json_fields_string (fields, "version", &self->version, error)
      || !json_fields_string (fields, "name", &self->name, error)
      || !json_fields_string (fields, "source", &self->source, error)
      || !json_fields_number (fields, "unit_mm", JSON_FIELD_NULLABLE, 0.0, 1000.0, &self->unit_mm, error))
    return FALSE;
  if (self->id[0] == '\0')
    {
      json_fields_refuse (fields, "id", PATCH_ERROR_IMPOSSIBLE, error, _("must not be empty"));
      return FALSE;
    }
  if (self->unit_mm <= 0.0)
    {
      json_fields_refuse (fields, "unit_mm", PATCH_ERROR_IMPOSSIBLE, error, _("must be more than 0, or null when not known"));
      return FALSE;
    }
  return read_key_polygon (fields, "outline", &self->outline, error)
         && read_polygon_list (fields, "dark_regions", &self->dark_regions, &self->n_dark_regions, error)
         && read_landmarks (fields, self, error)
         && json_fields_object (fields, "volume_channel", JSON_FIELD_NEEDED, &volume, error)
         && read_channel (&volume, &self->volume, error)
         && json_fields_number (&volume, "hidden_before", JSON_FIELD_NULLABLE, 0.0, LONGEST_HIDDEN, &self->hidden_before, error)
         && json_fields_srgb (&volume, "empty_srgb", self->empty_srgb, NULL, error)
         && read_dyes (&volume, self, error)
         && json_fields_object (fields, "chloride_channel", JSON_FIELD_NEEDED, &chloride, error)
         && read_channel (&chloride, &self->chloride, error)
         && read_blocks (fields, self, error)
         && read_polygon_list (fields, "base_regions", &self->base_regions, &self->n_base_regions, error);
}

/* The values; what is geometrically impossible is refused unless @draft. */
static PatchTemplate *
parse (const char *name, const char *bytes, gsize length, gboolean draft, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(PatchTemplate) self = g_new0 (PatchTemplate, 1);
  g_autoptr(GArray) faults = NULL;
  g_auto(JsonFields) fields = { NULL };

  if (!json_fields_parse (name, bytes, length, TEMPLATE_FORMAT, parser, &fields, error) || !read_template (&fields, self, error))
    return NULL;
  faults = template_check (self);
  if (!draft && faults->len > 0)
    {
      const TemplateFault *first = &g_array_index (faults, TemplateFault, 0);

      json_fields_refuse (&fields, first->key, PATCH_ERROR_IMPOSSIBLE, error, "%s", first->message);
      return NULL;
    }
  self->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  self->body = g_strndup (bytes, length);
  return g_steal_pointer (&self);
}

PatchTemplate *
patch_template_parse (const char *name, const char *bytes, gssize length, GError **error)
{
  g_return_val_if_fail (name != NULL && bytes != NULL, NULL);

  return parse (name, bytes, length < 0 ? strlen (bytes) : (gsize) length, FALSE, error);
}

PatchTemplate *
patch_template_draft (const char *name, const char *body, GError **error)
{
  g_return_val_if_fail (name != NULL && body != NULL, NULL);

  return parse (name, body, strlen (body), TRUE, error);
}

PatchTemplate *
patch_template_load (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  return json_fields_load (path, &bytes, &length, error) ? patch_template_parse (path, bytes, (gssize) length, error) : NULL;
}
