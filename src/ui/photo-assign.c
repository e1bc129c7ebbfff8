/* ui/photo-assign.c */
#include "photo-assign.h"

#include <glib/gi18n.h>

#include "drop-down.h"
#include "thumbnails.h"

#define PICTURE_WIDTH  72
#define PICTURE_HEIGHT 54

struct _SaltlinePhotoAssign {
  AdwBin parent_instance;

  SaltlineWorkspace *workspace;
  GPtrArray *athletes;
  GPtrArray *assignments;  /* of PhotoAssignment */
  GPtrArray *pictured;     /* of SaltlinePhotoItem: their thumbnails are on the rows */
};

enum { SIGNAL_DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoAssign, saltline_photo_assign, ADW_TYPE_BIN)

static void
chosen_cb (GtkDropDown *drop, GParamSpec *pspec, SaltlinePhotoAssign *self)
{
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop), "row")), position = gtk_drop_down_get_selected (drop);
  PhotoAssignment *assignment = row < self->assignments->len ? g_ptr_array_index (self->assignments, row) : NULL;

  if (assignment != NULL)
    assignment->athlete = position == 0 || position == GTK_INVALID_LIST_POSITION ? NO_ATHLETE : position - 1;
}

static void
apply_cb (SaltlinePhotoAssign *self)
{
  saltline_photo_assign_apply (self);
}

static void
thumbnail_cb (SaltlinePhotoItem *item, GtkPicture *picture)
{
  gtk_picture_set_paintable (picture, GDK_PAINTABLE (saltline_photo_item_get_thumbnail (item)));
}

/* (nullable): nothing to see when the photo went meanwhile */
static GtkWidget *
picture_of (SaltlinePhotoAssign *self, const PhotoAssignment *assignment)
{
  Store *store = saltline_workspace_get_store (self->workspace);
  StoredPhoto *photo = store_photo (store, assignment->photo, NULL);
  g_autofree char *path = photo != NULL ? store_photo_path (store, photo) : NULL, *words = NULL;
  SaltlinePhotoItem *item;
  GtkWidget *picture;

  if (photo == NULL)
    return NULL;
  words = g_strdup_printf (_("Photo %s"), assignment->name);
  picture = gtk_picture_new ();
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), words);
  gtk_widget_set_size_request (picture, PICTURE_WIDTH, PICTURE_HEIGHT);
  gtk_widget_set_margin_top (picture, 4);
  gtk_widget_set_margin_bottom (picture, 4);
  item = saltline_photo_item_new_stored (photo, NULL);
  g_ptr_array_add (self->pictured, item);
  g_signal_connect_object (item, "changed", G_CALLBACK (thumbnail_cb), picture, 0);
  thumbnail_request (item, path);
  thumbnail_cb (item, GTK_PICTURE (picture));
  return picture;
}

static void
add_photo (SaltlinePhotoAssign *self, AdwPreferencesGroup *group, GListModel *names, guint p)
{
  const PhotoAssignment *assignment = g_ptr_array_index (self->assignments, p);
  GtkWidget *row = adw_action_row_new (), *picture = picture_of (self, assignment);
  GtkDropDown *drop = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (names), NULL));
  g_autofree char *label = g_strdup_printf (_("Athlete of %s"), assignment->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), assignment->name);
  if (picture != NULL)
    {
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), picture);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE); /* seen in full on its page */
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-photo");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", assignment->photo);
      gtk_widget_set_tooltip_text (row, _("Show this photo on the Patches page"));
    }
  g_object_set_data (G_OBJECT (drop), "row", GUINT_TO_POINTER (p));
  gtk_drop_down_set_selected (drop, assignment->athlete == NO_ATHLETE ? 0 : assignment->athlete + 1);
  drop_down_name (drop, label);
  gtk_widget_set_valign (GTK_WIDGET (drop), GTK_ALIGN_CENTER);
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (drop));
  adw_preferences_group_add (group, row);
}

static void
show_list (SaltlinePhotoAssign *self)
{
  GtkWidget *group = adw_preferences_group_new (), *button = gtk_button_new_with_mnemonic (_("_Assign")), *clamp = adw_clamp_new ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("nobody"));
  for (guint a = 0; a < self->athletes->len; a++)
    gtk_string_list_append (names, ((const Athlete *) g_ptr_array_index (self->athletes, a))->name);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Photos and Athletes"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         self->assignments->len > 0
                                           ? _("Guessed by the athletes’ IDs in the names, else by their order. Look them over, then assign them in one go.")
                                           : _("Every photo has its athlete. New photos come in on the Patches page."));
  g_ptr_array_set_size (self->pictured, 0);
  for (guint p = 0; p < self->assignments->len; p++)
    add_photo (self, ADW_PREFERENCES_GROUP (group), G_LIST_MODEL (names), p);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, self->assignments->len > 0 && !saltline_workspace_is_read_only (self->workspace));
  g_signal_connect_object (button, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  adw_clamp_set_child (ADW_CLAMP (clamp), group);
  gtk_widget_set_margin_start (clamp, 12);
  gtk_widget_set_margin_end (clamp, 12);
  gtk_widget_set_margin_top (clamp, 12);
  gtk_widget_set_margin_bottom (clamp, 18);
  adw_bin_set_child (ADW_BIN (self), clamp);
}

static void
saltline_photo_assign_finalize (GObject *object)
{
  SaltlinePhotoAssign *self = SALTLINE_PHOTO_ASSIGN (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->athletes, g_ptr_array_unref);
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  g_ptr_array_unref (self->pictured);
  G_OBJECT_CLASS (saltline_photo_assign_parent_class)->finalize (object);
}

static void
saltline_photo_assign_class_init (SaltlinePhotoAssignClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_photo_assign_finalize;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
saltline_photo_assign_init (SaltlinePhotoAssign *self)
{
  self->pictured = g_ptr_array_new_with_free_func (g_object_unref);
}

void
saltline_photo_assign_open (SaltlinePhotoAssign *self, SaltlineWorkspace *workspace, GPtrArray *athletes)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *assignments;

  g_return_if_fail (SALTLINE_IS_PHOTO_ASSIGN (self) && SALTLINE_IS_WORKSPACE (workspace) && athletes != NULL);

  g_set_object (&self->workspace, workspace);
  assignments = saltline_workspace_guess_photos (workspace, athletes, &error);
  if (assignments == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_DONE], 0, error->message);
      g_ptr_array_unref (athletes);
      return;
    }
  g_clear_pointer (&self->athletes, g_ptr_array_unref);
  g_clear_pointer (&self->assignments, g_ptr_array_unref);
  self->athletes = athletes;
  self->assignments = assignments;
  show_list (self);
}

void
saltline_photo_assign_apply (SaltlinePhotoAssign *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;
  guint assigned = 0;

  g_return_if_fail (SALTLINE_IS_PHOTO_ASSIGN (self) && self->assignments != NULL);

  if (saltline_workspace_assign_photos (self->workspace, self->assignments, self->athletes, &assigned, &error))
    message = g_strdup_printf (ngettext ("%u photo assigned", "%u photos assigned", assigned), assigned);
  else
    message = g_strdup (error->message);
  saltline_photo_assign_open (self, self->workspace, g_ptr_array_ref (self->athletes));
  g_signal_emit (self, signals[SIGNAL_DONE], 0, message);
}
