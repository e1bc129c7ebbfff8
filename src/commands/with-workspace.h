/* commands/with-workspace.h: what the commands that work on a workspace share */
#pragma once

#include "base/instant.h"
#include "command.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

/* The option they all have. */
#define COMMAND_WORKSPACE_ENTRY(variable) \
  { "workspace", 0, 0, G_OPTION_ARG_FILENAME, &variable, N_("the workspace file (default: your own)"), N_("FILE") }

/**
 * command_open_workspace:
 * @path: (nullable): as given with --workspace; made when missing
 *
 * Returns: (transfer full) (nullable): %NULL after having said why not.
 */
SaltlineWorkspace *command_open_workspace (const char *command, const char *path, StoreOpenFlags flags);

/* The athlete with that handle, or %NULL after having said why not. */
Athlete           *command_find_athlete   (const char *command, SaltlineWorkspace *workspace, const char *handle);

/* A day as people write it for @option; NULL text is CIVIL_DAY_UNKNOWN. FALSE after having said what is wrong. */
gboolean           command_read_day       (const char *command, const char *option, const char *text, CivilDay *day);

/* Splits "athlete add …": the word after the command, %NULL with status set after help or a complaint that lists @words. */
const char        *command_take_verb      (const char *command, const char *const *words, int *argc, char ***argv,
                                           CommandStatus *status);

G_END_DECLS
