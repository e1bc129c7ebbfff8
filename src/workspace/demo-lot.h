/* workspace/demo-lot.h: the demonstration's bench: a session of drawn standards, with one that is spoilt and left out */
#pragma once

#include "patch/calibration.h"
#include "patch/template.h"
#include "workspace.h"

G_BEGIN_DECLS

/* @calibration: the truth that the standards are drawn by */
gboolean demo_lot_fill (SaltlineWorkspace *workspace, const PatchTemplate *geometry, const PatchCalibration *calibration,
                        GCancellable *cancellable, GError **error);

G_END_DECLS
