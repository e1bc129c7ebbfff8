/* ui/contradictions.h
 *
 * Which photos of one worn patch contradict each other, found beside the user: patches of which something changed are combined
 * anew in a thread, however many changes there were meanwhile. Main thread only. */
#pragma once

#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_CONTRADICTIONS (saltline_contradictions_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineContradictions, saltline_contradictions, SALTLINE, CONTRADICTIONS, GObject)

SaltlineContradictions *saltline_contradictions_new       (SaltlineWorkspace *workspace);

/* @patch: PhotoState.patch; 0: nothing is to be found */
void                    saltline_contradictions_check     (SaltlineContradictions *self, gint64 patch);
void                    saltline_contradictions_check_all (SaltlineContradictions *self);

/* Signal: "found" (gint64 photo, const char *words): for each photo of a patch that was checked; NULL words: it agrees with the others,
 * or is alone. */

G_END_DECLS
