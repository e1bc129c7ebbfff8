/* workspace/overlay.c */
#include "overlay.h"

#include <math.h>

#include "base/file.h"

#define STEP_UNITS 0.25 /* a bent edge is drawn in straight pieces of this length */

typedef struct {
  double r, g, b;
} Ink;

/* Okabe and Ito's palette, told apart by all kinds of colour vision. */
static const Ink INK_FILLED = { 0.835, 0.369, 0.000 };   /* vermillion */
static const Ink INK_EMPTY = { 0.337, 0.706, 0.914 };    /* sky blue */
static const Ink INK_CHLORIDE = { 0.800, 0.475, 0.655 }; /* reddish purple */
static const Ink INK_LEFT_OUT = { 0.6, 0.6, 0.6 };
static const Ink INK_OUTLINE = { 0.000, 0.620, 0.451 };  /* bluish green */
static const Ink INK_MARK = { 0.941, 0.894, 0.259 };     /* yellow */

/* Strokes the path twice, on a dark rim, so that it shows on skin and on white. Keeps no path. */
static void
stroke (cairo_t *cr, Ink ink, double width, double scale)
{
  cairo_set_line_width (cr, (width + 2) / scale);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.45);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, width / scale);
  cairo_set_source_rgb (cr, ink.r, ink.g, ink.b);
  cairo_stroke (cr);
}

/* A straight edge of the template is a curve in the photo. */
static void
line_to_template (cairo_t *cr, const PatchMap *map, Point2 from, Point2 to)
{
  guint n = (guint) CLAMP (ceil (point2_distance (from, to) / STEP_UNITS), 1, 1000);

  for (guint i = 1; i <= n; i++)
    {
      double t = (double) i / n;
      Point2 at = patch_map_to_photo (map, (Point2) { from.x + t * (to.x - from.x), from.y + t * (to.y - from.y) });

      cairo_line_to (cr, at.x, at.y);
    }
}

static void
add_polygon (cairo_t *cr, const PatchMap *map, const Polygon *polygon)
{
  Point2 first;

  if (polygon->n < 3)
    return;
  first = patch_map_to_photo (map, polygon->points[0]);
  cairo_move_to (cr, first.x, first.y);
  for (guint i = 0; i < polygon->n; i++)
    line_to_template (cr, map, polygon->points[i], polygon->points[(i + 1) % polygon->n]);
  cairo_close_path (cr);
}

/* The part of a channel's centreline between two fractions, corners included. */
static void
add_stretch (cairo_t *cr, const PatchMap *map, const PatchChannel *channel, double from, double to)
{
  const Polygon *line = &channel->centreline;
  double start = from * channel->length, end = to * channel->length, passed = 0;
  Point2 at = polyline_at (line->points, line->n, start, NULL);
  Point2 on_photo = patch_map_to_photo (map, at);

  cairo_move_to (cr, on_photo.x, on_photo.y);
  for (guint i = 1; i + 1 < line->n; i++)
    {
      passed += point2_distance (line->points[i - 1], line->points[i]);
      if (passed > start && passed < end)
        {
          line_to_template (cr, map, at, line->points[i]);
          at = line->points[i];
        }
    }
  line_to_template (cr, map, at, polyline_at (line->points, line->n, end, NULL));
}

typedef enum { FOUND_FILLED, FOUND_EMPTY, FOUND_LEFT_OUT } Found;

static Found
found_at (const ChannelSample *sample)
{
  if (!sample->usable)
    return FOUND_LEFT_OUT;
  return sample->filled >= 0.5f ? FOUND_FILLED : FOUND_EMPTY;
}

static void
stroke_found (cairo_t *cr, Found found, Ink filled, double scale)
{
  const double dashes[] = { 4 / scale, 4 / scale };

  switch (found)
    {
    case FOUND_FILLED:
      stroke (cr, filled, 3.5, scale);
      break;
    case FOUND_EMPTY:
      stroke (cr, INK_EMPTY, 1.5, scale);
      break;
    case FOUND_LEFT_OUT:
      cairo_set_dash (cr, dashes, 2, 0);
      stroke (cr, INK_LEFT_OUT, 2.5, scale);
      cairo_set_dash (cr, NULL, 0, 0);
      break;
    }
}

/* Runs of samples in which the same was found, each reaching half-way to its neighbours. */
static void
paint_channel (cairo_t *cr, const PatchReading *reading, const PatchChannel *channel, const ChannelSample *samples, guint n,
               Ink filled, double scale)
{
  guint first = 0;

  for (guint i = 1; i <= n; i++)
    if (i == n || found_at (&samples[i]) != found_at (&samples[first]))
      {
        double from = first == 0 ? samples[0].fraction : (samples[first - 1].fraction + samples[first].fraction) / 2;
        double to = i == n ? samples[n - 1].fraction : (samples[i - 1].fraction + samples[i].fraction) / 2;

        add_stretch (cr, &reading->map, channel, from, to);
        stroke_found (cr, found_at (&samples[first]), filled, scale);
        first = i;
      }
}

/* Nothing was measured along them: thin, so that a person sees how the template lies. */
static void
paint_where_channels_should_be (cairo_t *cr, const PatchReading *reading, double scale)
{
  const PatchChannel *channels[] = { &reading->geometry->volume, &reading->geometry->chloride };

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (channels[i]->centreline.n >= 2)
      add_stretch (cr, &reading->map, channels[i], 0, 1);
  stroke (cr, INK_OUTLINE, 1, scale);
}

static void
paint_landmarks (cairo_t *cr, const PatchReading *reading, double scale)
{
  double size = 6 / scale;

  for (guint i = 0; i < reading->n_landmarks; i++)
    {
      const FoundLandmark *landmark = &reading->landmarks[i];

      if (!isfinite (landmark->at.x) || !isfinite (landmark->at.y))
        continue;
      if (landmark->manual) /* a square for a person's, a cross for the program's */
        cairo_rectangle (cr, landmark->at.x - size / 2, landmark->at.y - size / 2, size, size);
      else
        {
          cairo_move_to (cr, landmark->at.x - size, landmark->at.y);
          cairo_line_to (cr, landmark->at.x + size, landmark->at.y);
          cairo_move_to (cr, landmark->at.x, landmark->at.y - size);
          cairo_line_to (cr, landmark->at.x, landmark->at.y + size);
        }
      stroke (cr, INK_MARK, 1.5, scale);
    }
}

/* A bar across the channel with a ring around the place. */
static void
paint_front (cairo_t *cr, const PatchReading *reading, double scale)
{
  const PatchChannel *channel = &reading->geometry->volume;
  double at = reading->fill_fraction * channel->length, reach = 9 / scale;
  Point2 before = patch_map_to_photo (&reading->map, polyline_at (channel->centreline.points, channel->centreline.n, at - 0.05, NULL));
  Point2 after = patch_map_to_photo (&reading->map, polyline_at (channel->centreline.points, channel->centreline.n, at + 0.05, NULL));
  double length = point2_distance (before, after);

  cairo_new_sub_path (cr);
  cairo_arc (cr, reading->front.x, reading->front.y, reach, 0, 2 * G_PI);
  if (length > 0)
    {
      Point2 across = { -(after.y - before.y) / length * reach * 1.6, (after.x - before.x) / length * reach * 1.6 };

      cairo_move_to (cr, reading->front.x - across.x, reading->front.y - across.y);
      cairo_line_to (cr, reading->front.x + across.x, reading->front.y + across.y);
    }
  stroke (cr, INK_MARK, 2, scale);
}

void
overlay_paint (cairo_t *cr, const PatchReading *reading, double scale)
{
  g_return_if_fail (cr != NULL && reading != NULL && scale > 0);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (reading->registered && reading->geometry)
    {
      const PatchTemplate *geometry = reading->geometry;

      add_polygon (cr, &reading->map, &geometry->outline);
      stroke (cr, INK_OUTLINE, 2, scale);
      for (guint i = 0; i < geometry->n_blocks; i++)
        add_polygon (cr, &reading->map, &geometry->blocks[i].polygon);
      stroke (cr, INK_OUTLINE, 1, scale);
      if (reading->n_volume_profile == 0 && reading->n_chloride_profile == 0)
        paint_where_channels_should_be (cr, reading, scale);
      paint_channel (cr, reading, &geometry->volume, reading->volume_profile, reading->n_volume_profile, INK_FILLED, scale);
      paint_channel (cr, reading, &geometry->chloride, reading->chloride_profile, reading->n_chloride_profile, INK_CHLORIDE, scale);
      if (reading->volume_read && isfinite (reading->front.x) && isfinite (reading->front.y))
        paint_front (cr, reading, scale);
    }
  paint_landmarks (cr, reading, scale);
  cairo_restore (cr);
}

void
overlay_paint_regions (cairo_t *cr, const Polygon *regions, guint n_regions, double scale)
{
  double gap = 8 / scale;

  g_return_if_fail (cr != NULL && (regions != NULL || n_regions == 0) && scale > 0);

  for (guint i = 0; i < n_regions; i++)
    {
      double left, top, right, bottom;

      cairo_save (cr);
      cairo_new_path (cr);
      for (guint k = 0; k < regions[i].n; k++)
        cairo_line_to (cr, regions[i].points[k].x, regions[i].points[k].y);
      cairo_close_path (cr);
      cairo_path_extents (cr, &left, &top, &right, &bottom);
      stroke (cr, INK_LEFT_OUT, 1.5, scale);
      for (guint k = 0; k < regions[i].n; k++)
        cairo_line_to (cr, regions[i].points[k].x, regions[i].points[k].y);
      cairo_clip (cr);
      for (double x = left - (bottom - top); x < right; x += gap)
        {
          cairo_move_to (cr, x, bottom);
          cairo_line_to (cr, x + (bottom - top), top);
        }
      stroke (cr, INK_LEFT_OUT, 1, scale);
      cairo_restore (cr);
    }
}

/* IEC 61966-2-1, the other way round. */
static guint8
encode (float light)
{
  double value = CLAMP (light, 0.0f, 1.0f);

  value = value <= 0.0031308 ? 12.92 * value : 1.055 * pow (value, 1 / 2.4) - 0.055;
  return (guint8) (value * 255 + 0.5);
}

static cairo_surface_t *
draw_plane (const PhotoPlane *plane)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) plane->width, (int) plane->height);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (pixels == NULL)
    return surface;
  for (guint y = 0; y < plane->height; y++)
    {
      guint32 *row = (guint32 *) (void *) (pixels + (gssize) y * stride);
      const float *rgb = plane->rgb + 3 * (gsize) y * plane->width;

      for (guint x = 0; x < plane->width; x++, rgb += 3)
        row[x] = (guint32) encode (rgb[0]) << 16 | (guint32) encode (rgb[1]) << 8 | encode (rgb[2]);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static cairo_status_t
append_bytes (void *out, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (out, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
overlay_write_png (const Photo *photo, const PatchReading *reading, guint longest, const char *path, GError **error)
{
  g_autoptr(PhotoPlane) plane = NULL;
  g_autoptr(GByteArray) png = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (photo != NULL && reading != NULL && longest > 0 && path != NULL, FALSE);

  plane = photo_reduce (photo, longest);
  surface = draw_plane (plane);
  cr = cairo_create (surface);
  cairo_scale (cr, 1 / plane->scale, 1 / plane->scale);
  overlay_paint (cr, reading, 1 / plane->scale);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png_stream (surface, append_bytes, png);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be drawn: %s.", path, cairo_status_to_string (status));
      return FALSE;
    }
  return file_replace (path, png->data, png->len, error);
}
