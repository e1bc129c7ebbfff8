/* ui/patches-page-joining.c: photos of one worn patch, joined and separated */
#include "patches-page-private.h"

#include <glib/gi18n.h>

#include "workspace/combined.h"

static GArray *
ids_of (const GPtrArray *items)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < items->len; i++)
    {
      gint64 id = saltline_photo_item_get_id (g_ptr_array_index (items, i));

      if (id != 0)
        g_array_append_val (ids, id);
    }
  return ids;
}

static void
join (SaltlinePatchesPage *self, const GArray *ids)
{
  g_autoptr(GError) error = NULL;

  if (!patches_page_may_write (self))
    return;
  if (ids->len < 2)
    saltline_page_show_message (SALTLINE_PAGE (self), _("Select two or more photos of one patch"), NULL, NULL);
  else if (!saltline_workspace_join_photos (saltline_photo_library_get_workspace (self->library), (const gint64 *) (void *) ids->data, ids->len,
                                            NULL, &error))
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
}

static void
same_patch_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autoptr(GArray) ids = ids_of (selection);

  join (self, ids);
}

static void
suggested_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  gint64 suggested = saltline_reading_inspector_get_suggested (self->inspector);
  gint64 shown = self->shown != NULL ? saltline_photo_item_get_id (self->shown) : 0;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (suggested == 0 || shown == 0)
    return;
  g_array_append_val (ids, suggested); /* first: a patch of several photos that it has already stays whole */
  g_array_append_val (ids, shown);
  join (self, ids);
}

static void
separate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (widget);
  g_autoptr(GPtrArray) selection = saltline_photo_list_get_selection (self->list);
  g_autoptr(GArray) ids = ids_of (selection);
  g_autoptr(GError) error = NULL;

  if (patches_page_may_write (self)
      && !saltline_workspace_separate_photos (saltline_photo_library_get_workspace (self->library), (const gint64 *) (void *) ids->data, ids->len,
                                              &error))
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
}

void
patches_page_install_joining (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "patches.same-patch", NULL, same_patch_action);
  gtk_widget_class_install_action (widget_class, "patches.same-patch-suggested", NULL, suggested_action);
  gtk_widget_class_install_action (widget_class, "patches.separate", NULL, separate_action);
}
