/* patch/settle-kind.h
 *
 * Kinds of patch that have the same lines differ in the inks of their blocks. Private to patch. May include: find-patch, ink-match. */
#pragma once

#include "find-patch.h"

G_BEGIN_DECLS

/**
 * settle_kind:
 * @candidates: of Candidate
 * @attempt: (inout): of templates with the same lines, becomes that whose blocks have their inks where the photo has them,
 *   with the map laid on its own features
 */
void settle_kind (const Pyramid *pyramid, const GArray *candidates, Attempt *attempt);

G_END_DECLS
