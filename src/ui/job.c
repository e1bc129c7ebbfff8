/* ui/job.c */
#include "job.h"

#include <glib/gi18n.h>

struct _SaltlineJob {
  GObject parent_instance;

  char *title;
  char *outcome;
  guint done;
  guint total;
  gboolean running;
  GCancellable *cancellable;
};

enum { PROP_0, PROP_TITLE, PROP_DETAIL, PROP_FRACTION, PROP_RUNNING, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaltlineJob, saltline_job, G_TYPE_OBJECT)

static char *
detail (SaltlineJob *self)
{
  if (!self->running)
    return g_strdup (self->outcome);
  if (g_cancellable_is_cancelled (self->cancellable))
    return g_strdup (_("Stopping…"));
  if (self->total == 0)
    return g_strdup (_("Working…"));
  return g_strdup_printf (_("%u of %u"), self->done, self->total);
}

static void
saltline_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaltlineJob *self = SALTLINE_JOB (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAIL:
      g_value_take_string (value, detail (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, saltline_job_get_fraction (self));
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
saltline_job_finalize (GObject *object)
{
  SaltlineJob *self = SALTLINE_JOB (object);

  g_free (self->title);
  g_free (self->outcome);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (saltline_job_parent_class)->finalize (object);
}

static void
saltline_job_class_init (SaltlineJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = saltline_job_finalize;
  object_class->get_property = saltline_job_get_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0.0, 1.0, 0.0, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
saltline_job_init (SaltlineJob *self)
{
  self->running = TRUE;
  self->cancellable = g_cancellable_new ();
}

SaltlineJob *
saltline_job_new (const char *title)
{
  SaltlineJob *self = g_object_new (SALTLINE_TYPE_JOB, NULL);

  self->title = g_strdup (title);
  return self;
}

GCancellable *
saltline_job_get_cancellable (SaltlineJob *self)
{
  g_return_val_if_fail (SALTLINE_IS_JOB (self), NULL);

  return self->cancellable;
}

void
saltline_job_cancel (SaltlineJob *self)
{
  g_return_if_fail (SALTLINE_IS_JOB (self));

  g_cancellable_cancel (self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

void
saltline_job_set_title (SaltlineJob *self, const char *title)
{
  g_return_if_fail (SALTLINE_IS_JOB (self));

  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
saltline_job_set_progress (SaltlineJob *self, guint done, guint total)
{
  g_return_if_fail (SALTLINE_IS_JOB (self));

  self->done = done;
  self->total = total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

typedef struct {
  SaltlineJob *job;
  guint done, total;
} Progress;

static gboolean
progress_cb (gpointer data)
{
  Progress *progress = data;

  saltline_job_set_progress (progress->job, progress->done, progress->total);
  g_object_unref (progress->job);
  g_free (progress);
  return G_SOURCE_REMOVE;
}

void
saltline_job_post_progress (SaltlineJob *self, guint done, guint total)
{
  Progress *progress;

  g_return_if_fail (SALTLINE_IS_JOB (self));

  progress = g_new (Progress, 1);
  *progress = (Progress) { g_object_ref (self), done, total };
  g_idle_add (progress_cb, progress);
}

double
saltline_job_get_fraction (SaltlineJob *self)
{
  g_return_val_if_fail (SALTLINE_IS_JOB (self), 0.0);

  return self->total == 0 ? 0.0 : CLAMP ((double) self->done / self->total, 0.0, 1.0);
}

gboolean
saltline_job_get_running (SaltlineJob *self)
{
  g_return_val_if_fail (SALTLINE_IS_JOB (self), FALSE);

  return self->running;
}

void
saltline_job_finish (SaltlineJob *self, const char *outcome)
{
  g_return_if_fail (SALTLINE_IS_JOB (self));

  g_free (self->outcome);
  self->outcome = g_strdup (outcome);
  self->running = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

static void
completed_cb (SaltlineJob *self, GParamSpec *pspec, GTask *task)
{
  saltline_job_finish (self, g_task_had_error (task) ? _("Stopped") : _("Done"));
}

void
saltline_job_run (SaltlineJob *self, GTask *task, GTaskThreadFunc work)
{
  g_return_if_fail (SALTLINE_IS_JOB (self) && G_IS_TASK (task) && work != NULL);

  /* The job lives as long as the task: nobody else may keep it. */
  g_signal_connect_data (task, "notify::completed", G_CALLBACK (completed_cb), g_object_ref (self), (GClosureNotify) (void (*) (void)) g_object_unref,
                         G_CONNECT_SWAPPED);
  g_task_run_in_thread (task, work);
}
