/* workspace/demo.h
 *
 * The demonstration workspace: drawn patches with known truth, invented athletes. Everything in it is synthetic and says so. */
#pragma once

#include "workspace.h"

G_BEGIN_DECLS

typedef void (*DemoProgress) (guint done, guint of, gpointer data);

/**
 * demo_fill:
 * @workspace: an empty one
 *
 * A team of athletes, a calibrated lot, and photos of their patches, drawn by the phantom and read as any photo is; two of them cannot
 * be read. And an invented laboratory study with three models, one of them adopted.
 */
gboolean demo_fill (SaltlineWorkspace *workspace, DemoProgress progress, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
