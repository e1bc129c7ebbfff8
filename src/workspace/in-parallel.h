/* workspace/in-parallel.h
 *
 * The same work for many photos, on all cores. In: a function of an index. Out: whether all was done. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In a thread of its own for each index; what it writes belongs to its index alone. */
typedef gboolean (*ParallelWork)     (guint index, gpointer data, GCancellable *cancellable, GError **error);

/* In the thread that called in_parallel, when @done are done. */
typedef void     (*ParallelProgress) (guint done, guint of, gpointer data);

/**
 * in_parallel:
 * @progress: (nullable)
 *
 * Blocks until all is done. After the first fault, or when @cancellable is cancelled, nothing new is begun.
 *
 * Returns: %FALSE with the first fault's error.
 */
gboolean in_parallel (guint n, ParallelWork work, gpointer data, ParallelProgress progress, gpointer progress_data,
                      GCancellable *cancellable, GError **error);

G_END_DECLS
