/* model/formula-pick.h
 *
 * A formula made by picking columns, on top of one that was written: what was written stays as far as it was not unpicked, log(mass), a:b,
 * a missing intercept, several random parts and their slopes. In: a formula and what is picked. Out: the formula as text. */
#pragma once

#include "formula.h"

G_BEGIN_DECLS

typedef struct {
  const char *response;        /* a column */
  const char *const *columns;  /* NULL-terminated: that explain it, in the table's order */
  const char *group;           /* nullable: between whose levels it differs */
  const char *const *slopes;   /* NULL-terminated: columns whose effect differs between the levels of the group */
} FormulaPicks;

/* The one column that the response is made of: rate in log(rate). Returns: (transfer full) (nullable). */
char       *formula_response_column (const Formula *formula);
/* The columns of the fixed part. Returns: (transfer full) (element-type utf8). */
GPtrArray  *formula_fixed_columns   (const Formula *formula);
/* The column by which the first random part is grouped, of those that have one column. Returns: (nullable). */
const char *formula_group           (const Formula *formula);
/* Whether the effect of @column differs between the levels of the formula's group. */
gboolean    formula_has_slope       (const Formula *formula, const char *column);

/**
 * formula_pick:
 * @written: (nullable): what there was
 * @frame: the table, whose columns are those that can be picked
 *
 * A column that is no longer picked goes with all its terms, its slopes too. Another group takes over the random parts of the one before.
 */
char       *formula_pick            (const Formula *written, const DataFrame *frame, const FormulaPicks *picks);

G_END_DECLS
