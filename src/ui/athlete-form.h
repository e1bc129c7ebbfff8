/* ui/athlete-form.h
 *
 * What is known of an athlete, typed and corrected. What cannot be right is said under the fields, and its field is marked. */
#pragma once

#include <adwaita.h>

#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_ATHLETE_FORM (saltline_athlete_form_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineAthleteForm, saltline_athlete_form, SALTLINE, ATHLETE_FORM, AdwBin)

/* Signal "saved" (gint64 row). */

/* @athlete: (nullable): %NULL to add one */
void     saltline_athlete_form_set_athlete (SaltlineAthleteForm *self, SaltlineWorkspace *workspace, const Athlete *athlete);
/* Keeps what is typed. FALSE when something is wrong: then the form says what. */
gboolean saltline_athlete_form_save        (SaltlineAthleteForm *self);
void     saltline_athlete_form_type_name   (SaltlineAthleteForm *self, const char *name);

G_END_DECLS
