/* store/readings.h
 *
 * Readings as rows: derived, never changed. Each names what it was made from: photo, template, calibration, what was
 * placed by hand, the program's version. The newest is not always the one that stands: PhotoState.reading says which.
 * May include: patch. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  gint64 photo;
  char *origin;            /* "automatic", "by hand", "recomputed" */
  gint64 made_us;
  char *program_version;
  char *candidates;        /* rows of the templates that it chose from, separated by blanks */
  gint64 template_row, calibration_row; /* 0: none */
  double worn_min;
  char *by_hand;           /* (nullable) */
  char *status;            /* "ok", "partial", "refused" */
  char *reason;            /* (nullable) */
  char *flags;             /* names, separated by blanks */
  double fill, fill_sd;    /* NAN: not known, here and below */
  double volume_ul, volume_sd_ul;
  double rate, rate_sd;    /* mg/cm²/min */
  double chloride, chloride_sd; /* mmol/L */
  double sodium, sodium_sd;
  gboolean overflow;
  char *result;            /* JSON, one line */
} StoredReading;

void           stored_reading_free (StoredReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredReading, stored_reading_free)

gboolean       store_add_reading   (Store *store, StoredReading *reading, GError **error); /* sets id, made_us */
StoredReading *store_reading       (Store *store, gint64 id, GError **error);

/* Of all photos that are not deleted, by photo, in one query: what a list shows. Without by_hand and result (NULL).
 * (element-type StoredReading) */
GPtrArray     *store_standing_readings (Store *store, GError **error);
GPtrArray     *store_history       (Store *store, gint64 photo, GError **error);          /* oldest first */

G_END_DECLS
