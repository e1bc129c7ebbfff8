/* tests/services/online-athlete.h: an athlete in a workspace who may be asked about online */
#pragma once

#include "../workspace/scratch-workspace.h"
#include "workspace/services.h"

/* Online services are on in @workspace, and @service for the athlete. */
static inline Athlete *
online_athlete_new (SaltlineWorkspace *workspace, Service service)
{
  Store *store = saltline_workspace_get_store (workspace);
  Athlete *athlete = athlete_new ("mia", "Mia");

  g_assert_true (store_add_athlete (store, athlete, NULL));
  g_assert_true (services_switch (store, TRUE, NULL));
  g_assert_true (service_choose (store, service, athlete->id, TRUE, NULL));
  return athlete;
}
