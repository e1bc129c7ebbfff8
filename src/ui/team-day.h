/* ui/team-day.h
 *
 * A coach's view of a day: one lane for each athlete that the roster shows, each on the athlete's own clock from midnight to
 * midnight: sleep, workouts done and planned, patches, weighings. Left and Right go from day to day, Up and Down from athlete
 * to athlete, Enter opens the athlete. */
#pragma once

#include <gtk/gtk.h>

#include "athlete-life.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_TEAM_DAY (saltline_team_day_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTeamDay, saltline_team_day, SALTLINE, TEAM_DAY, GtkWidget)

/* Signals "opened" (gint64 athlete), "failed" (char *message). */

/* @athletes: of SaltlineAthleteItem: who is shown; followed as it changes. Once. */
void     saltline_team_day_set_athletes (SaltlineTeamDay *self, SaltlineWorkspace *workspace, GListModel *athletes);

/* Loads the day; CIVIL_DAY_UNKNOWN: today. */
void     saltline_team_day_show         (SaltlineTeamDay *self, CivilDay day);
CivilDay saltline_team_day_get_day      (SaltlineTeamDay *self);

/* How many of the athletes that are shown have something on that day. */
guint    saltline_team_day_count        (SaltlineTeamDay *self);

G_END_DECLS
