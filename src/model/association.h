/* model/association.h
 *
 * How two quantities go together, with an interval that knows that days of one athlete are not independent: whole clusters
 * (athletes, or weeks of one) are drawn with replacement. Values can first be taken as deviations from each subject's own
 * mean, so that what differs between people is not mistaken for what goes together within them.
 * In: pairs. Out: a coefficient with its interval, or the reason why there is none. May include: GSL. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ASSOCIATION_LEAST_PAIRS    10   /* fewer say nothing: with 9 pairs the 95 % interval of no association is ±0.66 */
#define ASSOCIATION_LEAST_CLUSTERS 6    /* fewer give bootstrap intervals that are far too narrow */

typedef enum { ASSOCIATION_PEARSON, ASSOCIATION_SPEARMAN } AssociationMethod;

/* A pair; both numbers known. */
typedef struct {
  double x, y;
  guint subject;     /* whose: deviations are from this one's mean */
  guint cluster;     /* what is drawn together */
} AssociationPair;

typedef enum {
  ASSOCIATION_OK,
  ASSOCIATION_FEW_PAIRS,
  ASSOCIATION_FEW_CLUSTERS,   /* an estimate, but no interval */
  ASSOCIATION_CONSTANT,       /* one of the two does not vary */
} AssociationOutcome;

typedef struct {
  AssociationOutcome outcome;
  double estimate;            /* −1 … 1; NAN with FEW_PAIRS and CONSTANT */
  double low, high;           /* 95 %; NAN without an interval */
  guint n_pairs, n_subjects, n_clusters;
} Association;

/**
 * association_estimate:
 * @within: deviations from each subject's mean; a subject with a single pair then says nothing and is left out
 * @n_draws: of the bootstrap: 2000 are usual
 * @seed: the same seed gives the same interval
 *
 * Pearson's r, or Spearman's ρ (Pearson's r of mid-ranks). The interval is the percentile interval of the cluster bootstrap, after
 * Efron & Tibshirani 1993, chapter 13, with clusters in place of pairs (Davison & Hinkley 1997, §3.8).
 */
void association_estimate (const AssociationPair *pairs, guint n, AssociationMethod method, gboolean within, guint n_draws, guint64 seed,
                           Association *association);

G_END_DECLS
