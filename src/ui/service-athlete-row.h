/* ui/service-athlete-row.h
 *
 * One athlete's online services: weather, and Strava with its explanation, which offers the bulk export first. Signals: "job"
 * (SaltlineJob), "message" (text), "import" (gint64 athlete): the own export of this one is to be chosen. */
#pragma once

#include <adwaita.h>

#include "job.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_SERVICE_ATHLETE_ROW (saltline_service_athlete_row_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineServiceAthleteRow, saltline_service_athlete_row, SALTLINE, SERVICE_ATHLETE_ROW, AdwExpanderRow)

GtkWidget *saltline_service_athlete_row_new (SaltlineWorkspace *workspace, const Athlete *athlete);

G_END_DECLS
