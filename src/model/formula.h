/* model/formula.h
 *
 * A model formula in R's grammar: response ~ fixed terms + (random terms | group).
 * + - : * / ^ %in% () 0 1 and . have R's meaning; interactions are ordered and named as R's terms() does.
 * (a || g) stands for (1 | g) + (0 + a | g); (1 | g/h) for (1 | g) + (1 | h:g), as in lme4. */
#pragma once

#include "expression.h"

G_BEGIN_DECLS

/* Terms over variables: a term is a set of variables, bit i for the i-th. In R's order: by the number of variables, then as written. */
typedef struct {
  GPtrArray *variables;  /* of Node */
  GPtrArray *names;      /* of char *: their deparsed text */
  GArray *terms;         /* of guint64 */
  gboolean intercept;
} TermSet;

/* One (terms | group). */
typedef struct {
  TermSet *terms;
  char *group;           /* "subject", "machine:worker": how lme4 names it */
  GPtrArray *columns;    /* of char *: the columns that are crossed to make the group */
} RandomPart;

typedef struct {
  char *text;            /* as given */
  Node *response;
  char *response_name;
  TermSet *fixed;
  GPtrArray *random;     /* of RandomPart */
} Formula;

/**
 * formula_parse:
 * @frame: (nullable): what `.` stands for: all its columns except those of the response
 */
Formula *formula_parse    (const char *text, const DataFrame *frame, GError **error);
void     formula_free     (Formula *formula);
/* "a", "a:b": the label of a term. */
char    *term_label       (const TermSet *set, guint64 term);
/* Returns: (transfer full) (element-type utf8): the columns that the fixed and the random terms take values from, each once; groups are none. */
GPtrArray *formula_columns (const Formula *formula);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Formula, formula_free)

G_END_DECLS
