/* ui/model-page-actions.c: what a person does on the Model page */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "model-page-private.h"
#include "model-text.h"
#include "workspace/adopted-model.h"
#include "workspace/methods-text.h"
#include "workspace/predictions-table.h"
#include "workspace/readings-study.h"

#define EXPORT_WIDTH_PT 480.0

static void
say (SaltlineModelPage *self, const char *message)
{
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

/* --- asking for a file --- */

typedef void (*FileChosen) (SaltlineModelPage *self, GFile *file);

static void
file_chosen_cb (SaltlineModelPage *self, int response)
{
  FileChosen chosen = (FileChosen) g_object_get_data (G_OBJECT (self->chooser), "chosen");
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GListModel) files = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      chosen (self, file);
    }
}

/* @name: (nullable): the proposed name of a file to write; NULL: one is to be opened. @suffixes: of what is opened */
static void
ask_for_file (SaltlineModelPage *self, const char *title, const char *name, const char *const *suffixes, FileChosen chosen)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN, name != NULL ? _("_Save") : _("_Open"),
                                               NULL);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  else
    {
      g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
      g_autofree char *list = g_strjoinv (", ", (char **) suffixes);

      gtk_file_filter_set_name (filter, list);
      for (guint i = 0; suffixes[i] != NULL; i++)
        gtk_file_filter_add_suffix (filter, suffixes[i]);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
    }
  g_object_set_data (G_OBJECT (self->chooser), "chosen", (gpointer) chosen);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
write_text (SaltlineModelPage *self, GFile *file, const char *text)
{
  g_autofree char *path = saltline_page_get_path (SALTLINE_PAGE (self), file, TRUE), *message = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;
  message = file_replace (path, text, strlen (text), &error) ? g_strdup_printf (_("Written to %s"), path) : g_strdup (error->message);
  say (self, message);
}

static const char *const tables[] = { "csv", "tsv", "txt", NULL };
static const char *const models[] = { "json", NULL };

/* --- asking for words --- */

typedef void (*WordsGiven) (SaltlineModelPage *self, const char *words);

static void
words_response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  SaltlineModelPage *self = data;
  WordsGiven given = (WordsGiven) g_object_get_data (G_OBJECT (dialog), "given");
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "go"))
    given (self, gtk_editable_get_text (entry));
}

static void
words_changed_cb (AdwMessageDialog *dialog, GtkEditable *entry)
{
  adw_message_dialog_set_response_enabled (dialog, "go", gtk_editable_get_text (entry)[strspn (gtk_editable_get_text (entry), " ")] != '\0');
}

static void
ask_for_words (SaltlineModelPage *self, const char *heading, const char *body, const char *button, gboolean needed, WordsGiven given)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body);
  GtkWidget *entry = gtk_entry_new ();

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "go", button, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "go");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Why?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  g_object_set_data (G_OBJECT (dialog), "given", (gpointer) given);
  if (needed)
    {
      adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "go", FALSE);
      g_signal_connect_object (entry, "changed", G_CALLBACK (words_changed_cb), dialog, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (dialog, "response", G_CALLBACK (words_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- tables --- */

static void
open_chosen (SaltlineModelPage *self, GFile *file)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  saltline_model_page_add_files (self, G_LIST_MODEL (files));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_file (SALTLINE_MODEL_PAGE (widget), _("Open a Table"), NULL, tables, open_chosen);
}

static void
from_readings_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  g_autoptr(GError) error = NULL;
  g_autoptr(StudyTable) table = saltline_workspace_readings_study (self->workspace, &error);
  SaltlineTableItem *item = table != NULL ? model_page_find_table (self, table) : NULL;

  if (table != NULL && item == NULL)
    item = model_page_keep_table (self, table, &error);
  if (item != NULL)
    model_page_choose_table (self, item);
  else
    say (self, error->message);
}

static void
remove_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  g_autoptr(GError) error = NULL;
  guint position;

  if (self->table == NULL)
    return;
  if (saltline_table_item_get_data_set (self->table) != 0)
    {
      if (saltline_workspace_drop_table (self->workspace, saltline_table_item_get_data_set (self->table), &error))
        saltline_page_show_message (SALTLINE_PAGE (self), _("Table removed; models that were kept stay"), _("_Undo"), "model.undo");
      else
        say (self, error->message);
      return;
    }
  model_page_drop_draft (self);
  if (g_list_store_find (self->tables, self->table, &position))
    g_list_store_remove (self->tables, position);
  model_page_choose_table (self, NULL);
}

/* --- rows --- */

/* The table whose rows are selected, as it is used now. */
static SaltlineTableItem *
selected_table (SaltlineModelPage *self)
{
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  SaltlineTableItem *item = model != NULL ? model_page_find_table (self, saltline_model_item_get_table (model)) : self->table;

  return item;
}

/* @reason: NULL: taken in again */
static void
set_excluded (SaltlineModelPage *self, const char *reason)
{
  SaltlineTableItem *item = selected_table (self);
  const guint n = g_hash_table_size (self->selected);
  g_autoptr(StudyDecisions) decisions = NULL;
  g_autofree char *what = NULL;
  GHashTableIter iter;
  gpointer row;

  if (item == NULL || n == 0)
    return;
  decisions = study_decisions_copy (saltline_table_item_get_table (item)->decisions);
  g_hash_table_iter_init (&iter, self->selected);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    study_decisions_exclude (decisions, GPOINTER_TO_UINT (row), reason);
  what = g_strdup_printf (reason != NULL ? ngettext ("Leave out %u row", "Leave out %u rows", n) : ngettext ("Take in %u row", "Take in %u rows", n), n);
  model_page_choose_table (self, item);
  saltline_model_page_decide (self, item, decisions, what);
}

static void
exclude_because (SaltlineModelPage *self, const char *reason)
{
  g_autofree char *words = g_strstrip (g_strdup (reason));

  if (*words != '\0')
    set_excluded (self, words);
}

static void
exclude_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  const guint n = g_hash_table_size (self->selected);
  g_autofree char *heading = g_strdup_printf (ngettext ("Leave Out %u Row?", "Leave Out %u Rows?", n), n);

  ask_for_words (self, heading, _("The rows stay in the table with the reason, and can be taken in again."), _("_Leave Out"), TRUE, exclude_because);
}

static void
include_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_excluded (SALTLINE_MODEL_PAGE (widget), NULL);
}

static void
open_photo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  SaltlineTableItem *item = selected_table (self);
  gint64 photo = 0;
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->selected);
  while (item != NULL && photo == 0 && g_hash_table_iter_next (&iter, &row, NULL))
    photo = saltline_workspace_photo_of_row (self->workspace, saltline_table_item_get_table (item)->frame, GPOINTER_TO_UINT (row));
  if (photo != 0)
    g_signal_emit_by_name (self, "open-photo", photo);
  else
    say (self, _("The selected rows name no photo of this workspace: a column “sha256” or “photo” would."));
}

/* --- models --- */

static void
fit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  saltline_model_page_fit (SALTLINE_MODEL_PAGE (widget));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  g_autoptr(GError) error = NULL;

  if (model == NULL)
    return;
  if (saltline_model_item_get_id (model) == 0)
    {
      if (model == self->draft)
        g_clear_object (&self->draft);
      g_list_store_remove (self->models, gtk_single_selection_get_selected (self->chosen));
    }
  else if (saltline_workspace_drop_model (self->workspace, saltline_model_item_get_id (model), &error))
    saltline_page_show_message (SALTLINE_PAGE (self), _("Model removed"), _("_Undo"), "model.undo");
  else
    say (self, error->message);
}

static void
adopt_because (SaltlineModelPage *self, const char *why)
{
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  g_autoptr(GError) error = NULL;
  ModelPurpose purpose;

  if (model == NULL)
    return;
  if (saltline_model_item_get_label (model) == NULL)
    model_page_fit_draft (self, TRUE); /* a draft is kept first; it is there already, so this is done at once */
  if (saltline_model_item_get_id (model) != 0 && saltline_workspace_adopt (self->workspace, saltline_model_item_get_id (model), why, &purpose, &error))
    saltline_page_show_message (SALTLINE_PAGE (self), purpose == PURPOSE_PATCH ? _("Patches give whole-body rates by this model from now on")
                                                                               : _("Workouts are predicted by this model from now on"),
                                _("_Undo"), "model.undo");
  else
    say (self, error != NULL ? error->message : _("Keep the model first."));
}

static void
adopt_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  const ModelEquation *equation = model != NULL ? saltline_model_item_get_equation (model) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) body = g_string_new (NULL);

  if (equation == NULL)
    return;
  if (!model_inputs_check (equation, &error))
    {
      model_page_complain (self, error->message);
      say (self, error->message);
      return;
    }
  g_string_append (body, model_uses_input (equation, INPUT_LOCAL_RATE) ? _("What a patch measured becomes a whole-body rate by this version. It holds for:")
                                                                       : _("Workouts to come are predicted by this version. It holds for:"));
  for (guint i = 0; i < equation->columns->len; i++)
    {
      const TrainedRange *range = g_ptr_array_index (equation->columns, i);
      g_autofree char *levels = range->levels != NULL ? g_strjoinv (", ", range->levels) : NULL;

      if (levels != NULL)
        g_string_append_printf (body, "\n%s: %s", range->name, levels);
      else if (!isnan (range->low))
        g_string_append_printf (body, "\n%s: %.4g … %.4g %s", range->name, range->low, range->high, range->unit != NULL ? range->unit : "");
    }
  if (equation->synthetic)
    g_string_append (body, _("\nIt was fitted to synthetic data."));
  ask_for_words (self, _("Adopt This Version?"), body->str, _("_Adopt"), FALSE, adopt_because);
}

static void
give_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  g_autoptr(GError) error = NULL;

  if (model == NULL || saltline_model_item_get_purpose (model) == 0)
    return;
  if (saltline_workspace_give_up (self->workspace, (ModelPurpose) saltline_model_item_get_purpose (model), &error))
    saltline_page_show_message (SALTLINE_PAGE (self), _("No model is adopted for this any more"), _("_Undo"), "model.undo");
  else
    say (self, error->message);
}

static void
import_chosen (SaltlineModelPage *self, GFile *file)
{
  g_autofree char *path = saltline_page_get_path (SALTLINE_PAGE (self), file, FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(StoredModel) stored = path != NULL ? saltline_workspace_import_model (self->workspace, path, NULL, &error) : NULL;

  if (stored == NULL && path != NULL)
    say (self, error->message);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_file (SALTLINE_MODEL_PAGE (widget), _("Import a Model's Coefficients"), NULL, models, import_chosen);
}

static void
export_model_chosen (SaltlineModelPage *self, GFile *file)
{
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  g_autofree char *text = model != NULL ? equation_to_text (saltline_model_item_get_equation (model), TRUE) : NULL;

  if (text != NULL)
    write_text (self, file, text);
}

static void
export_model_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_file (SALTLINE_MODEL_PAGE (widget), _("Export the Model's Coefficients"), _("model.json"), NULL, export_model_chosen);
}

static void
predict_chosen (SaltlineModelPage *self, GFile *file)
{
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  g_autofree char *path = saltline_page_get_path (SALTLINE_PAGE (self), file, FALSE);
  g_autofree char *stem = path != NULL ? g_strdup (path) : NULL;
  g_autofree char *to = NULL, *message = NULL;
  g_autoptr(GError) error = NULL;
  guint n;

  if (model == NULL || saltline_model_item_get_study (model) == NULL || path == NULL)
    return;
  if (strrchr (stem, '.') > strrchr (stem, G_DIR_SEPARATOR))
    *strrchr (stem, '.') = '\0';
  to = g_strconcat (stem, "-predicted.csv", NULL);
  for (guint i = 2; g_file_test (to, G_FILE_TEST_EXISTS); i++)
    {
      g_free (to);
      to = g_strdup_printf ("%s-predicted-%u.csv", stem, i);
    }
  if (predictions_table_write (saltline_model_item_get_study (model), path, to, &n, &error))
    message = g_strdup_printf (ngettext ("%u row predicted in %s", "%u rows predicted in %s", n), n, to);
  say (self, message != NULL ? message : error->message);
}

static void
predict_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_file (SALTLINE_MODEL_PAGE (widget), _("Predict the Rows of a Table"), NULL, tables, predict_chosen);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  const gboolean redo = g_str_equal (name, "model.redo");
  g_autofree char *what = NULL, *message = NULL;
  g_autoptr(GError) error = NULL;

  if (!saltline_workspace_undo_study (self->workspace, redo, &what, &error))
    message = g_strdup (error->message);
  else if (what != NULL)
    message = g_strdup_printf (redo ? _("Done again: %s") : _("Undone: %s"), what);
  else
    message = g_strdup (redo ? _("There is nothing to redo") : _("There is nothing to undo"));
  say (self, message);
}

/* --- exports --- */

static void
export_figure_chosen (SaltlineModelPage *self, GFile *file)
{
  Figure *figure = saltline_figure_view_get_figure (self->view);
  g_autofree char *path = saltline_page_get_path (SALTLINE_PAGE (self), file, TRUE);
  g_autofree char *message = NULL;
  g_autoptr(GError) error = NULL;

  if (figure == NULL || path == NULL)
    return;
  if (figure_export (figure, path, EXPORT_WIDTH_PT, model_figure_height (figure), &error))
    message = g_strdup_printf (_("Figure written to %s"), path);
  else
    message = g_strdup (error->message);
  say (self, message);
}

static void
export_figure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  const guint i = gtk_drop_down_get_selected (self->figure_drop);
  g_autofree char *file = i < self->figures->len ? g_strconcat (((const FigureOffer *) g_ptr_array_index (self->figures, i))->file, ".svg", NULL) : NULL;

  if (file != NULL)
    ask_for_file (self, _("Export the Figure (SVG, PDF, PNG) or Its Data (CSV)"), file, NULL, export_figure_chosen);
}

static void
export_models_chosen (SaltlineModelPage *self, GFile *file)
{
  g_autofree char *text = models_to_table (G_LIST_MODEL (self->models));

  write_text (self, file, text);
}

static void
export_models_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_for_file (SALTLINE_MODEL_PAGE (widget), _("Export the Comparison"), _("models.tsv"), NULL, export_models_chosen);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlineModelPage *self = SALTLINE_MODEL_PAGE (widget);
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  Figure *figure = saltline_figure_view_get_figure (self->view);
  g_autofree char *text = NULL;

  if (g_str_equal (name, "model.copy-figure"))
    text = figure != NULL ? figure_to_table (figure, '\t') : NULL;
  else if (g_str_equal (name, "model.copy-methods"))
    text = model != NULL && saltline_model_item_get_study (model) != NULL ? methods_text (saltline_model_item_get_study (model)) : NULL;
  else
    text = models_to_table (G_LIST_MODEL (self->models));
  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  say (self, g_str_equal (name, "model.copy-methods") ? _("Copied") : _("Copied as a table"));
}

void
model_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "model.open", open_action },
    { "model.from-readings", from_readings_action },
    { "model.remove-table", remove_table_action },
    { "model.fit", fit_action },
    { "model.remove", remove_action },
    { "model.adopt", adopt_action },
    { "model.give-up", give_up_action },
    { "model.import", import_action },
    { "model.export-model", export_model_action },
    { "model.predict", predict_action },
    { "model.exclude", exclude_action },
    { "model.include", include_action },
    { "model.open-photo", open_photo_action },
    { "model.undo", undo_action },
    { "model.redo", undo_action },
    { "model.export-figure", export_figure_action },
    { "model.export-models", export_models_action },
    { "model.copy-figure", copy_action },
    { "model.copy-models", copy_action },
    { "model.copy-methods", copy_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}
