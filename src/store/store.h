/* store/store.h
 *
 * The workspace file: one SQLite database, with the photos beside it in a folder, each named by its SHA-256.
 *
 * In: a path. Out: a Store, on which the other files here work (people, photos, readings, edits, documents).
 * STRICT tables, foreign keys, WAL, synchronous=FULL: what a function here has returned TRUE for survives a crash.
 * One writer: the first to open a file holds FILE.lock; who comes later reads, and is told who holds it.
 * Thread-safe: every function takes the store's lock. May include: base, patch, model, sweat, timeline, advice. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "store-error.h"

G_BEGIN_DECLS

typedef struct _Store Store;

typedef enum {
  STORE_OPEN = 0,              /* read and write; read-only when somebody else holds it */
  STORE_OPEN_CREATE = 1 << 0,  /* create the file when it is missing */
  STORE_OPEN_NEW = 1 << 1,     /* fail when the file is there */
  STORE_OPEN_READ = 1 << 2,    /* only read, whoever holds it */
  STORE_OPEN_WRITE = 1 << 3,   /* fail with STORE_ERROR_READ_ONLY when somebody else holds it */
} StoreOpenFlags;

/**
 * store_open:
 *
 * Opens, checks the schema's version, migrates an older one (after a backup, each step in one exclusive transaction), refuses
 * a newer one unchanged, and runs integrity_check when the last writer did not close the file.
 */
Store      *store_open            (const char *path, StoreOpenFlags flags, GError **error);
void        store_close           (Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Store, store_close)

const char *store_path            (Store *store);
const char *store_photo_folder    (Store *store);   /* FILE without its suffix, "-photos" added */
gboolean    store_is_read_only    (Store *store);
const char *store_holder          (Store *store);   /* (nullable): "maria on lab-3 since 2026-11-22T08:15:00Z (process 4711)" */
gboolean    store_was_unclean     (Store *store);   /* the last writer did not close the file; it was checked and is whole */
int         store_schema_version  (Store *store);
int         store_schema_newest   (void);           /* what this program writes */

/**
 * store_check:
 *
 * PRAGMA integrity_check and foreign_key_check.
 *
 * Returns: (transfer full) (element-type utf8): a line for each fault; empty when the file is whole.
 */
GPtrArray  *store_check           (Store *store, GError **error);

/**
 * store_backup:
 *
 * A consistent copy of the database, made while it is in use; written beside @destination and renamed. Photos are not copied.
 */
gboolean    store_backup          (Store *store, const char *destination, GCancellable *cancellable, GError **error);

/**
 * store_snapshot_if_due:
 *
 * Once a week a copy goes into FILE-snapshots/, named by its instant; ten are kept.
 */
gboolean    store_snapshot_if_due (Store *store, GError **error);

/* A transaction; nested ones are savepoints. @work returns FALSE with an error to roll back. */
typedef gboolean (*StoreWork) (Store *store, gpointer data, GError **error);
gboolean    store_transaction     (Store *store, StoreWork work, gpointer data, GError **error);

char       *store_setting         (Store *store, const char *name);
gboolean    store_set_setting     (Store *store, const char *name, const char *value, GError **error);
/* Settings that are on or off; off until somebody switched them on. */
gboolean    store_is_switched_on  (Store *store, const char *name);
gboolean    store_switch          (Store *store, const char *name, gboolean on, GError **error);

/* For the files of this folder. */
sqlite3    *store_database        (Store *store);
void        store_lock            (Store *store);
void        store_unlock          (Store *store);
gboolean    store_migrate         (sqlite3 *database, const char *path, GError **error);

G_END_DECLS
