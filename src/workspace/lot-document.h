/* workspace/lot-document.h
 *
 * The calibration that is made from a session: the file that other programs read (saltline-calibration/1), with what it was
 * made from under a key of its own, "standards", so that it can be checked years later. In: a session and its fit. Out: JSON. */
#pragma once

#include "lot-session.h"

G_BEGIN_DECLS

/* What people decide about the calibration; texts are borrowed. */
typedef struct {
  const char *id, *version, *template_id, *lot, *date, *source;
  double area_cm2;                                          /* NAN: not known, here and below */
  double sodium_slope, sodium_intercept_mmol_l, sodium_sd_mmol_l;
  guint32 seed;                                             /* of the bootstrap */
} LotFacts;

/* (transfer full): @hashes: (nullable): SHA-256 of each standard's photo */
PatchCalibration *lot_document_new   (const LotSession *session, const char *const *hashes, const LotFit *fit, const LotFacts *facts,
                                      GError **error);

/**
 * lot_document_check:
 * @body: of a calibration that may have been made here
 * @has_standards: (out): whether it says what it was made from; else there is nothing to check
 *
 * Fits the standards that it names once more.
 *
 * Returns: (transfer full) (nullable): in words what differs; NULL when every digit of the curves is the same
 */
char             *lot_document_check (const char *body, gboolean *has_standards);

G_END_DECLS
