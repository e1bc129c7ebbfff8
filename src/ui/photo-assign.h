/* ui/photo-assign.h
 *
 * Photos of a team's patches and whose they are: one list, looked over, assigned in one go. */
#pragma once

#include <adwaita.h>

#include "workspace/photo-assignment.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PHOTO_ASSIGN (saltline_photo_assign_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoAssign, saltline_photo_assign, SALTLINE, PHOTO_ASSIGN, AdwBin)

/* Signal "done" (char *message): what came of it, or the fault. */

/* @athletes: (transfer full): of Athlete, in the order of their numbers */
void saltline_photo_assign_open  (SaltlinePhotoAssign *self, SaltlineWorkspace *workspace, GPtrArray *athletes);
void saltline_photo_assign_apply (SaltlinePhotoAssign *self);

G_END_DECLS
