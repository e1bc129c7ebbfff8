/* patch/profile.h
 *
 * Light along and across a channel, divided by the base white's at the same place. Bends are followed as printed:
 * rounded, a little inside the polyline's corner; positions stay arc lengths of the sharp polyline.
 * In: a view, the illumination, a channel. Out: samples. May include: base, photo, template, view, illumination. */
#pragma once

#include "illumination.h"
#include "patch-view.h"

G_BEGIN_DECLS

#define PROFILE_LANES 11                     /* positions across the channel */
#define PROFILE_MIDDLE (PROFILE_LANES / 2)
#define PROFILE_LANE_STEP 0.212              /* channel widths from lane to lane: the outermost lie 1.06 from the middle, on the base */

typedef struct {
  double at;                                 /* template units of the sharp centreline */
  float relative[PROFILE_LANES][3];          /* light / base white */
  guint8 state[PROFILE_LANES];               /* LightState */
  BaseAround around;
} ProfileSample;

typedef struct {
  const PatchChannel *channel;
  double step;                               /* template units between samples */
  guint n;
  ProfileSample *samples;
} ChannelProfile;

/**
 * profile_sample:
 * @from: template units of centreline
 * @to: the last sample lies at or before it
 */
ChannelProfile *profile_sample (const PatchView *view, const Illumination *illumination, const PatchChannel *channel,
                                double from, double to, double step);

/* The point of the rounded path that belongs to position @at of the sharp centreline. */
Point2          channel_point  (const PatchChannel *channel, double at, Point2 *tangent);

void            profile_free   (ChannelProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChannelProfile, profile_free)

G_END_DECLS
