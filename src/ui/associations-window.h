/* ui/associations-window.h
 *
 * How sleep, load and sweat losses go together, of one athlete or of those that the roster shows: a figure for each pair with
 * its coefficient and interval, or with the reason why there is none. */
#pragma once

#include <adwaita.h>

#include "workspace/season-associations.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_ASSOCIATIONS_WINDOW (saltline_associations_window_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineAssociationsWindow, saltline_associations_window, SALTLINE, ASSOCIATIONS_WINDOW, AdwWindow)

/* @athletes: (element-type Athlete): copied; read in a thread */
SaltlineAssociationsWindow *saltline_associations_window_new (SaltlineWorkspace *workspace, const GPtrArray *athletes);

/* Whether the figures are there. */
gboolean                    saltline_associations_window_is_ready (SaltlineAssociationsWindow *self);

G_END_DECLS
