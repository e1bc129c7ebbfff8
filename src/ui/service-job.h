/* ui/service-job.h
 *
 * What is done with online services beside the user: each a job with an outcome in words. In: a workspace, an athlete.
 * Out: a job; the workspace's signals tell who shows it. */
#pragma once

#include <gtk/gtk.h>

#include "job.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

typedef enum {
  SERVICE_JOB_WEATHER,      /* look up the weather of one athlete's workouts */
  SERVICE_JOB_CONNECT,      /* Strava: browser and tokens */
  SERVICE_JOB_FETCH,        /* Strava: read what is new */
  SERVICE_JOB_DISCONNECT,
  SERVICE_JOB_ALL,          /* everything that is switched on, for everybody; says nothing of what is offline */
} ServiceJobKind;

typedef void (*ServiceJobDone) (const char *outcome, gpointer data);

/**
 * service_job_run:
 * @athlete: row; 0 for SERVICE_JOB_ALL
 * @client_id, @client_secret: (nullable): to be kept before SERVICE_JOB_CONNECT
 * @done: (nullable): called on the main thread with @data, which is kept until then
 *
 * Returns: (transfer full)
 */
SaltlineJob *service_job_run (SaltlineWorkspace *workspace, ServiceJobKind kind, gint64 athlete, const char *client_id, const char *client_secret,
                              ServiceJobDone done, GObject *data);

G_END_DECLS
