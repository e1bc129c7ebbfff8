/* ui/timeline-painter.h
 *
 * How a span of an athlete's life looks: days and hours above, lanes below. In: a life, a span. Out: strokes of cairo. */
#pragma once

#include <gdk/gdk.h>

#include "athlete-life.h"

G_BEGIN_DECLS

typedef struct {
  gint64 from_us;            /* at the left end of the lanes */
  double us_per_px;
  int width, height;         /* of the drawing, px */
  const LifeMark *chosen;    /* (nullable) */
  const LifeMark *pointed;   /* (nullable) */
  GdkRGBA ink;
  GdkRGBA accent;
} TimelineLook;

#define TIMELINE_LEFT 84.0   /* where the names of the lanes stand */

double          timeline_x           (const TimelineLook *look, gint64 instant_us);
gint64          timeline_instant     (const TimelineLook *look, double x);
void            timeline_paint       (cairo_t *cr, const TimelineLook *look, const AthleteLife *life);
/* (nullable): what lies under a point */
const LifeMark *timeline_mark_at     (const TimelineLook *look, const AthleteLife *life, double x, double y);
const char     *timeline_lane_name   (LifeLane lane);
/* Lighter on dark ground, darker on light: which it is, @ink tells. */
void            timeline_set_lane_colour (cairo_t *cr, const GdkRGBA *ink, LifeLane lane, double alpha);

G_END_DECLS
