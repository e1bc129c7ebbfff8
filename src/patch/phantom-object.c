/* patch/phantom-object.c: things that are no patch, to see that none is taken for one */
#include "phantom-sheet.h"

#include <math.h>

#include "phantom-random.h"

#define WIDE 19.0 /* template units, as a patch is */
#define HIGH 13.5

static double
box_share (Point2 p, double left, double top, double right, double bottom, double pixel)
{
  double distance = MAX (MAX (left - p.x, p.x - right), MAX (top - p.y, p.y - bottom));

  return CLAMP (0.5 - distance / pixel, 0.0, 1.0);
}

static void
paint (double light[3], double r, double g, double b, double share)
{
  light[0] += share * (r - light[0]);
  light[1] += share * (g - light[1]);
  light[2] += share * (b - light[2]);
}

static void
draw_ruler (Point2 p, double pixel, double light[3])
{
  double mark = floor (p.x / 0.5 + 0.5);
  double length = fmod (mark, 10.0) == 0.0 ? 2.2 : fmod (mark, 5.0) == 0.0 ? 1.6 : 1.0;

  paint (light, 0.85, 0.72, 0.30, 1.0);
  paint (light, 0.03, 0.03, 0.03, box_share (p, mark * 0.5 - 0.06, 4.0, mark * 0.5 + 0.06, 4.0 + length, pixel));
}

/* A serpentine of orange ink on white card: the dye's colour without the patch. */
static void
draw_orange_lines (guint32 seed, Point2 p, double pixel, double light[3])
{
  double pitch = 0.8 + 1.2 * phantom_hash (seed, 1, 1), width = 0.15 + 0.3 * phantom_hash (seed, 1, 2);
  double row = floor (p.y / pitch);

  paint (light, 0.82, 0.82, 0.80, 1.0);
  paint (light, 0.85, 0.25, 0.02, box_share (p, 1.0, row * pitch + 0.5 * (pitch - width), WIDE - 1.0, row * pitch + 0.5 * (pitch + width), pixel));
  if (fmod (fabs (row), 2.0) < 1.0)
    paint (light, 0.85, 0.25, 0.02, box_share (p, WIDE - 1.0 - width, row * pitch + 0.5 * pitch, WIDE - 1.0, (row + 1.5) * pitch, pixel));
}

static void
draw_page (guint32 seed, Point2 p, double pixel, double light[3])
{
  double line = floor (p.y / 0.55), word = floor (p.x / 0.9);

  paint (light, 0.80, 0.79, 0.74, 1.0);
  if (phantom_hash (seed, (gint32) word, (gint32) line) < 0.85f && p.x > 1.2 && p.x < WIDE - 1.2 && p.y > 1.0 && p.y < HIGH - 1.0)
    paint (light, 0.08, 0.08, 0.08,
           box_share (p, word * 0.9 + 0.08, line * 0.55 + 0.15, word * 0.9 + 0.3 + 0.5 * phantom_hash (seed + 1, (gint32) word, (gint32) line),
                      line * 0.55 + 0.36, pixel));
}

static void
draw_white_card (guint32 seed, Point2 p, double pixel, double light[3])
{
  paint (light, 0.84, 0.84, 0.84, 1.0);
  for (gint32 i = 0; i < 5; i++)
    {
      double x = 2 + 14 * phantom_hash (seed, i, 0), y = 2 + 9 * phantom_hash (seed, i, 1), size = 0.6 + 2 * phantom_hash (seed, i, 2);

      paint (light, phantom_hash (seed, i, 3), phantom_hash (seed, i, 4), phantom_hash (seed, i, 5), box_share (p, x, y, x + size, y + size / 2, pixel));
    }
  paint (light, 0.03, 0.03, 0.03, box_share (p, 6, 0.3, 11, 6.5, pixel) * (phantom_hash (seed, 9, 9) < 0.5f ? 1.0 : 0.0));
}

double
phantom_object_light (PhantomObject object, guint32 seed, Point2 p, double pixel, double light[3])
{
  double top = object == PHANTOM_OBJECT_RULER ? 4.0 : 0.0, bottom = object == PHANTOM_OBJECT_RULER ? 9.0 : HIGH;
  double right = object == PHANTOM_OBJECT_RULER ? 60.0 : WIDE, left = object == PHANTOM_OBJECT_RULER ? -40.0 : 0.0;
  double share = box_share (p, left, top, right, bottom, pixel);

  if (share <= 0.0)
    return 0.0;
  switch (object)
    {
    case PHANTOM_OBJECT_RULER:
      draw_ruler (p, pixel, light);
      break;
    case PHANTOM_OBJECT_ORANGE_LINES:
      draw_orange_lines (seed, p, pixel, light);
      break;
    case PHANTOM_OBJECT_CHEQUERBOARD:
      {
        gboolean dark = fmod (fabs (floor (p.x / 1.5) + floor (p.y / 1.5)), 2.0) < 1.0;

        paint (light, dark ? 0.03 : 0.85, dark ? 0.03 : 0.85, dark ? 0.03 : 0.84, 1.0);
      }
      break;
    case PHANTOM_OBJECT_PAGE:
      draw_page (seed, p, pixel, light);
      break;
    case PHANTOM_OBJECT_WHITE_CARD:
      draw_white_card (seed, p, pixel, light);
      break;
    case PHANTOM_OBJECT_BLACK_BOX:
      paint (light, 0.02, 0.02, 0.025, 1.0);
      break;
    case PHANTOM_OBJECT_PATCH:
    case PHANTOM_OBJECT_NOTHING:
    case PHANTOM_N_OBJECTS:
    default:
      return 0.0;
    }
  return share;
}
