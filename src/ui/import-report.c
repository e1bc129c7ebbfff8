/* ui/import-report.c */
#include "import-report.h"

#include <glib/gi18n.h>

static void
response_cb (GtkWidget *page, const char *response)
{
  if (g_str_equal (response, "undo"))
    gtk_widget_activate_action (page, "athletes.undo", NULL);
}

static void
add_remarks (GtkWidget *box, const ImportReport *report, gboolean failed, const char *title)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < report->remarks->len; i++)
    {
      const ImportRemark *remark = g_ptr_array_index (report->remarks, i);
      GtkWidget *row;

      if (remark->failed != failed)
        continue;
      if (group == NULL)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, title);
          gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
        }
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), remark->file);
      adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), remark->text);
      if (failed)
        adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
      adw_preferences_group_add (group, row);
    }
}

GtkWindow *
import_report_show (GtkWidget *page, const ImportReport *report, gboolean can_undo)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *dialog, *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  g_autofree char *heading = NULL;

  heading = report->n_failed > 0 ? g_strdup_printf (ngettext ("Problems in %u of %u File", "Problems in %u of %u Files", report->n_files), report->n_failed,
                                                    report->n_files)
                                 : g_strdup (_("Imported, with Remarks"));
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, report->outcome);
  add_remarks (box, report, TRUE, _("Not Read, or Not Whole"));
  add_remarks (box, report, FALSE, _("Read, with Remarks"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), report->remarks->len > 1 ? 260 : 140);
  gtk_widget_set_size_request (scrolled, 320, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scrolled);
  if (can_undo)
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "undo", _("_Undo Import"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), page, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WINDOW (dialog);
}
