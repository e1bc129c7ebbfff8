/* ui/photo-row.h: one photo in the list: thumbnail, name, the numbers in short, its state as an icon with words */
#pragma once

#include "photo-item.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PHOTO_ROW (saltline_photo_row_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoRow, saltline_photo_row, SALTLINE, PHOTO_ROW, GtkWidget)

GtkWidget *saltline_photo_row_new      (void);

/* @item: (nullable): the row follows its changes */
void       saltline_photo_row_set_item (SaltlinePhotoRow *self, SaltlinePhotoItem *item);

G_END_DECLS
