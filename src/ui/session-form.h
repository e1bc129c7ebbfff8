/* ui/session-form.h
 *
 * What is known of a session to come: sport, minutes, weather, hour, and how large a bottle is. */
#pragma once

#include <adwaita.h>

#include "workspace/sweat-tests.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_SESSION_FORM (saltline_session_form_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineSessionForm, saltline_session_form, SALTLINE, SESSION_FORM, AdwBin)

/* Signal "activated" (): Enter was pressed in one of the rows. */

typedef struct {
  Occasion occasion;   /* minutes NAN: not said */
  double start_hour;   /* NAN */
  double bottle_ml;
} SessionAnswers;

void     session_answers_clear      (SessionAnswers *answers);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SessionAnswers, session_answers_clear)

/**
 * saltline_session_form_read:
 * @needs_minutes: whether an unknown duration is a fault
 *
 * Returns: %FALSE after having marked the row that holds no possible number; *@answers is to be cleared in any case
 */
gboolean saltline_session_form_read (SaltlineSessionForm *self, gboolean needs_minutes, SessionAnswers *answers);

/* For tests: types into a row. @row: "sport", "minutes", "air", "humidity", "hour", "bottle" */
void     saltline_session_form_set  (SaltlineSessionForm *self, const char *row, const char *text);

G_END_DECLS
