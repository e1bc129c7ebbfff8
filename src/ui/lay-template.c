/* ui/lay-template.c */
#include "lay-template.h"

#include <glib/gi18n.h>

#include "patch/bend-points.h"

#define SHARE 0.7 /* of the photo that the template fills at first */

/* x → a·x + b·y + c, for both coordinates of the photo */
typedef struct {
  double x[3], y[3];
} Affine;

static Point2
apply (const Affine *affine, Point2 at)
{
  return (Point2) { affine->x[0] * at.x + affine->x[1] * at.y + affine->x[2], affine->y[0] * at.x + affine->y[1] * at.y + affine->y[2] };
}

static void
bounds_of (const Polygon *outline, Point2 *low, Point2 *high)
{
  *low = *high = outline->points[0];
  for (guint i = 1; i < outline->n; i++)
    {
      Point2 at = outline->points[i];

      *low = (Point2) { MIN (low->x, at.x), MIN (low->y, at.y) };
      *high = (Point2) { MAX (high->x, at.x), MAX (high->y, at.y) };
    }
}

/* Upright, in the middle of the photo. */
static Affine
in_the_middle (const PatchTemplate *geometry, const Photo *photo)
{
  Point2 low, high;
  double scale;

  bounds_of (&geometry->outline, &low, &high);
  scale = SHARE * MIN (photo->width / (high.x - low.x), photo->height / (high.y - low.y));
  return (Affine) { { scale, 0, 0.5 * photo->width - scale * 0.5 * (low.x + high.x) },
                    { 0, scale, 0.5 * photo->height - scale * 0.5 * (low.y + high.y) } };
}

/* The start, moved so that it goes through the first point. */
static void
through_one (Affine *affine, const Point2 *from, const Point2 *to)
{
  Point2 now = apply (affine, from[0]);

  affine->x[2] += to[0].x - now.x;
  affine->y[2] += to[0].y - now.y;
}

/* Turned and scaled alike: (x, y) as complex numbers. */
static void
through_two (Affine *affine, const Point2 *from, const Point2 *to)
{
  Point2 f = { from[1].x - from[0].x, from[1].y - from[0].y }, t = { to[1].x - to[0].x, to[1].y - to[0].y };
  double square = f.x * f.x + f.y * f.y;
  double a = (t.x * f.x + t.y * f.y) / square, b = (t.y * f.x - t.x * f.y) / square;

  *affine = (Affine) { { a, -b, to[0].x - a * from[0].x + b * from[0].y }, { b, a, to[0].y - b * from[0].x - a * from[0].y } };
}

/* FALSE: the three lie on one line. */
static gboolean
through_three (Affine *affine, const Point2 *from, const Point2 *to)
{
  Point2 p = { from[1].x - from[0].x, from[1].y - from[0].y }, q = { from[2].x - from[0].x, from[2].y - from[0].y };
  double determinant = p.x * q.y - p.y * q.x;
  Affine fitted = { 0 };

  if (ABS (determinant) < 1e-6)
    return FALSE;
  for (int c = 0; c < 2; c++)
    {
      double u = c == 0 ? to[1].x - to[0].x : to[1].y - to[0].y, v = c == 0 ? to[2].x - to[0].x : to[2].y - to[0].y;
      double *row = c == 0 ? fitted.x : fitted.y;

      row[0] = (u * q.y - v * p.y) / determinant;
      row[1] = (v * p.x - u * q.x) / determinant;
      row[2] = (c == 0 ? to[0].x : to[0].y) - row[0] * from[0].x - row[1] * from[0].y;
    }
  *affine = fitted;
  return TRUE;
}

static void
map_of_affine (const PatchTemplate *geometry, const Affine *affine, PatchMap *map)
{
  Point2 low, high, corners[4], on_photo[4];

  bounds_of (&geometry->outline, &low, &high);
  corners[0] = low;
  corners[1] = (Point2) { high.x, low.y };
  corners[2] = high;
  corners[3] = (Point2) { low.x, high.y };
  for (int i = 0; i < 4; i++)
    on_photo[i] = apply (affine, corners[i]);
  patch_map_fit (geometry, corners, on_photo, NULL, 4, FALSE, map);
}

static void
lay_map (const PatchTemplate *geometry, const Photo *photo, const ByHand *by_hand, guint *n_placed, PatchMap *map)
{
  guint n_most = by_hand->landmarks->len, n = 0;
  g_autofree Point2 *from = g_new (Point2, n_most + 1);
  g_autofree Point2 *to = g_new (Point2, n_most + 1);
  Affine affine = in_the_middle (geometry, photo);

  for (guint i = 0; i < n_most; i++)
    {
      const FoundLandmark *placed = &g_array_index (by_hand->landmarks, FoundLandmark, i);

      if (patch_placeable (geometry, placed->id, &from[n]))
        to[n++] = placed->at;
    }
  *n_placed = n;
  if (n >= LAY_LANDMARKS && patch_map_fit (geometry, from, to, NULL, n, FALSE, map))
    return;
  if (n == 1)
    through_one (&affine, from, to);
  else if (n == 2 || (n >= 3 && !through_three (&affine, from, to)))
    through_two (&affine, from, to);
  map_of_affine (geometry, &affine, map);
}

PatchReading *
lay_template (const PatchTemplate *geometry, const Photo *photo, const ByHand *by_hand)
{
  PatchReading *reading = patch_reading_new ();
  guint n_placed;

  g_return_val_if_fail (geometry != NULL && photo != NULL && by_hand != NULL, reading);

  reading->geometry = geometry;
  reading->registered = TRUE;
  lay_map (geometry, photo, by_hand, &n_placed, &reading->map);
  reading->n_landmarks = geometry->n_landmarks;
  reading->landmarks = g_new0 (FoundLandmark, reading->n_landmarks);
  for (guint i = 0; i < reading->n_landmarks; i++)
    {
      const TemplateLandmark *landmark = &geometry->landmarks[i];
      const FoundLandmark *placed = by_hand_find (by_hand, landmark->id);

      reading->landmarks[i].id = g_strdup (landmark->id);
      reading->landmarks[i].at = placed != NULL ? placed->at : patch_map_to_photo (&reading->map, landmark->at);
      reading->landmarks[i].manual = placed != NULL;
    }
  reading->reason = n_placed >= LAY_LANDMARKS
                      ? g_strdup (_("The photo is read with these landmarks…"))
                      : g_strdup_printf (ngettext ("Drag landmarks to where they are in the photo: %u more, far apart from each other. Esc gives up.",
                                                   "Drag landmarks to where they are in the photo: %u more, far apart from each other. Esc gives up.",
                                                   LAY_LANDMARKS - n_placed),
                                         LAY_LANDMARKS - n_placed);
  return reading;
}
