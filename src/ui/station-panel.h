/* ui/station-panel.h
 *
 * The weighing station by keyboard alone: number, Tab, kilograms, Enter; then the next number. A question is answered by Enter
 * again, or by typing the right number. */
#pragma once

#include <adwaita.h>

#include "workspace/weigh-station.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_STATION_PANEL (saltline_station_panel_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineStationPanel, saltline_station_panel, SALTLINE, STATION_PANEL, AdwBin)

/**
 * saltline_station_panel_open:
 * @athletes: of Athlete, in the order of their numbers
 * @session: copied
 */
void        saltline_station_panel_open    (SaltlineStationPanel *self, SaltlineWorkspace *workspace, const GPtrArray *athletes,
                                            const StationSession *session);
void        saltline_station_panel_focus   (SaltlineStationPanel *self);
/* What was said last; "" at first. */
const char *saltline_station_panel_said    (SaltlineStationPanel *self);

G_END_DECLS
