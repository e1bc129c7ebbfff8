/* workspace/roster-table.h
 *
 * A roster out of a table: names, sex, date of birth, height, mass, sport, zone, team. Columns are found by their names or
 * named by a map; before anything is kept, it is said row by row what would come of it. Importing the same table again
 * changes nothing. In: a CSV file, the roster that there is. Out: new and changed athletes. May include: base, sources, store. */
#pragma once

#include "base/quantity.h"
#include "base/table.h"
#include "workspace.h"

G_BEGIN_DECLS

typedef enum {
  ROSTER_ID, ROSTER_NAME, ROSTER_FIRST_NAME, ROSTER_LAST_NAME, ROSTER_SEX, ROSTER_BORN, ROSTER_MASS, ROSTER_HEIGHT, ROSTER_SPORT,
  ROSTER_ZONE, ROSTER_TEAM, ROSTER_NOTE, ROSTER_N_FIELDS
} RosterField;

/* "id", "name", "first_name" …: what maps call it; and for people. */
const char *roster_field_name  (RosterField field);
const char *roster_field_title (RosterField field);

typedef enum { ROSTER_NEW, ROSTER_CHANGED, ROSTER_SAME, ROSTER_REFUSED } RosterOutcome;

typedef struct {
  guint line;              /* of the file */
  RosterOutcome outcome;
  Athlete *athlete;        /* (nullable): as it shall be; NULL when refused */
  char *team;              /* (nullable) */
  char *remark;            /* what changes ("mass 61 → 62 kg"), or why it is refused; "" */
} RosterRow;

typedef struct {
  Table *table;
  int columns[ROSTER_N_FIELDS];  /* −1: none */
  int born_order;                /* DateOrder of the dates of birth (sources/source-table.h) */
  GPtrArray *rows;               /* of RosterRow */
  guint counts[4];               /* by RosterOutcome */
} RosterTable;

/**
 * roster_table_load:
 * @map: (nullable): "name=Nom,born=Naissance"
 * @units: that remarks are written in
 *
 * Reads the table and says what would come of each row; keeps nothing.
 *
 * Returns: (transfer full): %NULL when it is no table, the map names what is not there, or no column says who.
 */
RosterTable *roster_table_load  (SaltlineWorkspace *workspace, const char *path, const char *map, UnitSystem units, GError **error);

/* Keeps what is new or changed, as one change; the refused are passed over. */
gboolean     roster_table_keep  (SaltlineWorkspace *workspace, const RosterTable *roster, GError **error);

void         roster_table_free  (RosterTable *roster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RosterTable, roster_table_free)

G_END_DECLS
