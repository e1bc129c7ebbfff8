/* ui/calibration-page-lists.c: the sessions, calibrations and templates on the left */
#include "calibration-page-private.h"

#include <glib/gi18n.h>

#include "store/documents.h"
#include "store/statement.h"
#include "workspace/documents-cache.h"

static GtkWidget *
add_listed (GtkListBox *box, const char *title, const char *subtitle, gint64 id)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle, NULL);

  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  gtk_list_box_append (box, row);
  return row;
}

static gint64
id_of_row (GtkListBoxRow *row)
{
  return row != NULL ? *(gint64 *) g_object_get_data (G_OBJECT (row), "id") : 0;
}

static void
empty_box (GtkListBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, child);
}

guint
calibration_page_count_readings (SaltlineCalibrationPage *self, gint64 document)
{
  g_autoptr(StoreRows) rows = store_query (saltline_workspace_get_store (self->workspace), NULL,
                                           "SELECT count(*) FROM photo JOIN reading ON reading.id = photo.reading"
                                           " WHERE reading.calibration = ? AND photo.deleted_us IS NULL", "i", document);

  return rows != NULL && store_next (rows) ? (guint) store_int (rows, 0) : 0;
}

static void
list_sessions (SaltlineCalibrationPage *self)
{
  g_autoptr(GPtrArray) lots = store_lots (saltline_workspace_get_store (self->workspace), NULL);

  empty_box (self->sessions_box);
  for (guint i = 0; lots != NULL && i < lots->len; i++)
    {
      const StoredLot *lot = g_ptr_array_index (lots, i);
      const PatchCalibration *saved = lot->calibration_row != 0 ? documents_cache_calibration (self->workspace, lot->calibration_row, NULL) : NULL;
      g_autofree char *count = g_strdup_printf (ngettext ("%u standard", "%u standards", lot->standards->len), lot->standards->len);
      g_autofree char *text = saved != NULL ? g_strdup_printf (_("%s, version %s"), count, saved->version) : g_strdup_printf (_("%s, not saved"), count);
      GtkWidget *row = add_listed (self->sessions_box, lot->name, text, lot->id);

      if (self->kind == SHOWN_SESSION && lot->id == self->id)
        gtk_list_box_select_row (self->sessions_box, GTK_LIST_BOX_ROW (row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sessions_box), lots != NULL && lots->len > 0);
  gtk_widget_set_visible (self->no_sessions, lots == NULL || lots->len == 0);
}

static void
list_calibrations (SaltlineCalibrationPage *self)
{
  g_autoptr(GPtrArray) documents = store_documents (saltline_workspace_get_store (self->workspace), DOCUMENT_CALIBRATION, NULL);

  empty_box (self->calibrations_box);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);
      guint n = calibration_page_count_readings (self, document->id);
      g_autofree char *title = g_strdup_printf (_("%s, version %s"), document->name, document->version);
      g_autofree char *text = g_strdup_printf (ngettext ("%u reading", "%u readings", n), n);
      GtkWidget *row = add_listed (self->calibrations_box, title, text, document->id);

      if (self->kind == SHOWN_CALIBRATION && document->id == self->id)
        gtk_list_box_select_row (self->calibrations_box, GTK_LIST_BOX_ROW (row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->calibrations_box), documents != NULL && documents->len > 0);
  gtk_widget_set_visible (self->no_calibrations, documents == NULL || documents->len == 0);
}

/* Drafts first, then what is kept. */
static void
list_templates (SaltlineCalibrationPage *self)
{
  Store *store = saltline_workspace_get_store (self->workspace);
  g_autoptr(GPtrArray) drafts = store_drafts (store, NULL);
  g_autoptr(GPtrArray) documents = store_documents (store, DOCUMENT_TEMPLATE, NULL);

  empty_box (self->templates_box);
  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      const StoredDraft *draft = g_ptr_array_index (drafts, i);
      g_autoptr(StoredPhoto) photo = draft->photo != 0 ? store_photo (store, draft->photo, NULL) : NULL;
      g_autoptr(PatchTemplate) geometry = patch_template_draft ("draft", draft->body, NULL);
      g_autofree char *text = g_strdup_printf (_("Drawn on %s"), photo != NULL ? photo->name : "–");
      GtkWidget *row = add_listed (self->templates_box, geometry != NULL ? geometry->id : "–", text, draft->id);

      g_object_set_data (G_OBJECT (row), "draft", row);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
      if (self->kind == SHOWN_DRAFT && draft->id == self->id)
        gtk_list_box_select_row (self->templates_box, GTK_LIST_BOX_ROW (row));
    }
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);
      const PatchTemplate *geometry = documents_cache_template (self->workspace, document->id, NULL);
      g_autofree char *title = g_strdup_printf (_("%s, version %s"), document->name, document->version);
      GtkWidget *row = add_listed (self->templates_box, title, geometry != NULL ? geometry->name : "", document->id);

      if (self->kind == SHOWN_TEMPLATE && document->id == self->id)
        gtk_list_box_select_row (self->templates_box, GTK_LIST_BOX_ROW (row));
    }
}

void
calibration_page_list (SaltlineCalibrationPage *self)
{
  if (self->workspace == NULL)
    return;
  self->filling = TRUE;
  list_sessions (self);
  list_calibrations (self);
  list_templates (self);
  self->filling = FALSE;
}

static void
session_selected_cb (SaltlineCalibrationPage *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL)
    calibration_page_show (self, SHOWN_SESSION, id_of_row (row));
}

static void
calibration_selected_cb (SaltlineCalibrationPage *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL)
    calibration_page_show (self, SHOWN_CALIBRATION, id_of_row (row));
}

static void
template_selected_cb (SaltlineCalibrationPage *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL)
    calibration_page_show (self, g_object_get_data (G_OBJECT (row), "draft") != NULL ? SHOWN_DRAFT : SHOWN_TEMPLATE, id_of_row (row));
}

void
calibration_page_bind_lists (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, session_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, calibration_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_selected_cb);
}
