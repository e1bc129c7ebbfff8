/* workspace/documents-cache.h
 *
 * Templates and calibrations of a workspace, parsed once and kept as long as it is open, so that readings can point to them. */
#pragma once

#include "patch/calibration.h"
#include "patch/template.h"
#include "workspace.h"

G_BEGIN_DECLS

/* (transfer none): by the document's row. */
const PatchTemplate    *documents_cache_template    (SaltlineWorkspace *workspace, gint64 row, GError **error);
const PatchCalibration *documents_cache_calibration (SaltlineWorkspace *workspace, gint64 row, GError **error);

G_END_DECLS
