/* tests/workspace/test-landmarks-file.c */
#include <string.h>

#include <glib/gstdio.h>

#include "workspace/installed.h"
#include "workspace/landmarks-file.h"

static LandmarksFile *
load (const char *text, GError **error)
{
  g_autofree char *path = NULL;
  int handle = g_file_open_tmp ("saltline-XXXXXX.json", &path, NULL);
  LandmarksFile *file;

  g_assert_cmpint (handle, >=, 0);
  g_assert_true (g_close (handle, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  file = landmarks_file_load (path, installed_get ()->templates, installed_get ()->n_templates, error);
  if (file == NULL)
    g_assert_nonnull (strstr ((*error)->message, path));
  g_unlink (path);
  return file;
}

static void
test_one_set_of_points_is_for_all_photos (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LandmarksFile) file = load ("{\"box-1\": [512.5, 380], \"turn-1\": [1, 2]}", &error);
  const FoundLandmark *landmarks;
  guint n;

  g_assert_no_error (error);
  landmarks = landmarks_file_find (file, "/any/where.jpg", &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (landmarks[0].id, ==, "box-1");
  g_assert_cmpfloat (landmarks[0].at.x, ==, 512.5);
  g_assert_cmpfloat (landmarks[0].at.y, ==, 380);
  g_assert_true (landmarks[0].manual);
}

static void
test_points_by_photo_are_found_by_path_or_name (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(LandmarksFile) file = load ("{\"a.jpg\": {\"box-1\": [5, 6]}, \"x/b.jpg\": {}}", &error);
  const FoundLandmark *landmarks;
  guint n;

  g_assert_no_error (error);
  landmarks = landmarks_file_find (file, "somewhere/a.jpg", &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (landmarks[0].at.x, ==, 5);
  g_assert_null (landmarks_file_find (file, "x/b.jpg", &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (landmarks_file_find (file, "c.jpg", &n));
}

static void
test_every_fault_names_its_key (void)
{
  static const struct {
    const char *text, *word;
  } faults[] = {
    { "", "empty" },
    { "[1, 2]", "object" },
    { "{\"bxo-1\": [1, 2]}", "bxo-1" },
    { "{\"box-1\": [1]}", "box-1" },
    { "{\"box-1\": [1, \"2\"]}", "box-1" },
    { "{\"box-1\": [1, 2], \"turn-1\": 7}", "turn-1" },
    { "{\"a.jpg\": {\"box-1\": null}}", "box-1" },
    { "{\"a.jpg\": 3}", "a.jpg" },
    { "{\"box-1\": [1, 2", "cannot be read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (load (faults[i].text, &error));
      g_assert_true (error->domain == PATCH_ERROR);
      if (strstr (error->message, faults[i].word) == NULL)
        g_error ("“%s” does not say “%s”", error->message, faults[i].word);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/landmarks-file/all", test_one_set_of_points_is_for_all_photos);
  g_test_add_func ("/workspace/landmarks-file/by-photo", test_points_by_photo_are_found_by_path_or_name);
  g_test_add_func ("/workspace/landmarks-file/faults", test_every_fault_names_its_key);
  return g_test_run ();
}
