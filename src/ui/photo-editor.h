/* ui/photo-editor.h
 *
 * What a person places on the shown photo: landmarks, bend points, the front, the chloride region, regions to leave out, or a
 * whole template where no patch was found. The tool and the painter of a
 * photo canvas. While a handle moves, the item shows live numbers. When the pointer lets it go, and at each
 * press of a key, the edit is kept; when no other follows, the photo is read again. */
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

/* @item, @pixels: (nullable): nothing can be edited. */
void                 saltline_photo_editor_set_photo (SaltlinePhotoEditor *self, SaltlineWorkspace *workspace, SaltlinePhotoItem *item,
                                                      PhotoPixels *pixels);
void                 saltline_photo_editor_set_tool  (SaltlinePhotoEditor *self, EditorTool tool);
EditorTool           saltline_photo_editor_get_tool  (SaltlinePhotoEditor *self);

/* The item's stored state changed: takes over what was placed, unless an edit is under way. */
void                 saltline_photo_editor_refresh   (SaltlinePhotoEditor *self);

/**
 * saltline_photo_editor_lay:
 *
 * Lays the photo's template over it, so that its landmarks can be dragged to where they are. Nothing is stored until four are
 * placed; then the photo is read with them.
 *
 * Returns: %FALSE: there is no photo, no template, or nothing may be changed.
 */
gboolean             saltline_photo_editor_lay       (SaltlinePhotoEditor *self);
gboolean             saltline_photo_editor_is_laying (SaltlinePhotoEditor *self);
void                 saltline_photo_editor_stop_laying (SaltlinePhotoEditor *self);

void                 saltline_photo_editor_paint     (SaltlinePhotoEditor *self, cairo_t *cr, const ViewTransform *view);

/* Before something is undone: what was done here is in the file when this returns, a drag that is under way is not. */
void                 saltline_photo_editor_settle    (SaltlinePhotoEditor *self);

/* Whether something is being placed, kept or read. */
gboolean             saltline_photo_editor_is_busy   (SaltlinePhotoEditor *self);

/* For tests and assistive paths: names of the handles in Tab's order, and moving one in photo pixels. */
guint                saltline_photo_editor_count_handles (SaltlinePhotoEditor *self);
gboolean             saltline_photo_editor_get_handle    (SaltlinePhotoEditor *self, guint index, const char **name, Point2 *at);

/* Signals: "edited" (gint64 photo): its edits are kept, and it was read as they say; "failed" (string message); "handle-chosen" (string name);
 * "laying-stopped": the photo's own reading is wanted again */

G_END_DECLS
