/* model/equation.h
 *
 * A model as it is written down, apart from the rows that it was fitted to: formula, coefficients with their covariance, variances,
 * what each athlete adds, and the range in which it holds. A workspace keeps it, a file carries it to others, and a published
 * model is typed in as one, with whatever uncertainty its paper gives. In: a fit, or JSON. Out: what is expected of rows, and
 * how far off that may be. May include: base. */
#pragma once

#include "base/json.h"
#include "joint.h"
#include "validate.h"

G_BEGIN_DECLS

typedef struct {
  Formula *formula;
  char *method;           /* fit_method_word(), or "published" */
  char *algorithm;        /* nullable: what exactly was done */
  char *source;           /* nullable: where it is from, as it has to be cited */
  char *response_unit;    /* nullable: of the response before any log() */
  gboolean synthetic;     /* made from invented data */
  guint n;                /* rows it was fitted to; 0: not known */
  guint rank;
  char **names;           /* rank, NULL-terminated: the coefficients as R names them */
  double *beta;           /* rank */
  double *se;             /* rank; NAN: not published */
  double *covariance;     /* rank × rank; nullable: only standard errors are known */
  double sigma;           /* residual standard deviation; NAN: not known */
  double df_known;        /* of the t distribution of a new observation, of groups that are all known … */
  double df_new;          /* … and of any other; NAN: normal */
  GPtrArray *random;      /* of RandomEffect, each with the part of the formula that it belongs to … */
  guint *part;            /* … by its place in formula->random */
  JointCovariance *joint; /* of coefficients and effects; nullable: only the effects' standard deviations are known, if these */
  GPtrArray *columns;     /* of TrainedRange: of the fixed part */
  GHashTable *factors;    /* levels of the variables that are words: name → GStrv */
  char **derived;         /* nullable: columns that have to be derived first, in order: "lsr_per_kg = local_rate / mass" */
  Learned *learned;       /* of center(), scale(), poly() */
  double smearing;        /* of a log response, around the fixed part; NAN */
  char *left_out_by;      /* nullable: whose rows were left out together for … */
  AgreementOfPredictions left_out; /* … these, on the scale of the response without log(); n = 0: not known */
} ModelEquation;

/**
 * equation_from_fit:
 * @validation: (nullable): groups that were left out, on @unit
 */
ModelEquation *equation_from_fit  (Fit *fit, const ModelData *data, const Validation *validation, const char *unit);
void           equation_free      (ModelEquation *equation);

/* A column of the fixed part. Returns: (nullable). */
const TrainedRange *equation_column (const ModelEquation *equation, const char *name);

typedef struct _EquationRow EquationRow; /* a row as an equation sees it */

/* What an equation expects of a row, on the scale of the formula's response. */
typedef struct {
  double expected;              /* with what is known of the row's groups; NAN when the row lacks a value or has a level that is not known */
  double fixed;                 /* the fixed part alone */
  double expected_variance;     /* of expected: the two that follow, and twice their covariance */
  double coefficient_variance;  /* of the fixed part; without a published covariance the coefficients count as independent */
  double group_variance;        /* of what is not known of the groups: all of it for a new athlete */
  double residual_variance;
  double df;                    /* of the interval of a new observation; NAN: normal */
  gboolean known;               /* all groups of the row are known */
  char **extrapolates;          /* columns outside of the range; NULL-terminated */
  EquationRow *row;
} EquationPrediction;

/**
 * equation_predict:
 * @frame: must have the columns of the fixed part; without a group's column the group counts as new
 *
 * Of a model that does not carry the covariances between coefficients and effects, as Saltline wrote them before its second format and as papers
 * print them, they count as 0 (SCIENCE §9).
 *
 * Returns: (element-type EquationPrediction) (nullable): one for each row
 */
GArray        *equation_predict   (const ModelEquation *equation, const DataFrame *frame, GError **error);

/**
 * equation_covariance:
 *
 * Of the errors of what is expected of two rows: the same coefficients, the same known athlete and the same new athlete (by name) err alike.
 * Of a row with itself it is its expected_variance.
 */
double         equation_covariance (const ModelEquation *equation, const EquationRow *one, const EquationRow *other);
/* Whether the row's level of random part @part is known. */
gboolean       equation_row_knows  (const EquationRow *row, guint part);
void           equation_row_free   (EquationRow *row);

/* equation-json.c, equation-read.c */
/* Adds its members to the object that is open. */
void           equation_to_json   (const ModelEquation *equation, JsonBuilder *builder);
char          *equation_to_text   (const ModelEquation *equation, gboolean pretty);
/**
 * equation_from_text:
 * @name: what messages call it, usually a path
 *
 * "saltline_model": 2 (or 1, which lacks the covariances with the effects), "formula" and "coefficients" ([{"name", "estimate", "se"}]) must be there; all else may be missing.
 *
 * Returns: (nullable): %MODEL_ERROR_TABLE, saying what is wrong and where, also when formula and coefficients do not belong together
 */
ModelEquation *equation_from_text (const char *name, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelEquation, equation_free)

G_END_DECLS
