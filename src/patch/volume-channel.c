/* patch/volume-channel.c */
#include "volume-channel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "dye.h"
#include "lanes.h"
#include "order-statistic.h"

#define STEP_WIDTHS 0.33         /* channel widths between samples along the channel */
#define FINE_STEP_WIDTHS 0.04    /* around the front */
#define FINE_REACH_WIDTHS 3.0
#define TRACK_WIDTHS 6.0         /* length over which a lateral offset is taken as constant */
#define TOO_DARK 0.30            /* of the base: hair, print, a finger's shadow */
#define TOO_BRIGHT 1.40          /* of the base: shine */
#define BRIGHTEST_EMPTY 1.25     /* of the base: brighter, there is shine that was not seen on the base, and it may have paled dye */
#define DIMMEST_EMPTY 0.80       /* of the base: dimmer, it may be dye that a wide highlight pales, or a hair */
#define MOST_VEIL 1.5            /* of the base's own light */
#define LEAST_VEIL 0.1           /* from which there is shine, no unevenness of the base */
#define BLINDING_VEIL 0.22       /* from which only what surely is empty counts as empty … */
#define SURELY_EMPTY 0.25        /* … coverage, of what dye would show under this veil: one that is four times stronger clips */
#define OVEREXPOSED 0.5          /* of the base shines or clips in all components */
#define BARE_WITHIN 0.25         /* of the base: a component that does not clip shows it bare */
#define VEILED_FRONT 0.45        /* a front under more shine is not believed */
#define FULL_LEAST 0.65          /* dye may look this weak in a photo (haze, camera) and still be dye */
#define BESIDE_DYE 0.5           /* coverage on the base to both sides: something coloured lies over the channel */
#define ONE_SIDE_DYE 0.6         /* to one side: its edge runs along the channel; a map that is off by half a width stays below */
#define MOST_UNSEEN 0.02         /* of the channel's length around the front */
#define NEAR_NODES 3             /* of the illumination's grid: about an arm distance to each side of the front */
#define MOST_HIDDEN_NEAR 0.2     /* of the base there: whatever covers it may end the dye, too */
#define PIECE_WIDTHS 12.0        /* of dye alone: shorter may be the colour of what covers the channel … */
#define PIECE_APART_WIDTHS 3.0   /* … so near by, and this far from other dye */
#define MOST_UNUSABLE 0.6        /* of the channel */
#define BULGE_LANES 2            /* from the middle: still within the channel */
#define LEAST_ON_LANE 0.4        /* mean coverage behind the front on a lane that tells */
#define LEAST_BULGE 0.05         /* channel widths: less is noise */
#define MOST_BULGE 0.6           /* more is no end of dye */
#define UNSEEN_BULGE 0.1         /* where the lanes do not tell */
#define BULGE_SD 2.0              /* of it: a round end is twice as high over the whole width, and its foot may be meant as well as its tip (half a circle: 0.24 of 0.5 widths) */
#define OVERFLOW_WIDTHS 1.2      /* a front so near the end has reached it */

typedef struct {
  const PatchView *view;
  const Illumination *illumination;
  DyeModel dye;
  gboolean overexposed;          /* white is what clips, not glare */
  double base_level;             /* coverage that empty channel shows */
  double full_level;             /* coverage that dye shows */
} VolumeReader;

/* Where light clips to white, dye under it cannot be told from empty channel. A component that clips at the base's own level
 * hides nothing as long as another shows bare base: shine that made up for what dye takes from it would be seen beside it. */
static gboolean
clipping_hides (guint8 clipped, const float relative[3], double veil, double coverage)
{
  if (clipped == LIGHT_CLIPPED_HIGH || (clipped && veil > LEAST_VEIL))
    return TRUE;
  for (int c = 0; c < 3 && clipped; c++)
    if (clipped & (1 << c) ? relative[c] > BRIGHTEST_EMPTY : fabs (relative[c] - 1) > BARE_WITHIN)
      return TRUE;
  return clipped && fabs (coverage) > SURELY_EMPTY;
}

/* Coverage of one lane; NAN where the light does not tell. */
static float
lane_coverage (const VolumeReader *self, const ProfileSample *sample, int lane)
{
  guint8 clipped = patch_view_clipped (self->view, sample->state[lane]);
  float relative[3];
  double brightness, coverage;

  /* Where the base itself clips, what is filled and what is empty are at least as bright in that component. */
  for (int c = 0; c < 3; c++)
    relative[c] = clipped & (1 << c) ? MAX (sample->relative[lane][c], 1.0f) : sample->relative[lane][c];
  if (sample->state[lane] & LIGHT_ABSENT)
    return NAN;
  if (sample->around.hidden || sample->around.veil > MOST_VEIL)
    return NAN;
  coverage = dye_coverage (&self->dye, relative, &brightness);
  if (brightness < TOO_DARK || brightness > TOO_BRIGHT * (1 + sample->around.veil))
    return NAN;
  if (coverage > 0.5 && !dye_resembles (&self->dye, relative))
    return NAN;
  /* Light that shine adds is white: of dye (1 − d)/(1 + veil) is left. Between dye and none, shine tells nothing: it pales
   * more than it is taken for, and its own white on a tinted base looks like dye. */
  if (coverage < 0.5 && sample->around.veil > BLINDING_VEIL && fabs (coverage) * (1 + sample->around.veil) > SURELY_EMPTY)
    return NAN;
  coverage *= 1 + sample->around.veil;
  if (coverage < 0.5 && (brightness < DIMMEST_EMPTY || (brightness > BRIGHTEST_EMPTY && !self->overexposed)))
    return NAN;
  if (coverage < 0.5 && sample->around.glaring && !self->overexposed)
    return NAN;
  if (coverage < 0.5 && !self->overexposed && clipping_hides (clipped, relative, sample->around.veil, coverage))
    return NAN;
  return (float) coverage;
}

static void
lanes_of (const VolumeReader *self, const ChannelProfile *profile, float *amount)
{
  for (guint i = 0; i < profile->n; i++)
    for (int lane = 0; lane < PROFILE_LANES; lane++)
      amount[i * PROFILE_LANES + lane] = lane_coverage (self, &profile->samples[i], lane);
}

static void
sample_of (const VolumeReader *self, const ChannelProfile *profile, guint i, const float *lanes, double offset,
           FrontSample *sample)
{
  double middle = lanes_mean (lanes, 1, offset);
  double left = lanes[0], right = lanes[PROFILE_LANES - 1];

  sample->at = profile->samples[i].at;
  sample->usable = !isnan (middle) && !(left > BESIDE_DYE && right > BESIDE_DYE) && !(left > ONE_SIDE_DYE || right > ONE_SIDE_DYE);
  sample->coverage = sample->usable ? (middle - self->base_level) / (self->full_level - self->base_level) : 0;
}

/* What empty channel and dye look like in this photo. */
static void
find_levels (VolumeReader *self, const float *amount, const float *offset, guint n)
{
  g_autofree double *empty = g_new (double, MAX (n, 1)), *full = g_new (double, MAX (n, 1));
  guint n_empty = 0, n_full = 0;

  self->base_level = 0;
  self->full_level = 1;
  for (guint i = 0; i < n; i++)
    {
      double middle = lanes_mean (amount + i * PROFILE_LANES, 1, offset[i]);

      if (middle < 0.35)
        empty[n_empty++] = middle;
      else if (middle > FULL_LEAST)
        full[n_full++] = middle;
    }
  if (n_empty >= 10)
    self->base_level = CLAMP (order_statistic (empty, n_empty, 0.5), -0.15, 0.22);
  if (n_full >= 5)
    self->full_level = CLAMP (order_statistic (full, n_full, 0.7), FULL_LEAST, 1.1);
}

/* Whether it is for light that a sample tells nothing, and not for something that lies over the channel. */
static gboolean
is_blinded (const ProfileSample *sample, const FrontSample *seen)
{
  return !seen->usable && !(sample->state[PROFILE_MIDDLE] & LIGHT_ABSENT) && !sample->around.hidden
         && (sample->around.glaring || sample->around.veil > BLINDING_VEIL || (sample->state[PROFILE_MIDDLE] & LIGHT_CLIPPED_HIGH));
}

/* Whether glare is why nothing is known from @from to @to. */
static gboolean
glare_covers (const ChannelProfile *profile, const FrontSample *samples, double from, double to)
{
  guint n_unusable = 0, n_blinded = 0;

  for (guint i = 0; i < profile->n; i++)
    if (samples[i].at >= from && samples[i].at <= to)
      {
        n_unusable += !samples[i].usable;
        n_blinded += is_blinded (&profile->samples[i], &samples[i]);
      }
  /* Around what clips, shine fades into what is merely not sure. */
  return n_blinded > 0 && 4 * n_blinded >= n_unusable;
}

static void
keep_profile (const ChannelProfile *profile, const FrontSample *samples, const float *offset, VolumeResult *result)
{
  double length = profile->channel->length;
  guint n_unusable = 0, n_glaring = 0, n_empty = 0;
  g_autofree double *empty = g_new (double, (gsize) MAX (profile->n, 1) * 3);

  result->n_profile = profile->n;
  result->profile = g_new0 (ChannelSample, MAX (profile->n, 1));
  for (guint i = 0; i < profile->n; i++)
    {
      ChannelSample *out = &result->profile[i];
      const ProfileSample *in = &profile->samples[i];

      out->fraction = in->at / length;
      for (int c = 0; c < 3; c++)
        out->relative[c] = (float) lanes_mean (&in->relative[0][c], 3, offset[i]);
      out->filled = (float) samples[i].filled;
      out->usable = samples[i].usable;
      n_unusable += !out->usable;
      n_glaring += is_blinded (in, &samples[i]);
      if (out->usable && samples[i].filled < 0.1 && samples[i].coverage < 0.2)
        {
          for (int c = 0; c < 3; c++)
            empty[(gsize) c * profile->n + n_empty] = out->relative[c];
          n_empty++;
        }
    }
  result->unusable = (double) n_unusable / MAX (1, profile->n);
  result->glaring = n_glaring > 0.01 * profile->n;
  for (int c = 0; c < 3; c++)
    {
      result->empty[c] = 1;
      if (n_empty >= 20)
        result->empty[c] = order_statistic (empty + (gsize) c * profile->n, n_empty, 0.5);
    }
}

/* Length of dye on one lane of a profile that ends @front somewhere in its middle; NAN where too little of it is known. */
static double
dye_on_lane (const float *amount, guint n, double step, int lane)
{
  double full = 0, sum = 0;
  guint n_full = 0;

  for (guint i = 0; i < n; i++)
    {
      float a = amount[i * PROFILE_LANES + (guint) lane];

      if (isnan (a))
        return NAN;
      sum += a;
      if (i < n / 3)
        {
          full += a;
          n_full++;
        }
    }
  return n_full > 0 && full > LEAST_ON_LANE * n_full ? sum * step * n_full / full : NAN;
}

/* How far the dye's end is ahead in the middle of the channel, channel widths; 0: straight across. */
static double
bulge_of (const float *amount, const ChannelProfile *profile, double offset)
{
  int middle = PROFILE_MIDDLE + (int) lround (offset), left = middle - BULGE_LANES, right = middle + BULGE_LANES;
  double bulge;

  if (left < 0 || right >= PROFILE_LANES)
    return UNSEEN_BULGE;
  bulge = (dye_on_lane (amount, profile->n, profile->step, middle)
           - 0.5 * (dye_on_lane (amount, profile->n, profile->step, left) + dye_on_lane (amount, profile->n, profile->step, right)))
          / profile->channel->width;
  if (isnan (bulge) || fabs (bulge) >= MOST_BULGE)
    return UNSEEN_BULGE;
  return fabs (bulge) > LEAST_BULGE ? fabs (bulge) : 0;
}

/* Samples the neighbourhood of the front finely and fits the edge there. */
static void
refine (const VolumeReader *self, const PatchChannel *channel, double offset, FrontResult *front)
{
  double reach = FINE_REACH_WIDTHS * channel->width;
  g_autoptr(ChannelProfile) profile = profile_sample (self->view, self->illumination, channel,
                                                      MAX (0.0, front->front - reach),
                                                      MIN (channel->length, front->front + reach),
                                                      FINE_STEP_WIDTHS * channel->width);
  g_autofree float *amount = g_new (float, (gsize) MAX (profile->n, 1) * PROFILE_LANES);
  g_autofree FrontSample *samples = g_new0 (FrontSample, MAX (profile->n, 1));

  lanes_of (self, profile, amount);
  for (guint i = 0; i < profile->n; i++)
    sample_of (self, profile, i, amount + i * PROFILE_LANES, offset, &samples[i]);
  front_refine (samples, profile->n, profile->step, channel->width, front);
  front->sd = hypot (front->sd, BULGE_SD * bulge_of (amount, profile, offset) * channel->width);
}

/* The foot of a dye that thins out clips to white where base does: as much of it as is seen may be lost, and half is the best guess. */
static void
clip_foot (FrontResult *front, double length)
{
  double lost = MIN (front->foot, length - front->front);

  front->front += lost / 2;
  front->sd = hypot (front->sd, lost / sqrt (12));
}

/* The longest stretch beyond @from of which nothing is known: a slug that broke off may stand in it. */
static FilledRun
longest_unknown (const FrontSample *samples, guint n, double from)
{
  FilledRun longest = { from, from };

  for (guint i = 0, start = 0; i < n; i++)
    {
      if (samples[i].usable || samples[i].at <= from)
        start = i + 1;
      else if (samples[i].at - samples[start].at > longest.to - longest.from)
        longest = (FilledRun) { samples[start].at, samples[i].at };
    }
  return longest;
}

static double
veil_at (const ChannelProfile *profile, double at)
{
  guint i = (guint) CLAMP (at / profile->step, 0.0, profile->n - 1.0);

  return profile->n > 0 ? profile->samples[i].around.veil : 0;
}

/* Whether the farthest dye is a short piece alone, beside something of which nothing is known: that may be coloured itself. */
static gboolean
is_doubtful_piece (const FrontSample *samples, guint n, double width, const FrontResult *front)
{
  const FilledRun *last = &front->runs[MAX (front->n_runs, 1) - 1];

  if (front->n_runs < 2 || last->to - last->from > PIECE_WIDTHS * width || last->from - last[-1].to < PIECE_APART_WIDTHS * width)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!samples[i].usable && samples[i].at > last->from - PIECE_APART_WIDTHS * width && samples[i].at < last->to + PIECE_APART_WIDTHS * width)
      return TRUE;
  return FALSE;
}

/* Says why the front cannot be told, if it cannot. */
static gboolean
front_was_seen (const VolumeReader *self, const ChannelProfile *profile, const FrontResult *front, const FrontSample *samples,
                VolumeResult *result)
{
  const PatchChannel *channel = profile->channel;
  double enough = MOST_UNSEEN * channel->length;
  FilledRun beyond = longest_unknown (samples, profile->n, front->front);

  if (result->unusable > MOST_UNUSABLE)
    {
      result->blinded = glare_covers (profile, samples, 0, channel->length);
      result->why_not = result->blinded ? _("Glare covers most of the volume channel. Take the photo from another side.")
                                        : _("Most of the volume channel is hidden.");
      return FALSE;
    }
  if (front->any && veil_at (profile, front->front) > VEILED_FRONT)
    result->blinded = TRUE;
  else if (front->unseen > enough)
    result->blinded = glare_covers (profile, samples, front->front - front->unseen, front->front + front->unseen);
  else if (front->gap && beyond.to - beyond.from > enough)
    result->blinded = glare_covers (profile, samples, beyond.from, beyond.to);
  else if (!is_doubtful_piece (samples, profile->n, channel->width, front)
           && (!front->any
               || illumination_hidden_near (self->illumination, channel_point (channel, front->front, NULL), NEAR_NODES) <= MOST_HIDDEN_NEAR))
    return TRUE;
  result->why_not = result->blinded
                      ? _("Glare covers the place where the volume channel's front must be. Take the photo from another side, or mark the front by hand.")
                      : _("The place where the volume channel's front must be is hidden. Uncover it, or mark the front by hand.");
  return FALSE;
}

static void
judge (const VolumeReader *self, const ChannelProfile *profile, const FrontResult *front, const FrontSample *samples,
       VolumeResult *result)
{
  const PatchChannel *channel = profile->channel;
  double end = (profile->n - 1) * profile->step;

  if (!front_was_seen (self, profile, front, samples, result))
    return;
  result->read = TRUE;
  result->overflow = front->any && front->front > end - OVERFLOW_WIDTHS * channel->width;
  result->fraction = result->overflow ? 1.0 : front->any ? CLAMP (front->front / channel->length, 0.0, 1.0) : 0.0;
  result->sd = (front->any ? front->sd : MAX (front->sd, 0.5 * channel->width)) / channel->length;
}

void
volume_channel_read (const PatchView *view, const Illumination *illumination, VolumeResult *result)
{
  const PatchChannel *channel = &view->geometry->volume;
  double step = STEP_WIDTHS * channel->width;
  VolumeReader reader = { .view = view, .illumination = illumination, .overexposed = illumination->shining > OVEREXPOSED,
                          .full_level = 1 };
  g_autoptr(ChannelProfile) profile = profile_sample (view, illumination, channel, 0, channel->length, step);
  g_autofree float *amount = g_new (float, (gsize) MAX (profile->n, 1) * PROFILE_LANES);
  g_autofree float *offset = g_new0 (float, MAX (profile->n, 1));
  g_autofree FrontSample *samples = g_new0 (FrontSample, MAX (profile->n, 1));
  FrontResult front;
  Point2 tangent, centre;
  double front_offset;

  *result = (VolumeResult) { .empty = { 1, 1, 1 } };
  dye_model_init (&reader.dye, view->geometry);
  lanes_of (&reader, profile, amount);
  lanes_track (amount, profile->n, (guint) (TRACK_WIDTHS / STEP_WIDTHS), offset);
  for (guint i = 0; i < profile->n; i++)
    if (isnan (offset[i]))
      offset[i] = 0; /* empty: a little to the side is as empty */
  find_levels (&reader, amount, offset, profile->n);
  for (guint i = 0; i < profile->n; i++)
    sample_of (&reader, profile, i, amount + i * PROFILE_LANES, offset[i], &samples[i]);
  front_find (samples, profile->n, step, channel->width, &front);
  front_offset = front.any ? offset[MIN (profile->n - 1, (guint) MAX (0.0, front.front / step - 1))] : 0;
  if (front.any && !front.fading && front.unseen < FINE_REACH_WIDTHS * channel->width)
    refine (&reader, channel, front_offset, &front);

  if (reader.overexposed && front.fading)
    clip_foot (&front, channel->length);

  result->gap = front.gap;
  keep_profile (profile, samples, offset, result);
  judge (&reader, profile, &front, samples, result);
  centre = channel_point (channel, result->fraction * channel->length, &tangent);
  front_offset *= PROFILE_LANE_STEP * channel->width;
  result->front = patch_map_to_photo (view->map, (Point2) { centre.x - tangent.y * front_offset,
                                                            centre.y + tangent.x * front_offset });
}
