/* patch/volume-channel.h
 *
 * The volume channel: how far it is filled. In: view, illumination. Out: fill fraction with its standard deviation and the
 * profile. May include: dye, front, profile. */
#pragma once

#include "front.h"
#include "profile.h"

G_BEGIN_DECLS

typedef struct {
  gboolean read;
  const char *why_not;        /* translated; when not read */
  double fraction;
  double sd;                  /* of the fraction, without what registration leaves */
  Point2 front;               /* photo pixels */
  gboolean overflow;
  gboolean gap;
  gboolean glaring;           /* samples were left out for glare or clipping */
  gboolean blinded;           /* not read, because glare covers the front or most of the channel */
  double unusable;            /* share of the channel, 0–1 */
  double empty[3];            /* median relative light of what is empty; 1, 1, 1 when nothing is */
  ChannelSample *profile; guint n_profile;
} VolumeResult;

void volume_channel_read (const PatchView *view, const Illumination *illumination, VolumeResult *result);

G_END_DECLS
