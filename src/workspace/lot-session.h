/* workspace/lot-session.h
 *
 * A calibration session: a table of bench standards, their photos read, the lot fitted. What `saltline calibrate` and the
 * page share. In: a table with the columns photo, microlitre, mmol_l (either may be blank) and, if wanted, excluded. */
#pragma once

#include "patch/lot-standards.h"
#include "patch/reading.h"

G_BEGIN_DECLS

typedef struct {
  LotStandard *standards;
  guint n;
  char **paths;       /* of the photos; relative ones are beside the table */
  char **faults;      /* n; why a photo gave nothing, NULL where it did; not NULL-terminated */
  char **hashes;      /* n; SHA-256 of the photos' files, NULL where one is not known; not NULL-terminated */
} LotSession;

/* Room for @n standards of which nothing is known yet. */
LotSession *lot_session_new     (guint n);

/* Reads the table; photos are not opened yet. BASE_ERROR names the line and the column. */
LotSession *lot_session_load    (const char *table_path, GError **error);
void        lot_session_free    (LotSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotSession, lot_session_free)

/* Leaves a standard out with a reason. FALSE when no photo is called so. */
gboolean    lot_session_exclude (LotSession *session, const char *photo, const char *reason);

typedef void (*LotProgress) (guint done, guint of, gpointer data);

/* Reads all photos on all cores and fills the standards. FALSE only when cancelled. */
gboolean    lot_session_read    (LotSession *session, const PatchTemplate *geometry, LotProgress progress, gpointer data,
                                 GCancellable *cancellable);

G_END_DECLS
