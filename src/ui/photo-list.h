/* ui/photo-list.h: all photos: search, filter by status, sort, thousands of rows; what is selected */
#pragma once

#include "photo-item.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PHOTO_LIST (saltline_photo_list_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoList, saltline_photo_list, SALTLINE, PHOTO_LIST, GtkWidget)

/* @photos: of SaltlinePhotoItem */
void               saltline_photo_list_set_model     (SaltlinePhotoList *self, GListModel *photos);

/* The one photo that is shown: the last chosen. (transfer none) (nullable) */
SaltlinePhotoItem *saltline_photo_list_get_chosen    (SaltlinePhotoList *self);
void               saltline_photo_list_choose        (SaltlinePhotoList *self, SaltlinePhotoItem *item);

/* Moves to the next (@by 1) or previous (−1) visible row. */
void               saltline_photo_list_step          (SaltlinePhotoList *self, int by);

/* Everything selected, in the order shown. (transfer full): of SaltlinePhotoItem */
GPtrArray         *saltline_photo_list_get_selection (SaltlinePhotoList *self);
void               saltline_photo_list_select_all    (SaltlinePhotoList *self);
void               saltline_photo_list_focus_search  (SaltlinePhotoList *self);

G_END_DECLS
