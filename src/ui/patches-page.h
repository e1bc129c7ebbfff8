/* ui/patches-page.h
 *
 * Photos of patches: the list of all, the chosen one with what was measured drawn over it, and the numbers. */
#pragma once

#include "page.h"
#include "photo-canvas.h"
#include "photo-editor.h"
#include "photo-item.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PATCHES_PAGE (saltline_patches_page_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePatchesPage, saltline_patches_page, SALTLINE, PATCHES_PAGE, SaltlinePage)

/* Once: what the page shows and where edits are kept. */
void                 saltline_patches_page_set_workspace (SaltlinePatchesPage *self, SaltlineWorkspace *workspace);

/* @files: of GFile: photos and folders; each photo is kept once, read, and the first one shown */
void                 saltline_patches_page_add_files  (SaltlinePatchesPage *self, GListModel *files);

/* A picture without a file. */
void                 saltline_patches_page_add_texture (SaltlinePatchesPage *self, GdkTexture *texture);

/* The table as a CSV file @to, or overlays as pictures in the folder @to; a job, whose outcome says what came of it.
 * @items: of SaltlinePhotoItem */
void                 saltline_patches_page_export     (SaltlinePatchesPage *self, GPtrArray *items, GFile *to, gboolean overlays);

GListModel          *saltline_patches_page_get_photos (SaltlinePatchesPage *self); /* (transfer none): of SaltlinePhotoItem */
SaltlinePhotoItem   *saltline_patches_page_get_chosen (SaltlinePatchesPage *self); /* (transfer none) (nullable) */
void                 saltline_patches_page_choose     (SaltlinePatchesPage *self, SaltlinePhotoItem *item);

/* Emits "draw-template" (gint64 photo, gint64 template): the kind of patch shall be drawn or adjusted on it. */
SaltlinePhotoCanvas *saltline_patches_page_get_canvas (SaltlinePatchesPage *self);
gboolean             saltline_patches_page_shows_corrected (SaltlinePatchesPage *self); /* they are wanted, and made */
SaltlinePhotoEditor *saltline_patches_page_get_editor (SaltlinePatchesPage *self);

G_END_DECLS
