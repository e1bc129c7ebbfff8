/* commands/fit-text.h: a fit and what was asked of it in words, as `saltline fit` prints it without --json */
#pragma once

#include "model/fit-json.h"
#include "workspace/studies.h"

G_BEGIN_DECLS

typedef struct {
  StudyFit *study;
  gboolean diagnostics;     /* they were asked for, not only needed for figures */
  Bootstrap *bootstrap;     /* nullable, as all below: not asked for */
  GArray *predictions;      /* of Prediction */
  const char *against;
  Comparison comparison;    /* with @against */
  char **figures;           /* names */
  StoredModel *saved;
} FitResults;

void fit_print (const FitResults *results);

G_END_DECLS
