/* commands/lot-text.h: a fitted lot as `saltline calibrate` prints it */
#pragma once

#include "workspace/lot-session.h"

G_BEGIN_DECLS

/* @out: (nullable): the file that was written; @workspace: (nullable): the workspace that keeps the calibration */
void lot_print_json (const LotSession *session, const LotFit *fit, const PatchCalibration *calibration, const char *out,
                     const char *workspace);
void lot_print_text (const LotSession *session, const LotFit *fit);

G_END_DECLS
