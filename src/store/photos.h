/* store/photos.h
 *
 * Photos of patches and what a person decided about each: whose it is, how long it was worn, which template and
 * calibration, what was placed by hand, which reading stands. Those decisions are one value, PhotoState; how it is edited:
 * photo-edits.h.
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
  gboolean due;         /* something was decided since that the reading depends on: it is to be read again */
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
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PhotoState, photo_state_clear)
gboolean     photo_state_equal   (const PhotoState *a, const PhotoState *b);

/* Whether a reading made as @a says is one as @b says, too: template, calibration, time worn, and what was placed by hand. */
gboolean     photo_state_reads_alike (const PhotoState *a, const PhotoState *b);
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

G_END_DECLS
