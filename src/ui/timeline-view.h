/* ui/timeline-view.h
 *
 * An athlete's life in lanes, from decades to minutes; only what is visible is drawn.
 * Ctrl+scroll and + − zoom at the pointer; drag, scroll, Ctrl+arrows, Page Up and Page Down move in time;
 * Left, Right, Home, End travel from event to event; Y, W, D, E (or 1 to 4) show a year, a week, a day, the chosen event;
 * Enter goes one of these levels in, Backspace one out. */
#pragma once

#include <gtk/gtk.h>

#include "athlete-life.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_TIMELINE_VIEW (saltline_timeline_view_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTimelineView, saltline_timeline_view, SALTLINE, TIMELINE_VIEW, GtkWidget)

/* Signal "chosen" (): another event, or none. */

/* @life: (nullable): stays the caller's and must live until another is set. The same athlete's keeps what is seen and chosen. */
void            saltline_timeline_view_set_life   (SaltlineTimelineView *self, const AthleteLife *life);
const LifeMark *saltline_timeline_view_get_chosen (SaltlineTimelineView *self); /* (nullable) */
/* Chooses the event of that id and leads to it; nothing when there is none. */
void            saltline_timeline_view_choose_id  (SaltlineTimelineView *self, const char *id);
/* The middle of what is seen. */
gint64          saltline_timeline_view_get_middle (SaltlineTimelineView *self);
/* One event further (1) or back (−1), and so on. */
void            saltline_timeline_view_step       (SaltlineTimelineView *self, int steps);
/* What is nearest in time in the lane below (1) or above (−1) that has anything. */
void            saltline_timeline_view_step_lane  (SaltlineTimelineView *self, int step);
/* So much time across the view, around what is chosen, else around the middle: a day from midnight, a week from Monday; longer ones end
 * with what is known. */
void            saltline_timeline_view_show_span  (SaltlineTimelineView *self, gint64 span_us);
/* The chosen event across the view; where none is chosen, the last that is seen. */
void            saltline_timeline_view_show_event (SaltlineTimelineView *self);
/* A factor below 1 shows less time, larger; around what is chosen, if it is in view. */
void            saltline_timeline_view_zoom       (SaltlineTimelineView *self, double factor);
gint64          saltline_timeline_view_get_span   (SaltlineTimelineView *self);

G_END_DECLS
