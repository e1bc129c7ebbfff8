/* ui/reading-inspector.h: what is known about one photo: status, numbers, remarks, fit, origin; in words */
#pragma once

#include "photo-item.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_READING_INSPECTOR (saltline_reading_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineReadingInspector, saltline_reading_inspector, SALTLINE, READING_INSPECTOR, GtkWidget)

/* @item: (nullable): followed as it changes */
void saltline_reading_inspector_set_item (SaltlineReadingInspector *self, SaltlinePhotoItem *item);

G_END_DECLS
