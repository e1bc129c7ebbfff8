/* ui/photo-row.c */
#include "photo-row.h"

#include <glib/gi18n.h>

#include "thumbnails.h"

struct _SaltlinePhotoRow {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *thumbnail;
  GtkLabel *title;
  GtkLabel *summary;
  GtkImage *contradiction;
  GtkImage *status;
  GtkSpinner *spinner;
  SaltlinePhotoItem *item;
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (SaltlinePhotoRow, saltline_photo_row, GTK_TYPE_WIDGET)

typedef struct {
  const char *icon;
  const char *words;
  const char *style;
} StatusLook;

static StatusLook
look_of (SaltlinePhotoItem *item)
{
  const PatchReading *reading = saltline_photo_item_get_reading (item);

  switch (saltline_photo_item_get_stage (item))
    {
    case PHOTO_FAILED:
      return (StatusLook) { "dialog-error-symbolic", _("Not a readable photo"), "error" };
    case PHOTO_STOPPED:
      return (StatusLook) { "media-playback-stop-symbolic", _("Not read yet"), "dim-label" };
    case PHOTO_READ:
      if (reading->status == READING_REFUSED)
        return (StatusLook) { "dialog-error-symbolic", _("Refused"), "error" };
      if (reading->status == READING_PARTIAL)
        return (StatusLook) { "dialog-warning-symbolic", _("Partly read"), "warning" };
      if (reading->flags & ~(READING_FLAG_NO_PROFILE | READING_FLAG_MANUAL_LANDMARKS))
        return (StatusLook) { "dialog-information-symbolic", _("Read, with remarks"), "dim-label" };
      return (StatusLook) { "object-select-symbolic", _("Read"), "success" };
    default:
      return (StatusLook) { NULL, NULL, NULL };
    }
}

static void
refresh (SaltlinePhotoRow *self)
{
  const char *styles[] = { NULL, NULL };
  g_autofree char *summary = NULL;
  StatusLook look;
  gboolean busy;

  if (self->item == NULL)
    return;
  look = look_of (self->item);
  summary = saltline_photo_item_summary (self->item);
  busy = saltline_photo_item_get_stage (self->item) == PHOTO_READING;
  styles[0] = look.style;
  gtk_label_set_label (self->title, saltline_photo_item_get_title (self->item));
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), summary);
  gtk_image_set_from_paintable (self->thumbnail, GDK_PAINTABLE (saltline_photo_item_get_thumbnail (self->item)));
  gtk_widget_set_visible (GTK_WIDGET (self->contradiction), saltline_photo_item_get_contradiction (self->item) != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->contradiction), saltline_photo_item_get_contradiction (self->item));
  gtk_image_set_from_icon_name (self->status, look.icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), look.words);
  gtk_widget_set_css_classes (GTK_WIDGET (self->status), styles);
  gtk_widget_set_visible (GTK_WIDGET (self->status), look.icon != NULL);
  if (look.words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL, look.words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
saltline_photo_row_dispose (GObject *object)
{
  SaltlinePhotoRow *self = SALTLINE_PHOTO_ROW (object);

  saltline_photo_row_set_item (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (saltline_photo_row_parent_class)->dispose (object);
}

static void
saltline_photo_row_class_init (SaltlinePhotoRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_photo_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/photo-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoRow, box);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoRow, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoRow, title);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoRow, summary);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoRow, contradiction);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoRow, status);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePhotoRow, spinner);
}

static void
saltline_photo_row_init (SaltlinePhotoRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
saltline_photo_row_new (void)
{
  return g_object_new (SALTLINE_TYPE_PHOTO_ROW, NULL);
}

void
saltline_photo_row_set_item (SaltlinePhotoRow *self, SaltlinePhotoItem *item)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ROW (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    {
      self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (refresh), self);
      refresh (self);
      thumbnail_request (item, saltline_photo_item_get_path (item));
    }
}
