/* store/photos.h
 *
 * Photos of patches and what a person decided about each: whose it is, how long it was worn, which template and
 * calibration, what was placed by hand, which reading stands. Those decisions are one value, PhotoState; an edit
 * replaces it whole and is remembered with the value before, so that it can be undone, also after a restart.
 * The files lie in the photo folder, named by their SHA-256. May include: base. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef struct {
  gint64 athlete;       /* 0: nobody's yet */
  double worn_min;      /* NAN: not known */
  gint64 template_row;  /* document; 0: whichever fits best */
  gint64 calibration_row;
  char *by_hand;        /* (nullable): JSON, see workspace/by-hand.h */
  char *note;
  gint64 reading;       /* the reading that stands; 0: not read yet */
  char *workout;        /* (nullable): id of an event */
  gint64 patch;         /* shared by photos of one worn patch (worn-patches.h); 0: this is its only photo */
  gboolean deleted;
} PhotoState;

typedef struct {
  gint64 id;
  char *sha256;
  char *suffix;         /* "jpg" */
  char *name;           /* of the imported file */
  gint64 bytes;
  gint64 width, height; /* 0: not decoded yet */
  char *camera, *captured; /* (nullable) */
  gint64 imported_us;
  PhotoState state;
} StoredPhoto;

void         photo_state_copy    (PhotoState *to, const PhotoState *from);
void         photo_state_clear   (PhotoState *state);
gboolean     photo_state_equal   (const PhotoState *a, const PhotoState *b);
void         stored_photo_free   (StoredPhoto *photo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredPhoto, stored_photo_free)

/* The path of the photo's file; whether it is still there is another question. */
char        *store_photo_path    (Store *store, const StoredPhoto *photo);

/**
 * store_import_photo:
 * @contents: the file's bytes
 * @added: (out) (optional): %FALSE when the same bytes were there already
 *
 * Writes the file (beside, sync, rename) before the row: a row never points to half a file. Width, height, camera may be 0 or NULL.
 */
gboolean     store_import_photo  (Store *store, const char *name, GBytes *contents, const char *suffix, gint64 width, gint64 height,
                                  const char *camera, const char *captured, gint64 *id, gboolean *added, GError **error);

StoredPhoto *store_photo         (Store *store, gint64 id, GError **error);
GPtrArray   *store_photos        (Store *store, gboolean with_deleted, GError **error); /* of StoredPhoto, as imported */

/**
 * store_edit_photo:
 * @step: 0, or what edits that are undone together have in common (store_new_step)
 *
 * Sets the state and remembers @what was done; what had been undone can no longer be redone.
 */
gboolean     store_edit_photo    (Store *store, gint64 id, const PhotoState *state, const char *what, gint64 step, GError **error);
gint64       store_new_step      (void);

/* A reading made by the program stands from now on. No edit: there is nothing of a person's to undo. */
gboolean     store_let_reading_stand (Store *store, gint64 id, gint64 reading, GError **error);

/**
 * store_undo_step:
 * @photos: (out) (optional) (element-type gint64): what was changed
 * @what: (out): what was undone or done again; NULL with TRUE: there is nothing
 *
 * Undoes the last step of all photos, or does the first of those again that were undone: one history in the order in which
 * the edits were made. It is in the file and outlives the program.
 */
gboolean     store_undo_step     (Store *store, gboolean redo, GArray **photos, char **what, GError **error);

G_END_DECLS
