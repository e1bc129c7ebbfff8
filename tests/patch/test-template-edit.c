/* tests/patch/test-template-edit.c */
#include <math.h>
#include <string.h>

#include "patch/template-edit.h"

static PatchTemplate *
draft_of (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_DATA"), "templates", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  PatchTemplate *draft;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  draft = patch_template_draft (path, text, &error);
  g_assert_no_error (error);
  return draft;
}

static guint
count_faults (const PatchTemplate *geometry)
{
  g_autoptr(GArray) faults = template_check (geometry);

  return faults->len;
}

static void
test_what_is_installed_has_no_fault_and_comes_back_from_a_draft_unchanged (void)
{
  g_autoptr(PatchTemplate) draft = draft_of ("gx-18-arm.json");
  g_autofree char *once = patch_template_to_json (draft), *twice = NULL;
  g_autoptr(PatchTemplate) again = patch_template_draft ("again", once, NULL);

  g_assert_cmpuint (count_faults (draft), ==, 0);
  twice = patch_template_to_json (again);
  g_assert_cmpstr (once, ==, twice);
}

static void
test_every_fault_is_told_with_its_place_and_the_reader_refuses_the_first (void)
{
  g_autoptr(PatchTemplate) draft = draft_of ("gx-18-arm.json");
  g_autoptr(GArray) faults = NULL;
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;
  const TemplateFault *landmark, *channel;

  template_move_point (draft, (TemplateSpot) { TEMPLATE_LANDMARK, 2, 0 }, (Point2) { 40, 3 });
  template_move_point (draft, (TemplateSpot) { TEMPLATE_VOLUME_CHANNEL, 0, 4 }, (Point2) { 2, 60 });
  faults = template_check (draft);
  g_assert_cmpuint (faults->len, ==, 2);
  landmark = &g_array_index (faults, TemplateFault, 0);
  channel = &g_array_index (faults, TemplateFault, 1);
  g_assert_cmpint (landmark->part, ==, TEMPLATE_LANDMARK);
  g_assert_cmpuint (landmark->index, ==, 2);
  g_assert_cmpfloat (landmark->at.x, ==, 40);
  g_assert_cmpstr (channel->key, ==, "volume_channel.centreline");
  g_assert_cmpfloat (channel->at.y, >, 8);
  json = patch_template_to_json (draft);
  g_assert_null (patch_template_parse ("bad", json, -1, &error));
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE);
  g_assert_nonnull (strstr (error->message, landmark->key));
}

static void
test_points_and_parts_go_in_and_out (void)
{
  g_autoptr(PatchTemplate) draft = draft_of ("gx-18-arm.json");
  guint n = template_count_points (draft, TEMPLATE_OUTLINE, 0), blocks = draft->n_blocks, index;
  double length = draft->volume.length, distance;
  Point2 first = template_get_point (draft, (TemplateSpot) { TEMPLATE_OUTLINE, 0, 0 });
  Point2 second = template_get_point (draft, (TemplateSpot) { TEMPLATE_OUTLINE, 0, 1 });
  Point2 between = { (first.x + second.x) / 2, (first.y + second.y) / 2 };

  g_assert_cmpuint (template_place_on (draft, TEMPLATE_OUTLINE, 0, between, &distance), ==, 1);
  g_assert_cmpfloat (distance, <, 1e-9);
  g_assert_true (template_insert_point (draft, (TemplateSpot) { TEMPLATE_OUTLINE, 0, 1 }, between));
  g_assert_false (template_insert_point (draft, (TemplateSpot) { TEMPLATE_OUTLINE, 0, 1 }, between));
  g_assert_cmpuint (template_count_points (draft, TEMPLATE_OUTLINE, 0), ==, n + 1);
  g_assert_cmpuint (count_faults (draft), ==, 0);
  template_remove_point (draft, (TemplateSpot) { TEMPLATE_OUTLINE, 0, 1 });
  g_assert_cmpfloat (template_get_point (draft, (TemplateSpot) { TEMPLATE_OUTLINE, 0, 1 }).x, ==, second.x);
  template_remove_point (draft, (TemplateSpot) { TEMPLATE_VOLUME_CHANNEL, 0, 0 });
  g_assert_cmpfloat (draft->volume.length, <, length);

  index = template_add_part (draft, TEMPLATE_BLOCK, first);
  g_assert_cmpuint (count_faults (draft), ==, 1); /* it has no corners yet */
  for (guint i = 0; i < 3; i++)
    g_assert_true (template_insert_point (draft, (TemplateSpot) { TEMPLATE_BLOCK, index, i }, (Point2) { 12 + i % 2, 9 + i }));
  g_assert_cmpuint (count_faults (draft), ==, 0);
  template_remove_part (draft, TEMPLATE_BLOCK, index);
  g_assert_cmpuint (draft->n_blocks, ==, blocks);
  index = template_add_part (draft, TEMPLATE_LANDMARK, between);
  g_assert_cmpfloat (template_get_point (draft, (TemplateSpot) { TEMPLATE_LANDMARK, index, 0 }).x, ==, between.x);
  g_assert_cmpuint (count_faults (draft), ==, 0);
  template_remove_part (draft, TEMPLATE_LANDMARK, index);
}

static void
test_a_template_drawn_from_nothing_says_what_is_missing_until_it_can_be_used (void)
{
  static const Point2 corners[] = { { 0, 0 }, { 20, 0 }, { 20, 10 }, { 0, 10 } };
  g_autoptr(PatchTemplate) draft = draft_of ("gx-18-arm.json");
  g_autofree char *empty = NULL, *drawn = NULL;
  g_autoptr(PatchTemplate) back = NULL, usable = NULL;
  g_autoptr(GError) error = NULL;

  for (TemplatePart part = 0; part < TEMPLATE_N_PARTS; part++)
    for (guint i = template_count_parts (draft, part); i-- > 0;)
      template_remove_part (draft, part, i);
  g_assert_cmpuint (count_faults (draft), ==, 3); /* outline and two channels */
  empty = patch_template_to_json (draft);
  back = patch_template_draft ("empty", empty, &error);
  g_assert_no_error (error);
  g_assert_null (patch_template_parse ("empty", empty, -1, NULL));
  for (guint i = 0; i < 4; i++)
    template_insert_point (back, (TemplateSpot) { TEMPLATE_OUTLINE, 0, i }, corners[i]);
  for (guint i = 0; i < 2; i++)
    {
      template_insert_point (back, (TemplateSpot) { TEMPLATE_VOLUME_CHANNEL, 0, i }, (Point2) { 2 + 10 * i, 3 });
      template_insert_point (back, (TemplateSpot) { TEMPLATE_CHLORIDE_CHANNEL, 0, i }, (Point2) { 2 + 5 * i, 7 });
    }
  g_assert_cmpuint (count_faults (back), ==, 0);
  drawn = patch_template_to_json (back);
  usable = patch_template_parse ("drawn", drawn, -1, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/template-edit/unchanged", test_what_is_installed_has_no_fault_and_comes_back_from_a_draft_unchanged);
  g_test_add_func ("/patch/template-edit/faults", test_every_fault_is_told_with_its_place_and_the_reader_refuses_the_first);
  g_test_add_func ("/patch/template-edit/points", test_points_and_parts_go_in_and_out);
  g_test_add_func ("/patch/template-edit/from-nothing", test_a_template_drawn_from_nothing_says_what_is_missing_until_it_can_be_used);
  return g_test_run ();
}
