/* ui/event-form.h
 *
 * An event by hand: a workout to come, one that no device recorded, a weighing, a sleep, how somebody felt; and what a person
 * adds to a recorded workout. What cannot be right is said under the fields. */
#pragma once

#include <adwaita.h>

#include "workspace/typed-events.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_EVENT_FORM (saltline_event_form_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineEventForm, saltline_event_form, SALTLINE, EVENT_FORM, AdwBin)

/* Signals "saved" (char *key: of the event in the timeline), "cancelled" (). */

/* An empty form for something on @day. */
void     saltline_event_form_add    (SaltlineEventForm *self, SaltlineWorkspace *workspace, const Athlete *athlete, EventKind kind, CivilDay day);

/* What was typed of @event, or may be added to it. FALSE: nothing can be changed there. */
gboolean saltline_event_form_edit   (SaltlineEventForm *self, SaltlineWorkspace *workspace, const Athlete *athlete, const TimelineEvent *event);

/* Keeps what is typed. FALSE when something is wrong: then the form says what. */
gboolean saltline_event_form_save   (SaltlineEventForm *self);

/* Leads to the field of that name. */
void     saltline_event_form_focus  (SaltlineEventForm *self, const char *field);

/* For tests: types into the field of that name: "time", "minutes", "body_mass_kg" … */
void     saltline_event_form_type   (SaltlineEventForm *self, const char *field, const char *text);

G_END_DECLS
