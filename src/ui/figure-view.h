/* ui/figure-view.h
 *
 * A figure on the screen: the pointer reads points out, a click selects them, arrow keys walk from point to point. Which rows
 * are selected is the page's: figures that show the same rows share it. On white in both appearances, as on paper. */
#pragma once

#include <gtk/gtk.h>

#include "plot/figure.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_FIGURE_VIEW (saltline_figure_view_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineFigureView, saltline_figure_view, SALTLINE, FIGURE_VIEW, GtkWidget)

/* Emits "toggled" (guint key) when a point that has a key is clicked, or Enter or Space is pressed on it. */

/* Takes @figure. @figure: (nullable) */
void        saltline_figure_view_set_figure  (SaltlineFigureView *self, Figure *figure);
Figure     *saltline_figure_view_get_figure  (SaltlineFigureView *self); /* (transfer none) (nullable) */

/* @keys: (nullable): a set of GUINT_TO_POINTER (key); shared. Call again after it changed. */
void        saltline_figure_view_set_selected (SaltlineFigureView *self, GHashTable *keys);

/* The next (1) or previous (−1) point from left to right of all marks that are made of points. */
void        saltline_figure_view_step        (SaltlineFigureView *self, int by);

/* What the read-out says of the point; "" when there is none. */
const char *saltline_figure_view_get_readout (SaltlineFigureView *self);

G_END_DECLS
