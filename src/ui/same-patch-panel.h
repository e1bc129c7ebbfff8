/* ui/same-patch-panel.h
 *
 * What several photos of one patch say together, whether they contradict each other, and the choice which photos these are.
 * What is chosen goes out as actions of the page: patches.same-patch, patches.separate, patches.same-patch-suggested. */
#pragma once

#include <adwaita.h>

#include "photo-item.h"
#include "workspace/combined.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_SAME_PATCH_PANEL (saltline_same_patch_panel_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineSamePatchPanel, saltline_same_patch_panel, SALTLINE, SAME_PATCH_PANEL, AdwBin)

/* @items: of SaltlinePhotoItem: selected; @shown: (nullable): the one on the canvas */
void    saltline_same_patch_panel_show          (SaltlineSamePatchPanel *self, SaltlineWorkspace *workspace, GPtrArray *items,
                                                 SaltlinePhotoItem *shown);

/* The photo that is suggested to show the same patch as the shown one; 0: none */
gint64  saltline_same_patch_panel_get_suggested (SaltlineSamePatchPanel *self);

G_END_DECLS
