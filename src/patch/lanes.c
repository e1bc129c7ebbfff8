/* patch/lanes.c */
#include "lanes.h"

#include <math.h>

#define MOST_OFFSET 2.5    /* lanes: about half a width; more is another channel */
#define INNER_LANES 1.42   /* lanes to either side of the middle: three fifths of the width */
#define SEEN 0.45          /* mean amount at the best lane from which the channel counts as seen */
#define FOOT 0.5           /* of the highest lane: a shallow foot of blur or bleeding to one side must not pull */

void
lanes_track (const float *amount, guint n, guint stretch, float *offset)
{
  for (guint from = 0; from < n; from += stretch)
    {
      guint to = MIN (n, from + stretch);
      double sum[PROFILE_LANES] = { 0 }, weight = 0, moment = 0, highest = 0, edge;
      guint known[PROFILE_LANES] = { 0 };
      double shift = NAN;

      for (guint i = from; i < to; i++)
        for (int lane = 0; lane < PROFILE_LANES; lane++)
          {
            float a = amount[i * PROFILE_LANES + lane];

            if (isnan (a))
              continue;
            sum[lane] += CLAMP (a, 0.0f, 1.2f);
            known[lane]++;
          }
      for (int lane = 0; lane < PROFILE_LANES; lane++)
        {
          sum[lane] = known[lane] > 0 ? sum[lane] / known[lane] : 0;
          highest = MAX (highest, sum[lane]);
        }
      edge = FOOT * highest;
      for (int lane = 0; lane < PROFILE_LANES; lane++)
        {
          double w = MAX (0.0, sum[lane] - edge);

          weight += w;
          moment += w * (lane - PROFILE_MIDDLE);
        }
      if (highest > SEEN && weight > 0)
        shift = CLAMP (moment / weight, -MOST_OFFSET, MOST_OFFSET);
      for (guint i = from; i < to; i++)
        offset[i] = (float) shift;
    }
}

double
lanes_mean (const float *values, guint stride, double offset)
{
  double low = PROFILE_MIDDLE + offset - INNER_LANES, high = PROFILE_MIDDLE + offset + INNER_LANES;
  double sum = 0, weight = 0;

  for (int lane = 0; lane < PROFILE_LANES; lane++)
    {
      double w = MIN (high, lane + 0.5) - MAX (low, lane - 0.5); /* how much of the lane is inner channel */
      float value = values[(guint) lane * stride];

      if (w <= 0 || isnan (value))
        continue;
      sum += w * value;
      weight += w;
    }
  return weight > INNER_LANES ? sum / weight : NAN;
}
