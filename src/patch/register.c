/* patch/register.c: the patch is found, laid exactly over the template, and judged */
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "bend-points.h"
#include "cut-corners.h"
#include "find-patch.h"
#include "halves.h"
#include "judge.h"
#include "map-certainty.h"
#include "reading.h"
#include "settle-kind.h"
#include "unslip.h"

#define FINE_TOLERANCE     0.12  /* template units */
#define ANOTHER_QUALITY    0.52  /* nothing but a patch reaches it */
#define ANOTHER_TO_LOOK_AT 0.40  /* from here a closer look decides: a patch far round the arm */
#define FINE_ROUNDS        3
#define PLACED_SD          0.02  /* template units: a person's point is taken at its word */
#define LEAST_TO_START     4     /* points that give a map without a search */
#define LEAST_TO_BE_SURE   8     /* points from which the map is already right to a fraction of a unit */
#define PLACED_ROUGHLY     0.2   /* template units */
#define PLACED_SURELY      0.04
#define UNSLIP_PASSES     2
#define POOR_RMS           0.10  /* template units */
#define HIDDEN_TO_MENTION  0.10

/* A person's points that the template knows. */
typedef struct {
  Point2 *on_template;
  Point2 *on_photo;
  gboolean *manual;
  guint n;
} PlacedPoints;

static void
placed_points_clear (PlacedPoints *points)
{
  g_free (points->on_template);
  g_free (points->on_photo);
  g_free (points->manual);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlacedPoints, placed_points_clear)

static void
gather_placed (const PatchTemplate *geometry, const ReadingOptions *options, PlacedPoints *points)
{
  guint most = options ? options->n_landmarks : 0;

  points->on_template = g_new (Point2, most + 1);
  points->on_photo = g_new (Point2, most + 1);
  points->manual = g_new (gboolean, most + 1);
  points->n = 0;
  for (guint k = 0; k < most; k++)
    if (patch_placeable (geometry, options->landmarks[k].id, &points->on_template[points->n])
        && (options->landmarks[k].manual || !corner_is_cut (geometry, points->on_template[points->n])))
      {
        points->on_photo[points->n] = options->landmarks[k].at;
        points->manual[points->n++] = options->landmarks[k].manual;
      }
}

/* What a person placed holds in every round of the refinement. */
static void
hold_placed (const PlacedPoints *points, Refinement *refinement)
{
  double unit_px = refinement->model.photo_half / refinement->model.half_size;

  g_free (refinement->fixed);
  refinement->fixed = g_new0 (MapObservation, points->n + 1);
  refinement->n_fixed = 0;
  for (guint i = 0; i < points->n; i++)
    if (points->manual[i])
      refinement->fixed[refinement->n_fixed++] = (MapObservation) {
        .at = points->on_template[i], .target = points->on_photo[i], .sd_px = PLACED_SD * unit_px,
      };
}

static void
fill_landmarks (const Refinement *refinement, const ReadingOptions *options, PatchReading *reading)
{
  const PatchTemplate *geometry = reading->geometry;

  reading->n_landmarks = geometry->n_landmarks;
  reading->landmarks = g_new0 (FoundLandmark, geometry->n_landmarks);
  for (guint i = 0; i < geometry->n_landmarks; i++)
    {
      FoundLandmark *landmark = &reading->landmarks[i];

      landmark->id = g_strdup (geometry->landmarks[i].id);
      landmark->at = patch_map_to_photo (&reading->map, corner_at_cut (refinement, geometry->landmarks[i].at));
      for (guint k = 0; options && k < options->n_landmarks; k++)
        if (options->landmarks[k].manual && g_str_equal (options->landmarks[k].id, landmark->id))
          {
            landmark->at = options->landmarks[k].at;
            landmark->manual = TRUE;
          }
    }
  for (guint k = 0; options && k < options->n_landmarks; k++)
    {
      Point2 on_template;

      if (options->landmarks[k].manual && patch_placeable (geometry, options->landmarks[k].id, &on_template))
        reading->flags |= READING_FLAG_MANUAL_LANDMARKS;
    }
}

static gboolean
refuse (PatchReading *reading, const char *reason)
{
  reading->status = READING_REFUSED;
  g_free (reading->reason);
  reading->reason = g_strdup (reason);
  return FALSE;
}

static void
fill_map (const Refinement *refinement, const Evidence *evidence, const ReadingOptions *options, PatchReading *reading)
{
  MapModel model = refinement->model;

  map_model_unroll (&model);
  reading->geometry = refinement->features->geometry;
  reading->registered = TRUE;
  map_model_to_map (&model, &reading->map);
  map_certainty_of (refinement, &reading->certainty);
  reading->rms_px = evidence->rms_px;
  reading->rms_unit = evidence->rms_unit;
  if (evidence->rms_unit > POOR_RMS)
    reading->flags |= READING_FLAG_POOR_FIT;
  if (evidence->look.hidden > HIDDEN_TO_MENTION)
    reading->flags |= READING_FLAG_PARTLY_HIDDEN;
  fill_landmarks (refinement, options, reading);
}

/* After a closer look. */
static gboolean
is_surely_a_patch (const Pyramid *pyramid, const Attempt *attempt)
{
  g_autoptr(Refinement) refinement = NULL;
  Evidence evidence;
  Verdict verdict;

  if (attempt->quality > ANOTHER_QUALITY)
    return TRUE;
  if (attempt->quality < ANOTHER_TO_LOOK_AT)
    return FALSE;
  refinement = refinement_copy (attempt->refinement);
  if (!refine_finely (refinement, pyramid, FINE_ROUNDS))
    return FALSE;
  judge_gather (refinement, pyramid, FINE_TOLERANCE, &evidence);
  verdict = judge_verdict (refinement, &evidence);
  return verdict == VERDICT_FITS || verdict == VERDICT_UNSURE;
}

/* A second place of the photo that is surely a patch too. */
static gboolean
shows_another (const Pyramid *pyramid, const GArray *attempts)
{
  const Attempt *best = &g_array_index (attempts, Attempt, 0);
  const Polygon *outline = &best->candidate->geometry->outline;
  g_autofree Point2 *found = g_new0 (Point2, outline->n);

  for (guint i = 0; i < outline->n; i++)
    map_model_project (&best->refinement->model, outline->points[i], TRUE, &found[i], NULL, NULL);
  for (guint i = 1; i < attempts->len; i++)
    {
      const Attempt *other = &g_array_index (attempts, Attempt, i);
      Point2 middle;

      if (map_model_project (&other->refinement->model, other->refinement->model.centre, FALSE, &middle, NULL, NULL)
          && !polygon_contains (found, outline->n, middle) && is_surely_a_patch (pyramid, other))
        return TRUE;
    }
  return FALSE;
}

/* By a search of the whole photo. */
static gboolean
register_by_search (const Pyramid *pyramid, const GArray *candidates, const ReadingOptions *options, GCancellable *cancellable,
                    PatchReading *reading)
{
  g_autoptr(GArray) attempts = find_patches (pyramid, candidates, cancellable);
  g_autoptr(Refinement) coarse = NULL;
  g_auto(PlacedPoints) placed = { NULL };
  Attempt *best;
  Evidence evidence;
  Verdict verdict;

  if (attempts->len == 0)
    return refuse (reading, judge_reason (VERDICT_NO_PATCH));
  best = &g_array_index (attempts, Attempt, 0);
  settle_kind (pyramid, candidates, best);
  gather_placed (best->candidate->geometry, options, &placed);
  hold_placed (&placed, best->refinement);
  coarse = refinement_copy (best->refinement);
  if (!refine_finely (best->refinement, pyramid, FINE_ROUNDS))
    return refuse (reading, judge_reason (VERDICT_NO_PATCH));
  judge_gather (best->refinement, pyramid, FINE_TOLERANCE, &evidence);
  for (int pass = 0; pass < UNSLIP_PASSES && (!judge_is_sure (&evidence) || inks_disagree (pyramid, best->refinement)); pass++)
    {
      if (!unslip (pyramid, &coarse, best))
        break;
      judge_gather (best->refinement, pyramid, FINE_TOLERANCE, &evidence);
    }
  verdict = judge_verdict (best->refinement, &evidence);
  if (verdict == VERDICT_NO_PATCH)
    return refuse (reading, judge_reason (verdict));
  fill_map (best->refinement, &evidence, options, reading);
  if (verdict != VERDICT_FITS)
    return refuse (reading, judge_reason (verdict));
  if (shows_another (pyramid, attempts))
    return refuse (reading, _("There are two patches in the photo. Take one photo of each."));
  return TRUE;
}

/* From a person's points: no search, and nothing but a mirror image is refused. */
static gboolean
register_by_points (const Photo *photo, const PatchTemplate *geometry, const PlacedPoints *placed, const ReadingOptions *options,
                    PatchReading *reading)
{
  g_autoptr(Refinement) refinement = refinement_new (patch_features_of (geometry));
  g_autoptr(Pyramid) pyramid = NULL;
  RoughPlaces rough = { placed->on_template, placed->n, placed->n >= LEAST_TO_BE_SURE ? PLACED_SURELY : PLACED_ROUGHLY };
  Evidence evidence;
  MapModel start;

  if (!map_model_fit_points (geometry, placed->on_template, placed->on_photo, NULL, placed->n, FALSE, &refinement->model))
    return refuse (reading, _("The landmarks lie on one line or on one spot. Place four that span the patch."));
  hold_placed (placed, refinement);
  if (placed->n >= LEAST_TO_BE_SURE)
    {
      pyramid = pyramid_new_of_photo_alone (photo);
      if (!refine_from_points (refinement, &rough) || !refine_finely (refinement, pyramid, 1))
        return refuse (reading, _("The landmarks contradict each other. Check which point is which."));
    }
  else
    {
      pyramid = pyramid_new (photo);
      start = refinement->model;
      if (!refine_coarsely (refinement, pyramid, &rough, (Point2) { 0.05, 0.3 }) || !refine_finely (refinement, pyramid, FINE_ROUNDS))
        {
          refinement->model = start;
          if (!refine_from_points (refinement, &rough))
            return refuse (reading, _("The landmarks contradict each other. Check which point is which."));
        }
    }
  judge_gather (refinement, pyramid, FINE_TOLERANCE, &evidence);
  fill_map (refinement, &evidence, options, reading);
  switch (judge_verdict (refinement, &evidence))
    {
    case VERDICT_MIRRORED:
      return refuse (reading, judge_reason (VERDICT_MIRRORED));
    case VERDICT_NO_PATCH:
    case VERDICT_HIDDEN:
    case VERDICT_UNSURE:
      reading->flags |= READING_FLAG_POOR_FIT;
      return TRUE;
    case VERDICT_FITS:
    default:
      return TRUE;
    }
}

static guint
detail_of (const PatchTemplate *geometry)
{
  guint n = geometry->outline.n + geometry->volume.centreline.n + geometry->chloride.centreline.n;

  for (guint i = 0; i < geometry->n_dark_regions; i++)
    n += geometry->dark_regions[i].n;
  for (guint i = 0; i < geometry->n_blocks; i++)
    n += geometry->blocks[i].polygon.n;
  return n;
}

/* What is found must not hang on the order in which templates were loaded. Of those that differ in ink alone the one with the most
 * detail leads the search: it has the most to agree with. */
static int
by_detail_and_name (const void *a, const void *b)
{
  const PatchTemplate *p = *(const PatchTemplate *const *) a, *q = *(const PatchTemplate *const *) b;
  guint detail = detail_of (p), other = detail_of (q);
  int order = (detail < other) - (detail > other);

  if (order == 0)
    order = g_strcmp0 (p->id, q->id);
  if (order == 0)
    order = g_strcmp0 (p->version, q->version);
  return order != 0 ? order : g_strcmp0 (p->sha256, q->sha256);
}

/* @lead: comes first, so that it leads those like it */
static GArray *
candidates_led_by (const PatchTemplate *const *templates, guint n, guint lead)
{
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));

  g_array_set_clear_func (candidates, candidate_clear);
  for (guint i = 0; i < n; i++)
    {
      Candidate candidate;

      candidate_init (&candidate, templates[i == 0 ? lead : i <= lead ? i - 1 : i], candidates);
      g_array_append_val (candidates, candidate);
    }
  return candidates;
}

/* Led by every kind in turn, from *lead on, until one finds a patch: where little of it can be seen, another kind's blocks
 * lead astray. */
static gboolean
register_led_by_each (const Pyramid *pyramid, const PatchTemplate *const *templates, guint n, const ReadingOptions *options,
                      GCancellable *cancellable, guint *lead, PatchReading *reading)
{
  g_autoptr(GArray) candidates = candidates_led_by (templates, n, 0);

  for (guint i = *lead; i < n && !reading->registered && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr(GArray) others = NULL;

      if (i > 0 && g_array_index (candidates, Candidate, i).twin == NULL)
        continue;
      if (i > 0)
        others = candidates_led_by (templates, n, i);
      *lead = i;
      if (register_by_search (pyramid, others ? others : candidates, options, cancellable, reading))
        return TRUE;
    }
  return FALSE;
}

gboolean
patch_register_led_by (const Photo *photo, const PatchTemplate *const *templates, guint n_templates, const ReadingOptions *options,
                       GCancellable *cancellable, guint *lead, PatchReading *reading)
{
  g_autofree const PatchTemplate **sorted = NULL;
  g_autoptr(Pyramid) pyramid = NULL;

  sorted = g_memdup2 (templates, n_templates * sizeof *templates);
  qsort (sorted, n_templates, sizeof *sorted, by_detail_and_name);
  for (guint i = 0; i < n_templates && options && options->n_landmarks >= LEAST_TO_START; i++)
    {
      g_auto(PlacedPoints) placed = { NULL };

      gather_placed (sorted[i], options, &placed);
      if (placed.n >= LEAST_TO_START)
        return register_by_points (photo, sorted[i], &placed, options, reading);
    }
  pyramid = pyramid_new (photo);
  return register_led_by_each (pyramid, sorted, n_templates, options, cancellable, lead, reading);
}

gboolean
patch_register (const Photo *photo, const PatchTemplate *const *templates, guint n_templates, const ReadingOptions *options,
                GCancellable *cancellable, PatchReading *reading)
{
  guint lead = 0;

  g_return_val_if_fail (photo != NULL && templates != NULL && reading != NULL, FALSE);

  return patch_register_led_by (photo, templates, n_templates, options, cancellable, &lead, reading);
}
