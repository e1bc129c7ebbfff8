/* tests/ui/editing-scene.h
 *
 * A window with one photo of a patch, read, and a real pointer to drag its handles. */
#pragma once

#include "display.h"

G_BEGIN_DECLS

typedef struct {
  SaltlineWindow *window;
  SaltlinePatchesPage *page;
  SaltlinePhotoCanvas *canvas;
  SaltlinePhotoEditor *editor;
  SaltlinePhotoItem *item;
} Scene;

Scene    scene_open            (guint64 seed);
gboolean scene_without_pointer (void);                     /* TRUE: the test is skipped */
Point2   scene_handle          (Scene *scene, const char *wanted);

/* From a point of the photo, by logical pixels of the screen. */
void     scene_drag            (Scene *scene, Point2 from_photo, double dx, double dy);

/* Conditions for display_wait: of Scene */
gboolean scene_has_handles     (gpointer data);
gboolean scene_is_stored       (gpointer data);            /* what was placed by hand is in the file, and its reading stands */
gboolean scene_is_automatic    (gpointer data);

G_END_DECLS
