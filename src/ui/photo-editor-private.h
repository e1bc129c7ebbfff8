/* ui/photo-editor-private.h: what photo-editor.c (state and keeping) and photo-editor-tool.c (pointer, keys, painting) share;
 * nobody else's */
#pragma once

#include "edit-handles.h"
#include "photo-editor.h"

G_BEGIN_DECLS

struct _SaltlinePhotoEditor {
  GObject parent_instance;

  SaltlinePhotoCanvas *canvas;  /* weak: an edit on its way to the file keeps the editor longer than the page */
  SaltlineWorkspace *workspace;
  SaltlinePhotoItem *item;
  PhotoPixels *pixels;
  EditorTool tool;
  ByHand *by_hand;              /* as it is now */
  char *kept_json;              /* as it is kept, or on its way there: to tell whether anything changed */
  PatchReading *base;           /* what live maps start from; of the moment a drag began */
  const PatchTemplate *laid;    /* being laid over the photo by hand, not stored yet; NULL: none is */
  GArray *handles;              /* of EditHandle */
  int chosen;                   /* index; −1 */
  int hovered;
  gboolean dragging;
  ByHand *before_drag;
  Point2 grip;                  /* from the pointer to the handle, view */
  GArray *region;               /* of Point2, photo pixels: being painted */
  char *what;                   /* of the edit that is being made, or that follows when the one before is kept */
  gint64 step;                  /* of the edits that one undo takes back; 0: the next begins another */
  guint run;                    /* counts up when what was done so far is left to itself */
  gboolean keeping;             /* an edit is on its way into the file */
  guint rest_id;                /* an edit by keys: what follows from it waits for the next key */
  GCancellable *reading;        /* of the shown photo, as it is kept; NULL: it is not being read */
};

extern const CanvasTool photo_editor_tool;

/* (nullable): registered, with its template; what handles lie on */
const PatchReading *photo_editor_reading    (SaltlinePhotoEditor *self);
gboolean            photo_editor_may_edit   (SaltlinePhotoEditor *self);
void                photo_editor_redraw     (SaltlinePhotoEditor *self);
void                photo_editor_choose     (SaltlinePhotoEditor *self, int index);

/* Before by_hand is changed: what live numbers start from. */
gboolean            photo_editor_begin      (SaltlinePhotoEditor *self);
/* by_hand was changed: numbers follow. @what: (transfer full) (nullable): NULL: nothing was */
void                photo_editor_show_live  (SaltlinePhotoEditor *self, char *what);
/* The edit is made: it is kept, and the photo is read again, at once or when no other key follows. */
void                photo_editor_keep       (SaltlinePhotoEditor *self);
void                photo_editor_keep_and_rest (SaltlinePhotoEditor *self);
/* What is done next is another step of undo. */
void                photo_editor_end_step   (SaltlinePhotoEditor *self);

G_END_DECLS
