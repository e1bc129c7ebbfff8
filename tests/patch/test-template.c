/* tests/patch/test-template.c: what a template file must be, and what is said when it is not */
#include <math.h>
#include <string.h>

#include "patch/patch-map.h"
#include "patch/template.h"

static char *
read_installed (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_DATA"), "templates", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_no_error (error);
  return text;
}

static char *
with (const char *text, const char *from, const char *to)
{
  const char *place = strstr (text, from);

  g_assert_nonnull (place);
  return g_strdup_printf ("%.*s%s%s", (int) (place - text), text, to, place + strlen (from));
}

static void
test_the_installed_templates_are_read (void)
{
  static const char *const names[] = { "gx-18-arm", "arm-18-demo" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_strconcat (names[i], ".json", NULL);
      g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_DATA"), "templates", file, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(PatchTemplate) template = patch_template_load (path, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (template->id, ==, names[i]);
      g_assert_true (isnan (template->unit_mm));
      g_assert_true (isnan (template->hidden_before));
      g_assert_cmpuint (template->n_landmarks, ==, 14);
      g_assert_cmpuint (template->volume.centreline.n, ==, 37);
      g_assert_cmpuint (template->n_blocks, ==, 6);
      g_assert_cmpuint (strlen (template->sha256), ==, 64);
      g_assert_false (template->blocks[0].known);
    }
}

/* A fraction measured by one version of the template must mean the same place under the next. */
static void
test_fractions_agree_with_the_draft (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_SHARED"), "patch", "gx-18-arm.json", NULL);
  g_autofree char *text = read_installed ("gx-18-arm.json");
  g_autoptr(PatchTemplate) ours = patch_template_parse ("ours", text, -1, NULL);
  g_autoptr(PatchTemplate) draft = NULL;
  double along_ours = 0.0, along_draft = 0.0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no ../shared here");
      return;
    }
  draft = patch_template_load (path, NULL);
  g_assert_nonnull (draft);
  g_assert_cmpuint (draft->volume.centreline.n, ==, ours->volume.centreline.n);
  for (guint i = 1; i < draft->volume.centreline.n; i++)
    {
      along_ours += point2_distance (ours->volume.centreline.points[i - 1], ours->volume.centreline.points[i]);
      along_draft += point2_distance (draft->volume.centreline.points[i - 1], draft->volume.centreline.points[i]);
      g_assert_cmpfloat_with_epsilon (along_ours / ours->volume.length, along_draft / draft->volume.length, 0.003);
    }
}

static void
test_writing_and_reading_changes_nothing (void)
{
  g_autofree char *text = read_installed ("gx-18-arm.json");
  g_autoptr(PatchTemplate) first = patch_template_parse ("first", text, -1, NULL);
  g_autofree char *once = patch_template_to_json (first);
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchTemplate) second = patch_template_parse ("second", once, -1, &error);
  g_autofree char *twice = NULL;

  g_assert_no_error (error);
  twice = patch_template_to_json (second);
  g_assert_cmpstr (once, ==, twice);
  g_assert_true (memcmp (first->volume.centreline.points, second->volume.centreline.points,
                         first->volume.centreline.n * sizeof (Point2)) == 0);
}

static void
test_faults_are_named_with_their_key (void)
{
  static const struct {
    const char *from, *to, *key;
    PatchError code;
  } faults[] = {
    { "saltline-template/1", "saltline-template/2", "format", PATCH_ERROR_MALFORMED },
    { "\"version\": \"", "\"edition\": \"", "version", PATCH_ERROR_MALFORMED },
    { "\"unit_mm\": null", "\"unit_mm\": \"3\"", "unit_mm", PATCH_ERROR_MALFORMED },
    { "\"unit_mm\": null", "\"unit_mm\": -3", "unit_mm", PATCH_ERROR_IMPOSSIBLE },
    { "\"unit_mm\": null", "\"unit_mm\": 0", "unit_mm", PATCH_ERROR_IMPOSSIBLE },
    { "\"unit_mm\": null", "\"unit_mm\": 1e999", "unit_mm", PATCH_ERROR_IMPOSSIBLE },
    { "\"kind\": \"turn\"", "\"kind\": \"bend\"", "kind", PATCH_ERROR_MALFORMED },
    { "\"turn-2\"", "\"turn-1\"", "id", PATCH_ERROR_IMPOSSIBLE },
    { "[1.1, 8.12], [2.09, 8.48]", "[1.1, 18.12], [2.09, 8.48]", "volume_channel.centreline", PATCH_ERROR_IMPOSSIBLE },
    { "[1.1, 8.12], [2.09, 8.48]", "[1.1, 8.12], [1.1, 8.12]", "volume_channel.centreline[3]", PATCH_ERROR_IMPOSSIBLE },
    { "\"hidden_before\": null", "\"hidden_before\": -1", "volume_channel.hidden_before", PATCH_ERROR_IMPOSSIBLE },
    { "\"empty_srgb\": [235", "\"empty_srgb\": [256", "volume_channel.empty_srgb", PATCH_ERROR_IMPOSSIBLE },
    { "\"width\": 0.33", "\"width\": 0", "volume_channel.width", PATCH_ERROR_IMPOSSIBLE },
    { "\"width\": 0.33", "\"width\": [0.33]", "volume_channel.width", PATCH_ERROR_MALFORMED },
    { "[16.35, 3.54], [16.78, 3.8], [16.78, 4.39], [16.35, 4.13]", "[16.35, 3.54], [16.78, 3.8]",
      "reference_blocks[5].polygon", PATCH_ERROR_IMPOSSIBLE },
    { "[16.35, 3.54], [16.78, 3.8], [16.78, 4.39], [16.35, 4.13]", "[16.35, 3.54], [16.78, 4.39], [16.78, 3.8], [16.35, 4.13]",
      "reference_blocks[5].polygon", PATCH_ERROR_IMPOSSIBLE },
    { "\"set\": 1", "\"set\": 1.5", "reference_blocks[0].set", PATCH_ERROR_MALFORMED },
  };
  g_autofree char *text = read_installed ("gx-18-arm.json");

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *changed = with (text, faults[i].from, faults[i].to);
      g_autofree char *named = g_strconcat (faults[i].key, "”", NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(PatchTemplate) template = patch_template_parse ("bad.json", changed, -1, &error);

      g_assert_null (template);
      g_assert_error (error, PATCH_ERROR, (int) faults[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, named));
      g_assert_true (g_str_has_prefix (error->message, "bad.json: "));
    }
}

static void
test_what_is_no_json_is_refused (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const char *const texts[] = { "", "{", "[]", "null", "{\"format\": NaN}", "\xff\xfe{", deep, "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (patch_template_parse ("bad.json", texts[i], -1, &error));
      g_assert_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED);
    }
}

static void
test_unknown_keys_are_ignored (void)
{
  g_autofree char *text = read_installed ("gx-18-arm.json");
  g_autofree char *changed = with (text, "\"unit_mm\": null", "\"unit_mm\": null, \"colour_of_the_box\": {\"is\": [\"dark\"]}");
  g_autoptr(GError) error = NULL;
  g_autoptr(PatchTemplate) template = patch_template_parse ("new.json", changed, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (template);
}

static void
test_a_missing_file_is_named (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (patch_template_load ("/nowhere/none.json", &error));
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "/nowhere/none.json"));
}

static void
test_a_bent_map_and_its_inverse_agree (void)
{
  PatchMap map = { .centre = { 9.5, 6.8 }, .half_size = 9.5,
                   .bend = { { 0.01, -0.008, 0.012, -0.03, 0.004, -0.02, 0.003 }, { -0.006, 0.01, 0.004, 0.002, -0.01, 0.001, -0.02 } },
                   .h = { 700, -260, 2000, 240, 690, 1500, 0.06, -0.04, 1 } };

  for (double x = -1.0; x <= 20.0; x += 1.5)
    for (double y = -1.0; y <= 15.0; y += 1.5)
      {
        Point2 back = { 0, 0 };

        g_assert_true (patch_map_to_template (&map, patch_map_to_photo (&map, (Point2) { x, y }), &back));
        g_assert_cmpfloat_with_epsilon (back.x, x, 1e-9);
        g_assert_cmpfloat_with_epsilon (back.y, y, 1e-9);
      }
}

static void
test_the_scale_of_a_map_is_its_local_magnification (void)
{
  PatchMap map = { .centre = { 9.5, 6.8 }, .half_size = 10.0, .h = { 300, -400, 2000, 400, 300, 1500, 0, 0, 1 } };

  g_assert_cmpfloat_with_epsilon (patch_map_scale (&map, (Point2) { 3, 4 }), 50.0, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/template/the-installed-templates-are-read", test_the_installed_templates_are_read);
  g_test_add_func ("/patch/template/fractions-agree-with-the-draft", test_fractions_agree_with_the_draft);
  g_test_add_func ("/patch/template/writing-and-reading-changes-nothing", test_writing_and_reading_changes_nothing);
  g_test_add_func ("/patch/template/faults-are-named-with-their-key", test_faults_are_named_with_their_key);
  g_test_add_func ("/patch/template/what-is-no-json-is-refused", test_what_is_no_json_is_refused);
  g_test_add_func ("/patch/template/unknown-keys-are-ignored", test_unknown_keys_are_ignored);
  g_test_add_func ("/patch/template/a-missing-file-is-named", test_a_missing_file_is_named);
  g_test_add_func ("/patch/map/a-bent-map-and-its-inverse-agree", test_a_bent_map_and_its_inverse_agree);
  g_test_add_func ("/patch/map/the-scale-of-a-map-is-its-local-magnification", test_the_scale_of_a_map_is_its_local_magnification);
  return g_test_run ();
}
