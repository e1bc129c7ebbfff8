/* workspace/photo-assignment.h
 *
 * Photos of a team's patches given to their athletes in one go. Whose a photo is can often be guessed: by an athlete's ID in its
 * name ("anna-left.jpg"), else by its place in the row when there is one photo for each. In: photos without an athlete, a roster.
 * Out: guesses, to be looked over; then edits that can be undone. May include: store. */
#pragma once

#include "workspace.h"

G_BEGIN_DECLS

#define NO_ATHLETE G_MAXUINT

typedef struct {
  gint64 photo;
  char *name;
  guint athlete;    /* of the roster; NO_ATHLETE: stays nobody's */
} PhotoAssignment;

/**
 * saltline_workspace_guess_photos:
 * @athletes: of Athlete, in the order of their numbers
 *
 * Returns: (transfer full) (element-type PhotoAssignment): all photos that are nobody's, in the order in which they came; those of
 * bench standards (store/lots.h) were worn by nobody and are left out
 */
GPtrArray *saltline_workspace_guess_photos  (SaltlineWorkspace *self, const GPtrArray *athletes, GError **error);

/* @assigned: (out) (optional): how many. All or none. */
gboolean   saltline_workspace_assign_photos (SaltlineWorkspace *self, const GPtrArray *assignments, const GPtrArray *athletes, guint *assigned,
                                             GError **error);

G_END_DECLS
