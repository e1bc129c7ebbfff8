/* ui/profile-plot.h
 *
 * What was found along the volume channel, from inlet to end: the colour as measured, how likely there is dye, the front
 * with its interval. Linked to the photo: a place that is pointed at here is marked there, and the other way round. */
#pragma once

#include <gtk/gtk.h>

#include "patch/reading.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PROFILE_PLOT (saltline_profile_plot_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineProfilePlot, saltline_profile_plot, SALTLINE, PROFILE_PLOT, GtkWidget)

/* Copies the profile. @reading: (nullable): nothing to show */
void saltline_profile_plot_set_reading (SaltlineProfilePlot *self, const PatchReading *reading);

/* @fraction: of the channel; NAN: nowhere */
void saltline_profile_plot_set_marker  (SaltlineProfilePlot *self, double fraction);

/* Signal: "pointed" (double fraction): NAN when the pointer left */

G_END_DECLS
