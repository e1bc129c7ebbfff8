/* ui/photo-item.h
 *
 * One photo in the list and what is known about it: a photo of the workspace, or a file on its way into it. The list shows
 * the numbers that the workspace keeps; the full reading, with its map and profiles, is there once it was computed in this
 * run. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "store/photos.h"
#include "store/readings.h"
#include "patch/reading.h"

G_BEGIN_DECLS

typedef enum {
  PHOTO_WAITING, /* in the queue */
  PHOTO_READING, /* a thread is at it */
  PHOTO_READ,    /* there is a reading, which may be a refusal */
  PHOTO_FAILED,  /* no photo came out of the file; the error says why; nothing of it is stored */
  PHOTO_STOPPED, /* not read: the user stopped the queue before its turn, or it was never read */
} PhotoStage;

#define SALTLINE_TYPE_PHOTO_ITEM (saltline_photo_item_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoItem, saltline_photo_item, SALTLINE, PHOTO_ITEM, GObject)

/* A file that waits for its import. */
SaltlinePhotoItem  *saltline_photo_item_new_pending   (GFile *file);
/* @stored: (transfer full); @standing: (transfer full) (nullable) */
SaltlinePhotoItem  *saltline_photo_item_new_stored    (StoredPhoto *stored, StoredReading *standing);

gint64              saltline_photo_item_get_id        (SaltlinePhotoItem *self); /* 0: not in the workspace */
GFile              *saltline_photo_item_get_file      (SaltlinePhotoItem *self); /* (nullable): where it came from in this run */
const StoredPhoto  *saltline_photo_item_get_stored    (SaltlinePhotoItem *self); /* (nullable) */
const char         *saltline_photo_item_get_path      (SaltlinePhotoItem *self); /* (nullable): of the workspace's own file */
const char         *saltline_photo_item_get_title     (SaltlinePhotoItem *self);
PhotoStage          saltline_photo_item_get_stage     (SaltlinePhotoItem *self);
GdkTexture         *saltline_photo_item_get_thumbnail (SaltlinePhotoItem *self); /* (nullable) */
const char         *saltline_photo_item_get_error     (SaltlinePhotoItem *self); /* (nullable): why it is PHOTO_FAILED */
const char         *saltline_photo_item_get_athlete   (SaltlinePhotoItem *self); /* (nullable): name */
const char         *saltline_photo_item_get_origin    (SaltlinePhotoItem *self); /* (nullable): of the reading: "automatic" … */
/* (nullable): how it contradicts other photos of its patch, in words with what to do */
const char         *saltline_photo_item_get_contradiction (SaltlinePhotoItem *self);
const char         *saltline_photo_item_get_profile   (SaltlinePhotoItem *self); /* (nullable): of colour; once the pixels were loaded */
guint               saltline_photo_item_get_bits      (SaltlinePhotoItem *self); /* 0: not known yet */

/* (nullable): numbers, status, flags; map, landmarks and profiles only when the full one is here. */
const PatchReading *saltline_photo_item_get_reading   (SaltlinePhotoItem *self);
/* (nullable): with map and profiles; may be that of a moment ago while the next is computed. */
const PatchReading *saltline_photo_item_get_full      (SaltlinePhotoItem *self);

/* The reading that is shown is of an edit that is under way. */
gboolean            saltline_photo_item_is_live       (SaltlinePhotoItem *self);

void                saltline_photo_item_set_stage     (SaltlinePhotoItem *self, PhotoStage stage);
void                saltline_photo_item_set_failed    (SaltlinePhotoItem *self, const char *message);
void                saltline_photo_item_set_thumbnail (SaltlinePhotoItem *self, GdkTexture *thumbnail);
void                saltline_photo_item_set_path      (SaltlinePhotoItem *self, const char *path);
void                saltline_photo_item_set_athlete   (SaltlinePhotoItem *self, const char *name);
void                saltline_photo_item_set_contradiction (SaltlinePhotoItem *self, const char *words); /* (nullable) */
void                saltline_photo_item_set_format    (SaltlinePhotoItem *self, const Photo *photo);

/* What the workspace knows now. @stored, @standing: (transfer full); @standing is (nullable). */
void                saltline_photo_item_set_stored    (SaltlinePhotoItem *self, StoredPhoto *stored, StoredReading *standing);

/* @reading: (transfer full): full; of the reading that stands, or of an edit that is under way (@row 0). */
void                saltline_photo_item_set_full      (SaltlinePhotoItem *self, PatchReading *reading, gint64 row);

/* What was shown of an edit that did not come to be goes; the numbers that are kept stay. */
void                saltline_photo_item_forget_full   (SaltlinePhotoItem *self);

/* Lines: "Mia · 22 Nov", "32.0 % filled · 42 mmol/L", "0.97 mg/cm²/min"; what is not known is absent; in place of the numbers what it
 * waits for, or why there are none. (transfer full) */
char               *saltline_photo_item_summary       (SaltlinePhotoItem *self);

/* What the search entry looks in: name, athlete, status, flags, camera, note, contradiction. (transfer full), case-folded */
char               *saltline_photo_item_search_text   (SaltlinePhotoItem *self);

G_END_DECLS
