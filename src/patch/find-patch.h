/* patch/find-patch.h
 *
 * Every place of a photo where a patch may be, laid over roughly. Private to patch. May include: base, candidate, refine. */
#pragma once

#include "candidate.h"
#include "refine.h"

G_BEGIN_DECLS

typedef struct {
  Candidate *candidate;
  Refinement *refinement;
  double quality; /* 0–1: share of its features that are where they should be, by weight, times how much of it looks right */
  Refinement *second; /* the next best map from the same pose; NULL: there was but one */
  double second_quality;
} Attempt;

/**
 * find_patches:
 * @candidates: of Candidate
 *
 * Returns: (transfer full): of Attempt, the best first; they point to @candidates.
 */
GArray *find_patches    (const Pyramid *pyramid, const GArray *candidates, GCancellable *cancellable);

/* The quality of a refinement as it is now. */
double  attempt_quality (const Pyramid *pyramid, const Refinement *refinement, double tolerance_unit);

G_END_DECLS
