/* commands/interrupt.h
 *
 * Ctrl-C (and SIGTERM) as a GCancellable: long commands stop at the next safe place, keep what is done, and say so. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * interrupt_watch:
 *
 * To be called before other threads are started: they inherit that the signals are not theirs. The second signal ends the
 * process at once.
 *
 * Returns: (transfer none): one for the process.
 */
GCancellable *interrupt_watch (void);

G_END_DECLS
