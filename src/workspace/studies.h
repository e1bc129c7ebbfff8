/* workspace/studies.h
 *
 * Studies in the workspace: tables with what was decided about them, models with how they were made. Every edit is stored
 * when it is made and can be undone, also after a restart; a model names the bytes, rows and recipe that it came from, so
 * that it can be fitted again. In: studies. Out: the same, on another day. Signal of the workspace: "studies-changed". */
#pragma once

#include "store/studies.h"
#include "study.h"
#include "workspace.h"

G_BEGIN_DECLS

/**
 * saltline_workspace_keep_table:
 * @id: (out): of the data set; a table of the same bytes that is there already is that one, with its own decisions
 */
gboolean    saltline_workspace_keep_table  (SaltlineWorkspace *self, const StudyTable *table, gint64 *id, GError **error);
/* Returns: (transfer full): as it was decided to use it */
StudyTable *saltline_workspace_open_table  (SaltlineWorkspace *self, gint64 id, GError **error);
/**
 * saltline_workspace_decide:
 * @what: for the undo button: "Leave out row 3"
 *
 * Checks the decisions on the table first: nothing is stored that cannot be applied.
 *
 * Returns: (transfer full): the table as it is used from now on
 */
StudyTable *saltline_workspace_decide      (SaltlineWorkspace *self, gint64 id, const StudyDecisions *decisions, const char *what, GError **error);
gboolean    saltline_workspace_drop_table  (SaltlineWorkspace *self, gint64 id, GError **error);

/**
 * saltline_workspace_keep_model:
 * @name: 1–64 characters; a further model of one name is its next version
 * @data_set: of the study's table, from saltline_workspace_keep_table()
 *
 * Returns: (transfer full) (nullable): the row
 */
StoredModel *saltline_workspace_keep_model   (SaltlineWorkspace *self, const StudyFit *study, gint64 data_set, const char *name, GError **error);
/* A file of coefficients, with its published uncertainty, to compare with (model/equation.h says what is in it). */
StoredModel *saltline_workspace_import_model (SaltlineWorkspace *self, const char *path, const char *name, GError **error);
/* Refuses the adopted one. */
gboolean     saltline_workspace_drop_model   (SaltlineWorkspace *self, gint64 id, GError **error);

/* "lab v3" */
char        *stored_model_label              (const StoredModel *model);

/* Fits a stored model again: the very bytes, rows and recipe. */
StudyFit    *saltline_workspace_refit        (SaltlineWorkspace *self, const StoredModel *model, GCancellable *cancellable, GError **error);

/* @what: (out): what was undone or redone; NULL with TRUE: nothing to undo */
gboolean     saltline_workspace_undo_study   (SaltlineWorkspace *self, gboolean redo, char **what, GError **error);

/* A model that differs when it is fitted again. */
typedef struct {
  gint64 model;
  char *name;       /* "lab v3" */
  char *difference; /* in words */
} ModelDifference;

void         model_difference_free (ModelDifference *difference);

/**
 * saltline_workspace_verify_models:
 * @checked: (out)
 *
 * Fits every model again and compares coefficients, variances and left-out agreement to seven digits: the last ones depend on the processor.
 *
 * Returns: (transfer full) (element-type ModelDifference)
 */
GPtrArray   *saltline_workspace_verify_models (SaltlineWorkspace *self, guint *checked, GCancellable *cancellable, GError **error);

G_END_DECLS
