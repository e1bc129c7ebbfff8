/* ui/team-page.h
 *
 * A squad and a session: everybody's predicted losses and bottles, the greatest risk first; the packing list; sheets on paper; and
 * the weighing station. */
#pragma once

#include "page.h"
#include "session-form.h"
#include "station-panel.h"
#include "workspace/team-session.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_TEAM_PAGE (saltline_team_page_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTeamPage, saltline_team_page, SALTLINE, TEAM_PAGE, SaltlinePage)

/* Once. */
void                  saltline_team_page_set_workspace (SaltlineTeamPage *self, SaltlineWorkspace *workspace);

/* (nullable) (transfer none): what is shown */
const TeamSession    *saltline_team_page_get_session   (SaltlineTeamPage *self);
const PackingList    *saltline_team_page_get_packing   (SaltlineTeamPage *self);
SaltlineSessionForm  *saltline_team_page_get_form      (SaltlineTeamPage *self);
SaltlineStationPanel *saltline_team_page_get_station   (SaltlineTeamPage *self);

G_END_DECLS
