/* workspace/model-pairs.h
 *
 * What was observed beside what was predicted, row by row, in the unit in which it was measured: a log response is taken back.
 * In: a fit, or a written-down model and a table. Out: pairs for figures and agreement. */
#pragma once

#include "study.h"

G_BEGIN_DECLS

/* Limits of agreement that a published model of this kind reached (SCIENCE §2.1), L/h. */
#define PUBLISHED_LOA_L_PER_H 0.61

typedef struct {
  guint n;
  double *observed;
  double *predicted;   /* NAN: could not be predicted */
  guint *keys;         /* rows of the table, 1 the first under the header */
  char *unit;          /* nullable: "L/h" */
  char *what;          /* "fitted", "left out": for titles */
} ModelPairs;

/* With what is known of each athlete. */
ModelPairs *model_pairs_fitted    (const StudyFit *study);
/* @study: with a validation */
ModelPairs *model_pairs_left_out  (const StudyFit *study);
/* By the fixed part of a model that was fitted elsewhere. */
ModelPairs *model_pairs_of_equation (const ModelEquation *equation, const StudyTable *table, GError **error);
/* ± PUBLISHED_LOA_L_PER_H for rates in L/h, otherwise NAN: a benchmark of another quantity is none. */
double      model_pairs_benchmark (const ModelPairs *pairs);
void        model_pairs_free      (ModelPairs *pairs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelPairs, model_pairs_free)

G_END_DECLS
