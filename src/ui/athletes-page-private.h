/* ui/athletes-page-private.h: the page's own state, and what its files do for each other */
#pragma once

#include "advice-panel.h"
#include "athletes-page.h"
#include "event-details.h"
#include "event-form.h"
#include "team-day.h"
#include "workout-question.h"

G_BEGIN_DECLS

struct _SaltlineAthletesPage {
  SaltlinePage parent_instance;

  SaltlineAthleteList *list;
  GtkStack *canvas_stack;
  AdwStatusPage *empty;
  GtkWidget *team_button;    /* of the empty page */
  GtkWidget *roster_button;  /* the same */
  SaltlineTimelineView *timeline;
  GtkWidget *no_events;
  GtkStack *inspector_stack;
  SaltlineAthleteForm *form;
  GtkWidget *cancel;
  GtkWidget *athlete_actions;
  SaltlineAdvicePanel *advice;
  SaltlineEventDetails *details;
  SaltlineEventForm *event_form;
  SaltlineWorkoutQuestion *question;
  SaltlineTeamDay *team;
  SaltlineWorkspace *workspace;
  AthleteLife *life;
  GCancellable *loading;
  GtkFileChooserNative *chooser;
  gint64 athlete;        /* 0: nobody */
  gint64 deleted;        /* 0: nothing to bring back */
  gboolean adding;       /* an athlete */
  gboolean typing;       /* an event, in its form */
  char *saved;           /* (nullable): id of an event to be chosen once it is in the timeline */
};

/* The form for an event in the inspector's place, or what was there before. */
void athletes_page_show_inspector  (SaltlineAthletesPage *self);
void athletes_page_say             (SaltlineAthletesPage *self, const char *message);

/* athletes-page-events.c: planning, adding, changing, deleting events, and taking it back */
void athletes_page_install_event_actions (GtkWidgetClass *widget_class);
void athletes_page_enable_event_actions  (SaltlineAthletesPage *self);

/* athletes-page-data.c: an athlete's data given away or erased, rosters out of tables */
void athletes_page_install_data_actions  (GtkWidgetClass *widget_class);

G_END_DECLS
