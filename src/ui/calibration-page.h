/* ui/calibration-page.h
 *
 * Lots calibrated from bench standards: sessions, calibrations and templates on the left, curves and the table of standards in the
 * middle, how good they are on the right. Every edit is in the workspace when it is made, and can be undone. */
#pragma once

#include "lot-result.h"
#include "page.h"
#include "standards-table.h"
#include "template-pane.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_CALIBRATION_PAGE (saltline_calibration_page_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineCalibrationPage, saltline_calibration_page, SALTLINE, CALIBRATION_PAGE, SaltlinePage)

/* Emits "open-photo" (gint64 photo): it shall be shown on the Patches page. */

/* Once: what the page shows and where edits are kept. */
void                     saltline_calibration_page_set_workspace (SaltlineCalibrationPage *self, SaltlineWorkspace *workspace);

/* @files: of GFile: tables of standards begin a session; photos join the shown one, or begin one; JSON is imported. */
void                     saltline_calibration_page_add_files     (SaltlineCalibrationPage *self, GListModel *files);

void                     saltline_calibration_page_show_session  (SaltlineCalibrationPage *self, gint64 lot);

/* Draws on a photo of the workspace, beginning with a template of it; @template_row: 0: with nothing. */
void                     saltline_calibration_page_draw_template (SaltlineCalibrationPage *self, gint64 photo, gint64 template_row);

/* (nullable): of the session that is shown; NULL while it is measured. */
const LotResult         *saltline_calibration_page_get_result    (SaltlineCalibrationPage *self);
SaltlineStandardsTable  *saltline_calibration_page_get_table     (SaltlineCalibrationPage *self);
SaltlineTemplatePane    *saltline_calibration_page_get_pane      (SaltlineCalibrationPage *self);

G_END_DECLS
