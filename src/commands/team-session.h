/* commands/team-session.h: `saltline team session|sheet`: a squad and one session */
#pragma once

#include "command.h"

G_BEGIN_DECLS

/* @sheet: a PDF has to be named */
CommandStatus team_session (gboolean sheet, int argc, char **argv);

G_END_DECLS
