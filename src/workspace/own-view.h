/* workspace/own-view.h
 *
 * What an athlete sees beside the timeline and nobody else does: activities that a service only lends. The one reader of
 * store_lent_events (tests/house/test-lent.py). For showing, never for reckoning. */
#pragma once

#include "store/lent.h"
#include "workspace.h"

G_BEGIN_DECLS

typedef struct {
  char *service;     /* "Strava" */
  char *title;       /* as the service has it */
  char *sport;       /* (nullable) */
  gint64 start_us;
  int offset_s;      /* of the clock at the start */
  double elapsed_s;  /* NAN */
  double distance_m; /* NAN */
  gint64 gone_us;    /* when it is erased here */
} OwnActivity;

void       own_activity_free           (OwnActivity *activity);

/* Returns: (transfer full) (element-type OwnActivity): by start. */
GPtrArray *saltline_workspace_own_view (SaltlineWorkspace *self, const Athlete *athlete, GError **error);

G_END_DECLS
