/* ui/template-painter.c */
#include "template-painter.h"

#include <math.h>

#include "handle-painter.h"

static Point2
on_view (const ViewTransform *view, const TemplateDraft *draft, Point2 on_template)
{
  return view_transform_from_photo (view, patch_map_to_photo (&draft->map, on_template));
}

static void
trace (cairo_t *cr, const ViewTransform *view, const TemplateDraft *draft, const Polygon *polygon, gboolean closed)
{
  for (guint i = 0; i < polygon->n; i++)
    {
      Point2 at = on_view (view, draft, polygon->points[i]);

      if (i == 0)
        cairo_move_to (cr, at.x, at.y);
      else
        cairo_line_to (cr, at.x, at.y);
    }
  if (closed && polygon->n > 2)
    cairo_close_path (cr);
}

static void
paint_part (cairo_t *cr, const ViewTransform *view, const TemplateDraft *draft, TemplatePart part, guint index, gboolean is_edited)
{
  static const double colours[TEMPLATE_N_PARTS][3] = { { 1, 1, 1 }, { 0.35, 0.35, 0.35 }, { 1, 1, 0.4 }, { 1, 0.55, 0.1 },
                                                       { 0.75, 0.45, 1 }, { 0.3, 0.85, 0.5 }, { 0.4, 0.8, 1 } };
  PatchTemplate *geometry = draft->geometry;
  const Polygon *polygon = template_polygon (geometry, part, index);
  gboolean is_channel = part == TEMPLATE_VOLUME_CHANNEL || part == TEMPLATE_CHLORIDE_CHANNEL;
  const double *colour = colours[part];

  if (polygon == NULL)
    {
      Point2 at = on_view (view, draft, geometry->landmarks[index].at);

      cairo_arc (cr, at.x, at.y, 4.0, 0.0, 2.0 * G_PI);
    }
  else
    trace (cr, view, draft, polygon, !is_channel);
  if (part == TEMPLATE_BLOCK && geometry->blocks[index].known)
    {
      const guint8 *srgb = geometry->blocks[index].srgb;

      cairo_set_source_rgba (cr, srgb[0] / 255.0, srgb[1] / 255.0, srgb[2] / 255.0, 0.35);
      cairo_fill_preserve (cr);
    }
  if (is_channel && polygon->n > 0)
    {
      const PatchChannel *channel = part == TEMPLATE_VOLUME_CHANNEL ? &geometry->volume : &geometry->chloride;
      double width = channel->width * patch_map_scale (&draft->map, polygon->points[0]) / view_transform_pixel (view);

      cairo_set_source_rgba (cr, colour[0], colour[1], colour[2], 0.25);
      cairo_set_line_width (cr, MAX (width, 1.0));
      cairo_stroke_preserve (cr);
    }
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_set_line_width (cr, is_edited ? 4.5 : 3.0);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgba (cr, colour[0], colour[1], colour[2], is_edited ? 1.0 : 0.75);
  cairo_set_line_width (cr, is_edited ? 2.5 : 1.2);
  cairo_stroke (cr);
}

static void
paint_fault (cairo_t *cr, Point2 at)
{
  cairo_arc (cr, at.x, at.y, 14.0, 0.0, 2.0 * G_PI);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.9);
  cairo_set_line_width (cr, 5.0);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 0.88, 0.11, 0.14);
  cairo_set_line_width (cr, 3.0);
  cairo_stroke (cr);
}

static void
paint_points (cairo_t *cr, const ViewTransform *view, const TemplateDraft *draft, const TemplateLook *look)
{
  guint n = look->index < template_count_parts (draft->geometry, look->part) ? template_count_points (draft->geometry, look->part, look->index) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i + 1);

      handle_paint (cr, on_view (view, draft, template_get_point (draft->geometry, (TemplateSpot) { look->part, look->index, i })),
                    (HandleLook) { .placed = TRUE, .chosen = (int) i == look->chosen, .hovered = (int) i == look->hovered }, name);
    }
}

void
template_paint (cairo_t *cr, const ViewTransform *view, const TemplateDraft *draft, const GArray *faults, const TemplateLook *look)
{
  g_return_if_fail (cr != NULL && view != NULL && draft != NULL && look != NULL);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (TemplatePart part = 0; part < TEMPLATE_N_PARTS; part++)
    for (guint i = 0; i < template_count_parts (draft->geometry, part); i++)
      paint_part (cr, view, draft, part, i, part == look->part && i == look->index);
  for (guint i = 0; faults != NULL && i < faults->len; i++)
    {
      const TemplateFault *fault = &g_array_index (faults, TemplateFault, i);

      if (isfinite (fault->at.x))
        paint_fault (cr, on_view (view, draft, fault->at));
    }
  paint_points (cr, view, draft, look);
}
