/* ui/edit-handles.h
 *
 * What of a reading a person can take hold of: landmarks, bend points between them, the front, both ends of the stretch of the
 * chloride channel that is measured. Where each lies, which one is meant, and what a move does to what is placed by hand.
 * May include: view-transform, workspace. */
#pragma once

#include "view-transform.h"
#include "workspace/by-hand.h"

G_BEGIN_DECLS

typedef enum { HANDLE_LANDMARK, HANDLE_BEND, HANDLE_FRONT, HANDLE_CHLORIDE_START, HANDLE_CHLORIDE_END } HandleKind;

typedef struct {
  HandleKind kind;
  const char *name;   /* shown; of landmarks and bend points their id */
  Point2 at;          /* photo pixels */
  gboolean placed;    /* by hand */
} EditHandle;

/* Fills @handles (of EditHandle) anew, in Tab's order. @reading: registered, with template, or NULL for none. */
void     edit_handles_gather  (GArray *handles, const PatchReading *reading, const ByHand *by_hand);

/* The nearest within reach of a point of the view; −1: none. */
int      edit_handles_near    (const GArray *handles, const ViewTransform *view, Point2 on_view);

/**
 * edit_handle_move:
 * @to: photo pixels
 * @photo: (nullable): a landmark snaps to the corner in it that lies within @reach photo pixels
 *
 * Returns: (transfer full) (nullable): what was done, for undo and history; NULL: nothing can be there.
 */
char    *edit_handle_move     (const EditHandle *handle, const PatchReading *reading, ByHand *by_hand, Point2 to, const Photo *photo,
                               double reach);

/* By photo pixels; what slides along a channel goes further along it to the right and up. */
char    *edit_handle_nudge    (const EditHandle *handle, const PatchReading *reading, ByHand *by_hand, double dx, double dy);

/* Lets the program find it again. (transfer full) (nullable): as above; NULL: it was not placed. */
char    *edit_handle_release  (const EditHandle *handle, ByHand *by_hand);

G_END_DECLS
