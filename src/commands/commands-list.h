/* commands/commands-list.h: the functions that commands-table.h names */
#pragma once

#include <glib/gi18n.h>

#include "command.h"

G_BEGIN_DECLS

#define COMMAND(name, symbol, summary) CommandStatus symbol (int argc, char **argv);
#include "commands-table.h"
#undef COMMAND

G_END_DECLS
