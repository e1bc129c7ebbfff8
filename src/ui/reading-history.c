/* ui/reading-history.c */
#include "reading-history.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"
#include "quantity-row.h"

#define ROWS_SHOWN 12

struct _SaltlineReadingHistory {
  AdwBin parent_instance;

  GtkWidget *group;
  GtkWidget *reset;
  GtkListBox *list;
  gint64 photo;      /* shown, with the reading that stands: rows are made anew only when one of them changes */
  gint64 standing;
};

G_DEFINE_FINAL_TYPE (SaltlineReadingHistory, saltline_reading_history, ADW_TYPE_BIN)

static const char *
origin_in_words (const char *origin)
{
  if (g_strcmp0 (origin, "by hand") == 0)
    return _("By hand");
  if (g_strcmp0 (origin, "recomputed") == 0)
    return _("Read again");
  return _("Automatic");
}

static char *
when_in_words (gint64 made_us)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (made_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%x %X") : g_strdup ("");
}

static GtkWidget *
row_of (const StoredReading *reading, gboolean stands)
{
  GtkWidget *row = g_object_new (SALTLINE_TYPE_QUANTITY_ROW, NULL);
  g_autofree char *when = when_in_words (reading->made_us);
  g_autofree char *fill = quantity_text (100.0 * reading->fill, 100.0 * reading->fill_sd, "%");
  g_autofree char *chloride = isnan (reading->chloride) ? NULL : quantity_text (reading->chloride, reading->chloride_sd, "mmol/L");
  g_autofree char *title = stands ? g_strdup_printf (_("%s (stands)"), origin_in_words (reading->origin)) : g_strdup (origin_in_words (reading->origin));
  g_autofree char *note = NULL;

  if (g_strcmp0 (reading->status, "refused") == 0)
    note = g_strdup_printf ("%s\n%s", when, reading->reason != NULL ? reading->reason : _("Refused"));
  else if (chloride != NULL)
    note = g_strdup_printf (_("%s\nchloride %s"), when, chloride);
  else
    note = g_strdup (when);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  saltline_quantity_row_set_text (SALTLINE_QUANTITY_ROW (row), fill, note);
  return row;
}

static void
saltline_reading_history_class_init (SaltlineReadingHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/reading-history.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineReadingHistory, group);
  gtk_widget_class_bind_template_child (widget_class, SaltlineReadingHistory, reset);
  gtk_widget_class_bind_template_child (widget_class, SaltlineReadingHistory, list);
}

static void
saltline_reading_history_init (SaltlineReadingHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
saltline_reading_history_show (SaltlineReadingHistory *self, SaltlineWorkspace *workspace, SaltlinePhotoItem *item)
{
  const StoredPhoto *stored = item != NULL ? saltline_photo_item_get_stored (item) : NULL;
  g_autoptr(GPtrArray) history = NULL;
  GtkWidget *child;

  g_return_if_fail (SALTLINE_IS_READING_HISTORY (self));

  gtk_widget_set_visible (GTK_WIDGET (self), stored != NULL && workspace != NULL);
  if (stored == NULL || workspace == NULL)
    return;
  gtk_widget_set_visible (self->reset, stored->state.by_hand != NULL && !saltline_workspace_is_read_only (workspace));
  if (self->photo == stored->id && self->standing == stored->state.reading)
    return;
  self->photo = stored->id;
  self->standing = stored->state.reading;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  history = store_history (saltline_workspace_get_store (workspace), stored->id, NULL);
  for (guint i = 0; history != NULL && i < MIN (history->len, ROWS_SHOWN); i++)
    {
      const StoredReading *reading = g_ptr_array_index (history, history->len - 1 - i);

      gtk_list_box_append (self->list, row_of (reading, reading->id == stored->state.reading));
    }
}
