/* workspace/template-drafts.c */
#include "template-drafts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "documents-cache.h"
#include "installed.h"
#include "patches.h"
#include "saved-version.h"
#include "store/documents.h"

#define UNITS_ACROSS 20.0 /* template units along the longer side of a photo that a template is drawn on from nothing */

void
template_draft_free (TemplateDraft *draft)
{
  if (draft == NULL)
    return;
  stored_draft_free (draft->stored);
  patch_template_free (draft->geometry);
  g_free (draft);
}

/* --- the map as text --------------------------------------------------------------------------------------------------- */

static char *
map_to_json (const PatchMap *map)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_put_numbers (builder, "centre", (double[]) { map->centre.x, map->centre.y }, 2);
  json_put_number (builder, "half_size", map->half_size);
  json_put_numbers (builder, "bend", &map->bend[0][0], 2 * PATCH_MAP_BEND_TERMS);
  json_put_numbers (builder, "h", map->h, 9);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}

static gboolean
take_numbers (JsonObject *object, const char *key, double *values, guint n)
{
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    values[i] = json_array_get_double_element (array, i);
  return TRUE;
}

static gboolean
map_from_json (const char *json, PatchMap *map, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *object;
  double centre[2];

  if (!json_parser_load_from_data (parser, json, -1, error))
    return FALSE;
  object = json_node_get_object (json_parser_get_root (parser));
  map->half_size = json_object_get_double_member_with_default (object, "half_size", NAN);
  if (!take_numbers (object, "centre", centre, 2) || !take_numbers (object, "bend", &map->bend[0][0], 2 * PATCH_MAP_BEND_TERMS)
      || !take_numbers (object, "h", map->h, 9) || !isfinite (map->half_size))
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_DAMAGED, _("The draft does not say where it lies in its photo."));
      return FALSE;
    }
  map->centre = (Point2) { centre[0], centre[1] };
  return TRUE;
}

static gboolean
same_map (const PatchMap *a, const PatchMap *b)
{
  return a->centre.x == b->centre.x && a->centre.y == b->centre.y && a->half_size == b->half_size && memcmp (a->bend, b->bend, sizeof a->bend) == 0
         && memcmp (a->h, b->h, sizeof a->h) == 0;
}

/* A flat map: template units of @px photo pixels, @middle of the template in the photo's middle. */
static PatchMap
flat_map (const Photo *photo, Point2 middle, double half_size, double px)
{
  PatchMap map = { .centre = middle, .half_size = half_size };

  map.h[0] = map.h[4] = half_size * px;
  map.h[2] = photo->width / 2.0;
  map.h[5] = photo->height / 2.0;
  map.h[8] = 1;
  return map;
}

/* --- beginning --------------------------------------------------------------------------------------------------------- */

static PatchMap
map_where_found (SaltlineWorkspace *self, const Photo *photo, const StoredPhoto *stored, gint64 template_row, const PatchTemplate *geometry,
                 GCancellable *cancellable)
{
  const PhotoState state = { .worn_min = NAN, .template_row = template_row,
                             .by_hand = stored->state.template_row == template_row ? stored->state.by_hand : NULL };
  g_autoptr(PatchReading) reading = saltline_workspace_compute_reading (self, photo, &state, cancellable, NULL);
  Point2 low = geometry->outline.points[0], high = low;
  double side;

  if (reading && reading->registered)
    return reading->map;
  for (guint i = 1; i < geometry->outline.n; i++)
    {
      low = (Point2) { MIN (low.x, geometry->outline.points[i].x), MIN (low.y, geometry->outline.points[i].y) };
      high = (Point2) { MAX (high.x, geometry->outline.points[i].x), MAX (high.y, geometry->outline.points[i].y) };
    }
  side = MAX (high.x - low.x, high.y - low.y);
  return flat_map (photo, (Point2) { (low.x + high.x) / 2, (low.y + high.y) / 2 }, side / 2, 0.6 * MIN (photo->width, photo->height) / side);
}

/* Only colours and widths, of a kind of patch that is known: nothing is drawn yet. */
static char *
nothing_drawn (const PatchTemplate *like, const char *photo_name)
{
  g_autofree char *source = g_strdup_printf (_("drawn on %s"), photo_name);
  PatchTemplate nothing = *like;

  nothing.id = (char *) "new-patch";
  nothing.version = (char *) "0";
  nothing.name = (char *) _("New kind of patch");
  nothing.source = source;
  nothing.unit_mm = nothing.hidden_before = NAN;
  nothing.outline = nothing.volume.centreline = nothing.chloride.centreline = (Polygon) { NULL, 0 };
  nothing.n_dark_regions = nothing.n_landmarks = nothing.n_blocks = nothing.n_base_regions = 0;
  return patch_template_to_json (&nothing);
}

gboolean
saltline_workspace_begin_draft (SaltlineWorkspace *self, gint64 photo_id, gint64 template_row, gint64 *id, GCancellable *cancellable, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredPhoto) stored = store_photo (store, photo_id, error);
  g_autoptr(Photo) photo = stored ? saltline_workspace_load_photo (self, photo_id, cancellable, error) : NULL;
  g_autoptr(StoredDraft) draft = g_new0 (StoredDraft, 1);
  PatchMap map;

  g_return_val_if_fail (id != NULL, FALSE);

  if (photo == NULL)
    return FALSE;
  if (template_row)
    {
      const PatchTemplate *geometry = documents_cache_template (self, template_row, error);

      if (geometry == NULL)
        return FALSE;
      map = map_where_found (self, photo, stored, template_row, geometry, cancellable);
      draft->body = patch_template_to_json (geometry);
      draft->document = template_row;
    }
  else
    {
      const Installed *installed = installed_get ();
      double longer = MAX (photo->width, photo->height);

      if (installed->n_templates == 0)
        {
          g_set_error_literal (error, STORE_ERROR, STORE_ERROR_MISSING, _("No template is installed whose dye colours a new one could take over."));
          return FALSE;
        }
      map = flat_map (photo, (Point2) { UNITS_ACROSS / 2, UNITS_ACROSS / 2 * photo->height / photo->width }, UNITS_ACROSS / 2, longer / UNITS_ACROSS);
      draft->body = nothing_drawn (installed->templates[installed->n_templates - 1], stored->name);
    }
  draft->photo = photo_id;
  draft->map = map_to_json (&map);
  if (!store_add_draft (store, draft, error))
    return FALSE;
  *id = draft->id;
  saltline_workspace_documents_changed (self);
  return TRUE;
}

/* --- editing ----------------------------------------------------------------------------------------------------------- */

TemplateDraft *
saltline_workspace_load_draft (SaltlineWorkspace *self, gint64 id, GError **error)
{
  g_autoptr(TemplateDraft) draft = g_new0 (TemplateDraft, 1);

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), NULL);

  draft->stored = store_draft (saltline_workspace_get_store (self), id, error);
  if (draft->stored == NULL || (draft->geometry = patch_template_draft ("draft", draft->stored->body, error)) == NULL
      || !map_from_json (draft->stored->map, &draft->map, error))
    return NULL;
  return g_steal_pointer (&draft);
}

gboolean
template_draft_write (TemplateDraft *draft, GError **error)
{
  PatchMap kept;

  g_return_val_if_fail (draft != NULL, FALSE);

  g_free (draft->stored->body);
  draft->stored->body = patch_template_to_json (draft->geometry);
  if (!map_from_json (draft->stored->map, &kept, error))
    return FALSE;
  if (!same_map (&kept, &draft->map))
    {
      g_free (draft->stored->map);
      draft->stored->map = map_to_json (&draft->map);
    }
  return TRUE;
}

gboolean
saltline_workspace_keep_draft (SaltlineWorkspace *self, TemplateDraft *draft, const char *what, gint64 step, GError **error)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && draft != NULL && what != NULL, FALSE);

  return template_draft_write (draft, error) && store_edit_draft (saltline_workspace_get_store (self), draft->stored, what, step, error);
}

static gint64
draft_version (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoredDraft) draft = store_draft (store, id, error);

  return draft != NULL ? draft->document : -1;
}

gboolean
saltline_workspace_undo_draft (SaltlineWorkspace *self, gint64 id, gboolean redo, char **what, GError **error)
{
  static const VersionSaver saver = { draft_version, store_undo_draft };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), FALSE);

  if (!saved_version_undo (saltline_workspace_get_store (self), &saver, id, redo, what, error))
    return FALSE;
  saltline_workspace_documents_changed (self);
  return TRUE;
}

gboolean
saltline_workspace_delete_draft (SaltlineWorkspace *self, gint64 id, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(StoredDraft) draft = store_draft (store, id, error);

  if (draft == NULL)
    return FALSE;
  draft->deleted = TRUE;
  if (!store_edit_draft (store, draft, _("Remove the draft"), 0, error))
    return FALSE;
  saltline_workspace_documents_changed (self);
  return TRUE;
}

PatchTemplate *
saltline_workspace_save_draft (SaltlineWorkspace *self, gint64 id, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autoptr(TemplateDraft) draft = saltline_workspace_load_draft (self, id, error);
  g_autofree char *version = draft ? store_next_version (store, DOCUMENT_TEMPLATE, draft->geometry->id, error) : NULL, *json = NULL, *what = NULL;
  g_autoptr(PatchTemplate) saved = NULL;
  gint64 row;

  if (version == NULL)
    return NULL;
  g_free (draft->geometry->version);
  draft->geometry->version = g_strdup (version);
  json = patch_template_to_json (draft->geometry);
  saved = patch_template_parse (draft->geometry->id, json, -1, error);
  if (saved == NULL || (row = saltline_workspace_keep_template (self, saved, error)) == 0)
    return NULL;
  draft->stored->document = row;
  what = g_strdup_printf (_("Save version %s"), version);
  if (!saltline_workspace_keep_draft (self, draft, what, 0, error))
    return NULL;
  saltline_workspace_documents_changed (self);
  return g_steal_pointer (&saved);
}
