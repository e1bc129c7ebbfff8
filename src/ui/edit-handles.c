/* ui/edit-handles.c */
#include "edit-handles.h"

#include <glib/gi18n.h>
#include <math.h>

#include "patch/bend-points.h"
#include "snap.h"

#define PICK_REACH      12.0 /* logical pixels */
#define LEAST_STRETCH   0.05 /* of the chloride channel */

static Point2
point_on_channel (const PatchReading *reading, const PatchChannel *channel, double fraction)
{
  Point2 on_template = polyline_at (channel->centreline.points, channel->centreline.n, fraction * channel->length, NULL);

  return patch_map_to_photo (&reading->map, on_template);
}

static void
add (GArray *handles, HandleKind kind, const char *name, Point2 at, gboolean placed)
{
  EditHandle handle = { kind, name, at, placed };

  g_array_append_val (handles, handle);
}

void
edit_handles_gather (GArray *handles, const PatchReading *reading, const ByHand *by_hand)
{
  const PatchTemplate *geometry = reading != NULL ? reading->geometry : NULL;
  BendPoint bends[BEND_POINTS];
  guint n_bends;

  g_array_set_size (handles, 0);
  if (geometry == NULL)
    return;
  if (reading->volume_read)
    add (handles, HANDLE_FRONT, _("Front"), reading->front, by_hand->front_set);
  for (guint i = 0; i < reading->n_landmarks && i < geometry->n_landmarks; i++)
    add (handles, HANDLE_LANDMARK, geometry->landmarks[i].id, reading->landmarks[i].at, reading->landmarks[i].manual);
  n_bends = patch_bend_points (geometry, bends);
  for (guint i = 0; i < n_bends; i++)
    {
      const FoundLandmark *placed = by_hand_find (by_hand, bends[i].id);

      add (handles, HANDLE_BEND, bends[i].id, placed != NULL ? placed->at : patch_map_to_photo (&reading->map, bends[i].at), placed != NULL);
    }
  if (reading->n_chloride_profile > 0)
    {
      double from = by_hand->chloride_set ? by_hand->chloride_from : 0.0;
      double to = by_hand->chloride_set ? by_hand->chloride_to : 1.0;

      add (handles, HANDLE_CHLORIDE_START, _("Chloride from here"), point_on_channel (reading, &geometry->chloride, from), by_hand->chloride_set);
      add (handles, HANDLE_CHLORIDE_END, _("Chloride to here"), point_on_channel (reading, &geometry->chloride, to), by_hand->chloride_set);
    }
}

int
edit_handles_near (const GArray *handles, const ViewTransform *view, Point2 on_view)
{
  double nearest = PICK_REACH;
  int found = -1;

  for (guint i = 0; i < handles->len; i++)
    {
      double distance = point2_distance (view_transform_from_photo (view, g_array_index (handles, EditHandle, i).at), on_view);

      if (distance < nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}

/* The channel along which the handle slides; NULL: it lies freely. */
static const PatchChannel *
channel_of (const EditHandle *handle, const PatchReading *reading)
{
  switch (handle->kind)
    {
    case HANDLE_FRONT:
      return &reading->geometry->volume;
    case HANDLE_CHLORIDE_START:
    case HANDLE_CHLORIDE_END:
      return &reading->geometry->chloride;
    default:
      return NULL;
    }
}

static double
fraction_of (const EditHandle *handle, const PatchReading *reading, const ByHand *by_hand)
{
  if (handle->kind == HANDLE_FRONT)
    return reading->fill_fraction;
  if (handle->kind == HANDLE_CHLORIDE_START)
    return by_hand->chloride_set ? by_hand->chloride_from : 0.0;
  return by_hand->chloride_set ? by_hand->chloride_to : 1.0;
}

static char *
slide_to (const EditHandle *handle, ByHand *by_hand, double fraction)
{
  if (handle->kind == HANDLE_FRONT)
    {
      by_hand->front_set = TRUE;
      by_hand->front_fraction = CLAMP (fraction, 0.0, 1.0);
      return g_strdup (_("Move the front"));
    }
  if (!by_hand->chloride_set)
    {
      by_hand->chloride_set = TRUE;
      by_hand->chloride_from = 0.0;
      by_hand->chloride_to = 1.0;
    }
  if (handle->kind == HANDLE_CHLORIDE_START)
    by_hand->chloride_from = CLAMP (fraction, 0.0, by_hand->chloride_to - LEAST_STRETCH);
  else
    by_hand->chloride_to = CLAMP (fraction, by_hand->chloride_from + LEAST_STRETCH, 1.0);
  return g_strdup (_("Limit the chloride region"));
}

static char *
place_at (const EditHandle *handle, ByHand *by_hand, Point2 to)
{
  by_hand_place (by_hand, handle->name, to);
  return g_strdup_printf (handle->kind == HANDLE_BEND ? _("Bend at %s") : _("Move landmark %s"), handle->name);
}

char *
edit_handle_move (const EditHandle *handle, const PatchReading *reading, ByHand *by_hand, Point2 to, const Photo *photo, double reach)
{
  const PatchChannel *channel = channel_of (handle, reading);
  Point2 on_template;
  double along;

  if (channel == NULL)
    return place_at (handle, by_hand, photo != NULL ? snap_to_corner (photo, to, reach) : to);
  if (!patch_map_to_template (&reading->map, to, &on_template))
    return NULL;
  polyline_project (channel->centreline.points, channel->centreline.n, on_template, &along);
  return slide_to (handle, by_hand, along / channel->length);
}

char *
edit_handle_nudge (const EditHandle *handle, const PatchReading *reading, ByHand *by_hand, double dx, double dy)
{
  const PatchChannel *channel = channel_of (handle, reading);

  if (channel == NULL)
    return place_at (handle, by_hand, (Point2) { handle->at.x + dx, handle->at.y + dy });
  return slide_to (handle, by_hand, fraction_of (handle, reading, by_hand)
                                      + (dx - dy) / patch_map_scale (&reading->map, reading->map.centre) / channel->length);
}

char *
edit_handle_release (const EditHandle *handle, ByHand *by_hand)
{
  if (!handle->placed)
    return NULL;
  switch (handle->kind)
    {
    case HANDLE_FRONT:
      by_hand->front_set = FALSE;
      return g_strdup (_("Let the front be found"));
    case HANDLE_CHLORIDE_START:
    case HANDLE_CHLORIDE_END:
      by_hand->chloride_set = FALSE;
      return g_strdup (_("Measure the whole chloride channel"));
    case HANDLE_LANDMARK:
    case HANDLE_BEND:
    default:
      by_hand_release (by_hand, handle->name);
      return g_strdup_printf (_("Let landmark %s be found"), handle->name);
    }
}
