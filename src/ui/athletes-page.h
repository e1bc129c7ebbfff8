/* ui/athletes-page.h
 *
 * The roster, the timeline of the chosen athlete, and what is known of her and of the chosen event. */
#pragma once

#include "athlete-form.h"
#include "athlete-list.h"
#include "event-form.h"
#include "mapping-dialog.h"
#include "page.h"
#include "team-day.h"
#include "timeline-view.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_ATHLETES_PAGE (saltline_athletes_page_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineAthletesPage, saltline_athletes_page, SALTLINE, ATHLETES_PAGE, SaltlinePage)

/* Once. */
void                  saltline_athletes_page_set_workspace (SaltlineAthletesPage *self, SaltlineWorkspace *workspace);

/* @files: of GFile: what the chosen athlete's devices wrote; a message when nobody is chosen */
void                  saltline_athletes_page_import        (SaltlineAthletesPage *self, GListModel *files);

/* Opens the preview of a table of athletes. (transfer none) (nullable): %NULL after having said why not */
SaltlineMappingDialog *saltline_athletes_page_import_roster (SaltlineAthletesPage *self, const char *path);

/* The same of weighings or trials, of the chosen athlete or of those that a column names. */
SaltlineMappingDialog *saltline_athletes_page_import_trials (SaltlineAthletesPage *self, const char *path);

/* Erases the chosen athlete whole, without asking: who calls has asked. */
void                  saltline_athletes_page_erase         (SaltlineAthletesPage *self);

SaltlineAthleteList  *saltline_athletes_page_get_list      (SaltlineAthletesPage *self);
SaltlineAthleteForm  *saltline_athletes_page_get_form      (SaltlineAthletesPage *self);
SaltlineTeamDay      *saltline_athletes_page_get_team      (SaltlineAthletesPage *self);
SaltlineEventForm    *saltline_athletes_page_get_event_form (SaltlineAthletesPage *self);
SaltlineTimelineView *saltline_athletes_page_get_timeline  (SaltlineAthletesPage *self);
/* (nullable): what the timeline shows now */
const AthleteLife    *saltline_athletes_page_get_life      (SaltlineAthletesPage *self);

G_END_DECLS
