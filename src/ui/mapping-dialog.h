/* ui/mapping-dialog.h
 *
 * A table on its way in: which column is what, and what would come of each row, before anything is kept. What the columns can be
 * and what is made of the rows is the business of who opens it (table-dialogs.h). */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SALTLINE_TYPE_MAPPING_DIALOG (saltline_mapping_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineMappingDialog, saltline_mapping_dialog, SALTLINE, MAPPING_DIALOG, AdwWindow)

/* Signal "kept" (char *outcome, in words). */

typedef struct {
  const char *title;                 /* of the window */
  guint n_fields;
  const char *(*field_name) (guint field);    /* what maps call it: "born" */
  const char *(*field_title) (guint field);   /* for people */
  int (*column_of) (guint field, gpointer data); /* as found by the names; −1: none */

  /* Says what would come of the table under @map ("name=Nom,born="), by saltline_mapping_dialog_add_row. Returns: (transfer full):
   * the counts in words, or %NULL with an error. @can_keep: (out): whether there is something to keep. */
  char *(*preview) (SaltlineMappingDialog *dialog, const char *map, gboolean *can_keep, gpointer data, GError **error);

  /* Keeps it. Returns: (transfer full): the outcome in words, or %NULL with an error. */
  char *(*keep) (const char *map, gpointer data, GError **error);
} MappingTask;

/* @task: static; @columns: names, NULL-terminated; @data: (transfer full), freed by @destroy */
SaltlineMappingDialog *saltline_mapping_dialog_new     (const MappingTask *task, char **columns, gpointer data, GDestroyNotify destroy);

/* For previews. */
void                   saltline_mapping_dialog_add_row (SaltlineMappingDialog *self, const char *title, const char *subtitle, gboolean refused);

/* Says which column a field is in; −1: none. */
void                   saltline_mapping_dialog_choose  (SaltlineMappingDialog *self, const char *field, int column);
guint                  saltline_mapping_dialog_count_rows (SaltlineMappingDialog *self);
/* Keeps what is previewed and closes. FALSE when nothing could be kept: then the dialog says why. */
gboolean               saltline_mapping_dialog_keep    (SaltlineMappingDialog *self);

G_END_DECLS
