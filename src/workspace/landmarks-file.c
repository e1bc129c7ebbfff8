/* workspace/landmarks-file.c */
#include "landmarks-file.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"
#include "patch/bend-points.h"

struct _LandmarksFile {
  GArray *for_all;      /* FoundLandmark; NULL when the file is by photo */
  GHashTable *by_photo; /* path or file name → GArray of FoundLandmark */
};

/* What a fault is about. */
typedef struct {
  const char *path;
  const PatchTemplate *const *templates;
  guint n_templates;
} Context;

static void
clear_landmark (gpointer landmark)
{
  g_free (((FoundLandmark *) landmark)->id);
}

static gboolean
is_landmark (const Context *context, const char *id)
{
  Point2 at;

  for (guint i = 0; i < context->n_templates; i++)
    if (patch_placeable (context->templates[i], id, &at))
      return TRUE;
  return FALSE;
}

static gboolean
parse_point (JsonNode *node, Point2 *at)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  double xy[2];

  if (array == NULL || json_array_get_length (array) != 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      GType type = json_node_get_value_type (element);

      if (!JSON_NODE_HOLDS_VALUE (element) || (type != G_TYPE_DOUBLE && type != G_TYPE_INT64))
        return FALSE;
      xy[i] = json_node_get_double (element);
      if (!isfinite (xy[i]))
        return FALSE;
    }
  *at = (Point2) { xy[0], xy[1] };
  return TRUE;
}

static GArray *
parse_landmarks (const Context *context, JsonObject *object, GError **error)
{
  g_autoptr(GArray) landmarks = g_array_new (FALSE, FALSE, sizeof (FoundLandmark));
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  g_array_set_clear_func (landmarks, clear_landmark);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &id, &node))
    {
      FoundLandmark landmark = { .manual = TRUE };

      if (!is_landmark (context, id))
        {
          g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, _("%s: “%s” is not a landmark of the template."), context->path, id);
          return NULL;
        }
      if (!parse_point (node, &landmark.at))
        {
          g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED, _("%s: “%s” must be two numbers, [x, y] in photo pixels."),
                       context->path, id);
          return NULL;
        }
      landmark.id = g_strdup (id);
      g_array_append_val (landmarks, landmark);
    }
  return g_steal_pointer (&landmarks);
}

static gboolean
parse_photos (const Context *context, JsonObject *object, GHashTable *by_photo, GError **error)
{
  JsonObjectIter iter;
  const char *photo;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &photo, &node))
    {
      GArray *landmarks;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED,
                       _("%s: “%s” must be an object of landmarks, {\"box-1\": [x, y], …}."), context->path, photo);
          return FALSE;
        }
      landmarks = parse_landmarks (context, json_node_get_object (node), error);
      if (landmarks == NULL)
        return FALSE;
      g_hash_table_insert (by_photo, g_strdup (photo), landmarks);
    }
  return TRUE;
}

/* By photo when no value is an array: a file of landmarks has nothing but arrays. */
static gboolean
is_by_photo (JsonObject *object)
{
  g_autoptr(GList) values = json_object_get_values (object);

  for (GList *at = values; at; at = at->next)
    if (JSON_NODE_HOLDS_ARRAY ((JsonNode *) at->data))
      return FALSE;
  return TRUE;
}

LandmarksFile *
landmarks_file_load (const char *path, const PatchTemplate *const *templates, guint n_templates, GError **error)
{
  const Context context = { path, templates, n_templates };
  g_autoptr(LandmarksFile) self = NULL;
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local = NULL;
  JsonNode *root;
  gboolean parsed;

  g_return_val_if_fail (path != NULL && templates != NULL, NULL);

  parser = json_load (path, &local);
  if (parser == NULL)
    {
      gboolean is_json_fault = g_error_matches (local, BASE_ERROR, BASE_ERROR_MALFORMED);

      g_set_error (error, PATCH_ERROR, is_json_fault ? PATCH_ERROR_MALFORMED : PATCH_ERROR_UNREADABLE, _("%s cannot be read: %s"),
                   path, local->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_MALFORMED,
                   _("%s is not a file of landmarks: it must be an object, {\"box-1\": [x, y], …}."), path);
      return NULL;
    }
  self = g_new0 (LandmarksFile, 1);
  self->by_photo = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  if (is_by_photo (json_node_get_object (root)))
    parsed = parse_photos (&context, json_node_get_object (root), self->by_photo, error);
  else
    parsed = (self->for_all = parse_landmarks (&context, json_node_get_object (root), error)) != NULL;
  return parsed ? g_steal_pointer (&self) : NULL;
}

void
landmarks_file_free (LandmarksFile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->for_all, g_array_unref);
  g_clear_pointer (&self->by_photo, g_hash_table_unref);
  g_free (self);
}

const FoundLandmark *
landmarks_file_find (const LandmarksFile *self, const char *photo, guint *n)
{
  g_autofree char *name = NULL;
  const GArray *landmarks;

  g_return_val_if_fail (self != NULL && photo != NULL && n != NULL, NULL);

  name = g_path_get_basename (photo);
  landmarks = self->for_all;
  if (landmarks == NULL)
    landmarks = g_hash_table_lookup (self->by_photo, photo);
  if (landmarks == NULL)
    landmarks = g_hash_table_lookup (self->by_photo, name);
  *n = landmarks ? landmarks->len : 0;
  return *n ? (const FoundLandmark *) (const void *) landmarks->data : NULL;
}
