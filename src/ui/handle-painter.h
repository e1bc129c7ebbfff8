/* ui/handle-painter.h: a handle on the photo, as large on every screen and at every zoom */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "base/geometry.h"

G_BEGIN_DECLS

typedef struct {
  gboolean large;
  gboolean placed;   /* by a person: a square; else a circle */
  gboolean chosen;   /* the keys move it */
  gboolean hovered;
} HandleLook;

/* @at: view; @name: shown beside a chosen or hovered one */
void handle_paint (cairo_t *cr, Point2 at, HandleLook look, const char *name);

G_END_DECLS
