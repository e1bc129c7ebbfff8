/* ui/row-group.h
 *
 * Preferences groups whose rows are made from data. Text is shown as it is, never as markup. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A group below what @box holds; @description: (nullable) */
AdwPreferencesGroup *row_group_append   (GtkWidget *box, const char *title, const char *description);

void                 row_group_set_title       (AdwPreferencesGroup *group, const char *title);
void                 row_group_set_description (AdwPreferencesGroup *group, const char *description); /* (nullable) */

/* A row that wraps rather than cuts what it says; @subtitle: (nullable) */
GtkWidget           *row_group_add_text (AdwPreferencesGroup *group, const char *title, const char *subtitle);

/* Rows that come and go: the group is seen while it has one. row_group_clear() takes away what row_group_add_passing() added, and
 * nothing else. */
void                 row_group_add_passing (AdwPreferencesGroup *group, GtkWidget *row);
void                 row_group_clear       (AdwPreferencesGroup *group);

G_END_DECLS
