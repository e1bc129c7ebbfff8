/* ui/job.h
 *
 * Something that runs beside the user: with a title, progress and a way to stop it. All calls on the main thread but saltline_job_post_progress(). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SALTLINE_TYPE_JOB (saltline_job_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineJob, saltline_job, SALTLINE, JOB, GObject)

/* @title: what it does, as people read it: "Reading 12 photos" */
SaltlineJob  *saltline_job_new             (const char *title);
GCancellable *saltline_job_get_cancellable (SaltlineJob *self); /* (transfer none) */
void          saltline_job_cancel          (SaltlineJob *self);
void          saltline_job_set_title       (SaltlineJob *self, const char *title);

/* @done of @total steps; 0 of 0: nobody knows how many. */
void          saltline_job_set_progress    (SaltlineJob *self, guint done, guint total);

/* The same from any thread: the job shows it when the main thread comes to it. */
void          saltline_job_post_progress   (SaltlineJob *self, guint done, guint total);
double        saltline_job_get_fraction    (SaltlineJob *self);
gboolean      saltline_job_get_running     (SaltlineJob *self);

/* @outcome: what came of it: "12 photos read, 1 refused" */
void          saltline_job_finish          (SaltlineJob *self, const char *outcome);

/* Runs @work for @task in a thread; the job ends when the task does. For work whose outcome needs no words of its own. */
void          saltline_job_run             (SaltlineJob *self, GTask *task, GTaskThreadFunc work);

G_END_DECLS
