/* patch/lanes.h
 *
 * Where across its nominal place a channel really runs: registration and digitising leave a fraction of a width. May
 * include: profile. */
#pragma once

#include "profile.h"

G_BEGIN_DECLS

/**
 * lanes_track:
 * @amount: n × PROFILE_LANES: how much of the channel's colour is seen, 0 none, 1 full; %NAN not known
 * @offset: (out): n: lanes from the middle to the channel's own middle; %NAN where nothing is seen of it
 * @stretch: samples over which the offset is taken as constant
 */
void   lanes_track (const float *amount, guint n, guint stretch, float *offset);

/**
 * lanes_mean:
 * @values: PROFILE_LANES values; %NAN ones are left out
 *
 * Mean over the inner three fifths of the channel, the middle lying @offset lanes off; %NAN when fewer than half are known.
 */
double lanes_mean  (const float *values, guint stride, double offset);

G_END_DECLS
