/* tests/workspace/test-installed.c */
#include <string.h>

#include <glib/gstdio.h>

#include "workspace/installed.h"

static void
test_what_the_program_brings_can_be_used (void)
{
  const Installed *installed = installed_get ();

  for (char **fault = installed->faults; *fault; fault++)
    g_error ("%s", *fault);
  g_assert_cmpuint (installed->n_templates, >, 0);
  for (guint i = 0; i < installed->n_templates; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(PatchTemplate) again = installed_open_template (installed->templates[i]->id, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (again->sha256, ==, installed->templates[i]->sha256);
    }
}

static void
test_an_unknown_id_is_answered_with_the_known_ones (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (installed_open_template ("no-such-patch", &error));
  g_assert_nonnull (strstr (error->message, "no-such-patch"));
  g_assert_nonnull (strstr (error->message, installed_get ()->templates[0]->id));
  g_clear_error (&error);
  g_assert_null (installed_open_calibration ("no-such-lot", &error));
  g_assert_nonnull (strstr (error->message, "no-such-lot"));
}

static void
test_a_path_is_a_path_and_its_fault_names_it (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_DATA"), "templates", "gx-18-arm.json", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchTemplate) template = installed_open_template (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (template->id, ==, "gx-18-arm");
  g_assert_null (installed_open_template ("./absent.json", &error));
  g_assert_nonnull (strstr (error->message, "absent.json"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/installed/usable", test_what_the_program_brings_can_be_used);
  g_test_add_func ("/workspace/installed/unknown", test_an_unknown_id_is_answered_with_the_known_ones);
  g_test_add_func ("/workspace/installed/path", test_a_path_is_a_path_and_its_fault_names_it);
  return g_test_run ();
}
