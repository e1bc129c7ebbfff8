/* workspace/by-hand.c */
#include "by-hand.h"

#include <math.h>

#include "base/json.h"

static void
clear_landmark (gpointer data)
{
  g_free (((FoundLandmark *) data)->id);
}

static void
clear_polygon (gpointer data)
{
  g_free (((Polygon *) data)->points);
}

ByHand *
by_hand_new (void)
{
  ByHand *by_hand = g_new0 (ByHand, 1);

  by_hand->landmarks = g_array_new (FALSE, FALSE, sizeof (FoundLandmark));
  g_array_set_clear_func (by_hand->landmarks, clear_landmark);
  by_hand->left_out = g_array_new (FALSE, FALSE, sizeof (Polygon));
  g_array_set_clear_func (by_hand->left_out, clear_polygon);
  return by_hand;
}

ByHand *
by_hand_copy (const ByHand *by_hand)
{
  ByHand *copy = by_hand_new ();

  for (guint i = 0; i < by_hand->landmarks->len; i++)
    {
      const FoundLandmark *landmark = &g_array_index (by_hand->landmarks, FoundLandmark, i);

      by_hand_place (copy, landmark->id, landmark->at);
    }
  for (guint i = 0; i < by_hand->left_out->len; i++)
    {
      const Polygon *region = &g_array_index (by_hand->left_out, Polygon, i);

      by_hand_leave_out (copy, region->points, region->n);
    }
  copy->front_set = by_hand->front_set;
  copy->front_fraction = by_hand->front_fraction;
  copy->chloride_set = by_hand->chloride_set;
  copy->chloride_from = by_hand->chloride_from;
  copy->chloride_to = by_hand->chloride_to;
  return copy;
}

void
by_hand_free (ByHand *by_hand)
{
  if (by_hand == NULL)
    return;
  g_array_unref (by_hand->landmarks);
  g_array_unref (by_hand->left_out);
  g_free (by_hand);
}

static gboolean
is_empty (const ByHand *by_hand)
{
  return by_hand->landmarks->len == 0 && by_hand->left_out->len == 0 && !by_hand->front_set && !by_hand->chloride_set;
}

const FoundLandmark *
by_hand_find (const ByHand *by_hand, const char *landmark)
{
  for (guint i = 0; i < by_hand->landmarks->len; i++)
    if (g_str_equal (g_array_index (by_hand->landmarks, FoundLandmark, i).id, landmark))
      return &g_array_index (by_hand->landmarks, FoundLandmark, i);
  return NULL;
}

gboolean
by_hand_release (ByHand *by_hand, const char *landmark)
{
  for (guint i = 0; i < by_hand->landmarks->len; i++)
    if (g_str_equal (g_array_index (by_hand->landmarks, FoundLandmark, i).id, landmark))
      {
        g_array_remove_index (by_hand->landmarks, i);
        return TRUE;
      }
  return FALSE;
}

void
by_hand_place (ByHand *by_hand, const char *landmark, Point2 at)
{
  FoundLandmark placed = { .at = at, .manual = TRUE };
  FoundLandmark *known = (FoundLandmark *) by_hand_find (by_hand, landmark);

  if (known != NULL)
    {
      known->at = at;
      return;
    }
  placed.id = g_strdup (landmark);
  g_array_append_val (by_hand->landmarks, placed);
}

void
by_hand_leave_out (ByHand *by_hand, const Point2 *corners, guint n)
{
  Polygon region = { g_memdup2 (corners, sizeof *corners * n), n };

  g_return_if_fail (n >= 3);

  g_array_append_val (by_hand->left_out, region);
}

static void
put_point (JsonBuilder *builder, const char *key, Point2 at)
{
  json_put_numbers (builder, key, (double[]) { at.x, at.y }, 2);
}

char *
by_hand_to_json (const ByHand *by_hand)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (by_hand == NULL || is_empty (by_hand))
    return NULL;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_put_object (builder, "landmarks");
  for (guint i = 0; i < by_hand->landmarks->len; i++)
    {
      const FoundLandmark *landmark = &g_array_index (by_hand->landmarks, FoundLandmark, i);

      put_point (builder, landmark->id, landmark->at);
    }
  json_builder_end_object (builder);
  if (by_hand->front_set)
    json_put_number (builder, "front_fraction", by_hand->front_fraction);
  if (by_hand->chloride_set)
    put_point (builder, "chloride", (Point2) { by_hand->chloride_from, by_hand->chloride_to });
  json_put_array (builder, "left_out");
  for (guint i = 0; i < by_hand->left_out->len; i++)
    {
      const Polygon *region = &g_array_index (by_hand->left_out, Polygon, i);

      json_put_array (builder, NULL);
      for (guint k = 0; k < region->n; k++)
        put_point (builder, NULL, region->points[k]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

static gboolean
read_point (JsonNode *node, Point2 *at)
{
  JsonArray *pair = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return FALSE;
  *at = (Point2) { json_array_get_double_element (pair, 0), json_array_get_double_element (pair, 1) };
  return isfinite (at->x) && isfinite (at->y);
}

static gboolean
read_landmarks (JsonObject *landmarks, ByHand *by_hand)
{
  g_autoptr(GList) ids = json_object_get_members (landmarks);

  for (GList *l = ids; l; l = l->next)
    {
      Point2 at;

      if (!read_point (json_object_get_member (landmarks, l->data), &at))
        return FALSE;
      by_hand_place (by_hand, l->data, at);
    }
  return TRUE;
}

static gboolean
read_regions (JsonArray *regions, ByHand *by_hand)
{
  for (guint i = 0; i < json_array_get_length (regions); i++)
    {
      JsonArray *corners = json_array_get_array_element (regions, i);
      guint n = corners ? json_array_get_length (corners) : 0;
      g_autofree Point2 *points = g_new (Point2, MAX (n, 1));

      if (n < 3)
        return FALSE;
      for (guint k = 0; k < n; k++)
        if (!read_point (json_array_get_element (corners, k), &points[k]))
          return FALSE;
      by_hand_leave_out (by_hand, points, n);
    }
  return TRUE;
}

ByHand *
by_hand_from_json (const char *json, GError **error)
{
  g_autoptr(ByHand) by_hand = by_hand_new ();
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *object;

  if (json == NULL)
    return g_steal_pointer (&by_hand);
  if (!json_parser_load_from_data (parser, json, -1, error))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, "What was placed by hand is no JSON object.");
      return NULL;
    }
  object = json_node_get_object (json_parser_get_root (parser));
  if ((json_object_has_member (object, "landmarks") && !read_landmarks (json_object_get_object_member (object, "landmarks"), by_hand))
      || (json_object_has_member (object, "left_out") && !read_regions (json_object_get_array_member (object, "left_out"), by_hand)))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, "What was placed by hand has a point that is not [x, y].");
      return NULL;
    }
  if (json_object_has_member (object, "front_fraction"))
    {
      by_hand->front_set = TRUE;
      by_hand->front_fraction = json_object_get_double_member (object, "front_fraction");
    }
  if (json_object_has_member (object, "chloride"))
    {
      Point2 stretch;

      by_hand->chloride_set = read_point (json_object_get_member (object, "chloride"), &stretch) && stretch.x < stretch.y;
      if (!by_hand->chloride_set)
        {
          g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, "The stretch of the chloride channel that was set by hand is not [from, to].");
          return NULL;
        }
      by_hand->chloride_from = stretch.x;
      by_hand->chloride_to = stretch.y;
    }
  return g_steal_pointer (&by_hand);
}

void
by_hand_options (const ByHand *by_hand, double worn_min, ReadingOptions *options)
{
  *options = (ReadingOptions) {
    .worn_min = worn_min,
    .landmarks = (const FoundLandmark *) (const void *) by_hand->landmarks->data,
    .n_landmarks = by_hand->landmarks->len,
    .front_fraction = by_hand->front_set ? by_hand->front_fraction : NAN,
    .set_front = by_hand->front_set,
    .chloride_from = by_hand->chloride_from,
    .chloride_to = by_hand->chloride_to,
    .set_chloride = by_hand->chloride_set,
    .left_out = (const Polygon *) (const void *) by_hand->left_out->data,
    .n_left_out = by_hand->left_out->len,
  };
}
