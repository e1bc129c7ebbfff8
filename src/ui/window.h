/* ui/window.h: one window: pages, jobs, menu; files come in by button, drop, paste and command line */
#pragma once

#include "athletes-page.h"
#include "calibration-page.h"
#include "model-page.h"
#include "patches-page.h"
#include "plans-page.h"
#include "team-page.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_WINDOW (saltline_window_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineWindow, saltline_window, SALTLINE, WINDOW, AdwApplicationWindow)

/* @workspace: (nullable): none could be opened */
SaltlineWindow      *saltline_window_new              (AdwApplication *application, SaltlineWorkspace *workspace);

/* What stands in the workspace's place when it cannot be opened. */
void                 saltline_window_show_failure     (SaltlineWindow *self, const char *message);

/* A sentence that goes away by itself. */
void                 saltline_window_say              (SaltlineWindow *self, const char *message);

/* Adds tables to the Model page, all else to the Patches page, and shows the page that got the first. */
void                 saltline_window_open             (SaltlineWindow *self, GListModel *files);
SaltlinePatchesPage *saltline_window_get_patches_page (SaltlineWindow *self); /* (transfer none) */
SaltlineModelPage    *saltline_window_get_model_page    (SaltlineWindow *self); /* (transfer none) */
SaltlineAthletesPage *saltline_window_get_athletes_page (SaltlineWindow *self); /* (transfer none) */
SaltlineCalibrationPage *saltline_window_get_calibration_page (SaltlineWindow *self); /* (transfer none) */
SaltlineWorkspace    *saltline_window_get_workspace     (SaltlineWindow *self); /* (transfer none) (nullable) */
SaltlinePlansPage    *saltline_window_get_plans_page    (SaltlineWindow *self); /* (transfer none) */
SaltlineTeamPage     *saltline_window_get_team_page     (SaltlineWindow *self); /* (transfer none) */

G_END_DECLS
