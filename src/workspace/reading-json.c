/* workspace/reading-json.c */
#include "reading-json.h"

#define HIGHEST_FLAG READING_FLAG_OFF_CURVE

static void
put_flags (JsonBuilder *builder, ReadingFlags flags)
{
  json_put_array (builder, "flags");
  for (guint flag = 1; flag <= HIGHEST_FLAG; flag <<= 1)
    if (flags & flag)
      json_put_string (builder, NULL, reading_flag_name (flag));
  json_builder_end_array (builder);
}

static void
put_registration (JsonBuilder *builder, const PatchReading *reading)
{
  if (!reading->registered)
    {
      json_put_null (builder, "registration");
      return;
    }
  json_put_object (builder, "registration");
  json_put_number (builder, "rms_px", reading->rms_px);
  json_put_number (builder, "rms_unit", reading->rms_unit);
  json_put_object (builder, "landmarks");
  for (guint i = 0; i < reading->n_landmarks; i++)
    json_put_numbers (builder, reading->landmarks[i].id, (double[]) { reading->landmarks[i].at.x, reading->landmarks[i].at.y }, 2);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
put_volume (JsonBuilder *builder, const PatchReading *reading)
{
  if (!reading->volume_read)
    {
      json_put_null (builder, "volume");
      return;
    }
  json_put_object (builder, "volume");
  json_put_number (builder, "fill_fraction", reading->fill_fraction);
  json_put_number (builder, "sd", reading->fill_sd);
  json_put_numbers (builder, "front", (double[]) { reading->front.x, reading->front.y }, 2);
  json_put_boolean (builder, "overflow", reading->overflow);
  json_put_number (builder, "volume_ul", reading->volume_ul);
  json_put_number (builder, "volume_sd_ul", reading->volume_sd_ul);
  json_put_number (builder, "local_rate_mg_cm2_min", reading->local_rate_mg_cm2_min);
  json_put_number (builder, "local_rate_sd", reading->local_rate_sd);
  json_builder_end_object (builder);
}

static void
put_chloride (JsonBuilder *builder, const PatchReading *reading)
{
  if (!reading->chloride_read)
    {
      json_put_null (builder, "chloride");
      return;
    }
  json_put_object (builder, "chloride");
  json_put_numbers (builder, "lab", reading->lab, 3);
  json_put_number (builder, "mmol_l", reading->chloride_mmol_l);
  json_put_number (builder, "sd_mmol_l", reading->chloride_sd_mmol_l);
  json_put_string (builder, "bound", chloride_bound_name (reading->bound));
  json_put_number (builder, "sodium_mmol_l", reading->sodium_mmol_l);
  json_put_number (builder, "sodium_sd_mmol_l", reading->sodium_sd_mmol_l);
  json_builder_end_object (builder);
}

void
reading_put_json (JsonBuilder *builder, const char *photo, const char *sha256, const PatchReading *reading)
{
  g_return_if_fail (builder != NULL && photo != NULL && reading != NULL);

  json_builder_begin_object (builder);
  json_put_string (builder, "photo", photo);
  json_put_string (builder, "sha256", sha256);
  json_put_string (builder, "status", reading_status_name (reading->status));
  json_put_string (builder, "reason", reading->reason);
  put_flags (builder, reading->flags);
  if (reading->geometry)
    {
      json_put_object (builder, "template");
      json_put_string (builder, "id", reading->geometry->id);
      json_put_string (builder, "version", reading->geometry->version);
      json_put_string (builder, "sha256", reading->geometry->sha256);
      json_builder_end_object (builder);
    }
  else
    json_put_null (builder, "template");
  if (reading->calibration)
    {
      json_put_object (builder, "calibration");
      json_put_string (builder, "id", reading->calibration->id);
      json_put_string (builder, "version", reading->calibration->version);
      json_put_string (builder, "sha256", reading->calibration->sha256);
      json_builder_end_object (builder);
    }
  else
    json_put_null (builder, "calibration");
  put_registration (builder, reading);
  put_volume (builder, reading);
  put_chloride (builder, reading);
  json_builder_end_object (builder);
}

void
unread_put_json (JsonBuilder *builder, const char *photo, const char *sha256, const char *reason)
{
  PatchReading reading = { .status = READING_REFUSED, .reason = (char *) reason };

  reading_put_json (builder, photo, sha256, &reading);
}

char *
reading_flag_list (ReadingFlags flags, const char *separator)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint flag = 1; flag <= HIGHEST_FLAG; flag <<= 1)
    if (flags & flag)
      g_string_append_printf (names, "%s%s", names->len ? separator : "", reading_flag_name (flag));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

char *
reading_to_json (const char *photo, const char *sha256, const PatchReading *reading)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  reading_put_json (builder, photo, sha256, reading);
  return json_to_text (builder, FALSE);
}
