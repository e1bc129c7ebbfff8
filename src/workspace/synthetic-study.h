/* workspace/synthetic-study.h
 *
 * An invented laboratory study: no public file pairs local and whole-body sweating rates, so a table is drawn from published
 * means and spreads (SCIENCE §5). The same seed gives the same bytes. It is labelled as synthetic wherever it is shown. */
#pragma once

#include "study.h"
#include "workspace.h"

G_BEGIN_DECLS

#define SYNTHETIC_STUDY_NAME "synthetic-study.csv"

/* 190 athletes of six sports, 1–5 trials each. Returns: (transfer full): CSV */
GBytes  *synthetic_study_draw (guint seed);

/**
 * synthetic_study_keep:
 *
 * The study as a data set of @workspace with three models, of which the one with the smallest left-out percentage error is adopted.
 */
gboolean synthetic_study_keep (SaltlineWorkspace *workspace, GCancellable *cancellable, GError **error);

G_END_DECLS
