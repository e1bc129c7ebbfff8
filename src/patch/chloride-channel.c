/* patch/chloride-channel.c */
#include "chloride-channel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "colour.h"
#include "front.h"
#include "lanes.h"
#include "order-statistic.h"

#define STEP_WIDTHS 0.10           /* channel widths between samples along the channel */
#define TRACK_WIDTHS 5.0
#define LIGHTNESS_SHARE 0.35       /* lightness also changes by embossing and shade: it counts less than the tint */
#define FAINTEST 2.2               /* ΔE*ab against empty channel: below this no eye and no camera sees a colour */
#define ENDS_WIDTHS 0.6            /* left out at both ends of a filled stretch */
#define SHORTEST_WIDTHS 1.5        /* of filled channel that a colour needs */
#define TOO_DARK 0.12
#define TOO_BRIGHT 1.12            /* nothing dyed is brighter than the base */
#define LITTLE_VEIL 0.06           /* added light, of the base's own, that is not worth leaving a place out */
#define MOST_VEIL 0.30             /* a paler colour would look like less chloride */
#define VEIL_QUANTILE 0.4          /* the least veiled two fifths of the channel are enough to measure */
#define VEIL_SHARE 0.5             /* a bump of brightness may be shine, which pales, or a lamp, which does not */
#define INDEPENDENT_WIDTHS 0.5
#define ILLUMINATION_SD 0.005      /* relative, common to the components: how well the white under the channel is known */
#define TINT_SD 0.003              /* relative, each component by itself */
#define MOST_UNUSABLE 0.75
#define MOST_GLARING 0.46          /* of the channel: what is left then lies in the highlight's own foot and is paled, too */
#define FEWEST_FOR_BLUR 2.0        /* widths of filled channel between clean base */
#define SHALLOWEST 0.03            /* of the base: a component that the channel hardly changes shows no blur */
#define LEAST_KEPT 0.5
#define MOST_BLUR 0.45             /* widths */
#define CHROMA_BLUR_PX 0.7         /* photo pixels, Gaussian: JPEG's halved colour and the camera's mosaic */
#define CONTRAST_SD 0.010          /* relative: halo of lens and camera processing */
#define BLUR_SHARE 0.3             /* of what blur took, that putting it back may miss */
#define BASE_TINT 14.0             /* ΔE*ab of a* and b* from empty: more is ink, skin or dye */
#define SAME_WAY 0.9               /* cosine */

typedef struct {
  const ChannelProfile *profile;
  float *relative;       /* n × PROFILE_LANES × 3; NAN where not known */
  float *amount;         /* n × PROFILE_LANES */
  float *offset;         /* n, lanes */
  FrontSample *samples;  /* n */
  double empty_lab[3];
  double strongest[3];   /* from empty_lab to the channel's strongest colour, lightness weighed */
  double strength;       /* its length */
} ChlorideReader;

static void
difference_from_empty (const ChlorideReader *self, const double relative[3], double difference[3])
{
  double lab[3];

  colour_lab_from_relative (relative, lab);
  for (int k = 0; k < 3; k++)
    difference[k] = (lab[k] - self->empty_lab[k]) * (k == 0 ? LIGHTNESS_SHARE : 1.0);
}

/* How much veil a sample may have: as little as leaves enough of the channel. */
static double
choose_veil (const ChlorideReader *self)
{
  guint n = self->profile->n;
  g_autofree double *veils = g_new (double, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    veils[i] = self->profile->samples[i].around.veil;
  return n > 0 ? CLAMP (order_statistic (veils, n, VEIL_QUANTILE), LITTLE_VEIL, MOST_VEIL) : LITTLE_VEIL;
}

/* Unknown light becomes NAN, once. */
static guint
take_light (ChlorideReader *self)
{
  guint n_glaring = 0;
  double most_veil = choose_veil (self);

  for (guint i = 0; i < self->profile->n; i++)
    for (int lane = 0; lane < PROFILE_LANES; lane++)
      {
        const ProfileSample *sample = &self->profile->samples[i];
        float *out = self->relative + ((gsize) i * PROFILE_LANES + lane) * 3;
        const float *in = sample->relative[lane];
        float luminance = 0.25f * in[0] + 0.6f * in[1] + 0.15f * in[2];
        gboolean clipped = (sample->state[lane] & (LIGHT_CLIPPED_HIGH | LIGHT_CLIPPED_LOW)) != 0;
        gboolean known = !(sample->state[lane] & LIGHT_ABSENT) && !clipped && luminance > TOO_DARK && luminance < TOO_BRIGHT
                         && !sample->around.hidden && sample->around.veil <= most_veil;

        n_glaring += lane == PROFILE_MIDDLE && (clipped || luminance >= TOO_BRIGHT || sample->around.veil > most_veil);
        for (int c = 0; c < 3; c++)
          out[c] = known ? in[c] : NAN;
      }
  return n_glaring;
}

static gboolean
middle_colour (const ChlorideReader *self, guint i, double relative[3])
{
  for (int c = 0; c < 3; c++)
    relative[c] = lanes_mean (self->relative + (gsize) i * PROFILE_LANES * 3 + c, 3, self->offset[i]);
  return !isnan (relative[0]);
}

/* The strongest colour that a length of the channel shows: the middle of its most strongly coloured third, averaged over a
 * channel width so that noise has no say. */
static gboolean
find_strongest (ChlorideReader *self, double width)
{
  guint n = self->profile->n, window = MAX (1, (guint) (width / self->profile->step)), n_windows = 0, n_best;
  g_autofree double *strength = g_new (double, n), *sorted = g_new (double, n), *means = g_new (double, (gsize) n * 3);
  double threshold;

  for (guint from = 0; from + window <= n; from += MAX (1, window / 3))
    {
      double sum[3] = { 0 }, difference[3], relative[3];
      guint n_known = 0;

      for (guint i = from; i < from + window; i++)
        if (middle_colour (self, i, relative))
          {
            difference_from_empty (self, relative, difference);
            for (int k = 0; k < 3; k++)
              sum[k] += difference[k];
            n_known++;
          }
      if (n_known < (window + 1) / 2)
        continue;
      for (int k = 0; k < 3; k++)
        means[n_windows * 3 + k] = sum[k] / n_known;
      strength[n_windows] = hypot (sum[1], sum[2]) / n_known;
      n_windows++;
    }
  if (n_windows < 3)
    return FALSE;
  for (guint i = 0; i < n_windows; i++)
    sorted[i] = strength[i];
  threshold = order_statistic (sorted, n_windows, 2.0 / 3);
  for (int k = 0; k < 3; k++)
    {
      n_best = 0;
      for (guint i = 0; i < n_windows; i++)
        if (strength[i] >= threshold)
          sorted[n_best++] = means[i * 3 + k];
      self->strongest[k] = order_statistic (sorted, n_best, 0.5);
    }
  self->strength = sqrt (pow (self->strongest[0], 2) + pow (self->strongest[1], 2) + pow (self->strongest[2], 2));
  return TRUE;
}

/* How much of the strongest colour there is in @relative, 0–1. */
static double
amount_of (const ChlorideReader *self, const double relative[3])
{
  double difference[3], product = 0;

  difference_from_empty (self, relative, difference);
  for (int k = 0; k < 3; k++)
    product += difference[k] * self->strongest[k];
  return product / (self->strength * self->strength);
}

static gboolean
is_base (const ChlorideReader *self, guint i, int lane)
{
  const float *in = self->relative + ((gsize) i * PROFILE_LANES + (gsize) lane) * 3;
  double difference[3];

  if (isnan (in[0]))
    return FALSE;
  difference_from_empty (self, (double[3]) { in[0], in[1], in[2] }, difference);
  return hypot (difference[1], difference[2]) < BASE_TINT;
}

/* Where the offset was not seen, that of the nearest place where the channel runs the same way; none around a bend. */
static void
carry_offset (ChlorideReader *self)
{
  guint n = self->profile->n;
  g_autofree float *seen = g_memdup2 (self->offset, MAX (n, 1) * sizeof *seen);

  for (guint i = 0; i < n; i++)
    {
      Point2 here, there;

      if (!isnan (seen[i]))
        continue;
      self->offset[i] = 0;
      channel_point (self->profile->channel, self->profile->samples[i].at, &here);
      for (guint away = 1; away < n; away++)
        {
          guint k = i >= away && !isnan (seen[i - away]) ? i - away : i + away;

          if (k >= n || isnan (seen[k]))
            continue;
          channel_point (self->profile->channel, self->profile->samples[k].at, &there);
          if (here.x * there.x + here.y * there.y > SAME_WAY)
            self->offset[i] = seen[k];
          break;
        }
    }
}

static void
track (ChlorideReader *self)
{
  guint n = self->profile->n;

  for (guint i = 0; i < n * PROFILE_LANES; i++)
    {
      const float *in = self->relative + (gsize) i * 3;

      self->amount[i] = isnan (in[0]) ? NAN : (float) amount_of (self, (double[3]) { in[0], in[1], in[2] });
    }
  /* Beside the reference blocks the outer lanes see ink, and the ink would pull. */
  for (guint i = 0; i < n; i++)
    if (!is_base (self, i, 0) || !is_base (self, i, PROFILE_LANES - 1))
      for (int lane = 0; lane < PROFILE_LANES; lane++)
        self->amount[i * PROFILE_LANES + lane] = NAN;
  lanes_track (self->amount, n, (guint) (TRACK_WIDTHS / STEP_WIDTHS), self->offset);
  carry_offset (self);
}

static void
segment (ChlorideReader *self, double width, FrontResult *front)
{
  for (guint i = 0; i < self->profile->n; i++)
    {
      double relative[3];

      self->samples[i].at = self->profile->samples[i].at;
      self->samples[i].usable = middle_colour (self, i, relative);
      self->samples[i].coverage = self->samples[i].usable ? amount_of (self, relative) : 0;
    }
  front_find (self->samples, self->profile->n, self->profile->step, width, front);
}

/* ---- the colour ---- */

typedef struct {
  guint n;
  double veil;          /* mean over them */
  double *values[3];    /* relative light of the samples that count, along the channel */
} ColourSamples;

static gboolean
in_run (const ChlorideReader *self, const FrontResult *front, guint i)
{
  double at = self->samples[i].at, end = ENDS_WIDTHS * self->profile->channel->width;

  for (guint r = 0; r < front->n_runs; r++)
    if (at > front->runs[r].from + end && at < front->runs[r].to - end)
      return self->samples[i].coverage > 0.4;
  return FALSE;
}

/* Sample by sample along the filled stretches, without their ends and without what departs from the rest. */
static void
gather (const ChlorideReader *self, const FrontResult *front, ColourSamples *out)
{
  for (guint i = 0; i < self->profile->n; i++)
    {
      double relative[3];

      if (!in_run (self, front, i) || !middle_colour (self, i, relative))
        continue;
      for (int c = 0; c < 3; c++)
        out->values[c][out->n] = relative[c];
      out->n++;
      out->veil += (self->profile->samples[i].around.veil - out->veil) / out->n;
    }
}

/* Mean of what lies within 2.5 robust deviations of the median; fills the covariance of the mean (relative light). */
static guint
robust_mean (const ColourSamples *in, double independent, double mean[3], double covariance[9])
{
  g_autofree double *work = g_new (double, in->n);
  double middle[3], spread[3], half[2][3] = { { 0 } };
  guint n = 0, n_half[2] = { 0, 0 };

  for (int c = 0; c < 3; c++)
    {
      for (guint i = 0; i < in->n; i++)
        work[i] = in->values[c][i];
      middle[c] = order_statistic (work, in->n, 0.5);
      for (guint i = 0; i < in->n; i++)
        work[i] = fabs (in->values[c][i] - middle[c]);
      spread[c] = MAX (0.004, 1.4826 * order_statistic (work, in->n, 0.5));
      mean[c] = 0;
    }
  for (int i = 0; i < 9; i++)
    covariance[i] = 0;
  for (guint i = 0; i < in->n; i++)
    {
      gboolean agrees = TRUE;

      for (int c = 0; c < 3; c++)
        agrees &= fabs (in->values[c][i] - middle[c]) < 2.5 * spread[c];
      if (!agrees)
        continue;
      n++;
      n_half[i >= in->n / 2]++;
      for (int c = 0; c < 3; c++)
        {
          mean[c] += in->values[c][i];
          half[i >= in->n / 2][c] += in->values[c][i];
          for (int d = 0; d < 3; d++)
            covariance[3 * c + d] += (in->values[c][i] - middle[c]) * (in->values[d][i] - middle[d]);
        }
    }
  if (n == 0)
    return 0;
  for (int c = 0; c < 3; c++)
    mean[c] /= n;
  for (int c = 0; c < 3; c++)
    for (int d = 0; d < 3; d++)
      {
        double trend = 0;

        /* Whatever makes one half differ from the other (light that was not followed) does not average out. */
        if (n_half[0] > 0 && n_half[1] > 0)
          trend = (half[0][c] / n_half[0] - half[1][c] / n_half[1]) * (half[0][d] / n_half[0] - half[1][d] / n_half[1]) / 12;
        covariance[3 * c + d] = covariance[3 * c + d] / n / MAX (1.0, n / independent) + trend;
      }
  return n;
}

/* ---- blur ---- */

typedef struct {
  double edges;  /* channel widths: as the print's edges show it, in brightness; NAN not known */
  double most;   /* that any component can have: colour is stored at half the resolution */
} ExpectedBlur;

static ExpectedBlur
expect_blur (const PatchView *view, double blur_px)
{
  const PatchChannel *channel = &view->geometry->chloride;
  double width_px = channel->width * patch_map_scale (view->map, channel_point (channel, channel->length / 2, NULL));

  if (isnan (blur_px))
    return (ExpectedBlur) { .edges = NAN, .most = MOST_BLUR };
  return (ExpectedBlur) { .edges = blur_px / width_px, .most = MIN (MOST_BLUR, hypot (blur_px, CHROMA_BLUR_PX) / width_px) };
}

/* How much of a channel's colour is left over its inner three fifths: a box of one width under a Gaussian of @sigma widths. */
static double
kept_by_blur (double sigma)
{
  double sum = 0;

  for (int i = -4; i <= 4; i++)
    sum += 0.5 * (erf ((0.5 + 0.075 * i) / (G_SQRT2 * sigma)) + erf ((0.5 - 0.075 * i) / (G_SQRT2 * sigma)));
  return sum / 9;
}

/* The blur of each component across the channel, by least squares of that model. Cameras and JPEG blur colour more than
 * brightness, so the components differ; noise must not pass for blur, so @most_blur (widths) bounds it. FALSE when too little of the channel lies between clean base. */
static gboolean
measure_blur (const ChlorideReader *self, const FrontResult *front, double most_blur, double kept[3])
{
  double sum[PROFILE_LANES][3] = { { 0 } }, shift = 0;
  guint n_lane[PROFILE_LANES] = { 0 }, n = 0;

  for (guint i = 0; i < self->profile->n; i++)
    {
      if (!in_run (self, front, i) || !is_base (self, i, 0) || !is_base (self, i, PROFILE_LANES - 1))
        continue;
      n++;
      shift += self->offset[i];
      for (int lane = 0; lane < PROFILE_LANES; lane++)
        {
          const float *in = self->relative + ((gsize) i * PROFILE_LANES + (gsize) lane) * 3;

          if (isnan (in[0]))
            continue;
          n_lane[lane]++;
          for (int c = 0; c < 3; c++)
            sum[lane][c] += 1 - in[c];
        }
    }
  if (n * self->profile->step < FEWEST_FOR_BLUR * self->profile->channel->width)
    return FALSE;
  shift /= n;
  for (int c = 0; c < 3; c++)
    {
      double best = G_MAXDOUBLE, best_sigma = 0.04, depth = 0;

      for (double sigma = 0.04; sigma < most_blur; sigma *= 1.15)
        {
          double ff = 0, fy = 0, yy = 0;

          for (int lane = 0; lane < PROFILE_LANES; lane++)
            if (n_lane[lane] > 0)
              {
                double x = (lane - PROFILE_MIDDLE - shift) * PROFILE_LANE_STEP;
                double f = 0.5 * (erf ((0.5 + x) / (G_SQRT2 * sigma)) + erf ((0.5 - x) / (G_SQRT2 * sigma)));
                double y = sum[lane][c] / n_lane[lane];

                ff += f * f;
                fy += f * y;
                yy += y * y;
              }
          if (yy - fy * fy / ff < best)
            {
              best = yy - fy * fy / ff;
              best_sigma = sigma;
              depth = fy / ff;
            }
        }
      kept[c] = depth > SHALLOWEST ? MAX (LEAST_KEPT, kept_by_blur (best_sigma)) : NAN;
    }
  for (int c = 0; c < 3; c++)
    if (isnan (kept[c]))
      kept[c] = isnan (kept[1]) ? 1 : kept[1];
  return TRUE;
}

static void
undo_blur (const double kept[3], double relative[3], double covariance[9])
{
  for (int c = 0; c < 3; c++)
    for (int d = 0; d < 3; d++)
      covariance[3 * c + d] /= kept[c] * kept[d];
  for (int c = 0; c < 3; c++)
    {
      double contrast = (1 - relative[c]) / kept[c];

      relative[c] = 1 - contrast;
      covariance[4 * c] += pow (contrast, 2) * (pow (CONTRAST_SD, 2) + pow (BLUR_SHARE * (1 / kept[c] - 1), 2));
    }
}

static void
to_lab (const ColourCorrection *correction, const double relative[3], const double covariance[9], ChlorideResult *result)
{
  double corrected[3], jacobian[9], half[9] = { 0 };

  colour_correction_apply (correction, relative, corrected);
  colour_lab_from_relative (corrected, result->lab);
  colour_lab_jacobian (corrected, jacobian);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 3; k++)
        half[3 * i + j] += jacobian[3 * i + k] * covariance[3 * k + j];
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      {
        result->covariance[3 * i + j] = 0;
        for (int k = 0; k < 3; k++)
          result->covariance[3 * i + j] += half[3 * i + k] * jacobian[3 * j + k];
      }
}

static void
keep_profile (const ChlorideReader *self, ChlorideResult *result)
{
  result->n_profile = self->profile->n;
  result->profile = g_new0 (ChannelSample, MAX (1, self->profile->n));
  for (guint i = 0; i < self->profile->n; i++)
    {
      double relative[3];

      result->profile[i].fraction = self->samples[i].at / self->profile->channel->length;
      result->profile[i].usable = middle_colour (self, i, relative);
      result->profile[i].filled = (float) self->samples[i].filled;
      for (int c = 0; c < 3; c++)
        result->profile[i].relative[c] = (float) relative[c];
    }
}

static void
measure (const ChlorideReader *self, const FrontResult *front, const ColourCorrection *correction, double illumination_sd,
         const ExpectedBlur *blur, ChlorideResult *result)
{
  guint n = self->profile->n;
  double width = self->profile->channel->width, filled, mean[3], covariance[9], kept[3];
  g_autofree double *values = g_new (double, (gsize) MAX (1, n) * 3);
  ColourSamples samples = { .values = { values, values + n, values + 2 * (gsize) n } };

  gather (self, front, &samples);
  filled = samples.n * self->profile->step;
  if (filled < SHORTEST_WIDTHS * width
      || robust_mean (&samples, INDEPENDENT_WIDTHS * width / self->profile->step, mean, covariance) == 0)
    {
      result->why_not = _("Too little of the chloride channel is filled and visible to measure its colour.");
      return;
    }
  for (int c = 0; c < 3; c++)
    for (int d = 0; d < 3; d++)
      covariance[3 * c + d] += mean[c] * mean[d] * (pow (ILLUMINATION_SD, 2) + pow (illumination_sd, 2) / 9
                                                    + (c == d ? pow (TINT_SD, 2) : 0.0));
  if (!measure_blur (self, front, blur->most, kept))
    kept[0] = kept[1] = kept[2] = blur->edges > 0.05 ? MAX (LEAST_KEPT, kept_by_blur (blur->edges)) : 1;
  for (int c = 0; c < 3; c++)
    for (int d = 0; d < 3; d++)
      covariance[3 * c + d] += pow (VEIL_SHARE * samples.veil, 2) * (1 - mean[c]) * (1 - mean[d]);
  undo_blur (kept, mean, covariance);
  to_lab (correction, mean, covariance, result);
  result->read = TRUE;
}

void
chloride_channel_read (const PatchView *view, const Illumination *illumination, const ColourCorrection *correction,
                       const double empty[3], double blur_px, gboolean clipped_white, ChlorideResult *result)
{
  const PatchChannel *channel = &view->geometry->chloride;
  const ExpectedBlur blur = expect_blur (view, blur_px);
  g_autoptr(ChannelProfile) profile = profile_sample (view, illumination, channel, view->chloride_from * channel->length,
                                                      view->chloride_to * channel->length, STEP_WIDTHS * channel->width);
  guint n = profile->n, n_glaring, n_unusable = 0, n_empty = 0;
  g_autofree float *relative = g_new (float, (gsize) MAX (1, n) * PROFILE_LANES * 3);
  g_autofree float *amount = g_new (float, (gsize) MAX (1, n) * PROFILE_LANES);
  g_autofree float *offset = g_new0 (float, MAX (1, n));
  g_autofree FrontSample *samples = g_new0 (FrontSample, MAX (1, n));
  ChlorideReader reader = { .profile = profile, .relative = relative, .amount = amount, .offset = offset, .samples = samples };
  gboolean coloured;
  FrontResult front = { 0 };

  *result = (ChlorideResult) { 0 };
  colour_lab_from_relative (empty, reader.empty_lab);
  n_glaring = take_light (&reader);
  result->glaring = n_glaring > 0.05 * n;
  coloured = find_strongest (&reader, channel->width) && reader.strength > FAINTEST;
  if (coloured)
    {
      track (&reader);
      coloured = find_strongest (&reader, channel->width) && reader.strength > FAINTEST;
      segment (&reader, channel->width, &front);
    }
  keep_profile (&reader, result);
  for (guint i = 0; i < n; i++)
    {
      n_unusable += !result->profile[i].usable;
      n_empty += result->profile[i].usable && result->profile[i].filled < 0.3;
    }
  result->partial = front.any && n_empty * profile->step > channel->width;

  if (clipped_white)
    result->why_not = _("The white base is overexposed, so that no colour can be measured against it. Take the photo with less light or exposure.");
  else if (n_unusable > MOST_UNUSABLE * n || n_glaring > MOST_GLARING * n)
    result->why_not = result->glaring ? _("Glare covers the chloride channel. Take the photo from another side.")
                                      : _("The chloride channel is hidden or outside the photo.");
  else if (!coloured)
    result->why_not = _("The chloride channel shows no colour: it is empty, or too little chloride to see.");
  else
    measure (&reader, &front, correction, illumination->sd, &blur, result);
}
