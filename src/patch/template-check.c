/* patch/template-check.c */
#include "template-check.h"

#include <glib/gi18n.h>
#include <math.h>

#include "template-shape.h"

#define CHANNEL_MARGIN 1e-6 /* of the outline's longer side: a centreline may end on the edge */
#define PRINT_MARGIN 0.03   /* of it: stickers are trimmed unevenly, and print reaches the cut */

typedef struct {
  const PatchTemplate *geometry;
  double side;        /* of the outline, the longer; NAN while the outline is none */
  GArray *faults;
} Check;

static void
fault_clear (gpointer data)
{
  g_free (((TemplateFault *) data)->key);
  g_free (((TemplateFault *) data)->message);
}

/* Takes @key and @message. */
static void
complain (Check *check, TemplatePart part, guint index, char *key, char *message, Point2 at)
{
  TemplateFault fault = { part, index, key, message, at };

  g_array_append_val (check->faults, fault);
}

static double
longer_side (const Polygon *outline)
{
  Point2 low = outline->points[0], high = low;

  for (guint i = 1; i < outline->n; i++)
    {
      low = (Point2) { MIN (low.x, outline->points[i].x), MIN (low.y, outline->points[i].y) };
      high = (Point2) { MAX (high.x, outline->points[i].x), MAX (high.y, outline->points[i].y) };
    }
  return MAX (high.x - low.x, high.y - low.y);
}

static Point2
middle (const Polygon *polygon)
{
  Point2 sum = { 0, 0 };

  for (guint i = 0; i < polygon->n; i++)
    sum = (Point2) { sum.x + polygon->points[i].x / polygon->n, sum.y + polygon->points[i].y / polygon->n };
  return polygon->n > 0 ? sum : (Point2) { NAN, NAN };
}

/* Takes @key. */
static void
check_polygon (Check *check, TemplatePart part, guint index, char *key, const Polygon *polygon)
{
  const char *shape = template_shape_fault_of_polygon (polygon);
  Point2 where;

  if (shape)
    complain (check, part, index, key, g_strdup (shape), middle (polygon));
  else if (part != TEMPLATE_OUTLINE && isfinite (check->side)
           && template_shape_leaves (&check->geometry->outline, polygon, TRUE, PRINT_MARGIN * check->side, &where))
    complain (check, part, index, key, g_strdup_printf (_("leaves the outline at (%g, %g)"), where.x, where.y), where);
  else
    g_free (key);
}

static void
check_polygons (Check *check, TemplatePart part, const char *key, const Polygon *polygons, guint n)
{
  for (guint i = 0; i < n; i++)
    check_polygon (check, part, i, g_strdup_printf ("%s[%u]", key, i), &polygons[i]);
}

static void
check_landmarks (Check *check)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < check->geometry->n_landmarks; i++)
    {
      const TemplateLandmark *landmark = &check->geometry->landmarks[i];
      Point2 pair[2] = { landmark->at, landmark->at }, where;
      Polygon spot = { pair, 2 };

      if (landmark->id[0] == '\0' || !g_hash_table_add (seen, landmark->id))
        complain (check, TEMPLATE_LANDMARK, i, g_strdup_printf ("landmarks[%u].id", i),
                  g_strdup_printf (_("“%s” is empty or used twice"), landmark->id), landmark->at);
      if (isfinite (check->side) && template_shape_leaves (&check->geometry->outline, &spot, FALSE, PRINT_MARGIN * check->side, &where))
        complain (check, TEMPLATE_LANDMARK, i, g_strdup_printf ("landmarks[%u].at", i),
                  g_strdup_printf (_("(%g, %g) lies outside the outline"), landmark->at.x, landmark->at.y), landmark->at);
    }
}

static void
check_channel (Check *check, TemplatePart part, const char *name, const PatchChannel *channel)
{
  g_autofree char *line = g_strconcat (name, ".centreline", NULL);
  const Polygon *centreline = &channel->centreline;
  Point2 where;

  if (channel->width <= 0.0)
    complain (check, part, 0, g_strconcat (name, ".width", NULL), g_strdup (_("a channel is wider than 0")), middle (centreline));
  else if (isfinite (check->side) && channel->width > check->side)
    complain (check, part, 0, g_strconcat (name, ".width", NULL), g_strdup (_("a channel is narrower than the patch")), middle (centreline));
  if (centreline->n < 2)
    complain (check, part, 0, g_strdup (line), g_strdup (_("a centreline needs at least two points")), middle (centreline));
  else if (isfinite (check->side)
           && template_shape_leaves (&check->geometry->outline, centreline, FALSE, CHANNEL_MARGIN * check->side, &where))
    complain (check, part, 0, g_strdup (line), g_strdup_printf (_("the channel leaves the outline at (%g, %g)"), where.x, where.y), where);
  else if (!template_shape_is_simple_line (centreline))
    complain (check, part, 0, g_strdup (line), g_strdup (_("the channel crosses itself")), middle (centreline));
}

GArray *
template_check (const PatchTemplate *self)
{
  Check check = { self, NAN, NULL };

  g_return_val_if_fail (self != NULL, NULL);

  check.faults = g_array_new (FALSE, FALSE, sizeof (TemplateFault));
  g_array_set_clear_func (check.faults, fault_clear);
  check_polygon (&check, TEMPLATE_OUTLINE, 0, g_strdup ("outline"), &self->outline);
  if (check.faults->len == 0)
    check.side = longer_side (&self->outline);
  check_polygons (&check, TEMPLATE_DARK_REGION, "dark_regions", self->dark_regions, self->n_dark_regions);
  check_landmarks (&check);
  check_channel (&check, TEMPLATE_VOLUME_CHANNEL, "volume_channel", &self->volume);
  check_channel (&check, TEMPLATE_CHLORIDE_CHANNEL, "chloride_channel", &self->chloride);
  for (guint i = 0; i < self->n_blocks; i++)
    check_polygon (&check, TEMPLATE_BLOCK, i, g_strdup_printf ("reference_blocks[%u].polygon", i), &self->blocks[i].polygon);
  check_polygons (&check, TEMPLATE_BASE_REGION, "base_regions", self->base_regions, self->n_base_regions);
  return check.faults;
}
