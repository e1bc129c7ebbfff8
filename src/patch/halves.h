/* patch/halves.h
 *
 * The halves of patch_read as patch_read itself takes them: it tries another way where the first was wrong. Private to patch.
 * May include: reading. */
#pragma once

#include "reading.h"

G_BEGIN_DECLS

/**
 * patch_register_led_by:
 * @lead: (inout): place, among the kinds in order of detail, of the first that may lead the search; of the one that led it
 *
 * As patch_register().
 */
gboolean patch_register_led_by (const Photo *photo, const PatchTemplate *const *templates, guint n_templates,
                                const ReadingOptions *options, GCancellable *cancellable, guint *lead, PatchReading *reading);

/* As patch_measure(). @displaced: (out): dye was seen where the template has bare base, so that the map is wrong */
void     patch_measure_checked (const Photo *photo, const ReadingOptions *options, gboolean *displaced, PatchReading *reading);

G_END_DECLS
