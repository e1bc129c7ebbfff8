/* ui/jobs-button.h
 *
 * The one place that shows all that runs: a ring with the progress of everything, and a list with a stop for each. */
#pragma once

#include <adwaita.h>

#include "job.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_JOBS_BUTTON (saltline_jobs_button_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineJobsButton, saltline_jobs_button, SALTLINE, JOBS_BUTTON, AdwBin)

/* Shows @job until it ends, and some of the latest that ended. */
void saltline_jobs_button_add (SaltlineJobsButton *self, SaltlineJob *job);

G_END_DECLS
