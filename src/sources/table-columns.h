/* sources/table-columns.h
 *
 * What the columns of somebody's table are: found by the names that people of several languages give them, with or without a
 * unit ("Body mass (lb)", "Gewicht_kg", "Trinkmenge [mL]"), or named by a map. In: a table. Out: columns and conversions. */
#pragma once

#include "source-table.h"

G_BEGIN_DECLS

/* What a row may say beside the fields of an event. */
typedef enum {
  ROW_TIME,          /* an instant, or the day when ROW_TIME_OF_DAY has the clock */
  ROW_TIME_OF_DAY,
  ROW_END,
  ROW_DURATION,      /* s; a number needs a unit, in the header or behind it */
  ROW_DISTANCE,      /* m; likewise */
  ROW_SLEEP_START,
  ROW_SLEEP_END,
  ROW_NAP,
  ROW_SPORT,
  ROW_ID,
  ROW_N
} RowPart;

typedef struct _UnitNames UnitNames;

typedef struct {
  int column;              /* −1: there is none */
  double factor;           /* wanted = factor · written + offset: s, m, or the unit that the field's name carries */
  double offset;
  gboolean has_unit;       /* the header says it */
  const UnitNames *units;  /* that may stand in a cell */
} FoundColumn;

typedef struct {
  FoundColumn parts[ROW_N];
  FoundColumn fields[EVENT_N_FIELDS];
} TableColumns;

/* By their names alone. */
void     table_columns_find  (const Table *table, TableColumns *columns);

/**
 * table_columns_map:
 * @map: "time=Datum,body_mass_kg=Gewicht"
 *
 * Returns: %FALSE after having refused the report.
 */
gboolean table_columns_map   (TableColumns *columns, SourceReport *report, const Table *table, const char *map);

/* "71.4 kg" in a cell is converted. NAN with %TRUE: the cell is blank. */
gboolean table_columns_value (const FoundColumn *found, const Table *table, guint row, double *value);

/* NAN when there is no such column, the cell is blank, no number, or one of which nobody says the unit; "1:30:00" is a duration. */
double   table_columns_part  (const TableColumns *columns, const Table *table, guint row, RowPart part);

/* Adds a sentence with the columns that nothing was taken from. */
void     table_columns_say_rest (const TableColumns *columns, const Table *table, SourceReport *report);

G_END_DECLS
