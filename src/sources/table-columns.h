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
  ROW_DURATION,
  ROW_DISTANCE,
  ROW_SPORT,
  ROW_ID,
  ROW_N
} RowPart;

typedef struct {
  int column;        /* −1: there is none */
  double factor;     /* wanted = factor · written + offset: s, m, or the unit that the field's name carries */
  double offset;
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

/* NAN when there is no such column, the cell is blank, or no number; of a duration also "1:30:00". */
double   table_columns_part  (const TableColumns *columns, const Table *table, guint row, RowPart part);

/* Adds a sentence with the columns that nothing was taken from. */
void     table_columns_say_rest (const TableColumns *columns, const Table *table, SourceReport *report);

G_END_DECLS
