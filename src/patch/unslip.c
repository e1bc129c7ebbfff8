/* patch/unslip.c */
#include "unslip.h"

#include <math.h>

#include "ink-match.h"
#include "order-statistic.h"
#include "patch-look.h"

#define TOLERANCE   0.12 /* template units */
#define ROUGH       0.25 /* template units: by which the moved end may still be off */
#define BETTER      1.03 /* times the quality: less is chance */
#define ROUNDS      2
#define SURE_INKS   0.80 /* match of inks that tells where the blocks are */
#define FAIR_INKS   0.75
#define BETTER_INKS 0.08 /* than where the map has them */
#define DISPLACED   0.12 /* template units: nearer ones the edges make good */
#define ANCHOR_SD   0.10 /* template units */
#define SAME_PLACE  0.10 /* template units: a trial that comes so near to where it was drawn away from has said nothing new */
#define NO_INKS     0.50 /* a match that says nothing */

static gboolean
says_displaced (const InkMatch *inks)
{
  double farthest = 0;

  for (guint i = 0; i < INK_MOST_SETS; i++)
    farthest = MAX (farthest, hypot (inks->shift[i].x, inks->shift[i].y));
  return inks->match > SURE_INKS && inks->match > inks->match_unmoved + BETTER_INKS && farthest > DISPLACED;
}

gboolean
inks_disagree (const Pyramid *pyramid, const Refinement *refinement)
{
  InkMatch inks;

  ink_match (pyramid, refinement->features->geometry, &refinement->model, &inks);
  return inks.match_unmoved < FAIR_INKS || says_displaced (&inks);
}

/* The blocks' middles where their inks were seen. Returns: their number; 0: they are where the map has them. */
static guint
anchor_blocks (const Pyramid *pyramid, const PatchTemplate *geometry, const MapModel *model, MapObservation *anchors)
{
  double unit_px = model->photo_half / model->half_size;
  InkMatch inks;
  guint n = 0;

  ink_match (pyramid, geometry, model, &inks);
  for (guint b = 0; b < geometry->n_blocks && says_displaced (&inks); b++)
    {
      const Polygon *polygon = &geometry->blocks[b].polygon;
      Point2 middle = { 0, 0 }, shift = inks.shift[ink_set_of (geometry, b)];

      for (guint i = 0; i < polygon->n; i++)
        middle = (Point2) { middle.x + polygon->points[i].x / polygon->n, middle.y + polygon->points[i].y / polygon->n };
      anchors[n] = (MapObservation) { .at = middle, .sd_px = ANCHOR_SD * unit_px };
      n += map_model_project (model, (Point2) { middle.x + shift.x, middle.y + shift.y }, FALSE, &anchors[n].target, NULL, NULL);
    }
  return n;
}

/* From an arm of a channel to the next, template units. */
static double
arm_spacing (const PatchFeatures *features)
{
  g_autofree double *gaps = g_new (double, features->n_features + 1);
  guint n = 0;

  for (guint i = 0; i < features->n_features; i++)
    if (features->features[i].kind == FEATURE_CHANNEL)
      gaps[n++] = patch_feature_gap (&features->features[i]) + features->features[i].width / 2;
  return n ? order_statistic (gaps, n, 0.5) : 0;
}

/* The outline where the model has it, an end of it (@side: −1 the left, 1 the right one) drawn out by @by. */
static guint
draw_out (const PatchTemplate *geometry, const MapModel *model, int side, double by, MapObservation *places)
{
  const Polygon *outline = &geometry->outline;
  double unit_px = model->photo_half / model->half_size;
  guint n = 0;

  for (guint i = 0; i < outline->n; i++)
    {
      Point2 p = outline->points[i];
      double share = CLAMP (side * (p.x - model->centre.x) / model->half_size, 0.0, 1.0);

      places[n] = (MapObservation) { .at = p, .sd_px = ROUGH * unit_px };
      n += map_model_project (model, (Point2) { p.x + side * by * share, p.y }, FALSE, &places[n].target, NULL, NULL);
    }
  return n;
}

/* What is pushed out of the photo, or off the patch, does not become right by it. */
static double
quality_of (const Pyramid *pyramid, const Refinement *refinement)
{
  PatchLook look;
  InkMatch inks;

  patch_look_at (pyramid, refinement->features, &refinement->model, &look);
  ink_match (pyramid, refinement->features->geometry, &refinement->model, &inks);
  return attempt_quality (pyramid, refinement, TOLERANCE) * (1 - look.hidden) * (isnan (inks.match) ? NO_INKS : inks.match_unmoved);
}

/* The trial starts from @before and @anchors; it replaces the attempt's map if it is better. */
static gboolean
keep_better (const Pyramid *pyramid, const Refinement *before, AnchorUse use, const MapObservation *anchors, guint n_anchors,
             Refinement **coarse, Attempt *attempt, double *least)
{
  g_autoptr(Refinement) trial = refinement_new (patch_features_of (attempt->candidate->geometry));
  g_autoptr(Refinement) rough = NULL;
  double quality;

  trial->n_fixed = attempt->refinement->n_fixed;
  trial->fixed = g_memdup2 (attempt->refinement->fixed, trial->n_fixed * sizeof *trial->fixed);
  if (!refine_again (trial, pyramid, before, use, anchors, n_anchors))
    return FALSE;
  if (use == ANCHORS_TO_START && refinement_apart (trial, &before->model) < SAME_PLACE)
    return FALSE;
  rough = refinement_copy (trial);
  if (!refine_finely (trial, pyramid, ROUNDS))
    return FALSE;
  quality = quality_of (pyramid, trial);
  if (quality <= *least)
    return FALSE;
  refinement_free (attempt->refinement);
  attempt->refinement = g_steal_pointer (&trial);
  refinement_free (*coarse);
  *coarse = g_steal_pointer (&rough);
  *least = quality;
  return TRUE;
}

gboolean
unslip (const Pyramid *pyramid, Refinement **coarse, Attempt *attempt)
{
  const PatchTemplate *geometry = attempt->candidate->geometry;
  g_autoptr(Refinement) before = refinement_copy (*coarse);
  g_autofree MapObservation *places = g_new (MapObservation, geometry->outline.n + geometry->n_blocks);
  double spacing = arm_spacing (before->features), least = BETTER * quality_of (pyramid, attempt->refinement);
  guint n = anchor_blocks (pyramid, geometry, &attempt->refinement->model, places);
  gboolean better = FALSE;

  if (n > 0)
    {
      better |= keep_better (pyramid, before, ANCHORS_WITH_ALL, places, n, coarse, attempt, &least);
      better |= keep_better (pyramid, before, ANCHORS_WITH_PRINT, places, n, coarse, attempt, &least);
    }
  if (attempt->second)
    better |= keep_better (pyramid, attempt->second, ANCHORS_NONE, NULL, 0, coarse, attempt, &least);
  g_clear_pointer (&attempt->second, refinement_free);
  for (int side = -1; side <= 1 && spacing > 0; side += 2)
    for (int by = -1; by <= 1; by += 2)
      {
        n = draw_out (geometry, &before->model, side, by * spacing, places);
        if (n == geometry->outline.n)
          better |= keep_better (pyramid, before, ANCHORS_TO_START, places, n, coarse, attempt, &least);
      }
  return better;
}
