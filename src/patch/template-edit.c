/* patch/template-edit.c */
#include "template-edit.h"

#include <math.h>
#include <string.h>

static PatchChannel *
channel_of (PatchTemplate *self, TemplatePart part)
{
  return part == TEMPLATE_VOLUME_CHANNEL ? &self->volume : part == TEMPLATE_CHLORIDE_CHANNEL ? &self->chloride : NULL;
}

guint
template_count_parts (const PatchTemplate *self, TemplatePart part)
{
  g_return_val_if_fail (self != NULL, 0);

  switch (part)
    {
    case TEMPLATE_DARK_REGION:
      return self->n_dark_regions;
    case TEMPLATE_LANDMARK:
      return self->n_landmarks;
    case TEMPLATE_BLOCK:
      return self->n_blocks;
    case TEMPLATE_BASE_REGION:
      return self->n_base_regions;
    case TEMPLATE_OUTLINE:
    case TEMPLATE_VOLUME_CHANNEL:
    case TEMPLATE_CHLORIDE_CHANNEL:
    case TEMPLATE_N_PARTS:
    default:
      return 1;
    }
}

Polygon *
template_polygon (PatchTemplate *self, TemplatePart part, guint index)
{
  g_return_val_if_fail (self != NULL && index < template_count_parts (self, part), NULL);

  switch (part)
    {
    case TEMPLATE_OUTLINE:
      return &self->outline;
    case TEMPLATE_DARK_REGION:
      return &self->dark_regions[index];
    case TEMPLATE_VOLUME_CHANNEL:
    case TEMPLATE_CHLORIDE_CHANNEL:
      return &channel_of (self, part)->centreline;
    case TEMPLATE_BLOCK:
      return &self->blocks[index].polygon;
    case TEMPLATE_BASE_REGION:
      return &self->base_regions[index];
    case TEMPLATE_LANDMARK:
    case TEMPLATE_N_PARTS:
    default:
      return NULL;
    }
}

guint
template_count_points (const PatchTemplate *self, TemplatePart part, guint index)
{
  return part == TEMPLATE_LANDMARK ? 1 : template_polygon ((PatchTemplate *) self, part, index)->n;
}

Point2
template_get_point (const PatchTemplate *self, TemplateSpot spot)
{
  g_return_val_if_fail (self != NULL, ((Point2) { NAN, NAN }));

  if (spot.part == TEMPLATE_LANDMARK)
    return self->landmarks[spot.index].at;
  return template_polygon ((PatchTemplate *) self, spot.part, spot.index)->points[spot.point];
}

/* What follows from the points. */
static void
points_changed (PatchTemplate *self, TemplatePart part)
{
  PatchChannel *channel = channel_of (self, part);

  if (channel)
    channel->length = channel->centreline.n >= 2 ? polyline_length (channel->centreline.points, channel->centreline.n) : 0;
}

void
template_move_point (PatchTemplate *self, TemplateSpot spot, Point2 to)
{
  g_return_if_fail (self != NULL && spot.point < template_count_points (self, spot.part, spot.index));

  if (spot.part == TEMPLATE_LANDMARK)
    self->landmarks[spot.index].at = to;
  else
    template_polygon (self, spot.part, spot.index)->points[spot.point] = to;
  points_changed (self, spot.part);
}

static gboolean
same_point (Point2 a, Point2 b)
{
  return a.x == b.x && a.y == b.y;
}

gboolean
template_insert_point (PatchTemplate *self, TemplateSpot spot, Point2 at)
{
  Polygon *polygon;

  g_return_val_if_fail (self != NULL, FALSE);

  polygon = template_polygon (self, spot.part, spot.index);
  g_return_val_if_fail (polygon != NULL && spot.point <= polygon->n, FALSE);

  if ((spot.point > 0 && same_point (polygon->points[spot.point - 1], at))
      || (spot.point < polygon->n && same_point (polygon->points[spot.point], at)))
    return FALSE;
  polygon->points = g_renew (Point2, polygon->points, polygon->n + 1);
  memmove (&polygon->points[spot.point + 1], &polygon->points[spot.point], sizeof *polygon->points * (polygon->n - spot.point));
  polygon->points[spot.point] = at;
  polygon->n++;
  points_changed (self, spot.part);
  return TRUE;
}

void
template_remove_point (PatchTemplate *self, TemplateSpot spot)
{
  Polygon *polygon;

  g_return_if_fail (self != NULL);

  polygon = template_polygon (self, spot.part, spot.index);
  g_return_if_fail (polygon != NULL && spot.point < polygon->n);

  memmove (&polygon->points[spot.point], &polygon->points[spot.point + 1], sizeof *polygon->points * (polygon->n - spot.point - 1));
  polygon->n--;
  points_changed (self, spot.part);
}

/* A name that no landmark has. */
static char *
free_id (const PatchTemplate *self)
{
  for (guint number = self->n_landmarks + 1;; number++)
    {
      g_autofree char *id = g_strdup_printf ("mark-%u", number);
      gboolean taken = FALSE;

      for (guint i = 0; i < self->n_landmarks; i++)
        taken = taken || g_str_equal (self->landmarks[i].id, id);
      if (!taken)
        return g_steal_pointer (&id);
    }
}

guint
template_add_part (PatchTemplate *self, TemplatePart part, Point2 at)
{
  guint index;

  g_return_val_if_fail (self != NULL, 0);

  index = template_count_parts (self, part);
  switch (part)
    {
    case TEMPLATE_DARK_REGION:
      self->dark_regions = g_renew (Polygon, self->dark_regions, ++self->n_dark_regions);
      self->dark_regions[index] = (Polygon) { NULL, 0 };
      break;
    case TEMPLATE_BASE_REGION:
      self->base_regions = g_renew (Polygon, self->base_regions, ++self->n_base_regions);
      self->base_regions[index] = (Polygon) { NULL, 0 };
      break;
    case TEMPLATE_BLOCK:
      self->blocks = g_renew (ReferenceBlock, self->blocks, ++self->n_blocks);
      self->blocks[index] = (ReferenceBlock) { .name = g_strdup_printf ("block-%u", index + 1), .set = 1 };
      break;
    case TEMPLATE_LANDMARK:
      {
        char *id = free_id (self);

        self->landmarks = g_renew (TemplateLandmark, self->landmarks, ++self->n_landmarks);
        self->landmarks[index] = (TemplateLandmark) { .id = id, .at = at, .kind = LANDMARK_CORNER };
        break;
      }
    case TEMPLATE_OUTLINE:
    case TEMPLATE_VOLUME_CHANNEL:
    case TEMPLATE_CHLORIDE_CHANNEL:
    case TEMPLATE_N_PARTS:
    default:
      g_return_val_if_reached (0);
    }
  return index;
}

#define TAKE_OUT(array, n, index) (memmove (&(array)[index], &(array)[(index) + 1], sizeof *(array) * ((n) - (index) - 1)), (n)--)

void
template_remove_part (PatchTemplate *self, TemplatePart part, guint index)
{
  g_return_if_fail (self != NULL && index < template_count_parts (self, part));

  switch (part)
    {
    case TEMPLATE_DARK_REGION:
      g_free (self->dark_regions[index].points);
      TAKE_OUT (self->dark_regions, self->n_dark_regions, index);
      break;
    case TEMPLATE_BASE_REGION:
      g_free (self->base_regions[index].points);
      TAKE_OUT (self->base_regions, self->n_base_regions, index);
      break;
    case TEMPLATE_BLOCK:
      g_free (self->blocks[index].name);
      g_free (self->blocks[index].polygon.points);
      TAKE_OUT (self->blocks, self->n_blocks, index);
      break;
    case TEMPLATE_LANDMARK:
      g_free (self->landmarks[index].id);
      TAKE_OUT (self->landmarks, self->n_landmarks, index);
      break;
    case TEMPLATE_OUTLINE:
    case TEMPLATE_VOLUME_CHANNEL:
    case TEMPLATE_CHLORIDE_CHANNEL:
    case TEMPLATE_N_PARTS:
    default:
      template_polygon (self, part, index)->n = 0; /* there is always one: it becomes empty */
      points_changed (self, part);
    }
}

guint
template_place_on (const PatchTemplate *self, TemplatePart part, guint index, Point2 at, double *distance)
{
  const Polygon *polygon = template_polygon ((PatchTemplate *) self, part, index);
  gboolean closed = channel_of ((PatchTemplate *) self, part) == NULL;
  guint best = polygon->n;

  *distance = INFINITY;
  for (guint i = 1; i < polygon->n + (closed ? 1 : 0); i++)
    {
      Point2 segment[2] = { polygon->points[i - 1], polygon->points[i % polygon->n] };
      double away = polyline_project (segment, 2, at, NULL);

      if (away < *distance)
        {
          *distance = away;
          best = i;
        }
    }
  return best;
}
