/* ui/reading-inspector.h: what is known about one photo: status, numbers, remarks, fit, origin; in words */
#pragma once

#include "decisions-panel.h"
#include "photo-item.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_READING_INSPECTOR (saltline_reading_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineReadingInspector, saltline_reading_inspector, SALTLINE, READING_INSPECTOR, GtkWidget)

/* @item: (nullable): followed as it changes */
void saltline_reading_inspector_set_item      (SaltlineReadingInspector *self, SaltlineWorkspace *workspace, SaltlinePhotoItem *item);

/* @items: of SaltlinePhotoItem: all that is selected; decisions are for all of them */
void saltline_reading_inspector_set_selection (SaltlineReadingInspector *self, SaltlineWorkspace *workspace, GPtrArray *items);

/* A template is being placed on the photo by hand: the reading says how many landmarks are wanted. */
void saltline_reading_inspector_set_laying    (SaltlineReadingInspector *self, gboolean laying);

/* The photo that is offered as one of the same patch; 0: none */
gint64 saltline_reading_inspector_get_suggested (SaltlineReadingInspector *self);

/* (transfer none) */
SaltlineDecisionsPanel *saltline_reading_inspector_get_decisions (SaltlineReadingInspector *self);

G_END_DECLS
