/* plot/palette.h
 *
 * Colours that stay apart for the colour-blind: Okabe & Ito 2008, darkened where they were too light for lines on white. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  double red, green, blue; /* 0–1, sRGB */
} Colour;

#define PALETTE_SIZE 6u

/* Series 0, 1, 2 …; after the last the first again (marks also change their shape). */
Colour palette_colour   (guint i);

typedef enum {
  VISION_PROTANOPIA,
  VISION_DEUTERANOPIA,
  VISION_TRITANOPIA,
} Vision;

/* How @colour looks: Machado, Oliveira & Fernandes 2009 (doi 10.1109/TVCG.2009.113), severity 1. */
Colour colour_as_seen   (Colour colour, Vision vision);
/* CIE 1976 ΔE*ab of two sRGB colours, D65. */
double colour_difference (Colour a, Colour b);

G_END_DECLS
