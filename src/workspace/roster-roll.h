/* workspace/roster-roll.h
 *
 * Who is on the roster already, and who stood in earlier lines of the table that is being read: found by ID, by name and birth, by
 * team, at once also among tens of thousands. In: the roster. Out: athletes and lines. For roster-table.c. May include: store. */
#pragma once

#include "store/people.h"

G_BEGIN_DECLS

typedef struct _RosterRoll RosterRoll;

RosterRoll    *roster_roll_new         (Store *store, GError **error);
void           roster_roll_free        (RosterRoll *roll);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RosterRoll, roster_roll_free)

/* (nullable): as long as the roll */
const Athlete *roster_roll_find        (const RosterRoll *roll, const char *handle);

/* Of equal name, and born on one day as far as both say. @born: (nullable). @n: (out): how many; one of them is returned */
const Athlete *roster_roll_find_name   (const RosterRoll *roll, const char *name, const char *born, guint *n);

gboolean       roster_roll_is_member   (RosterRoll *roll, const char *team, gint64 athlete);

/* Somebody had it, who may have been deleted. */
gboolean       roster_roll_is_taken    (const RosterRoll *roll, const char *handle);

/* (transfer full): made of the name; nobody's, and of no line */
char          *roster_roll_new_handle  (const RosterRoll *roll, const char *name);

/* The line of the table that @athlete stands in. */
void           roster_roll_add_line    (RosterRoll *roll, const Athlete *athlete, guint line);

/* The first line by that ID or, if @by_name, with that name and birth. 0: none yet */
guint          roster_roll_line        (const RosterRoll *roll, const Athlete *athlete, gboolean by_name);

G_END_DECLS
