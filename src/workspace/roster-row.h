/* workspace/roster-row.h: for roster-*.c
 *
 * What one row of a roster's table says of an athlete. In: a row. Out: an athlete's fields, or why the row is refused. */
#pragma once

#include "roster-table.h"

G_BEGIN_DECLS

/* Whether @word is among the blank-separated @words. */
gboolean roster_word_is_among (const char *words, const char *word);

/* Returns: (transfer full) (nullable): trimmed; NULL when nothing is said */
char    *roster_cell          (const RosterTable *roster, guint row, RosterField field);
/* From one column or from two; (nullable). */
char    *roster_name_of       (const RosterTable *roster, guint row);

/* What the table says replaces what is known of row->athlete; what it does not say stays. FALSE: the row is refused. */
gboolean roster_row_take      (const RosterTable *roster, guint at, RosterRow *row);

/* Takes the athlete from the row and says why; always FALSE. */
gboolean roster_row_refuse    (RosterRow *row, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
