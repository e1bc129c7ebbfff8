/* patch/template-write.c: a template as the JSON that it was read from */
#include "base/json.h"
#include "template-shape.h"
#include "template.h"

static void
put_point (JsonBuilder *builder, const char *key, Point2 at)
{
  json_put_numbers (builder, key, (double[]) { at.x, at.y }, 2);
}

static void
put_points (JsonBuilder *builder, const char *key, const Polygon *polygon)
{
  json_put_array (builder, key);
  for (guint i = 0; i < polygon->n; i++)
    put_point (builder, NULL, polygon->points[i]);
  json_builder_end_array (builder);
}

static void
put_polygons (JsonBuilder *builder, const char *key, const Polygon *polygons, guint n)
{
  json_put_array (builder, key);
  for (guint i = 0; i < n; i++)
    put_points (builder, NULL, &polygons[i]);
  json_builder_end_array (builder);
}

static void
put_srgb (JsonBuilder *builder, const char *key, const guint8 srgb[3])
{
  json_put_array (builder, key);
  for (int c = 0; c < 3; c++)
    json_builder_add_int_value (builder, srgb[c]);
  json_builder_end_array (builder);
}

char *
patch_template_to_json (const PatchTemplate *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  json_put_string (builder, "format", TEMPLATE_FORMAT);
  json_put_string (builder, "id", self->id);
  json_put_string (builder, "version", self->version);
  json_put_string (builder, "name", self->name);
  json_put_string (builder, "source", self->source);
  json_put_number (builder, "unit_mm", self->unit_mm);
  put_points (builder, "outline", &self->outline);
  put_polygons (builder, "dark_regions", self->dark_regions, self->n_dark_regions);
  json_put_array (builder, "landmarks");
  for (guint i = 0; i < self->n_landmarks; i++)
    {
      json_put_object (builder, NULL);
      json_put_string (builder, "id", self->landmarks[i].id);
      put_point (builder, "at", self->landmarks[i].at);
      json_put_string (builder, "kind", template_landmark_kinds[self->landmarks[i].kind]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_put_object (builder, "volume_channel");
  json_put_number (builder, "width", self->volume.width);
  put_points (builder, "centreline", &self->volume.centreline);
  json_put_number (builder, "hidden_before", self->hidden_before);
  put_srgb (builder, "empty_srgb", self->empty_srgb);
  json_put_array (builder, "dye_srgb");
  for (guint i = 0; i < self->n_dyes; i++)
    put_srgb (builder, NULL, self->dye_srgb[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_put_object (builder, "chloride_channel");
  json_put_number (builder, "width", self->chloride.width);
  put_points (builder, "centreline", &self->chloride.centreline);
  json_builder_end_object (builder);
  json_put_array (builder, "reference_blocks");
  for (guint i = 0; i < self->n_blocks; i++)
    {
      json_put_object (builder, NULL);
      json_put_string (builder, "name", self->blocks[i].name);
      json_put_integer (builder, "set", self->blocks[i].set);
      put_points (builder, "polygon", &self->blocks[i].polygon);
      if (self->blocks[i].known)
        put_srgb (builder, "srgb", self->blocks[i].srgb);
      else
        json_put_null (builder, "srgb");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  put_polygons (builder, "base_regions", self->base_regions, self->n_base_regions);
  json_builder_end_object (builder);
  return json_to_text (builder, TRUE);
}
