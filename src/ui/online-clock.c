/* ui/online-clock.c */
#include "online-clock.h"

#include "service-job.h"

#define FIRST_S  20      /* the window shall be there first */
#define EACH_S   1800

struct _SaltlineOnlineClock {
  GObject parent_instance;

  SaltlineWorkspace *workspace;
  SaltlineJob *job;          /* the one that runs, or ran last */
  guint ask_id;
};

G_DEFINE_FINAL_TYPE (SaltlineOnlineClock, saltline_online_clock, G_TYPE_OBJECT)

static gboolean
ask_cb (gpointer data)
{
  SaltlineOnlineClock *self = data;

  if (self->job == NULL || !saltline_job_get_running (self->job))
    {
      g_clear_object (&self->job);
      self->job = service_job_run (self->workspace, SERVICE_JOB_ALL, 0, NULL, NULL, NULL, NULL);
    }
  self->ask_id = g_timeout_add_seconds (EACH_S, ask_cb, self);
  return G_SOURCE_REMOVE;
}

static void
saltline_online_clock_dispose (GObject *object)
{
  SaltlineOnlineClock *self = SALTLINE_ONLINE_CLOCK (object);

  g_clear_handle_id (&self->ask_id, g_source_remove);
  if (self->job != NULL)
    saltline_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (saltline_online_clock_parent_class)->dispose (object);
}

static void
saltline_online_clock_class_init (SaltlineOnlineClockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = saltline_online_clock_dispose;
}

static void
saltline_online_clock_init (SaltlineOnlineClock *self)
{
}

SaltlineOnlineClock *
saltline_online_clock_new (SaltlineWorkspace *workspace)
{
  SaltlineOnlineClock *self = g_object_new (SALTLINE_TYPE_ONLINE_CLOCK, NULL);

  self->workspace = g_object_ref (workspace);
  if (!saltline_workspace_is_read_only (workspace))
    self->ask_id = g_timeout_add_seconds (FIRST_S, ask_cb, self);
  return self;
}
