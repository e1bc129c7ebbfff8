/* ui/model-item.c */
#include "model-item.h"

#include <glib/gi18n.h>

#include "model/mixed-fit.h"

struct _SaltlineTableItem {
  GObject parent_instance;

  DataFrame *frame;
  char *name;
};

struct _SaltlineModelItem {
  GObject parent_instance;

  SaltlineTableItem *table;
  char *formula;
  MethodChoice choice;
  char *left_out_by;
  ModelData *data;
  Fit *fit;
  Validation *validation;
  Diagnostics *diagnostics;
};

G_DEFINE_FINAL_TYPE (SaltlineTableItem, saltline_table_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (SaltlineModelItem, saltline_model_item, G_TYPE_OBJECT)

/* --- a table --- */

static void
saltline_table_item_finalize (GObject *object)
{
  SaltlineTableItem *self = SALTLINE_TABLE_ITEM (object);

  data_frame_free (self->frame);
  g_free (self->name);
  G_OBJECT_CLASS (saltline_table_item_parent_class)->finalize (object);
}

static void
saltline_table_item_class_init (SaltlineTableItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_table_item_finalize;
}

static void
saltline_table_item_init (SaltlineTableItem *self)
{
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (data);
  g_autoptr(GError) error = NULL;
  SaltlineTableItem *item;
  DataFrame *frame;

  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("The table is not a file on this computer: save it here first."));
      return;
    }
  frame = data_frame_load (path, &error);
  if (frame == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  item = g_object_new (SALTLINE_TYPE_TABLE_ITEM, NULL);
  item->frame = frame;
  item->name = g_path_get_basename (path);
  g_task_return_pointer (task, item, g_object_unref);
}

void
saltline_table_item_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, load_thread);
}

SaltlineTableItem *
saltline_table_item_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const DataFrame *
saltline_table_item_get_frame (SaltlineTableItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_TABLE_ITEM (self), NULL);

  return self->frame;
}

const char *
saltline_table_item_get_name (SaltlineTableItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_TABLE_ITEM (self), NULL);

  return self->name;
}

/* --- a model --- */

static void
saltline_model_item_finalize (GObject *object)
{
  SaltlineModelItem *self = SALTLINE_MODEL_ITEM (object);

  /* the fit looks into the data, the data into the table */
  g_clear_pointer (&self->diagnostics, diagnostics_free);
  g_clear_pointer (&self->validation, validation_free);
  g_clear_pointer (&self->fit, fit_free);
  g_clear_pointer (&self->data, model_data_free);
  g_clear_object (&self->table);
  g_free (self->formula);
  g_free (self->left_out_by);
  G_OBJECT_CLASS (saltline_model_item_parent_class)->finalize (object);
}

static void
saltline_model_item_class_init (SaltlineModelItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_model_item_finalize;
}

static void
saltline_model_item_init (SaltlineModelItem *self)
{
}

static FitMethod
method_of (MethodChoice choice, const ModelData *data)
{
  switch (choice)
    {
    case CHOICE_OLS:
      return METHOD_OLS;
    case CHOICE_REML:
      return METHOD_REML;
    case CHOICE_ML:
      return METHOD_ML;
    case CHOICE_HUBER:
      return METHOD_HUBER;
    case CHOICE_BISQUARE:
      return METHOD_BISQUARE;
    case CHOICE_BY_FORMULA:
    default:
      return data->random->len > 0 ? METHOD_REML : METHOD_OLS;
    }
}

static gboolean
fit_item (SaltlineModelItem *item, GCancellable *cancellable, GError **error)
{
  const ModelDataOptions plain = { NULL, NULL, FALSE };

  item->data = model_data_new (item->table->frame, item->formula, &plain, error);
  item->fit = item->data != NULL ? fit_new (item->data, method_of (item->choice, item->data), error) : NULL;
  if (item->fit == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (item->fit->mixed != NULL)
    mixed_effect_sds (item->fit);
  item->diagnostics = diagnostics_new (item->fit, item->data, NULL, error);
  if (item->diagnostics == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (item->diagnostics->suggests_log)
    fit_warn (item->fit, _("The residuals grow with the response: try log(%s)."), item->data->formula->response_name);
  if (item->left_out_by == NULL)
    return TRUE;
  item->validation = validate_by_group (item->fit, item->data, item->left_out_by, 0, 0, 0, error);
  if (item->validation != NULL && item->validation->n_impossible > 0)
    fit_warn (item->fit, _("%u rows could not be predicted without their “%s”: no other has their levels."), item->validation->n_impossible,
              item->left_out_by);
  return item->validation != NULL;
}

static void
fit_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (fit_item (data, cancellable, &error))
    g_task_return_pointer (task, g_object_ref (data), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
saltline_model_item_fit_async (SaltlineTableItem *table, const char *formula, MethodChoice choice, const char *left_out_by,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  SaltlineModelItem *item;

  g_return_if_fail (SALTLINE_IS_TABLE_ITEM (table) && formula != NULL);

  item = g_object_new (SALTLINE_TYPE_MODEL_ITEM, NULL);
  item->table = g_object_ref (table);
  item->formula = g_strdup (formula);
  item->choice = choice;
  item->left_out_by = g_strdup (left_out_by);
  g_task_set_task_data (task, item, g_object_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, fit_thread);
}

SaltlineModelItem *
saltline_model_item_fit_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

SaltlineTableItem *
saltline_model_item_get_table (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->table;
}

const ModelData *
saltline_model_item_get_data (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->data;
}

Fit *
saltline_model_item_get_fit (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->fit;
}

const Validation *
saltline_model_item_get_validation (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->validation;
}

const Diagnostics *
saltline_model_item_get_diagnostics (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->diagnostics;
}

const char *
saltline_model_item_get_left_out_by (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->left_out_by;
}

gboolean
saltline_model_item_is (SaltlineModelItem *self, SaltlineTableItem *table, const char *formula, MethodChoice choice, const char *left_out_by)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), FALSE);

  return self->table == table && self->choice == choice && g_str_equal (self->formula, formula) && g_strcmp0 (self->left_out_by, left_out_by) == 0;
}
