/* patch/judge.c */
#include "judge.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAST_DARK       0.60 /* of the dark print's edges in the photo */
#define LEAST_AGREEING   0.50 /* mean of the kinds' shares times the share of base that looks so; wrong places reached 0.45, patches 0.53 */
#define CHANCE_CHANNEL   0.30 /* of a channel's places agree with any texture */
#define LEAST_BASE       0.60
#define MOST_HIDDEN      (1.0 / 3)
#define UNSURE_CUT       0.56 /* a map that slipped by an arm reached 0.48 and 0.57, right ones with a fifth outside the photo 0.59 and 0.79 */
#define UNSURE_BLOCKS    0.65
#define SURE_CUT         0.90
#define SURE_CHANNEL     0.85
#define SURE_BLOCKS      0.60
#define SURE_LOOK        0.90
#define CUT_TOLERANCE    2.0  /* times the print's */

/* Root mean square over all that was located on the print, outliers too: honest, not flattering. */
static void
measure_residuals (const Refinement *refinement, const Photo *photo, Evidence *evidence)
{
  static const FeatureKind printed[] = { FEATURE_DARK_EDGE, FEATURE_CHANNEL, FEATURE_BLOCK_EDGE };
  double unit = 0, px = 0;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (printed); i++)
    {
      FeatureCount count;

      refinement_count (refinement, photo, printed[i], INFINITY, &count);
      unit += count.agreeing * count.rms_unit * count.rms_unit;
      px += count.agreeing * count.rms_px * count.rms_px;
      n += count.agreeing;
    }
  evidence->rms_unit = n ? sqrt (unit / n) : NAN;
  evidence->rms_px = n ? sqrt (px / n) : NAN;
}

void
judge_gather (const Refinement *refinement, const Pyramid *pyramid, double tolerance_unit, Evidence *evidence)
{
  refinement_count (refinement, pyramid->photo, FEATURE_DARK_EDGE, tolerance_unit, &evidence->dark);
  refinement_count (refinement, pyramid->photo, FEATURE_CUT_EDGE, CUT_TOLERANCE * tolerance_unit, &evidence->cut);
  refinement_count (refinement, pyramid->photo, FEATURE_CHANNEL, tolerance_unit, &evidence->channel);
  refinement_count (refinement, pyramid->photo, FEATURE_BLOCK_EDGE, tolerance_unit, &evidence->block);
  patch_look_at (pyramid, refinement->features, &refinement->model, &evidence->look);
  measure_residuals (refinement, pyramid->photo, evidence);
}

static gboolean
is_mirrored (const MapModel *model)
{
  Point2 photo;
  double local[4];

  return map_model_project (model, model->centre, FALSE, &photo, NULL, local) && local[0] * local[3] < local[1] * local[2];
}

static double
share (const FeatureCount *count)
{
  return count->expected ? (double) count->agreeing / count->expected : 1;
}

/* Mean over the kinds that the photo shows; 0 without any. */
static double
agreement (const Evidence *e)
{
  const FeatureCount *counts[] = { &e->dark, &e->cut, &e->block, &e->channel };
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      double part = share (counts[i]);

      if (counts[i]->expected == 0)
        continue;
      sum += counts[i] == &e->channel ? MAX (0, (part - CHANCE_CHANNEL) / (1 - CHANCE_CHANNEL)) : part;
      n++;
    }
  return n ? sum / n : 0;
}

gboolean
judge_is_sure (const Evidence *e)
{
  return share (&e->cut) > SURE_CUT && share (&e->channel) > SURE_CHANNEL && share (&e->block) > SURE_BLOCKS
         && MIN (e->look.base, e->look.dark) > SURE_LOOK;
}

Verdict
judge_verdict (const Refinement *refinement, const Evidence *e)
{
  if (share (&e->dark) < LEAST_DARK || agreement (e) * e->look.base < LEAST_AGREEING || e->look.base < LEAST_BASE)
    return VERDICT_NO_PATCH;
  if (is_mirrored (&refinement->model))
    return VERDICT_MIRRORED;
  if (e->look.hidden > MOST_HIDDEN)
    return VERDICT_HIDDEN;
  if (share (&e->cut) < UNSURE_CUT && share (&e->block) < UNSURE_BLOCKS)
    return VERDICT_UNSURE;
  return VERDICT_FITS;
}

const char *
judge_reason (Verdict verdict)
{
  switch (verdict)
    {
    case VERDICT_NO_PATCH:
      return _("No patch was found in the photo. Take it so that the whole patch is in the picture, sharp and evenly lit.");
    case VERDICT_MIRRORED:
      return _("The photo shows the mirror image of a patch. Take it with the rear camera, or turn mirroring off.");
    case VERDICT_HIDDEN:
      return _("More than a third of the patch is covered or outside the photo. Take a photo of the whole patch.");
    case VERDICT_UNSURE:
      return _("Too little of the patch's edge and of its reference blocks is seen to be sure where its channels lie. Show the whole patch, or place the landmarks by hand.");
    case VERDICT_FITS:
    default:
      return NULL;
    }
}
