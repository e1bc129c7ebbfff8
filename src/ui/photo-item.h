/* ui/photo-item.h
 *
 * One photo in the list and all that is known about it. Main thread only. */
#pragma once

#include <gtk/gtk.h>

#include "patch/reading.h"

G_BEGIN_DECLS

typedef enum {
  PHOTO_WAITING, /* in the queue */
  PHOTO_READING, /* a thread is at it */
  PHOTO_READ,    /* there is a reading, which may be a refusal */
  PHOTO_FAILED,  /* no photo came out of the file; the error says why */
  PHOTO_STOPPED, /* the user stopped the queue before its turn */
} PhotoState;

/* What the file says about itself; kept when the pixels are let go. */
typedef struct {
  guint width;   /* pixels, upright; 0: not known yet */
  guint height;
  guint bits;
  PhotoFlags flags;
  char *sha256;
  char *profile;
  char *camera;
  char *captured;
} PhotoFacts;

#define SALTLINE_TYPE_PHOTO_ITEM (saltline_photo_item_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoItem, saltline_photo_item, SALTLINE, PHOTO_ITEM, GObject)

SaltlinePhotoItem  *saltline_photo_item_new           (GFile *file);

GFile              *saltline_photo_item_get_file      (SaltlinePhotoItem *self);
const char         *saltline_photo_item_get_title     (SaltlinePhotoItem *self);
PhotoState          saltline_photo_item_get_state     (SaltlinePhotoItem *self);
const PhotoFacts   *saltline_photo_item_get_facts     (SaltlinePhotoItem *self);
GdkTexture         *saltline_photo_item_get_thumbnail (SaltlinePhotoItem *self); /* (nullable) */
const char         *saltline_photo_item_get_error     (SaltlinePhotoItem *self); /* (nullable): why it is PHOTO_FAILED */

/* (nullable): what is shown: by hand where there is an edit, else automatic */
const PatchReading *saltline_photo_item_get_reading   (SaltlinePhotoItem *self);

void                saltline_photo_item_set_state     (SaltlinePhotoItem *self, PhotoState state);
void                saltline_photo_item_set_failed    (SaltlinePhotoItem *self, const char *message);
void                saltline_photo_item_set_thumbnail (SaltlinePhotoItem *self, GdkTexture *thumbnail);

/* Copies what there is to know from @photo. */
void                saltline_photo_item_set_facts     (SaltlinePhotoItem *self, const Photo *photo);

/* @reading: (transfer full). Its templates and calibrations must live as long as the item. */
void                saltline_photo_item_set_automatic (SaltlinePhotoItem *self, PatchReading *reading);

/* "32.0 % · 42 mmol/L", or what it waits for, or why not. (transfer full) */
char               *saltline_photo_item_summary       (SaltlinePhotoItem *self);

/* What the search entry looks in: title, status, flags, camera. (transfer full), case-folded */
char               *saltline_photo_item_search_text   (SaltlinePhotoItem *self);

G_END_DECLS
