/* advice/planner-hitting.h: private to planner-*.c: the smallest choice that has a part in each of many sets
 *
 * Every set of bounds that cannot be kept together has one in each set of bounds that some plan leaves unmet: so the smallest choice
 * that hits all of those sets is no larger than the smallest conflict, and is it as soon as it is a conflict itself. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct HittingSets HittingSets;

HittingSets *hitting_sets_new    (guint n);
void         hitting_sets_free   (HittingSets *self);
/* @in: n: TRUE for what belongs to the set */
void         hitting_sets_add    (HittingSets *self, const gboolean *in);
guint        hitting_sets_count  (const HittingSets *self);

/**
 * hitting_sets_smallest:
 * @choice: (out): n: a smallest choice, the same one for the same sets
 * @most: it is not looked for beyond so many
 * @steps: (inout): counts on
 * @most_steps: 0 for no limit
 *
 * Returns: how many it has; @most + 1: none so small; 0 with sets to hit: broken off
 */
guint        hitting_sets_smallest (HittingSets *self, gboolean *choice, guint most, guint64 *steps, guint64 most_steps, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HittingSets, hitting_sets_free)

G_END_DECLS
