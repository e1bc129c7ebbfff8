/* ui/handle-painter.h: a handle on the photo, as large on every screen and at every zoom */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "base/geometry.h"

G_BEGIN_DECLS

typedef enum {
  HANDLE_SHAPE_ROUND,    /* a landmark; a square when it was placed by a person */
  HANDLE_SHAPE_LARGE,    /* the front: the same, larger */
  HANDLE_SHAPE_DIAMOND,  /* bends the map */
  HANDLE_SHAPE_TRIANGLE, /* an end of a stretch */
} HandleShape;

typedef struct {
  HandleShape shape;
  gboolean placed;   /* by a person: drawn brighter, with a point in the middle */
  gboolean chosen;   /* the keys move it */
  gboolean hovered;
} HandleLook;

/* @at: view; @name: shown beside a chosen or hovered one */
void handle_paint (cairo_t *cr, Point2 at, HandleLook look, const char *name);

G_END_DECLS
