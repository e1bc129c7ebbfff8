/* commands/command.h
 *
 * The command line: `saltline COMMAND …`. Works without a display, on what workspace/ offers; prints text for people or,
 * with --json, one object (JSON Lines where there are many results). One file for each command.
 * In: arguments. Out: standard output, messages on standard error, an exit status. May include: workspace and below; never ui. */
#pragma once

#include "base/json.h"

G_BEGIN_DECLS

/* Exit statuses of every command. */
typedef enum {
  COMMAND_DONE = 0,     /* all done */
  COMMAND_REFUSED = 1,  /* something was refused or could not be done; the rest was done */
  COMMAND_USAGE = 2,    /* wrong usage */
} CommandStatus;

typedef struct {
  const char *name;
  const char *summary;                      /* N_(): what it does, one line for `saltline --help` */
  CommandStatus (*run) (int argc, char **argv); /* argv[0] is the command's name */
} Command;

/**
 * command_parse_options:
 * @usage: what follows the command's name in the usage line: "[--json] PHOTO…"
 * @entries: terminated by { NULL }
 *
 * Parses @argv in place, so that what remains in it is argv[0] and the positional arguments. `--help` prints and
 * ends with status 0 in *@status; a wrong option prints the usage and ends with 2. A negative number is an argument, not an option.
 *
 * Returns: %FALSE when the command should return *@status at once.
 */
gboolean command_parse_options (const char *usage, const GOptionEntry *entries, int *argc, char ***argv,
                                CommandStatus *status);

/* The option of commands that print text for people unless it is given; of @variable, a gboolean. */
#define COMMAND_JSON_ENTRY(variable) { "json", 0, 0, G_OPTION_ARG_NONE, &variable, N_("print JSON"), NULL }

/* Prints "saltline COMMAND: message" on standard error. */
void     command_complain      (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Prints what @builder holds, which must be complete, as one line on standard output: what --json asks for. */
void     command_print_json    (JsonBuilder *builder);

/* What was undone or done again: text, or {"undone": what}, {"redone": what}. */
void     command_print_undone  (const char *what, gboolean redo, gboolean json);

/* Whether argv[1] is a command; then runs it. */
gboolean commands_run          (int argc, char **argv, int *status);

G_END_DECLS
