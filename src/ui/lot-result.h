/* ui/lot-result.h
 *
 * What the Calibration page shows of a session: as it is stored, what was measured, and the fit; made in a thread. */
#pragma once

#include "workspace/lots.h"

G_BEGIN_DECLS

typedef struct {
  StoredLot *lot;
  LotSession *session;
  LotFit *fit;          /* NULL: no curve can be made; then fault says why */
  char *fault;
  char *version;        /* (nullable): of the calibration that was saved last */
  gboolean is_saved;    /* the curves are those of that calibration */
} LotResult;

void       lot_result_free        (LotResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotResult, lot_result_free)

void       lot_result_load_async  (SaltlineWorkspace *workspace, gint64 lot, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer data);
LotResult *lot_result_load_finish (GAsyncResult *result, GError **error);

/* "far from the curve", "left out: bubble", "was not read yet"; "" when all is well. (transfer full) */
char      *lot_result_remark      (const LotResult *result, guint standard);

G_END_DECLS
