/* workspace/overlay.h
 *
 * What was measured, drawn over the photo: outline, landmarks, blocks, both centrelines coloured by what was found, and
 * the front. One painter for the window and for `saltline read --overlay`; it draws vectors on any cairo context and
 * never touches pixels that are measured. */
#pragma once

#include <cairo.h>

#include "patch/reading.h"

G_BEGIN_DECLS

/**
 * overlay_paint:
 * @cr: its user space is photo pixels, the top-left corner of the first pixel at (0, 0)
 * @reading: a refused one may be registered; then outline and landmarks show where the program looked
 * @scale: device pixels per photo pixel, so that lines keep their width on the screen
 *
 * What was found differs in shape as well as in colour: filled is a thick line, dry a thin one, left out dashes.
 */
void     overlay_paint       (cairo_t *cr, const PatchReading *reading, double scale);

/**
 * overlay_paint_regions:
 *
 * Hatches regions that a person has left out; photo pixels.
 */
void     overlay_paint_regions (cairo_t *cr, const Polygon *regions, guint n_regions, double scale);

/**
 * overlay_write_png:
 * @path: replaced when it exists; never half written
 * @longest: pixels of the picture's longer side at most
 *
 * The photo with the overlay on it. @photo's light is shown as sRGB.
 */
gboolean overlay_write_png   (const Photo *photo, const PatchReading *reading, guint longest, const char *path, GError **error);

G_END_DECLS
