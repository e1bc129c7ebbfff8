/* workspace/body-mass.h
 *
 * The body mass that predictions and advice go by: the roster's, else the latest weighing on the timeline. In: an athlete of the
 * workspace. Out: the athlete with a mass, if any is known. May include: store, timeline. */
#pragma once

#include "store/people.h"
#include "workspace.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): a copy of @athlete; its mass stays NAN when nobody ever weighed. %NULL with @error: not readable */
Athlete *saltline_workspace_as_weighed (SaltlineWorkspace *self, const Athlete *athlete, GError **error);

G_END_DECLS
