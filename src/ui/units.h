/* ui/units.h
 *
 * The system of units that people read and type in: as their region has it, metric, or US customary. One choice for all windows,
 * kept in the workspace; what shows quantities watches it and shows them anew. In: the choice. Out: a system. May include: base, store. */
#pragma once

#include <glib-object.h>

#include "base/quantity.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What is shown now. From any thread; whoever makes text in one makes it anew when the choice changes. */
UnitSystem  units_shown   (void);

/* "region", "metric" or "us" */
const char *units_choice  (void);

/* What the store keeps; as the region where it keeps nothing. @store: (nullable) */
void        units_recall  (Store *store);

/**
 * units_choose:
 * @choice: as units_choice(); anything else is "region"
 * @store: (nullable): where it is kept
 *
 * Returns: %FALSE when it could not be kept: it holds until the program ends.
 */
gboolean    units_choose  (const char *choice, Store *store, GError **error);

/* Calls @changed with @object first whenever another system is shown, as long as @object lives. */
void        units_watch   (gpointer object, GCallback changed);

G_END_DECLS
