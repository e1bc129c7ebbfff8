/* store/statement.h
 *
 * SQL without ceremony: values bound by a string of types, rows read one by one. For the files of store/ and for the
 * folders above that keep tables of their own.
 * Types: s text (NULL → NULL), i gint64, d double (NAN → NULL), n gint64 where 0 → NULL, b GBytes. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef struct _StoreRows StoreRows;

/* One statement without a result. @inserted: (out) (optional): the new row's id. */
gboolean    store_run   (Store *store, gint64 *inserted, GError **error, const char *sql, const char *types, ...);

/* A query; free with store_rows_free. The store stays locked until then. */
StoreRows  *store_query (Store *store, GError **error, const char *sql, const char *types, ...);
gboolean    store_next  (StoreRows *rows);      /* FALSE at the end, or on a fault: then store_rows_fault */
gboolean    store_rows_fault (StoreRows *rows, GError **error); /* TRUE and an error when reading broke off */
const char *store_text  (StoreRows *rows, int column);  /* NULL for NULL; valid until the next row */
gint64      store_int   (StoreRows *rows, int column);  /* 0 for NULL */
GBytes     *store_bytes (StoreRows *rows, int column);  /* (transfer full): a copy */
double      store_real  (StoreRows *rows, int column);  /* NAN for NULL */
void        store_rows_free (StoreRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreRows, store_rows_free)

/* Turns what SQLite says into a STORE_ERROR that names the file. Always FALSE. */
gboolean    store_fail  (Store *store, GError **error);

G_END_DECLS
