/* ui/device-watch.c */
#include "device-watch.h"

#include "workspace/device-folder.h"

struct _SaltlineDeviceWatch {
  GObject parent_instance;

  GVolumeMonitor *monitor;
  GFile *folder;
  GFile *root;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SaltlineDeviceWatch, saltline_device_watch, G_TYPE_OBJECT)

static guint found_signal;

static void
look_in_thread (GTask *task, gpointer source, gpointer root, GCancellable *cancellable)
{
  g_task_return_pointer (task, device_folder_find (root, cancellable), g_object_unref);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  SaltlineDeviceWatch *self = SALTLINE_DEVICE_WATCH (source);
  g_autofree char *name = data;
  g_autoptr(GFile) folder = g_task_propagate_pointer (G_TASK (result), NULL);

  if (folder == NULL || self->monitor == NULL)
    return;
  g_set_object (&self->folder, folder);
  g_set_object (&self->root, G_FILE (g_task_get_task_data (G_TASK (result))));
  g_signal_emit (self, found_signal, 0, folder, name);
}

void
saltline_device_watch_look (SaltlineDeviceWatch *self, GFile *root, const char *name)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (SALTLINE_IS_DEVICE_WATCH (self) && G_IS_FILE (root));

  /* A watch over MTP answers slowly. */
  task = g_task_new (self, self->cancellable, looked_cb, g_strdup (name));
  g_task_set_task_data (task, g_object_ref (root), g_object_unref);
  g_task_run_in_thread (task, look_in_thread);
}

static void
mounted_cb (SaltlineDeviceWatch *self, GMount *mount)
{
  g_autoptr(GFile) root = g_mount_get_root (mount);
  g_autofree char *name = g_mount_get_name (mount);

  saltline_device_watch_look (self, root, name);
}

static void
unmounted_cb (SaltlineDeviceWatch *self, GMount *mount)
{
  g_autoptr(GFile) root = g_mount_get_root (mount);

  if (self->root == NULL || !g_file_equal (self->root, root))
    return;
  g_clear_object (&self->folder);
  g_clear_object (&self->root);
}

static void
saltline_device_watch_dispose (GObject *object)
{
  SaltlineDeviceWatch *self = SALTLINE_DEVICE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->monitor);
  g_clear_object (&self->folder);
  g_clear_object (&self->root);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (saltline_device_watch_parent_class)->dispose (object);
}

static void
saltline_device_watch_class_init (SaltlineDeviceWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = saltline_device_watch_dispose;
  found_signal = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_STRING);
}

static void
saltline_device_watch_init (SaltlineDeviceWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

SaltlineDeviceWatch *
saltline_device_watch_new (void)
{
  SaltlineDeviceWatch *self = g_object_new (SALTLINE_TYPE_DEVICE_WATCH, NULL);
  g_autolist(GMount) mounts = NULL;

  self->monitor = g_volume_monitor_get ();
  g_signal_connect_object (self->monitor, "mount-added", G_CALLBACK (mounted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "mount-removed", G_CALLBACK (unmounted_cb), self, G_CONNECT_SWAPPED);
  mounts = g_volume_monitor_get_mounts (self->monitor);
  for (GList *l = mounts; l != NULL; l = l->next)
    mounted_cb (self, l->data);
  return self;
}

GFile *
saltline_device_watch_get_folder (SaltlineDeviceWatch *self)
{
  g_return_val_if_fail (SALTLINE_IS_DEVICE_WATCH (self), NULL);

  return self->folder;
}
