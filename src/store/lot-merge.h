/* store/lot-merge.h
 *
 * A session of a lot is edited from a copy, and others may edit it meanwhile: standards come in while somebody types. What the edit
 * changed is taken over, all else stays as it is now. In: the copy before and after the edit, and the session now. May include: base. */
#pragma once

#include "lots.h"

G_BEGIN_DECLS

/**
 * stored_lot_merge:
 * @now: gets what @changed has otherwise than @before
 *
 * Standards are told apart by their photos: one that is in @before and not in @changed goes, one that is only in @changed is added
 * behind the others.
 */
void stored_lot_merge (StoredLot *now, const StoredLot *before, const StoredLot *changed);

G_END_DECLS
