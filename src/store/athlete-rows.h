/* store/athlete-rows.h
 *
 * Every row that is about one athlete, in whatever table: those with a column "athlete", and those that hang on such rows.
 * The schema itself is asked, so that a table that comes later cannot be forgotten. To be given to the athlete, or to be
 * erased, from the snapshots too. May include: what store includes. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef struct {
  char *table;
  GString *lines;     /* JSON Lines: an object for each row, a key for each column */
  guint n_rows;
} AthleteRows;

void       athlete_rows_free     (AthleteRows *rows);

/**
 * store_athlete_rows:
 *
 * What a service only lends (lent.h) is not among them: its terms forbid handing it on.
 *
 * Returns: (transfer full) (element-type AthleteRows): tables without a row are left out.
 */
GPtrArray *store_athlete_rows    (Store *store, gint64 athlete, GError **error);

typedef struct {
  guint n_rows;           /* erased from the workspace file */
  GPtrArray *photos;      /* of char *: SHA-256 of photos whose files were erased */
  GPtrArray *rewritten;   /* of char *: paths of snapshots and backups that were rewritten without the athlete */
  GPtrArray *remaining;   /* of char *: "PATH: why" of files that still hold something */
} AthleteErasure;

void       athlete_erasure_clear (AthleteErasure *erasure);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AthleteErasure, athlete_erasure_clear)

/**
 * store_erase_athlete:
 * @erasure: (out caller-allocates): what was done; what remains is told, not hidden
 *
 * Erases every row of the athlete and the files of the athlete's photos, overwrites the freed pages and packs the file, so that
 * the bytes are gone; then does the same in every snapshot (FILE-snapshots) and every backup from before a change of schema
 * (FILE.before-N), and what a service lent. This cannot be undone. Copies that people made elsewhere are not known here.
 */
gboolean   store_erase_athlete   (Store *store, gint64 athlete, AthleteErasure *erasure, GError **error);

G_END_DECLS
