/* model/expression.h
 *
 * R's expressions, as formulas, row filters and derived columns need them: parsed into calls, written back as R's
 * deparse() writes them (coefficient names come from there), evaluated on the rows of a data frame.
 *
 * Operators by rising precedence: ~  || |  && &  !  == != < <= > >=  + -  * /  %in%  :  unary + -  ^ (to the right).
 * Functions: log (one or two arguments) log2 log10 log1p exp expm1 sqrt abs sin cos tan round floor ceiling pmin pmax ifelse is.na
 * I as.numeric factor, and those that remember the training rows: center, scale, poly(x, degree).
 * Names may hold dots and any letters; others stand in `backticks`. TRUE, FALSE, NA, pi are constants. */
#pragma once

#include "data-frame.h"

G_BEGIN_DECLS

typedef enum {
  NODE_NUMBER,
  NODE_TEXT,
  NODE_NAME,
  NODE_CALL,  /* of a function or an operator; brackets are the call "(" */
} NodeKind;

typedef struct _Node Node;
struct _Node {
  NodeKind kind;
  double number;       /* NAN for NA */
  char *text;          /* the text, the name, or what is called */
  GPtrArray *arguments; /* of Node; only of a call */
  GPtrArray *keywords;  /* of char *, nullable: "degree" of degree = 2 */
};

/**
 * expression_parse:
 *
 * Returns: (nullable): %MODEL_ERROR_FORMULA with the place of the fault.
 */
Node     *expression_parse    (const char *text, GError **error);
void      expression_free     (Node *node);
/* As R's deparse(): "I(a^2)", "poly(a, 2)", "log(a + 1)". */
char     *expression_deparse  (const Node *node);
/* Whether @node is a call of @name with @n arguments. */
gboolean  expression_is_call  (const Node *node, const char *name, guint n);
/* Adds the names of all columns in @node to @names, each once. */
void      expression_names    (const Node *node, GPtrArray *names);

/* What an expression is on each row of a frame. */
typedef struct {
  guint n_columns;     /* 1, but poly() has more */
  double *numbers;     /* n_columns × n_rows, a column after the other; NAN is missing, INFINITY is no finite number. NULL for words */
  char **words;        /* n_rows, of the frame's own (data_frame_word()); NULL is missing. NULL for numbers */
  gboolean is_logical; /* the numbers are 1 and 0 for true and false */
} Value;

/* Numbers become what is written of them, what is true or false "TRUE" or "FALSE". */
void      value_make_words    (Value *value, const DataFrame *frame);

/* What center(), scale() and poly() learned from the training rows, by the deparsed call: new rows are treated by the same numbers. */
typedef GHashTable Learned;

Learned  *learned_new         (void);

/**
 * expression_evaluate:
 * @learned: what to use for calls that it knows, and where to put what the others learn; only rows that are in teach
 *
 * A missing cell gives a missing result, except in is.na(), ifelse() and where the answer is known all the same (FALSE & NA).
 *
 * Returns: (nullable): never %NULL without an error.
 */
Value    *expression_evaluate (const Node *node, const DataFrame *frame, Learned *learned, GError **error);
void      value_free          (Value *value);

/* data_frame_derive (frame, "lsr_per_kg = local_rate / mass"): the column is missing where it cannot be computed from missing cells. */
gboolean  data_frame_derive   (DataFrame *frame, const char *definition, GError **error);
/* Leaves out the rows where @condition is false or missing. Returns: how many, or −1 with an error. */
int       data_frame_where    (DataFrame *frame, const char *condition, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Node, expression_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Value, value_free)

G_END_DECLS
