/* commands/athlete-data.h: `saltline athlete export|erase`: an athlete's own data, given away or gone */
#pragma once

#include "command.h"

G_BEGIN_DECLS

/* The words after "athlete" that this file carries out; NULL-terminated. */
extern const char *const athlete_data_verbs[];

CommandStatus athlete_data_verb (const char *verb, int argc, char **argv);

G_END_DECLS
