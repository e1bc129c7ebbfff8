/* patch/chloride-channel.h
 *
 * The chloride channel: the colour of its filled part, relative to the base white beside it. In: view, illumination,
 * correction, blur. Out: CIELAB with covariance. May include: front, lanes, colour-correction, profile. */
#pragma once

#include "colour-correction.h"
#include "profile.h"

G_BEGIN_DECLS

typedef struct {
  gboolean read;
  const char *why_not;       /* translated; when not read */
  double lab[3];             /* CIELAB D50, relative to the base */
  double covariance[9];      /* of lab: pixel noise, differences along the channel, illumination, blur */
  gboolean partial;          /* an empty part was seen */
  gboolean glaring;
  ChannelSample *profile; guint n_profile;
} ChlorideResult;

/**
 * chloride_channel_read:
 * @empty: relative light of an empty channel
 * @blur_px: photo pixels, standard deviation; %NAN not known
 * @clipped_white: the base itself is clipped, so that nothing is relative to it
 */
void chloride_channel_read (const PatchView *view, const Illumination *illumination, const ColourCorrection *correction,
                            const double empty[3], double blur_px, gboolean clipped_white, ChlorideResult *result);

G_END_DECLS
