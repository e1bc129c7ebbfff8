/* patch/lot-standards.h
 *
 * A lot calibrated from bench standards: photos of patches into which a known amount of a known solution was run. From
 * what was read in them to the lot's volume curve and chloride curve, with how good they are.
 *
 * Volume: fractions at each amount, made monotone by pooling adjacent violators. Chloride: two curves in CIELAB, a
 * four-parameter logistic in log concentration shared by L*, a*, b* (each with its own ends) and a monotone spline (Steffen
 * 1990) through the levels' means; the one that predicts standards left out better is taken. The error that is
 * given is that of the standards left out, never of the fit. In: standards. Out: LotFit. May include: base, calibration. */
#pragma once

#include "calibration.h"
#include "patch-error.h"

G_BEGIN_DECLS

typedef struct {
  char *photo;
  double volume_ul;          /* known amount; NAN: not a volume standard */
  double chloride_mmol_l;    /* known concentration; NAN: not a chloride standard */
  double fraction;           /* as read; NAN when the volume was not read */
  double fraction_sd;
  gboolean overflow;         /* a full channel says only "at least": not used for the curve */
  double lab[3];             /* as read; NAN when the chloride was not read */
  char *excluded;            /* (nullable): the reason why a person left it out */
} LotStandard;

typedef enum { LOT_CURVE_LOGISTIC, LOT_CURVE_SPLINE, LOT_N_CURVES } LotCurve;

typedef struct {
  double volume_residual_ul;     /* NAN: not used */
  double chloride_residual_mmol_l; /* left out and predicted, minus known; NAN: not used */
  double curve_residual_mmol_l[LOT_N_CURVES]; /* the same by each of the two curves */
  double colour_distance;        /* ΔE*ab from the curve taken */
  gboolean outlier;              /* beyond 3.5 robust standard deviations of the residuals: shown, never left out by itself */
} LotResidual;

typedef struct {
  guint n_volume, n_chloride;    /* standards used */
  VolumePoint *volume;       guint n_volume_points;
  double volume_sd_ul;           /* of standards left out; NAN with too few */
  double volume_lod_ul;          /* limit of detection: the curve's lower end + 3.3 sd; NAN with too few */
  double volume_loq_ul;          /* of quantification: + 10 sd */
  double *volume_ci_low, *volume_ci_high; /* n_volume_points each: 95 %, µL read at the point's fraction, by bootstrap over standards */

  LotCurve curve;
  ChloridePoint *curves[LOT_N_CURVES]; /* n_chloride_points each; NULL when it cannot be fitted */
  double rmse_mmol_l[LOT_N_CURVES];    /* left one out; NAN when it cannot be fitted */
  ChloridePoint *chloride;   guint n_chloride_points; /* of the curve taken: one of @curves */
  double chloride_sd_mmol_l;     /* left one out, of the curve taken */
  double chloride_lod_mmol_l;    /* limit of detection: lowest level + 3.3 sd there; NAN with too few */
  double chloride_loq_mmol_l;    /* of quantification: + 10 sd */
  double *chloride_ci_low, *chloride_ci_high; /* n_chloride_points each: 95 %, mmol/L read at the point's colour, by bootstrap over standards */

  LotResidual *residuals;        /* one for each standard */
} LotFit;

/**
 * lot_fit:
 * @seed: of the bootstrap; the same seed gives the same intervals
 *
 * Returns: (transfer full): %NULL with PATCH_ERROR_IMPOSSIBLE when neither curve can be made, or when one that was asked for
 * by its standards cannot: fewer than 3 levels, or a colour or fraction that does not change with the standard.
 */
LotFit           *lot_fit             (const LotStandard *standards, guint n, guint32 seed, GError **error);
void              lot_fit_free        (LotFit *fit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotFit, lot_fit_free)

/* The fit as a calibration; the texts are copied, sodium stays unknown. */
PatchCalibration *lot_fit_calibration (const LotFit *fit, const char *id, const char *version, const char *template_id, const char *lot,
                                       const char *date, const char *source, double collection_area_cm2);

G_END_DECLS
