/* ui/row-group.c */
#include "row-group.h"

#define PASSING_KEY "saltline-passing-rows"

void
row_group_set_title (AdwPreferencesGroup *group, const char *title)
{
  g_autofree char *safe = NULL;

  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group) && title != NULL);

  safe = g_markup_escape_text (title, -1);
  adw_preferences_group_set_title (group, safe);
}

void
row_group_set_description (AdwPreferencesGroup *group, const char *description)
{
  g_autofree char *safe = NULL;

  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group));

  safe = description != NULL ? g_markup_escape_text (description, -1) : NULL;
  adw_preferences_group_set_description (group, safe);
}

AdwPreferencesGroup *
row_group_append (GtkWidget *box, const char *title, const char *description)
{
  AdwPreferencesGroup *group;

  g_return_val_if_fail (GTK_IS_BOX (box) && title != NULL, NULL);

  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  row_group_set_title (group, title);
  row_group_set_description (group, description);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
  return group;
}

GtkWidget *
row_group_add_text (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row;

  g_return_val_if_fail (ADW_IS_PREFERENCES_GROUP (group) && title != NULL, NULL);

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);
  return row;
}

/* The group does not tell which rows it has: they are kept beside it. */
static GPtrArray *
passing_rows (AdwPreferencesGroup *group)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (group), PASSING_KEY);

  if (rows == NULL)
    {
      rows = g_ptr_array_new ();
      g_object_set_data_full (G_OBJECT (group), PASSING_KEY, rows, (GDestroyNotify) g_ptr_array_unref);
    }
  return rows;
}

void
row_group_add_passing (AdwPreferencesGroup *group, GtkWidget *row)
{
  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group) && GTK_IS_WIDGET (row));

  adw_preferences_group_add (group, row);
  g_ptr_array_add (passing_rows (group), row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

void
row_group_clear (AdwPreferencesGroup *group)
{
  GPtrArray *rows;

  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group));

  rows = passing_rows (group);
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
}
