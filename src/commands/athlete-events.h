/* commands/athlete-events.h: `saltline athlete plan|add-event|edit-event|delete-event|undo|redo|ask|answer` */
#pragma once

#include "command.h"

G_BEGIN_DECLS

/* The words after "athlete" that this file carries out; NULL-terminated. */
extern const char *const athlete_event_verbs[];

CommandStatus athlete_event_verb (const char *verb, int argc, char **argv);

G_END_DECLS
