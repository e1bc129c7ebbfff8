/* ui/decisions-panel.h
 *
 * What a person decides about the selected photos: athlete, time worn, calibration, template, note. Shows the first one's
 * values; a change is for all. */
#pragma once

#include <adwaita.h>

#include "photo-changes.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_DECISIONS_PANEL (saltline_decisions_panel_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineDecisionsPanel, saltline_decisions_panel, SALTLINE, DECISIONS_PANEL, AdwBin)

/* @items: (nullable): of SaltlinePhotoItem */
void saltline_decisions_panel_show (SaltlineDecisionsPanel *self, SaltlineWorkspace *workspace, GPtrArray *items);

/* What is typed from now on is another step of undo. */
void saltline_decisions_panel_end_typing (SaltlineDecisionsPanel *self);

/* Signals: "decided" (PhotoChange *change, string what, gint64 typing): as for saltline_photo_changes_apply(); "add-athlete" (string name): the panel wants this athlete for its photos */

G_END_DECLS
