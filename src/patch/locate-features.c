/* patch/locate-features.c */
#include "locate-features.h"

#include <math.h>
#include <string.h>

#define MOST_SAMPLES      160
#define LINES             3    /* parallel profiles that are averaged */
#define LEAST_CONTRAST    0.12 /* of an edge of dark print or of the sticker, in square roots of light */
#define LEAST_WALL        0.012 /* of a channel's wall, likewise */
#define SUMMIT            1.6  /* of a channel's score over the mean of where it is sought: texture has none */
#define CLEAR_WALL        0.05 /* contrast that texture does not have; what is small in the photo is blurred, its summit broad */
#define CLEAR_SUMMIT      1.15
#define NEAR              0.2  /* template units: what is sought so near by is not taken for its neighbour */
#define BASE_IS_LIGHT     0.75 /* just inside the sticker's edge, relative to the lightest on the profile */
#define PRINT_IS_DARK     0.55 /* likewise; a film beyond the print is lighter */
#define BEYOND_CHANNEL    0.42 /* template units outside an edge: farther than a channel is wide */
#define LOCALISATION_PX   0.35 /* standard deviation of a single edge beside the drawing's own */

/* Samples across a feature, in square roots of light (about what the eye sees, and noise is even in it). */
typedef struct {
  float value[MOST_SAMPLES][3];
  int n;
  double first; /* template units */
  double step;
} Profile;

static gboolean
take_profile (const Pyramid *pyramid, Point2 origin, Point2 across, Point2 along, double reach, double step, double spread,
              Profile *profile)
{
  step = MAX (step, 2 * reach / (MOST_SAMPLES - 1));
  profile->n = 2 * (int) ceil (reach / step) + 1;
  if (profile->n > MOST_SAMPLES)
    profile->n = MOST_SAMPLES;
  profile->step = step;
  profile->first = -(profile->n - 1) / 2.0 * step;
  memset (profile->value, 0, sizeof profile->value[0] * profile->n);
  for (int line = 0; line < LINES; line++)
    {
      double shift = (line - (LINES - 1) / 2.0) * spread;

      Point2 from = { origin.x + across.x * profile->first + along.x * shift, origin.y + across.y * profile->first + along.y * shift };

      if (!pyramid_add_line (pyramid, from, (Point2) { across.x * step, across.y * step }, (guint) profile->n, profile->value))
        return FALSE;
    }
  for (int k = 0; k < profile->n; k++)
    for (int c = 0; c < 3; c++)
      profile->value[k][c] = sqrtf (MAX (profile->value[k][c] / LINES, 0.0f));
  return TRUE;
}

static float
lightest (const float rgb[3])
{
  return MAX (MAX (rgb[0], rgb[1]), rgb[2]);
}

/* Mean of @from ≤ k < @to. */
static void
mean_of (const Profile *profile, int from, int to, float mean[3])
{
  mean[0] = mean[1] = mean[2] = 0;
  for (int k = from; k < to; k++)
    for (int c = 0; c < 3; c++)
      mean[c] += profile->value[k][c];
  for (int c = 0; c < 3; c++)
    mean[c] /= (float) (to - from);
}

/* The edge's place within ± @half samples of @k: middle of the change. */
static double
centre_of_change (const float *signal, int n, int k, int half)
{
  double total = 0, first = 0;
  double sign = signal[MIN (k + half, n - 1)] >= signal[MAX (k - half, 0)] ? 1 : -1;

  for (int i = MAX (k - half, 0); i < MIN (k + half, n - 1); i++)
    {
      double change = MAX (sign * (signal[i + 1] - signal[i]), 0);

      total += change;
      first += change * (i + 0.5);
    }
  return total > 0 ? first / total : k;
}

/* Whether the look from sample @from outwards is still another than @inner: beyond a filled channel there is base again. */
static gboolean
stays_away (const Profile *profile, int from, const float inner[3], double change)
{
  float outer[3];
  double square = 0;
  int to = MIN (profile->n, from + MAX (2, (int) lround (0.12 / profile->step)));

  if (from >= to)
    return TRUE;
  mean_of (profile, from, to, outer);
  for (int c = 0; c < 3; c++)
    square += (outer[c] - inner[c]) * (outer[c] - inner[c]);
  return sqrt (square) > 0.4 * change;
}

/* One step from one look to another: dark print, the cut, a block. */
static gboolean
locate_edge (const Profile *profile, const PatchFeature *feature, double reach, LocatedFeature *located)
{
  int window = MAX (2, (int) lround (0.16 / profile->step)), best = -1;
  int beyond = (int) lround (BEYOND_CHANNEL / profile->step);
  float signal[MOST_SAMPLES], direction[3] = { 0, 0, 0 };
  double best_score = 0, light = 1e-6, at;

  for (int k = 0; k < profile->n; k++)
    light = MAX (light, lightest (profile->value[k]));
  for (int k = window; k <= profile->n - window; k++)
    {
      float inner[3], outer[3], change[3];
      double score;

      if (fabs (profile->first + (k - 0.5) * profile->step) > reach)
        continue;
      mean_of (profile, k - window, k, inner);
      mean_of (profile, k, k + window, outer);
      for (int c = 0; c < 3; c++)
        change[c] = outer[c] - inner[c];
      if (feature->kind == FEATURE_DARK_EDGE || feature->print_inside)
        score = lightest (outer) - lightest (inner);
      else
        score = sqrt (change[0] * change[0] + change[1] * change[1] + change[2] * change[2]);
      if (feature->base_inside && (lightest (inner) < BASE_IS_LIGHT * light || !stays_away (profile, k + beyond, inner, score)))
        continue;
      if (feature->print_inside && lightest (inner) > PRINT_IS_DARK * light)
        continue;
      /* of two alike, the one nearer to where it is expected */
      score *= 1 - 0.15 * fabs (profile->first + (k - 0.5) * profile->step) / (reach + 0.1);
      if (score > best_score)
        {
          best_score = score;
          best = k;
          memcpy (direction, change, sizeof direction);
        }
    }
  located->contrast = best_score / light;
  if (best < 0 || located->contrast < LEAST_CONTRAST)
    return FALSE;
  for (int k = 0; k < profile->n; k++)
    signal[k] = profile->value[k][0] * direction[0] + profile->value[k][1] * direction[1] + profile->value[k][2] * direction[2];
  at = centre_of_change (signal, profile->n, best, window + 1);
  located->offset = profile->first + at * profile->step;
  return TRUE;
}

/* Two walls at the channel's width: strength of change at both, whatever their light (dye, or the glint of an empty channel). */
static gboolean
locate_channel (const Profile *profile, const PatchFeature *feature, double reach, LocatedFeature *located)
{
  double half = feature->width / 2 / profile->step, light = 1e-6, best_score = 0, sum = 0, place, bow;
  float change[MOST_SAMPLES], score[MOST_SAMPLES];
  int best = -1, tried = 0, window = MAX (1, (int) lround (0.04 / profile->step));

  for (int k = 0; k < profile->n; k++)
    light = MAX (light, lightest (profile->value[k]));
  for (int k = 0; k < profile->n; k++)
    {
      int before = MAX (k - window, 0), after = MIN (k + window, profile->n - 1);
      double energy = 0;

      for (int c = 0; c < 3; c++)
        {
          double d = profile->value[after][c] - profile->value[before][c];

          energy += d * d;
        }
      change[k] = (float) sqrt (energy);
    }
  for (int k = 0; k < profile->n; k++)
    {
      double left = k - half, right = k + half;
      int l = (int) floor (left), r = (int) floor (right);

      score[k] = 0;
      if (l < 0 || r + 1 >= profile->n)
        continue;
      {
        double a = change[l] + (left - l) * (change[l + 1] - change[l]);
        double b = change[r] + (right - r) * (change[r + 1] - change[r]);

        score[k] = (float) sqrt (a * b);
      }
      if (fabs (profile->first + k * profile->step) > reach)
        continue;
      sum += score[k];
      tried++;
      if (score[k] > best_score)
        {
          best_score = score[k];
          best = k;
        }
    }
  located->contrast = best_score / light;
  if (best <= 0 || best >= profile->n - 1 || located->contrast < LEAST_WALL
      || best_score * tried < (located->contrast > CLEAR_WALL && reach < NEAR ? CLEAR_SUMMIT : SUMMIT) * sum)
    return FALSE;
  /* at the end of what was looked at there is no summit */
  if (fabs (profile->first + best * profile->step) > reach - 0.5 * profile->step)
    return FALSE;
  bow = score[best - 1] + score[best + 1] - 2 * score[best];
  place = best + (bow < 0 ? CLAMP (0.5 * (score[best - 1] - score[best + 1]) / bow, -0.5, 0.5) : 0);
  located->offset = profile->first + place * profile->step;
  return TRUE;
}

void
locate_feature (const Pyramid *pyramid, const MapModel *model, const PatchFeature *feature, double reach, double step,
                LocatedFeature *located)
{
  gboolean cut = feature->kind == FEATURE_CUT_EDGE;
  double local[4], margin, unit_px, spread_px, sd_px;
  Point2 origin, across, along, normal;
  Profile profile;

  memset (located, 0, sizeof *located);
  if (!map_model_project (model, feature->at, cut, &origin, NULL, local))
    return;
  across = (Point2) { local[0] * feature->normal.x + local[1] * feature->normal.y,
                      local[2] * feature->normal.x + local[3] * feature->normal.y };
  along = (Point2) { -local[0] * feature->normal.y + local[1] * feature->normal.x,
                     -local[2] * feature->normal.y + local[3] * feature->normal.x };
  spread_px = hypot (along.x, along.y);
  if (!(spread_px > 0) || !(hypot (across.x, across.y) > 0))
    return;
  /* what a displacement along the edge does not change */
  normal = (Point2) { along.y / spread_px, -along.x / spread_px };
  unit_px = across.x * normal.x + across.y * normal.y;
  if (unit_px < 0)
    {
      normal = (Point2) { -normal.x, -normal.y };
      unit_px = -unit_px;
    }
  margin = feature->kind == FEATURE_CHANNEL ? feature->width / 2 + 0.1 : cut ? BEYOND_CHANNEL + 0.12 : 0.2;
  located->inside = take_profile (pyramid, origin, across, along, reach + margin, step, feature->reach * 2 / (LINES - 1) * 0.9, &profile);
  if (!located->inside)
    return;
  located->found = feature->kind == FEATURE_CHANNEL ? locate_channel (&profile, feature, reach, located)
                                                    : locate_edge (&profile, feature, reach, located);
  if (!located->found)
    return;
  sd_px = hypot (feature->sd * unit_px, LOCALISATION_PX * MAX (1, pyramid_grain (pyramid, step * unit_px) * 0.5));
  located->observation = (MapObservation) {
    .at = feature->at,
    .trimmed = cut,
    .target = { origin.x + across.x * located->offset, origin.y + across.y * located->offset },
    .normal = normal,
    .sd_px = sd_px,
  };
}
