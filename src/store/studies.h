/* store/studies.h
 *
 * Data sets, models and adoptions as rows. A data set names its bytes by their SHA-256; a model is derived and never changed;
 * what a person decides about either is its state, one JSON text whose meaning is the workspace's (workspace/studies.h). An
 * edit replaces a state whole and can be undone, also after a restart: all edits here are one history. May include: base. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef enum { STUDY_DATA_SET, STUDY_MODEL, STUDY_ADOPTION } StudySubject;

/* The state of what was taken away; undo brings it back. */
#define STUDY_GONE "{\"deleted\":true}"

typedef struct {
  gint64 id;
  char *name;
  char *origin;         /* "file", "readings", "synthetic" */
  char *sha256;
  char *understood;     /* JSON */
  gint64 added_us;
  char *state;          /* JSON */
} StoredDataSet;

typedef struct {
  gint64 id;
  char *name;
  guint version;        /* of that name: 1, 2, … */
  gint64 data_set;      /* 0: imported */
  char *recipe;         /* (nullable): JSON */
  char *equation;       /* JSON */
  char *program_version;
  gint64 made_us;
  char *state;          /* JSON */
} StoredModel;

void           stored_data_set_free (StoredDataSet *data_set);
void           stored_model_free    (StoredModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredDataSet, stored_data_set_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredModel, stored_model_free)

/**
 * store_add_data_set:
 * @body: the table's bytes; STORE_ERROR_REFUSED above 256 MB
 * @data_set: without id; a table that is there already keeps its decisions and comes back when it was taken away
 * @what: for the undo button, here and below
 */
gboolean       store_add_data_set  (Store *store, const StoredDataSet *data_set, GBytes *body, const char *what, gint64 *id, GError **error);
GPtrArray     *store_data_sets     (Store *store, GError **error);             /* of StoredDataSet, oldest first, without those that are gone */
StoredDataSet *store_data_set      (Store *store, gint64 id, GError **error);
GBytes        *store_data_set_body (Store *store, gint64 id, GError **error);  /* STORE_ERROR_DAMAGED when they are not those of the SHA-256 */

/* @model: without id, version, made_us: they are set. The next version of its name. */
gboolean       store_add_model     (Store *store, StoredModel *model, const char *what, GError **error);
GPtrArray     *store_models        (Store *store, GError **error);             /* of StoredModel, oldest first, without those that are gone */
StoredModel   *store_model         (Store *store, gint64 id, GError **error);  /* also one that is gone */
/* @version: 0: the newest. STORE_ERROR_MISSING names what there is. */
StoredModel   *store_find_model    (Store *store, const char *name, guint version, GError **error);

/* @row: 1 or 2, see schema/005-models.sql. Returns: (transfer full): JSON */
char          *store_adoption      (Store *store, gint64 row, GError **error);

/* Sets the state and remembers @what was done; what had been undone can no longer be redone. */
gboolean       store_edit_study    (Store *store, StudySubject subject, gint64 row, const char *state, const char *what, GError **error);
/* @what: (out): what was undone or redone; NULL with TRUE: nothing to undo. */
gboolean       store_undo_study    (Store *store, gboolean redo, char **what, GError **error);

G_END_DECLS
