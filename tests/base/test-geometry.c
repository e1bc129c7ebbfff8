/* tests/base/test-geometry.c */
#include "base/geometry.h"

static const Point2 L_SHAPE[] = { { 0, 0 }, { 3, 0 }, { 3, 4 } };

static void
test_arc_length_runs_along_the_polyline_and_back (void)
{
  Point2 tangent, p = polyline_at (L_SHAPE, 3, 5, &tangent);
  double at;

  g_assert_cmpfloat (polyline_length (L_SHAPE, 3), ==, 7);
  g_assert_cmpfloat (p.x, ==, 3);
  g_assert_cmpfloat (p.y, ==, 2);
  g_assert_cmpfloat (tangent.y, ==, 1);
  g_assert_cmpfloat (polyline_project (L_SHAPE, 3, (Point2) { 4, 2 }, &at), ==, 1);
  g_assert_cmpfloat (at, ==, 5);
}

static void
test_a_polygon_knows_its_inside_and_its_sense (void)
{
  const Point2 square[] = { { 0, 0 }, { 2, 0 }, { 2, 2 }, { 0, 2 } };

  g_assert_true (polygon_contains (square, 4, (Point2) { 1, 1 }));
  g_assert_false (polygon_contains (square, 4, (Point2) { 3, 1 }));
  g_assert_cmpfloat (polygon_area (square, 4), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/geometry/arc-length", test_arc_length_runs_along_the_polyline_and_back);
  g_test_add_func ("/base/geometry/polygon", test_a_polygon_knows_its_inside_and_its_sense);
  return g_test_run ();
}
