/* patch/judge.h
 *
 * Whether what was found is a patch that can be read, and why not. Private to patch. May include: base, patch-look, refine. */
#pragma once

#include "patch-look.h"
#include "refine.h"

G_BEGIN_DECLS

typedef enum {
  VERDICT_FITS,
  VERDICT_NO_PATCH,  /* too little of the template is there */
  VERDICT_MIRRORED,
  VERDICT_HIDDEN,    /* more than a third is covered or outside the photo */
  VERDICT_UNSURE,    /* found, but the map may have slipped by an arm */
} Verdict;

typedef struct {
  FeatureCount dark, cut, channel, block;
  PatchLook look;
  double rms_unit; /* of located print, cut edges left out: they differ from sticker to sticker */
  double rms_px;
} Evidence;

void        judge_gather  (const Refinement *refinement, const Pyramid *pyramid, double tolerance_unit, Evidence *evidence);
/* Nearly everything that the template has is found where it should be: no other map has to be looked for. */
gboolean    judge_is_sure (const Evidence *evidence);
Verdict     judge_verdict (const Refinement *refinement, const Evidence *evidence);

/* A translated sentence with a remedy; NULL for what fits. */
const char *judge_reason  (Verdict verdict);

G_END_DECLS
