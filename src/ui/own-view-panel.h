/* ui/own-view-panel.h
 *
 * An athlete's own view: what Strava lends, for that athlete's eyes, with the day on which it is erased. Nothing in it can be
 * copied, exported or put into an analysis. */
#pragma once

#include <adwaita.h>

#include "workspace/workspace.h"

G_BEGIN_DECLS

/* Opens it above @parent. @athlete: row. Returns: (transfer none): the window. */
GtkWindow *own_view_panel_open (GtkWindow *parent, SaltlineWorkspace *workspace, gint64 athlete);

G_END_DECLS
