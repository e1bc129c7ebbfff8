/* ui/photo-editor.h
 *
 * What a person places on the shown photo: landmarks, the front, regions to leave out. The tool and the painter of a
 * photo canvas. While a handle moves, the item shows live numbers; when it rests, the edit is stored, as one step of undo. */
#pragma once

#include "photo-canvas.h"
#include "photo-item.h"
#include "photo-pixels.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PHOTO_EDITOR (saltline_photo_editor_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoEditor, saltline_photo_editor, SALTLINE, PHOTO_EDITOR, GObject)

typedef enum {
  EDITOR_MOVE,       /* handles are dragged */
  EDITOR_LEAVE_OUT,  /* a drag paints a region that is not measured */
} EditorTool;

SaltlinePhotoEditor *saltline_photo_editor_new       (SaltlinePhotoCanvas *canvas);

/* @item, @pixels: (nullable): nothing can be edited. Unstored changes of the one before are stored first. */
void                 saltline_photo_editor_set_photo (SaltlinePhotoEditor *self, SaltlineWorkspace *workspace, SaltlinePhotoItem *item,
                                                      PhotoPixels *pixels);
void                 saltline_photo_editor_set_tool  (SaltlinePhotoEditor *self, EditorTool tool);
EditorTool           saltline_photo_editor_get_tool  (SaltlinePhotoEditor *self);

/* The item's stored state changed: takes over what was placed, unless an edit is under way. */
void                 saltline_photo_editor_refresh   (SaltlinePhotoEditor *self);

/* Forgets everything that was placed on the photo, as an edit. */
void                 saltline_photo_editor_reset     (SaltlinePhotoEditor *self);
gboolean             saltline_photo_editor_is_by_hand (SaltlinePhotoEditor *self);

void                 saltline_photo_editor_paint     (SaltlinePhotoEditor *self, cairo_t *cr, const ViewTransform *view);

/* Whether an edit waits to be stored or is being stored. */
gboolean             saltline_photo_editor_is_busy   (SaltlinePhotoEditor *self);

/* For tests and assistive paths: names of the handles in Tab's order, and moving one in photo pixels. */
guint                saltline_photo_editor_count_handles (SaltlinePhotoEditor *self);
gboolean             saltline_photo_editor_get_handle    (SaltlinePhotoEditor *self, guint index, const char **name, Point2 *at);

/* Signals: "edited" (gint64 photo): an edit was stored; "failed" (string message); "handle-chosen" (string name) */

G_END_DECLS
