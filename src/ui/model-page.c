/* ui/model-page.c */
#include "model-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/preview.h"
#include "model-columns.h"
#include "model-text.h"
#include "workspace/model-figures.h"

#define EXPORT_WIDTH_PT  480.0
#define EXPORT_HEIGHT_PT 360.0

/* A figure that the chosen model allows. */
typedef enum {
  SHOW_OBSERVED_PREDICTED,
  SHOW_RESIDUALS,
  SHOW_QUANTILES,
  SHOW_BLAND_ALTMAN,
  SHOW_BLAND_ALTMAN_LEFT_OUT,
  SHOW_LEFT_OUT,
  SHOW_INFLUENCE,
  SHOW_EFFECT,      /* of column */
  SHOW_CATERPILLAR, /* of part and term */
} FigureKind;

typedef struct {
  FigureKind kind;
  const char *column;
  guint part, term;
  char *name;
} FigureChoice;

struct _SaltlineModelPage {
  SaltlinePage parent_instance;

  GtkListBox *tables_box;
  AdwPreferencesGroup *formula_group;
  AdwEntryRow *formula_row;
  AdwComboRow *method_row;
  AdwComboRow *left_out_row;
  GtkLabel *complaint;
  AdwPreferencesGroup *columns_group;
  GtkStack *canvas_stack;
  GtkDropDown *figure_drop;
  SaltlineFigureView *view;
  GtkColumnView *models_view;
  SaltlineModelInspector *inspector;

  GListStore *tables;          /* of SaltlineTableItem */
  GListStore *models;          /* of SaltlineModelItem */
  GtkSingleSelection *chosen;
  SaltlineTableItem *table;
  GPtrArray *column_rows;      /* of GtkWidget, in columns_group */
  GArray *figures;             /* of FigureChoice: what figure_drop offers */
  SaltlineTableItem *selected_of; /* whose rows are selected */
  GHashTable *selected;
  SaltlineJob *fitting;        /* NULL: nothing runs */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SaltlineModelPage, saltline_model_page, SALTLINE_TYPE_PAGE)

static void
complain (SaltlineModelPage *self, const char *message)
{
  gtk_label_set_label (self->complaint, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), message != NULL);
}

/* --- figures --- */

static void
figure_choice_clear (gpointer data)
{
  g_free (((FigureChoice *) data)->name);
}

static void
offer (SaltlineModelPage *self, FigureKind kind, const char *column, guint part, guint term, char *name)
{
  FigureChoice choice = { kind, column, part, term, name };

  g_array_append_val (self->figures, choice);
}

static void
offer_figures (SaltlineModelPage *self, SaltlineModelItem *model)
{
  const ModelData *data = saltline_model_item_get_data (model);
  const Fit *fit = saltline_model_item_get_fit (model);

  offer (self, SHOW_OBSERVED_PREDICTED, NULL, 0, 0, g_strdup (_("Observed against predicted")));
  offer (self, SHOW_RESIDUALS, NULL, 0, 0, g_strdup (_("Residuals")));
  offer (self, SHOW_QUANTILES, NULL, 0, 0, g_strdup (_("Residuals against a normal distribution")));
  offer (self, SHOW_BLAND_ALTMAN, NULL, 0, 0, g_strdup (_("Bland–Altman, fitted")));
  if (saltline_model_item_get_validation (model) != NULL)
    {
      offer (self, SHOW_BLAND_ALTMAN_LEFT_OUT, NULL, 0, 0, g_strdup (_("Bland–Altman, left out")));
      offer (self, SHOW_LEFT_OUT, NULL, 0, 0, g_strdup_printf (_("Left-out predictions by %s"), saltline_model_item_get_left_out_by (model)));
    }
  if (saltline_model_item_get_diagnostics (model)->leverage != NULL)
    offer (self, SHOW_INFLUENCE, NULL, 0, 0, g_strdup (_("Influence of each row")));
  for (guint i = 0; i < data->ranges->len; i++)
    {
      const TrainedRange *range = g_ptr_array_index (data->ranges, i);

      if (range->levels == NULL)
        offer (self, SHOW_EFFECT, range->name, 0, 0, g_strdup_printf (_("Effect of %s"), range->name));
    }
  for (guint part = 0; part < fit->random->len; part++)
    {
      const RandomEffect *effect = g_ptr_array_index (fit->random, part);

      for (guint term = 0; term < effect->n_terms; term++)
        offer (self, SHOW_CATERPILLAR, NULL, part, term, g_strdup_printf (_("Effects of each %s, %s"), effect->group, effect->terms[term]));
    }
}

static Figure *
draw_figure (SaltlineModelItem *model, const FigureChoice *choice, GError **error)
{
  const ModelData *data = saltline_model_item_get_data (model);
  const Validation *validation = saltline_model_item_get_validation (model);
  Fit *fit = saltline_model_item_get_fit (model);
  g_autofree guint *keys = g_new (guint, data->n);

  for (guint i = 0; i < data->n; i++)
    keys[i] = data->rows[i] + 1;
  switch (choice->kind)
    {
    case SHOW_RESIDUALS:
      return figure_residuals (fit, data);
    case SHOW_QUANTILES:
      return figure_normal_quantiles (fit, data);
    case SHOW_BLAND_ALTMAN:
      return figure_bland_altman (data->y, fit->fitted, keys, data->n, _("fitted"));
    case SHOW_BLAND_ALTMAN_LEFT_OUT:
      return figure_bland_altman (data->y, validation->predicted, keys, data->n, _("left out"));
    case SHOW_LEFT_OUT:
      return figure_left_out (validation, data, saltline_model_item_get_left_out_by (model));
    case SHOW_INFLUENCE:
      return figure_influence (saltline_model_item_get_diagnostics (model), data);
    case SHOW_EFFECT:
      return figure_partial_effect (fit, data, choice->column, error);
    case SHOW_CATERPILLAR:
      return figure_caterpillar (fit, choice->part, choice->term);
    case SHOW_OBSERVED_PREDICTED:
    default:
      return figure_observed_predicted (fit, data, NAN);
    }
}

static void
figure_chosen_cb (SaltlineModelPage *self)
{
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  guint i = gtk_drop_down_get_selected (self->figure_drop);
  g_autoptr(GError) error = NULL;
  Figure *figure;

  if (model == NULL || i >= self->figures->len)
    {
      saltline_figure_view_set_figure (self->view, NULL);
      return;
    }
  figure = draw_figure (model, &g_array_index (self->figures, FigureChoice, i), &error);
  saltline_figure_view_set_figure (self->view, figure);
  if (figure == NULL && error != NULL)
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
}

/* The same figure as of the model before, where the new one has it. */
static void
fill_figures (SaltlineModelPage *self, SaltlineModelItem *model)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint i = gtk_drop_down_get_selected (self->figure_drop), wanted = 0;
  g_autofree char *before = i < self->figures->len ? g_strdup (g_array_index (self->figures, FigureChoice, i).name) : NULL;

  g_array_set_size (self->figures, 0);
  if (model != NULL)
    offer_figures (self, model);
  for (i = 0; i < self->figures->len; i++)
    {
      const char *name = g_array_index (self->figures, FigureChoice, i).name;

      gtk_string_list_append (names, name);
      if (g_strcmp0 (name, before) == 0)
        wanted = i;
    }
  g_signal_handlers_block_by_func (self->figure_drop, figure_chosen_cb, self);
  gtk_drop_down_set_model (self->figure_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->figure_drop, wanted);
  g_signal_handlers_unblock_by_func (self->figure_drop, figure_chosen_cb, self);
  figure_chosen_cb (self);
}

static void
toggled_cb (SaltlineModelPage *self, guint row)
{
  if (!g_hash_table_remove (self->selected, GUINT_TO_POINTER (row)))
    g_hash_table_add (self->selected, GUINT_TO_POINTER (row));
  saltline_figure_view_set_selected (self->view, self->selected);
  saltline_model_inspector_set_selected (self->inspector, self->selected);
}

/* --- models --- */

static void
chosen_changed_cb (SaltlineModelPage *self)
{
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.remove", model != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.export-figure", model != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.copy-figure", model != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.copy-models", model != NULL);
  gtk_stack_set_visible_child_name (self->canvas_stack, model != NULL ? "models" : self->table != NULL ? "formula" : "empty");
  if (model != NULL && self->selected_of != saltline_model_item_get_table (model))
    {
      g_hash_table_remove_all (self->selected);
      g_set_object (&self->selected_of, saltline_model_item_get_table (model));
    }
  saltline_model_inspector_set_model (self->inspector, model);
  saltline_model_inspector_set_selected (self->inspector, self->selected);
  fill_figures (self, model);
}

static void
fitted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineJob) job = data;
  g_autoptr(SaltlineModelPage) self = g_object_steal_data (G_OBJECT (job), "page"); /* the window keeps the job for longer */
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineModelItem) model = saltline_model_item_fit_finish (result, &error);

  if (self->fitting == job)
    g_clear_object (&self->fitting);
  if (model == NULL)
    {
      gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      saltline_job_finish (job, stopped ? _("Stopped") : error->message);
      if (!stopped && self->view != NULL)
        complain (self, error->message);
      return;
    }
  saltline_job_finish (job, _("Fitted"));
  if (self->view == NULL)
    return; /* the window was closed meanwhile */
  complain (self, NULL);
  g_list_store_append (self->models, model);
  gtk_single_selection_set_selected (self->chosen, g_list_model_get_n_items (G_LIST_MODEL (self->models)) - 1);
}

static const char *
left_out_column (SaltlineModelPage *self)
{
  guint i = adw_combo_row_get_selected (self->left_out_row);
  const DataFrame *frame = saltline_table_item_get_frame (self->table);

  return i >= 1 && i <= frame->columns->len ? ((const Column *) g_ptr_array_index (frame->columns, i - 1))->name : NULL;
}

void
saltline_model_page_fit (SaltlineModelPage *self)
{
  g_autofree char *formula = NULL, *title = NULL;
  const char *left_out;
  MethodChoice choice;
  SaltlineJob *job;

  g_return_if_fail (SALTLINE_IS_MODEL_PAGE (self));

  formula = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->formula_row))));
  if (self->table == NULL || *formula == '\0')
    {
      complain (self, self->table == NULL ? _("Open a table first.") : _("Write a formula: what is explained, ~, what explains it."));
      return;
    }
  choice = (MethodChoice) adw_combo_row_get_selected (self->method_row);
  left_out = left_out_column (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->models)); i++)
    {
      g_autoptr(SaltlineModelItem) model = g_list_model_get_item (G_LIST_MODEL (self->models), i);

      if (saltline_model_item_is (model, self->table, formula, choice, left_out))
        {
          complain (self, NULL);
          gtk_single_selection_set_selected (self->chosen, i);
          return;
        }
    }
  if (self->fitting != NULL)
    saltline_job_cancel (self->fitting);
  title = g_strdup_printf (_("Fitting %s"), formula);
  job = saltline_job_new (title);
  g_set_object (&self->fitting, job);
  g_object_set_data_full (G_OBJECT (job), "page", g_object_ref (self), g_object_unref);
  saltline_page_add_job (SALTLINE_PAGE (self), job);
  saltline_model_item_fit_async (self->table, formula, choice, left_out, saltline_job_get_cancellable (job), fitted_cb, job);
}

/* --- tables --- */

static void
show_columns (SaltlineModelPage *self)
{
  const DataFrame *frame = saltline_table_item_get_frame (self->table);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);
  gtk_string_list_append (names, _("Nothing"));
  for (guint i = 0; i < frame->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (frame->columns, i);
      g_autofree char *summary = column_summary (frame, column);
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", column->name, "subtitle", summary, "focusable", TRUE, NULL);

      adw_preferences_group_add (self->columns_group, row);
      g_ptr_array_add (self->column_rows, row);
      gtk_string_list_append (names, column->name);
    }
  adw_combo_row_set_model (self->left_out_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->columns_group), TRUE);
}

static void
table_selected_cb (SaltlineModelPage *self, GtkListBoxRow *row)
{
  g_autoptr(SaltlineTableItem) table = row != NULL ? g_list_model_get_item (G_LIST_MODEL (self->tables), (guint) gtk_list_box_row_get_index (row)) : NULL;

  if (table == NULL || !g_set_object (&self->table, table))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->formula_group), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.fit", TRUE);
  complain (self, NULL);
  show_columns (self);
  if (saltline_model_page_get_chosen (self) == NULL)
    gtk_stack_set_visible_child_name (self->canvas_stack, "formula");
}

static GtkWidget *
make_table_row (gpointer item, gpointer data)
{
  const DataFrame *frame = saltline_table_item_get_frame (item);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", frame->n_rows), frame->n_rows);
  g_autofree char *columns = g_strdup_printf (ngettext ("%u column", "%u columns", frame->columns->len), frame->columns->len);
  g_autofree char *text = g_strdup_printf ("%s, %s", rows, columns);

  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", saltline_table_item_get_name (item), "subtitle", text, NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineModelPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(SaltlineTableItem) table = saltline_table_item_load_finish (result, &error);

  if (self->view == NULL)
    return;
  if (table == NULL)
    {
      complain (self, error->message);
      saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
      return;
    }
  g_list_store_append (self->tables, table);
  gtk_widget_set_visible (GTK_WIDGET (self->tables_box), TRUE);
  gtk_list_box_select_row (self->tables_box,
                           gtk_list_box_get_row_at_index (self->tables_box, (int) g_list_model_get_n_items (G_LIST_MODEL (self->tables)) - 1));
}

gboolean
saltline_model_page_takes (GFile *file)
{
  static const char *const endings[] = { ".csv", ".tsv" };
  g_autofree char *name = NULL, *small = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  name = g_file_get_basename (file);
  small = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  for (guint i = 0; small != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (small, endings[i]))
      return TRUE;
  return FALSE;
}

void
saltline_model_page_add_files (SaltlineModelPage *self, GListModel *files)
{
  g_return_if_fail (SALTLINE_IS_MODEL_PAGE (self) && G_IS_LIST_MODEL (files));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      saltline_table_item_load_async (file, NULL, loaded_cb, g_object_ref (self));
    }
}

/* --- actions --- */

static void
open_chosen_cb (SaltlineModelPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));

      saltline_model_page_add_files (self, files);
    }
  g_clear_object (&self->chooser);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  g_autoptr(GtkFileFilter) tables = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Open a Table"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_filter_set_name (tables, _("Tables (CSV, TSV)"));
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "tsv");
  gtk_file_filter_add_suffix (tables, "txt");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), tables);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (open_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
export_chosen_cb (SaltlineModelPage *self, int response)
{
  Figure *figure = saltline_figure_view_get_figure (self->view);

  if (response == GTK_RESPONSE_ACCEPT && figure != NULL)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = g_file_get_path (file);
      g_autofree char *message = NULL;
      g_autoptr(GError) error = NULL;

      if (path == NULL)
        message = g_strdup (_("The figure can be written to a folder of this computer only"));
      else if (figure_export (figure, path, EXPORT_WIDTH_PT, EXPORT_HEIGHT_PT, &error))
        message = g_strdup_printf (_("Figure written to %s"), path);
      else
        message = g_strdup (error->message);
      saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
    }
  g_clear_object (&self->chooser);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export the Figure (SVG, PDF, PNG) or Its Data (CSV)"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("figure.svg"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (export_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  gboolean of_figure = g_str_equal (name, "model.copy-figure");
  Figure *figure = saltline_figure_view_get_figure (self->view);
  g_autofree char *text = NULL;

  if (of_figure && figure == NULL)
    return;
  text = of_figure ? figure_to_table (figure, '\t') : models_to_table (G_LIST_MODEL (self->models));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  saltline_page_show_message (SALTLINE_PAGE (self), _("Copied as a table"), NULL, NULL);
}

static void
fit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  saltline_model_page_fit (SALTLINE_MODEL_PAGE (widget));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);

  if (saltline_model_page_get_chosen (self) != NULL)
    g_list_store_remove (self->models, gtk_single_selection_get_selected (self->chosen));
}

/* --- life cycle --- */

static void
saltline_model_page_dispose (GObject *object)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (object);

  if (self->fitting != NULL)
    saltline_job_cancel (self->fitting);
  g_clear_object (&self->fitting);
  g_clear_object (&self->chooser);
  if (self->chosen != NULL)
    g_signal_handlers_disconnect_by_data (self->chosen, self);
  self->view = NULL;
  G_OBJECT_CLASS (saltline_model_page_parent_class)->dispose (object);
}

static void
saltline_model_page_finalize (GObject *object)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (object);

  g_clear_object (&self->chosen);
  g_clear_object (&self->models);
  g_clear_object (&self->tables);
  g_clear_object (&self->table);
  g_clear_object (&self->selected_of);
  g_ptr_array_unref (self->column_rows);
  g_array_unref (self->figures);
  g_hash_table_unref (self->selected);
  G_OBJECT_CLASS (saltline_model_page_parent_class)->finalize (object);
}

static void
saltline_model_page_class_init (SaltlineModelPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = saltline_model_page_dispose;
  object_class->finalize = saltline_model_page_finalize;
  gtk_widget_class_install_action (widget_class, "model.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "model.fit", NULL, fit_action);
  gtk_widget_class_install_action (widget_class, "model.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "model.export-figure", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "model.copy-figure", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "model.copy-models", NULL, copy_action);
  g_type_ensure (SALTLINE_TYPE_FIGURE_VIEW);
  g_type_ensure (SALTLINE_TYPE_MODEL_INSPECTOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, tables_box);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, formula_group);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, formula_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, method_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, left_out_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, columns_group);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, canvas_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, figure_drop);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, view);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, models_view);
  gtk_widget_class_bind_template_child (widget_class, SaltlineModelPage, inspector);
  gtk_widget_class_bind_template_callback (widget_class, table_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, figure_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, saltline_model_page_fit);
}

static void
saltline_model_page_init (SaltlineModelPage *self)
{
  static const PageKey keys[] = {
    { "<Control>o", "model.open" },
    { "<Control>e", "model.export-figure" },
    { "<Control><Shift>c", "model.copy-figure" },
  };

  self->tables = g_list_store_new (SALTLINE_TYPE_TABLE_ITEM);
  self->models = g_list_store_new (SALTLINE_TYPE_MODEL_ITEM);
  self->column_rows = g_ptr_array_new ();
  self->figures = g_array_new (FALSE, FALSE, sizeof (FigureChoice));
  g_array_set_clear_func (self->figures, figure_choice_clear);
  self->selected = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  saltline_figure_view_set_selected (self->view, self->selected);
  gtk_list_box_bind_model (self->tables_box, G_LIST_MODEL (self->tables), make_table_row, NULL, NULL);
  self->chosen = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->models)));
  gtk_column_view_set_model (self->models_view, GTK_SELECTION_MODEL (self->chosen));
  model_columns_add (self->models_view);
  g_signal_connect_swapped (self->chosen, "notify::selected-item", G_CALLBACK (chosen_changed_cb), self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "model.fit", FALSE);
  saltline_page_add_keys (SALTLINE_PAGE (self), keys, G_N_ELEMENTS (keys));
  chosen_changed_cb (self);
}

/* --- public --- */

GListModel *
saltline_model_page_get_tables (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return G_LIST_MODEL (self->tables);
}

GListModel *
saltline_model_page_get_models (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return G_LIST_MODEL (self->models);
}

SaltlineModelItem *
saltline_model_page_get_chosen (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return gtk_single_selection_get_selected_item (self->chosen);
}

SaltlineFigureView *
saltline_model_page_get_view (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return self->view;
}

GtkEditable *
saltline_model_page_get_formula (SaltlineModelPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_MODEL_PAGE (self), NULL);

  return GTK_EDITABLE (self->formula_row);
}

void
saltline_model_page_leave_out (SaltlineModelPage *self, const char *column)
{
  GListModel *names;

  g_return_if_fail (SALTLINE_IS_MODEL_PAGE (self));

  adw_combo_row_set_selected (self->left_out_row, 0);
  names = adw_combo_row_get_model (self->left_out_row);
  for (guint i = 1; column != NULL && names != NULL && i < g_list_model_get_n_items (names); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), column))
      adw_combo_row_set_selected (self->left_out_row, i);
}
