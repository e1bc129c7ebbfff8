/* ui/team-table.h
 *
 * Everybody in a session: losses, bottles, risk; and what to pack below. Choosing a row tells who. */
#pragma once

#include <adwaita.h>

#include "workspace/team-session.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_TEAM_TABLE (saltline_team_table_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTeamTable, saltline_team_table, SALTLINE, TEAM_TABLE, AdwBin)

/* Signal "chosen" (guint row): of the session. */

/* @session, @packing: (nullable): the caller's; nothing of them is kept */
void saltline_team_table_set (SaltlineTeamTable *self, const TeamSession *session, const PackingList *packing);

G_END_DECLS
