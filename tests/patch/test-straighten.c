/* tests/patch/test-straighten.c: what is drawn on a tilted photo is true once a rectangle in it is known */
#include <math.h>

#include "patch/patch-error.h"
#include "patch/template-straighten.h"

#define CARD_WIDTH_MM  85.6
#define CARD_HEIGHT_MM 54.0

/* Millimetres on the table to pixels of a camera that looks at it aslant. */
static Point2
seen (Point2 mm)
{
  double w = 1 + 0.0021 * mm.x + 0.0047 * mm.y;

  return (Point2) { (300 + 6.1 * mm.x + 1.3 * mm.y) / w, (200 - 0.8 * mm.x + 5.2 * mm.y) / w };
}

/* As a photo from straight above would be drawn on: 40 pixels are a unit. */
static PatchMap
flat (void)
{
  return (PatchMap) { .centre = { 10, 7.5 }, .half_size = 10, .h = { 400, 0, 400, 0, 400, 300, 0, 0, 1 } };
}

static PatchTemplate *
drawn_on (const PatchMap *map, const Point2 *mm, guint n, gboolean backwards)
{
  g_autofree char *path = g_build_filename (g_getenv ("SALTLINE_DATA"), "templates", "gx-18-arm.json", NULL);
  g_autofree char *text = NULL;
  PatchTemplate *geometry;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  geometry = patch_template_draft (path, text, NULL);
  while (geometry->outline.n > 0)
    template_remove_point (geometry, (TemplateSpot) { TEMPLATE_OUTLINE, 0, 0 });
  for (guint i = 0; i < n; i++)
    {
      Point2 at;

      g_assert_true (patch_map_to_template (map, seen (mm[backwards ? (4 - i) % 4 : i]), &at));
      g_assert_true (template_insert_point (geometry, (TemplateSpot) { TEMPLATE_OUTLINE, 0, i }, at));
    }
  return geometry;
}

static double
distance (Point2 a, Point2 b)
{
  return hypot (a.x - b.x, a.y - b.y);
}

static void
check (gboolean backwards)
{
  const Point2 card[] = { { 10, 5 }, { 10 + CARD_WIDTH_MM, 5 }, { 10 + CARD_WIDTH_MM, 5 + CARD_HEIGHT_MM }, { 10, 5 + CARD_HEIGHT_MM } };
  const Point2 elsewhere[] = { { 20, 12 }, { 61, 47 }, { 88, 20 } };
  PatchMap map = flat (), before = map;
  g_autoptr(PatchTemplate) geometry = drawn_on (&map, card, 4, backwards);
  g_autoptr(GError) error = NULL;
  Point2 landmark = patch_map_to_photo (&map, geometry->landmarks[0].at);

  g_assert_true (template_straighten (geometry, &map, TEMPLATE_OUTLINE, 0, backwards ? CARD_HEIGHT_MM : CARD_WIDTH_MM,
                                      backwards ? CARD_WIDTH_MM : CARD_HEIGHT_MM, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (distance (geometry->outline.points[0], geometry->outline.points[1]) * geometry->unit_mm,
                                  backwards ? CARD_HEIGHT_MM : CARD_WIDTH_MM, 1e-6);
  /* Anything else that lies on the table has its true distances too. */
  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      Point2 one = elsewhere[i], other = elsewhere[(i + 1) % G_N_ELEMENTS (elsewhere)], a, b;

      g_assert_true (patch_map_to_template (&map, seen (one), &a));
      g_assert_true (patch_map_to_template (&map, seen (other), &b));
      g_assert_cmpfloat_with_epsilon (distance (a, b) * geometry->unit_mm, distance (one, other), 1e-6);
    }
  /* Nothing moved in the photo. */
  g_assert_cmpfloat (distance (patch_map_to_photo (&map, geometry->landmarks[0].at), landmark), <, 1e-6);
  g_assert_cmpfloat (distance (patch_map_to_photo (&map, geometry->outline.points[2]), seen (card[2])), <, 1e-6);
  g_assert_cmpfloat (fabs (map.h[6] / map.h[8]) + fabs (map.h[7] / map.h[8]), >, 0.01); /* it was tilted */
  g_assert_cmpfloat (before.h[6], ==, 0);
}

static void
test_a_card_makes_the_drawing_true_whichever_way_round_it_is_drawn (void)
{
  check (FALSE);
  check (TRUE);
}

static void
test_what_is_no_rectangle_is_refused_and_nothing_changes (void)
{
  const Point2 crossed[] = { { 10, 5 }, { 90, 60 }, { 90, 5 }, { 10, 60 } };
  const Point2 three[] = { { 10, 5 }, { 90, 5 }, { 90, 60 } };
  PatchMap map = flat ();
  g_autoptr(PatchTemplate) bow = drawn_on (&map, crossed, 4, FALSE), triangle = drawn_on (&map, three, 3, FALSE);
  g_autofree char *before = patch_template_to_json (bow), *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (template_straighten (bow, &map, TEMPLATE_OUTLINE, 0, 85, 54, &error));
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE);
  g_clear_error (&error);
  after = patch_template_to_json (bow);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpfloat (map.h[0], ==, 400);
  g_assert_false (template_straighten (triangle, &map, TEMPLATE_OUTLINE, 0, 85, 54, &error));
  g_assert_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/straighten/card", test_a_card_makes_the_drawing_true_whichever_way_round_it_is_drawn);
  g_test_add_func ("/patch/straighten/refused", test_what_is_no_rectangle_is_refused_and_nothing_changes);
  return g_test_run ();
}
