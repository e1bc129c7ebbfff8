/* store/lot-merge.c */
#include "lot-merge.h"

#include <math.h>

static void
merge_text (char **now, const char *before, const char *changed)
{
  if (g_strcmp0 (before, changed) == 0)
    return;
  g_free (*now);
  *now = g_strdup (changed);
}

static void
merge_number (double *now, double before, double changed)
{
  if (before != changed && !(isnan (before) && isnan (changed)))
    *now = changed;
}

static void
merge_row (gint64 *now, gint64 before, gint64 changed)
{
  if (before != changed)
    *now = changed;
}

static void
remove_standard (StoredLot *lot, gint64 photo)
{
  for (guint i = lot->standards->len; i > 0; i--)
    if (g_array_index (lot->standards, StoredStandard, i - 1).photo == photo)
      g_array_remove_index (lot->standards, i - 1);
}

static void
merge_standards (StoredLot *now, const StoredLot *before, const StoredLot *changed)
{
  for (guint i = 0; i < before->standards->len; i++)
    if (stored_lot_find (changed, g_array_index (before->standards, StoredStandard, i).photo) == NULL)
      remove_standard (now, g_array_index (before->standards, StoredStandard, i).photo);
  for (guint i = 0; i < changed->standards->len; i++)
    {
      const StoredStandard *edited = &g_array_index (changed->standards, StoredStandard, i);
      const StoredStandard *was = stored_lot_find (before, edited->photo);
      StoredStandard *is = stored_lot_find (now, edited->photo);

      if (was == NULL && is == NULL)
        stored_lot_append (now, edited->photo, edited->volume_ul, edited->chloride_mmol_l, edited->excluded);
      if (was == NULL || is == NULL)
        continue; /* new to both; or somebody removed it meanwhile */
      merge_number (&is->volume_ul, was->volume_ul, edited->volume_ul);
      merge_number (&is->chloride_mmol_l, was->chloride_mmol_l, edited->chloride_mmol_l);
      merge_text (&is->excluded, was->excluded, edited->excluded);
    }
}

void
stored_lot_merge (StoredLot *now, const StoredLot *before, const StoredLot *changed)
{
  g_return_if_fail (now != NULL && before != NULL && changed != NULL);

  merge_text (&now->name, before->name, changed->name);
  merge_row (&now->template_row, before->template_row, changed->template_row);
  merge_text (&now->lot, before->lot, changed->lot);
  merge_text (&now->made_on, before->made_on, changed->made_on);
  merge_text (&now->source, before->source, changed->source);
  merge_number (&now->area_cm2, before->area_cm2, changed->area_cm2);
  merge_number (&now->sodium_slope, before->sodium_slope, changed->sodium_slope);
  merge_number (&now->sodium_intercept_mmol_l, before->sodium_intercept_mmol_l, changed->sodium_intercept_mmol_l);
  merge_number (&now->sodium_sd_mmol_l, before->sodium_sd_mmol_l, changed->sodium_sd_mmol_l);
  merge_row (&now->calibration_row, before->calibration_row, changed->calibration_row);
  if (before->deleted != changed->deleted)
    now->deleted = changed->deleted;
  merge_standards (now, before, changed);
}
