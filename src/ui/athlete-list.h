/* ui/athlete-list.h
 *
 * The roster: search, team, order; thousands of rows cost as much as those that are seen. */
#pragma once

#include <adwaita.h>

#include "athlete-item.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_ATHLETE_LIST (saltline_athlete_list_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineAthleteList, saltline_athlete_list, SALTLINE, ATHLETE_LIST, GtkWidget)

/* Signals "chosen" (): another athlete, or the same one changed, or nobody any more; "activated" (): with Return or two clicks. */

void           saltline_athlete_list_set_workspace (SaltlineAthleteList *self, SaltlineWorkspace *workspace);
/* (transfer none) (nullable): valid until the roster changes */
const Athlete *saltline_athlete_list_get_chosen    (SaltlineAthleteList *self);
void           saltline_athlete_list_choose        (SaltlineAthleteList *self, gint64 athlete);
void           saltline_athlete_list_focus_search  (SaltlineAthleteList *self);
/* (transfer none): those that are shown, of SaltlineAthleteItem */
GListModel    *saltline_athlete_list_get_shown     (SaltlineAthleteList *self);
/* (transfer none): everybody */
GListModel    *saltline_athlete_list_get_roster    (SaltlineAthleteList *self);

G_END_DECLS
