/* ui/thumbnails.c */
#include "thumbnails.h"

#include <glib/gstdio.h>
#include <math.h>

#include "workspace/workspace.h"

#define LONGEST 104 /* pixels: 52 logical ones on a screen of double density */

typedef struct {
  SaltlinePhotoItem *item; /* belongs to the main thread */
  char *sha256;
  char *path;
  GdkTexture *thumbnail;
} Request;

static guint8
encode_srgb (float linear)
{
  float value = linear <= 0.0031308f ? 12.92f * linear : 1.055f * powf (linear, 1.0f / 2.4f) - 0.055f;

  return (guint8) lrintf (255.0f * CLAMP (value, 0.0f, 1.0f));
}

GdkTexture *
thumbnail_of (const Photo *photo)
{
  g_autoptr(PhotoPlane) plane = NULL;
  g_autoptr(GBytes) bytes = NULL;
  guint8 *rgb;
  gsize n;

  g_return_val_if_fail (photo != NULL, NULL);

  plane = photo_reduce (photo, LONGEST);
  n = (gsize) plane->width * plane->height * 3;
  rgb = g_malloc (n);
  for (gsize i = 0; i < n; i++)
    rgb[i] = encode_srgb (plane->rgb[i]);
  bytes = g_bytes_new_take (rgb, n);
  return gdk_memory_texture_new ((int) plane->width, (int) plane->height, GDK_MEMORY_R8G8B8, bytes, 3 * (gsize) plane->width);
}

void
thumbnail_keep (GdkTexture *thumbnail, const char *sha256)
{
  g_autofree char *path = saltline_thumbnail_path (sha256);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GBytes) png = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  png = gdk_texture_save_to_png_bytes (thumbnail);
  g_file_set_contents_full (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

static gboolean
deliver_cb (gpointer data)
{
  Request *request = data;

  if (request->thumbnail != NULL)
    saltline_photo_item_set_thumbnail (request->item, request->thumbnail);
  g_object_unref (request->item);
  g_clear_object (&request->thumbnail);
  g_free (request->sha256);
  g_free (request->path);
  g_free (request);
  return G_SOURCE_REMOVE;
}

static void
make_in_thread (gpointer data, gpointer user_data)
{
  Request *request = data;
  g_autofree char *cached = saltline_thumbnail_path (request->sha256);

  request->thumbnail = gdk_texture_new_from_filename (cached, NULL);
  if (request->thumbnail == NULL)
    {
      g_autoptr(Photo) photo = photo_load (request->path, NULL, NULL);

      if (photo != NULL)
        {
          request->thumbnail = thumbnail_of (photo);
          thumbnail_keep (request->thumbnail, request->sha256);
        }
    }
  g_main_context_invoke_full (NULL, G_PRIORITY_LOW, deliver_cb, request, NULL);
}

void
thumbnail_request (SaltlinePhotoItem *item, const char *path)
{
  static GThreadPool *pool;
  const StoredPhoto *stored = saltline_photo_item_get_stored (item);
  Request *request;

  if (stored == NULL || saltline_photo_item_get_thumbnail (item) != NULL || g_object_get_data (G_OBJECT (item), "thumbnail-requested") != NULL)
    return;
  g_object_set_data (G_OBJECT (item), "thumbnail-requested", GINT_TO_POINTER (1));
  if (pool == NULL)
    pool = g_thread_pool_new (make_in_thread, NULL, 1, FALSE, NULL);
  request = g_new0 (Request, 1);
  request->item = g_object_ref (item);
  request->sha256 = g_strdup (stored->sha256);
  request->path = g_strdup (path);
  g_thread_pool_push (pool, request, NULL);
}
