/* patch/lot-parts.h
 *
 * The two halves of a lot's fit. Private to lot-*.c. */
#pragma once

#include "lot-curve.h"
#include "lot-standards.h"

G_BEGIN_DECLS

#define LOT_BOOTSTRAPS 400
#define LOT_DETECTED_SD 3.3    /* IUPAC's limits, in standard deviations above the lowest level */
#define LOT_QUANTIFIED_SD 10.0

/* Nothing is set when there are no standards of the kind; FALSE when those that there are make no curve. */
gboolean lot_fit_volume   (const LotStandard *standards, guint n, guint32 seed, LotFit *fit, GError **error);
gboolean lot_fit_chloride (const LotStandard *standards, guint n, guint32 seed, LotFit *fit, GError **error);

/**
 * lot_intervals:
 * @reads: LOT_BOOTSTRAPS for each point, of which the first @n_reads were made; sorted in place
 * @low: (out) (transfer full): 2.5 % of each point; NAN when too few curves could be made
 */
void     lot_intervals    (double *reads, guint n_points, guint n_reads, double **low, double **high);

G_END_DECLS
