/* ui/model-page-sync.c: what the page shows follows what the workspace holds, whoever changed it */
#include <glib/gi18n.h>

#include "model-page-private.h"

#include "edit-queue.h"
#include "workspace/adopted-model.h"

#define RECIPE_SETTING "model-page-recipe"

/* --- tables --- */

typedef struct {
  SaltlineModelPage *page;
  char *state;
  gint64 id;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->page);
  g_free (opening->state);
  g_free (opening);
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  StudyTable *table = saltline_workspace_open_table (source, *(gint64 *) data, &error);

  if (table == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, table, (GDestroyNotify) study_table_unref);
}

static SaltlineTableItem *
table_of (SaltlineModelPage *self, gint64 data_set)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tables)); i++)
    {
      g_autoptr(SaltlineTableItem) item = g_list_model_get_item (G_LIST_MODEL (self->tables), i);

      if (saltline_table_item_get_data_set (item) == data_set)
        return item; /* the list holds it */
    }
  return NULL;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  SaltlineModelPage *self = opening->page;
  g_autoptr(GError) error = NULL;
  g_autoptr(StudyTable) table = g_task_propagate_pointer (G_TASK (result), &error);
  SaltlineTableItem *item;

  if (self->view != NULL && table != NULL)
    {
      item = table_of (self, opening->id);
      if (item != NULL)
        saltline_table_item_set_table (item, table);
      else
        item = model_page_add_table (self, table, opening->id);
      g_object_set_data_full (G_OBJECT (item), "state", g_steal_pointer (&opening->state), g_free);
      if (self->table == NULL)
        model_page_choose_table (self, item);
      if (!self->recalled)
        model_page_restore_recipe (self, item);
    }
  else if (self->view != NULL)
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
  opening_free (opening);
}

static void
sync_tables (SaltlineModelPage *self)
{
  g_autoptr(GPtrArray) stored = store_data_sets (saltline_workspace_get_store (self->workspace), NULL);

  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      const StoredDataSet *data_set = g_ptr_array_index (stored, i);
      SaltlineTableItem *item = table_of (self, data_set->id);
      g_autoptr(GTask) task = NULL;
      Opening *opening;
      gint64 *id;

      if (item != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (item), "state"), data_set->state) == 0)
        continue;
      opening = g_new (Opening, 1);
      *opening = (Opening) { g_object_ref (self), g_strdup (data_set->state), data_set->id };
      task = g_task_new (self->workspace, NULL, opened_cb, opening);
      id = g_new (gint64, 1);
      *id = data_set->id;
      g_task_set_task_data (task, id, g_free);
      g_task_run_in_thread (task, open_thread);
    }
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->tables)); stored != NULL && i-- > 0;)
    {
      g_autoptr(SaltlineTableItem) item = g_list_model_get_item (G_LIST_MODEL (self->tables), i);
      gboolean found = saltline_table_item_get_data_set (item) == 0;

      for (guint s = 0; s < stored->len; s++)
        found |= ((const StoredDataSet *) g_ptr_array_index (stored, s))->id == saltline_table_item_get_data_set (item);
      if (found)
        continue;
      g_list_store_remove (self->tables, i);
      if (self->table == item)
        {
          g_autoptr(SaltlineTableItem) next = g_list_model_get_item (G_LIST_MODEL (self->tables), 0);

          model_page_drop_draft (self);
          model_page_choose_table (self, next);
        }
    }
}

/* --- models --- */

static SaltlineModelItem *
model_of (SaltlineModelPage *self, gint64 id, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->models)); i++)
    {
      g_autoptr(SaltlineModelItem) item = g_list_model_get_item (G_LIST_MODEL (self->models), i);

      if (saltline_model_item_get_id (item) != id)
        continue;
      if (position != NULL)
        *position = i;
      return item; /* the list holds it */
    }
  return NULL;
}

static void
sync_purposes (SaltlineModelPage *self)
{
  gint64 adopted[PURPOSE_OCCASION + 1] = { 0 };

  for (guint p = PURPOSE_PATCH; p <= PURPOSE_OCCASION; p++)
    {
      g_autoptr(AdoptedModel) model = saltline_workspace_adopted (self->workspace, (ModelPurpose) p, NULL);

      adopted[p] = model != NULL ? model->id : 0;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->models)); i++)
    {
      g_autoptr(SaltlineModelItem) item = g_list_model_get_item (G_LIST_MODEL (self->models), i);
      const gint64 id = saltline_model_item_get_id (item);
      guint purpose = 0;

      for (guint p = PURPOSE_PATCH; p <= PURPOSE_OCCASION && id != 0; p++)
        purpose = adopted[p] == id ? p : purpose;
      saltline_model_item_set_purpose (item, purpose);
    }
}

/* When the page is opened: the model that is in use. */
static void
choose_adopted (SaltlineModelPage *self)
{
  if (self->restored)
    return;
  self->restored = TRUE;
  for (guint i = 0; self->draft == NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->models)); i++)
    {
      g_autoptr(SaltlineModelItem) item = g_list_model_get_item (G_LIST_MODEL (self->models), i);

      if (saltline_model_item_get_purpose (item) != 0)
        gtk_single_selection_set_selected (self->chosen, i);
    }
}

static void restore_next (SaltlineModelPage *self);

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineModelPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineModelItem) model = saltline_model_item_fit_finish (result, &error);

  g_clear_object (&self->restoring);
  if (self->view == NULL)
    return;
  if (model != NULL)
    model_page_insert_model (self, model);
  else
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
  restore_next (self);
}

/* One after the other: they come in their order, and the first is there soon. */
static void
restore_next (SaltlineModelPage *self)
{
  if (self->restoring != NULL)
    return;
  while (self->queue->len > 0)
    {
      g_autoptr(StoredModel) stored = g_ptr_array_steal_index (self->queue, 0);
      g_autoptr(SaltlineModelItem) imported = NULL;
      g_autoptr(GError) error = NULL;

      if (model_of (self, stored->id, NULL) != NULL)
        continue;
      if (stored->recipe != NULL)
        {
          self->restoring = g_cancellable_new ();
          saltline_model_item_refit_async (self->workspace, stored, self->restoring, restored_cb, g_object_ref (self));
          return;
        }
      imported = saltline_model_item_new_imported (stored, self->table != NULL ? saltline_table_item_get_table (self->table) : NULL, &error);
      if (imported != NULL)
        model_page_insert_model (self, imported);
      else
        saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
    }
  sync_purposes (self);
  choose_adopted (self);
}

static void
sync_models (SaltlineModelPage *self)
{
  g_autoptr(GPtrArray) stored = store_models (saltline_workspace_get_store (self->workspace), NULL);

  if (stored == NULL)
    return;
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->models)); i-- > 0;)
    {
      g_autoptr(SaltlineModelItem) item = g_list_model_get_item (G_LIST_MODEL (self->models), i);
      gboolean found = saltline_model_item_get_id (item) == 0;

      for (guint s = 0; s < stored->len; s++)
        found |= ((const StoredModel *) g_ptr_array_index (stored, s))->id == saltline_model_item_get_id (item);
      if (!found)
        g_list_store_remove (self->models, i);
    }
  g_ptr_array_unref (self->queue);
  self->queue = g_steal_pointer (&stored);
  restore_next (self);
}

void
model_page_sync (SaltlineModelPage *self)
{
  if (self->workspace == NULL || self->view == NULL || self->busy)
    return;
  sync_tables (self);
  sync_models (self);
  sync_purposes (self);
  model_page_update_actions (self);
}

/* --- the recipe that was not kept yet --- */

static gboolean
remember (gpointer workspace, gpointer text, GError **error)
{
  return store_set_setting (saltline_workspace_get_store (workspace), RECIPE_SETTING, text, error);
}

void
model_page_remember_recipe (SaltlineModelPage *self)
{
  g_autoptr(StudyRecipe) recipe = saltline_model_recipe_get (self->recipe);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!model_page_can_keep (self))
    return;
  self->recalled = TRUE;
  json_put_object (builder, NULL);
  json_put_integer (builder, "data_set", self->table != NULL ? saltline_table_item_get_data_set (self->table) : 0);
  json_put_string (builder, "filter", saltline_model_recipe_get_filter (self->recipe));
  json_put_string (builder, "derived", saltline_model_recipe_get_derived (self->recipe));
  if (recipe != NULL)
    study_recipe_to_json (recipe, builder);
  json_builder_end_object (builder);
  edit_queue_push (self->workspace, remember, json_to_text (builder, FALSE), g_free, NULL, NULL);
}

static gboolean
is_there (SaltlineModelPage *self, gint64 data_set)
{
  g_autoptr(GPtrArray) stored = store_data_sets (saltline_workspace_get_store (self->workspace), NULL);

  for (guint i = 0; stored != NULL && i < stored->len; i++)
    if (((const StoredDataSet *) g_ptr_array_index (stored, i))->id == data_set)
      return TRUE;
  return FALSE;
}

void
model_page_restore_recipe (SaltlineModelPage *self, SaltlineTableItem *opened)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(StudyRecipe) recipe = NULL;
  JsonObject *object;
  gint64 data_set;

  edit_queue_flush (); /* a window that closed just now may have left one there */
  text = store_setting (saltline_workspace_get_store (self->workspace), RECIPE_SETTING);
  if (text == NULL || !json_parser_load_from_data (parser, text, -1, NULL) || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return;
  object = json_node_get_object (json_parser_get_root (parser));
  data_set = json_object_get_int_member_with_default (object, "data_set", 0);
  if (data_set != saltline_table_item_get_data_set (opened) && is_there (self, data_set))
    return; /* its table is on its way */
  self->recalled = TRUE;
  model_page_choose_table (self, opened);
  if (data_set == saltline_table_item_get_data_set (opened) && json_object_has_member (object, "filter"))
    saltline_model_recipe_set_typed (self->recipe, json_object_get_string_member_with_default (object, "filter", ""),
                                     json_object_get_string_member_with_default (object, "derived", ""));
  recipe = study_recipe_from_json (object);
  if (*recipe->formula != '\0')
    saltline_model_recipe_set (self->recipe, recipe);
}
