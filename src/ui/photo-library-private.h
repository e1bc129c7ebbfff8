/* ui/photo-library-private.h: what photo-library.c (the list, in step with the workspace) and photo-library-work.c (photos being read)
 * share; nobody else's */
#pragma once

#include "contradictions.h"
#include "photo-library.h"

G_BEGIN_DECLS

struct _SaltlinePhotoLibrary {
  GObject parent_instance;

  SaltlineWorkspace *workspace;
  GListStore *photos;
  GHashTable *by_id;      /* gint64 → item, both owned by the list */
  GHashTable *athletes;   /* gint64 → name */
  SaltlineContradictions *contradictions;
  guint n_importing;      /* files on their way in: their items are in the list before their ids are known */
};

/* The pending item of a file becomes the item of photo @id, or gives way to the one that was there, which is returned then. */
SaltlinePhotoItem *photo_library_settle_import (SaltlinePhotoLibrary *self, SaltlinePhotoItem *pending, gint64 id);

G_END_DECLS
