/* workspace/reading-row.c */
#include "reading-row.h"

#include <math.h>

#include "base/json.h"

static ReadingFlags
flags_of (const char *names)
{
  g_auto(GStrv) words = g_strsplit (names != NULL ? names : "", " ", -1);
  guint flags = 0;

  for (guint bit = 1; bit <= READING_FLAG_OFF_CURVE; bit <<= 1)
    if (g_strv_contains ((const char *const *) words, reading_flag_name (bit)))
      flags |= bit;
  return flags;
}

/* The one thing that has no column. */
static ChlorideBound
bound_of (const char *result)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *chloride;
  const char *bound;

  if (result == NULL || !json_parser_load_from_data (parser, result, -1, NULL) || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return CHLORIDE_WITHIN;
  chloride = json_object_has_member (json_node_get_object (json_parser_get_root (parser)), "chloride")
               ? json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "chloride") : NULL;
  bound = chloride != NULL ? json_object_get_string_member_with_default (chloride, "bound", NULL) : NULL;
  return g_strcmp0 (bound, chloride_bound_name (CHLORIDE_BELOW)) == 0   ? CHLORIDE_BELOW
         : g_strcmp0 (bound, chloride_bound_name (CHLORIDE_ABOVE)) == 0 ? CHLORIDE_ABOVE
                                                                        : CHLORIDE_WITHIN;
}

PatchReading *
reading_from_row (const StoredReading *row)
{
  PatchReading *reading = patch_reading_new ();

  g_return_val_if_fail (row != NULL, reading);

  reading->status = g_strcmp0 (row->status, "ok") == 0 ? READING_OK : g_strcmp0 (row->status, "partial") == 0 ? READING_PARTIAL : READING_REFUSED;
  reading->reason = g_strdup (row->reason);
  reading->flags = flags_of (row->flags);
  reading->volume_read = !isnan (row->fill);
  reading->fill_fraction = row->fill;
  reading->fill_sd = row->fill_sd;
  reading->overflow = row->overflow;
  reading->volume_ul = row->volume_ul;
  reading->volume_sd_ul = row->volume_sd_ul;
  reading->local_rate_mg_cm2_min = row->rate;
  reading->local_rate_sd = row->rate_sd;
  reading->chloride_read = reading->status == READING_OK || !isnan (row->chloride);
  reading->chloride_mmol_l = row->chloride;
  reading->chloride_sd_mmol_l = row->chloride_sd;
  reading->bound = bound_of (row->result);
  reading->sodium_mmol_l = row->sodium;
  reading->sodium_sd_mmol_l = row->sodium_sd;
  for (int i = 0; i < 3; i++)
    reading->lab[i] = reading->lab_sd[i] = NAN;
  return reading;
}
