/* ui/demo-photos.c */
#include "demo-photos.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "patch/phantom.h"
#include "workspace/installed.h"

#define N_PHOTOS     12
#define PHOTO_WIDTH  2016
#define PHOTO_HEIGHT 1512
#define JPEG_QUALITY 92
#define FIRST_SEED   20261122

static PhantomLevel
level_of (guint i)
{
  return i < N_PHOTOS / 2 ? PHANTOM_EASY : i < N_PHOTOS - 2 ? PHANTOM_MEDIUM : PHANTOM_HARD;
}

static gboolean
draw (const char *path, guint i, GError **error)
{
  const Installed *installed = installed_get ();
  const PatchTemplate *geometry = installed->templates[0];
  const PatchCalibration *calibration = NULL;
  g_autofree guint8 *rgb = NULL;
  g_auto(PhantomTruth) truth = { 0 };
  PhantomScene scene;

  for (guint k = 0; k < installed->n_calibrations && calibration == NULL; k++)
    if (g_str_equal (installed->calibrations[k]->template_id, geometry->id))
      calibration = installed->calibrations[k];
  phantom_scene_random (&scene, level_of (i), FIRST_SEED + i, PHOTO_WIDTH, PHOTO_HEIGHT, calibration);
  if (!phantom_scene_check (&scene, geometry, calibration, error))
    return FALSE;
  rgb = phantom_draw (&scene, geometry, calibration, &truth);
  return phantom_save (path, PHOTO_WIDTH, PHOTO_HEIGHT, rgb, JPEG_QUALITY, error);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "saltline", "demonstration", NULL);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  GError *error = NULL;

  if (installed_get ()->n_templates == 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("No template is installed, so no patch can be drawn"));
      return;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (errno), _("%s: cannot be created: %s"), folder, g_strerror (errno));
      return;
    }
  for (guint i = 0; i < N_PHOTOS; i++)
    {
      g_autofree char *name = g_strdup_printf ("demonstration-%02u.jpg", i + 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);

      if (g_task_return_error_if_cancelled (task))
        return;
      if (!g_file_test (path, G_FILE_TEST_EXISTS) && !draw (path, i, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      g_list_store_append (files, file);
      saltline_job_post_progress (task_data, i + 1, N_PHOTOS);
    }
  g_task_return_pointer (task, g_steal_pointer (&files), g_object_unref);
}

void
demo_photos_async (SaltlineJob *job, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, saltline_job_get_cancellable (job), callback, data);

  g_task_set_task_data (task, g_object_ref (job), g_object_unref);
  g_task_run_in_thread (task, draw_in_thread);
}

GListModel *
demo_photos_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
