/* ui/model-item.c */
#include "model-item.h"

#include <glib/gi18n.h>

struct _SaltlineTableItem {
  GObject parent_instance;

  StudyTable *table;
  gint64 data_set;
};

struct _SaltlineModelItem {
  GObject parent_instance;

  StudyFit *study;          /* NULL: imported, and then … */
  StudyTable *table;        /* … what it is held against (nullable) */
  ModelPairs *pairs;        /* (nullable) */
  AgreementOfPredictions agreement;
  ModelEquation *equation;
  gint64 id;
  char *label;
  guint purpose;
};

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

enum { PROP_0, PROP_PURPOSE, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaltlineTableItem, saltline_table_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (SaltlineModelItem, saltline_model_item, G_TYPE_OBJECT)

/* --- a table --- */

static void
saltline_table_item_finalize (GObject *object)
{
  study_table_unref (SALTLINE_TABLE_ITEM (object)->table);
  G_OBJECT_CLASS (saltline_table_item_parent_class)->finalize (object);
}

static void
saltline_table_item_class_init (SaltlineTableItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_table_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_table_item_init (SaltlineTableItem *self)
{
}

SaltlineTableItem *
saltline_table_item_new (StudyTable *table, gint64 data_set)
{
  SaltlineTableItem *self = g_object_new (SALTLINE_TYPE_TABLE_ITEM, NULL);

  self->table = study_table_ref (table);
  self->data_set = data_set;
  return self;
}

StudyTable *
saltline_table_item_get_table (SaltlineTableItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_TABLE_ITEM (self), NULL);

  return self->table;
}

void
saltline_table_item_set_table (SaltlineTableItem *self, StudyTable *table)
{
  g_return_if_fail (SALTLINE_IS_TABLE_ITEM (self) && table != NULL);

  study_table_ref (table);
  study_table_unref (self->table);
  self->table = table;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gint64
saltline_table_item_get_data_set (SaltlineTableItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_TABLE_ITEM (self), 0);

  return self->data_set;
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (data);
  g_autoptr(GError) error = NULL;
  StudyTable *table;

  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("The table is not a file on this computer: save it here first."));
      return;
    }
  table = study_table_load (path, NULL, &error);
  if (table == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, table, (GDestroyNotify) study_table_unref);
}

void
saltline_table_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, load_thread);
}

StudyTable *
saltline_table_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- a model --- */

static void
saltline_model_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PURPOSE)
    g_value_set_uint (value, SALTLINE_MODEL_ITEM (object)->purpose);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
saltline_model_item_finalize (GObject *object)
{
  SaltlineModelItem *self = SALTLINE_MODEL_ITEM (object);

  study_fit_free (self->study);
  study_table_unref (self->table);
  model_pairs_free (self->pairs);
  equation_free (self->equation);
  g_free (self->label);
  G_OBJECT_CLASS (saltline_model_item_parent_class)->finalize (object);
}

static void
saltline_model_item_class_init (SaltlineModelItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = saltline_model_item_finalize;
  object_class->get_property = saltline_model_item_get_property;
  properties[PROP_PURPOSE] = g_param_spec_uint ("purpose", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
saltline_model_item_init (SaltlineModelItem *self)
{
}

/* What a thread is to do: fit @recipe to @table, or @stored again. */
typedef struct {
  StudyTable *table;
  StudyRecipe *recipe;
  SaltlineWorkspace *workspace;
  gint64 id;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  study_table_unref (order->table);
  study_recipe_free (order->recipe);
  g_clear_object (&order->workspace);
  g_free (order);
}

static StudyFit *
carry_out (const Order *order, SaltlineModelItem *item, GCancellable *cancellable, GError **error)
{
  g_autoptr(StoredModel) stored = NULL;

  if (order->workspace == NULL)
    return study_fit_new (order->table, order->recipe, cancellable, error);
  stored = store_model (saltline_workspace_get_store (order->workspace), order->id, error);
  if (stored == NULL)
    return NULL;
  item->id = stored->id;
  item->label = stored_model_label (stored);
  return saltline_workspace_refit (order->workspace, stored, cancellable, error);
}

static void
fit_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr(SaltlineModelItem) item = g_object_new (SALTLINE_TYPE_MODEL_ITEM, NULL);
  g_autoptr(GError) error = NULL;

  item->study = carry_out (data, item, cancellable, &error);
  if (item->study != NULL && study_fit_diagnose (item->study, NULL, &error) && !g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      item->equation = study_fit_equation (item->study);
      g_task_return_pointer (task, g_steal_pointer (&item), g_object_unref);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
run (Order *order, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_task_data (task, order, order_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, fit_thread);
}

void
saltline_model_item_fit_async (StudyTable *table, const StudyRecipe *recipe, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Order *order = g_new0 (Order, 1);

  g_return_if_fail (table != NULL && recipe != NULL);

  order->table = study_table_ref (table);
  order->recipe = study_recipe_copy (recipe);
  run (order, cancellable, callback, data);
}

void
saltline_model_item_refit_async (SaltlineWorkspace *workspace, const StoredModel *stored, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer data)
{
  Order *order = g_new0 (Order, 1);

  g_return_if_fail (SALTLINE_IS_WORKSPACE (workspace) && stored != NULL);

  order->workspace = g_object_ref (workspace);
  order->id = stored->id;
  run (order, cancellable, callback, data);
}

SaltlineModelItem *
saltline_model_item_fit_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

SaltlineModelItem *
saltline_model_item_new_imported (const StoredModel *stored, StudyTable *table, GError **error)
{
  g_autoptr(SaltlineModelItem) self = g_object_new (SALTLINE_TYPE_MODEL_ITEM, NULL);

  self->id = stored->id;
  self->label = stored_model_label (stored);
  self->equation = equation_from_text (self->label, stored->equation, error);
  if (self->equation == NULL)
    return NULL;
  self->pairs = table != NULL ? model_pairs_of_equation (self->equation, table, NULL) : NULL;
  if (self->pairs != NULL)
    {
      self->table = study_table_ref (table);
      agreement_measure (&self->agreement, self->pairs->observed, self->pairs->predicted, self->pairs->n);
    }
  return g_steal_pointer (&self);
}

const StudyFit *
saltline_model_item_get_study (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->study;
}

const ModelEquation *
saltline_model_item_get_equation (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->equation;
}

StudyTable *
saltline_model_item_get_table (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->study != NULL ? self->study->table : self->table;
}

const AgreementOfPredictions *
saltline_model_item_get_left_out (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  if (self->study != NULL && self->study->validation != NULL)
    return self->study->validation->has_original ? &self->study->validation->original : &self->study->validation->all;
  if (self->pairs != NULL)
    return &self->agreement;
  return self->equation->left_out.n > 0 ? &self->equation->left_out : NULL;
}

const char *
saltline_model_item_get_left_out_by (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  if (self->study != NULL)
    return self->study->recipe->left_out_by;
  return self->pairs != NULL ? _("all: fitted elsewhere") : self->equation->left_out_by;
}

guint
saltline_model_item_count_warnings (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), 0);

  return self->study != NULL ? self->study->fit->warnings->len : 0;
}

gint64
saltline_model_item_get_id (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), 0);

  return self->id;
}

const char *
saltline_model_item_get_label (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  return self->label;
}

void
saltline_model_item_set_kept (SaltlineModelItem *self, gint64 id, const char *label)
{
  g_return_if_fail (SALTLINE_IS_MODEL_ITEM (self));

  self->id = id;
  g_free (self->label);
  self->label = g_strdup (label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PURPOSE]); /* its name says both */
}

guint
saltline_model_item_get_purpose (SaltlineModelItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), 0);

  return self->purpose;
}

void
saltline_model_item_set_purpose (SaltlineModelItem *self, guint purpose)
{
  g_return_if_fail (SALTLINE_IS_MODEL_ITEM (self));

  if (self->purpose == purpose)
    return;
  self->purpose = purpose;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PURPOSE]);
}

gboolean
saltline_model_item_is (SaltlineModelItem *self, const StudyTable *table, const StudyRecipe *recipe)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), FALSE);

  return self->study != NULL && g_str_equal (self->study->table->sha256, table->sha256)
         && study_decisions_equal (self->study->table->decisions, table->decisions) && study_recipe_equal (self->study->recipe, recipe);
}

GPtrArray *
saltline_model_item_offer_figures (SaltlineModelItem *self)
{
  static const struct {
    FigureKind kind;
    const char *file, *title;
  } imported[] = { { FIGURE_OBSERVED_PREDICTED, "observed-predicted", N_("Observed against predicted") }, { FIGURE_BLAND_ALTMAN, "bland-altman", N_("Bland–Altman") } };
  GPtrArray *offers;

  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self), NULL);

  if (self->study != NULL)
    return model_figures_offer (self->study);
  offers = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_offer_free);
  for (guint i = 0; self->pairs != NULL && i < G_N_ELEMENTS (imported); i++)
    {
      FigureOffer *offer = g_new0 (FigureOffer, 1);

      *offer = (FigureOffer) { imported[i].kind, g_strdup (imported[i].file), g_strdup (_(imported[i].title)), NULL, 0, 0 };
      g_ptr_array_add (offers, offer);
    }
  return offers;
}

Figure *
saltline_model_item_draw_figure (SaltlineModelItem *self, const FigureOffer *offer, GError **error)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_ITEM (self) && offer != NULL, NULL);

  if (self->study != NULL)
    return model_figure_draw (self->study, offer, error);
  return offer->kind == FIGURE_BLAND_ALTMAN ? figure_bland_altman (self->pairs, model_pairs_benchmark (self->pairs))
                                            : figure_observed_predicted (self->pairs, model_pairs_benchmark (self->pairs));
}
