/* patch/calibration.h
 *
 * What a production lot measures: saltline-calibration/1. Fraction of the visible centreline → microlitres, colour of
 * the chloride channel → mmol/L, chloride → sodium; each part may be missing. In: JSON. Out: PatchCalibration.
 * May include: base. */
#pragma once

#include <glib.h>

#include "patch-error.h"

G_BEGIN_DECLS

typedef struct {
  double fraction;
  double volume_ul;
} VolumePoint;

typedef struct {
  double chloride_mmol_l;
  double lab[3];           /* CIELAB D50, relative to the base white */
} ChloridePoint;

typedef struct {
  char *id;
  char *version;
  char *template_id;
  char *lot;
  char *date;
  char *source;
  char *sha256;            /* of the file's bytes */
  char *body;              /* the file's bytes, as they were read */
  double collection_area_cm2;                        /* NAN: not known */
  VolumePoint *volume;         guint n_volume;       /* ascending in both; 0: not known */
  double volume_sd_ul;
  ChloridePoint *chloride;     guint n_chloride;     /* ascending; 0: not known */
  double chloride_sd_mmol_l;
  gboolean has_sodium;
  double sodium_slope;
  double sodium_intercept_mmol_l;
  double sodium_sd_mmol_l;
} PatchCalibration;

PatchCalibration *patch_calibration_load    (const char *path, GError **error);
PatchCalibration *patch_calibration_parse   (const char *name, const char *bytes, gssize length, GError **error);
char             *patch_calibration_to_json (const PatchCalibration *self);
void              patch_calibration_free    (PatchCalibration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PatchCalibration, patch_calibration_free)

G_END_DECLS
