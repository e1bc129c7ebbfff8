/* ui/patches-page.c */
#include "patches-page-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "store/people.h"
#include "workspace/overlay.h"
#include "plain-text.h"

enum { PROP_0, PROP_HIDE_OVERLAY, PROP_LEAVE_OUT, PROP_CORRECTED, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaltlinePatchesPage, saltline_patches_page, SALTLINE_TYPE_PAGE)

/* --- showing --- */

static void
paint_pointed (SaltlinePatchesPage *self, cairo_t *cr, const ViewTransform *view, const PatchReading *reading)
{
  const PatchChannel *channel = &reading->geometry->volume;
  Point2 on_template = polyline_at (channel->centreline.points, channel->centreline.n, self->pointed * channel->length, NULL);
  Point2 at = view_transform_from_photo (view, patch_map_to_photo (&reading->map, on_template));

  cairo_arc (cr, at.x, at.y, 7.0, 0.0, 2.0 * G_PI);
  cairo_set_source_rgba (cr, 0.0, 0.0, 0.0, 0.7);
  cairo_set_line_width (cr, 4.0);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_set_line_width (cr, 2.0);
  cairo_stroke (cr);
}

static void
paint_cb (cairo_t *cr, const ViewTransform *view, gpointer data)
{
  SaltlinePatchesPage *self = data;
  const PatchReading *reading = self->shown != NULL ? saltline_photo_item_get_full (self->shown) : NULL;

  if (self->show_corrected && self->corrected != NULL)
    corrected_photo_paint (self->corrected, cr, view);
  if (reading == NULL || self->hide_overlay)
    return;
  cairo_save (cr);
  view_transform_apply (view, cr);
  overlay_paint (cr, reading, view->zoom / view->scale_factor);
  cairo_restore (cr);
  saltline_photo_editor_paint (self->editor, cr, view);
  if (!isnan (self->pointed) && reading->registered)
    paint_pointed (self, cr, view, reading);
}

static void
profile_pointed_cb (SaltlinePatchesPage *self, double fraction)
{
  self->pointed = fraction;
  if (self->canvas == NULL) /* the pointer leaves because the page is closed */
    return;
  saltline_profile_plot_set_marker (self->profile, fraction);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

/* The photo shows in the profile what lies under the pointer. */
static void
canvas_pointed_cb (SaltlinePatchesPage *self, gboolean inside)
{
  const PatchReading *reading = self->shown != NULL ? saltline_photo_item_get_full (self->shown) : NULL;
  double fraction = NAN, at;
  Point2 on_template;

  if (inside && reading != NULL && reading->registered
      && patch_map_to_template (&reading->map, saltline_photo_canvas_get_pointer (self->canvas), &on_template))
    {
      const PatchChannel *channel = &reading->geometry->volume;

      if (polyline_project (channel->centreline.points, channel->centreline.n, on_template, &at) < channel->width)
        fraction = at / channel->length;
    }
  saltline_profile_plot_set_marker (self->profile, fraction);
}

static void
set_loading (SaltlinePatchesPage *self, gboolean loading)
{
  gtk_widget_set_visible (GTK_WIDGET (self->loading), loading);
  gtk_spinner_set_spinning (self->loading, loading);
}

static void
corrected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePatchesPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CorrectedPhoto) corrected = corrected_photo_finish (result, &error);

  if (self->canvas == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading_cancellable)
    return; /* another photo, or another reading of this one */
  if (corrected == NULL)
    {
      saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
      return;
    }
  g_clear_pointer (&self->corrected, corrected_photo_free);
  self->corrected = g_steal_pointer (&corrected);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

/* When it is wanted and not there yet. */
static void
correct_shown (SaltlinePatchesPage *self)
{
  const PatchReading *reading = self->shown != NULL ? saltline_photo_item_get_full (self->shown) : NULL;

  if (!self->show_corrected || self->pixels == NULL || reading == NULL || !reading->registered || reading->geometry == NULL
      || (self->corrected != NULL && self->corrected->row == self->shown_row))
    return;
  corrected_photo_async (self->pixels, reading, self->shown_row, self->loading_cancellable, corrected_cb, g_object_ref (self));
}

static void
pixels_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlinePatchesPage) self = data;
  g_autoptr(GError) error = NULL;
  PatchReading *reading = NULL;
  gint64 row = 0;
  g_autoptr(PhotoPixels) loaded = photo_pixels_load_finish (result, &reading, &row, &error);

  if (self->canvas == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading_cancellable
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&reading, patch_reading_free);
      return; /* another photo was chosen meanwhile */
    }
  set_loading (self, FALSE);
  if (loaded == NULL)
    {
      g_clear_pointer (&self->pixels, photo_pixels_unref);
      plain_page_describe (self->no_pixels, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->no_pixels), TRUE);
      saltline_photo_canvas_set_pyramid (self->canvas, NULL);
      return;
    }
  if (loaded != self->pixels)
    {
      g_clear_pointer (&self->pixels, photo_pixels_unref);
      self->pixels = g_steal_pointer (&loaded);
      saltline_photo_item_set_format (self->shown, self->pixels->photo);
      saltline_photo_canvas_set_pyramid (self->canvas, self->pixels->pyramid);
    }
  saltline_photo_item_set_full (self->shown, reading, row);
  correct_shown (self);
  saltline_photo_editor_set_photo (self->editor, saltline_photo_library_get_workspace (self->library), self->shown, self->pixels);
}

/* Pixels, when they are not here yet, and the whole reading. */
static void
load_shown (SaltlinePatchesPage *self)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->shown);
  SaltlineWorkspace *workspace = saltline_photo_library_get_workspace (self->library);

  g_cancellable_cancel (self->loading_cancellable);
  g_clear_object (&self->loading_cancellable);
  if (stored == NULL)
    return;
  self->shown_row = stored->state.reading;
  self->loading_cancellable = g_cancellable_new ();
  if (self->pixels == NULL)
    {
      set_loading (self, TRUE);
      saltline_photo_canvas_set_pyramid (self->canvas, NULL);
    }
  photo_pixels_load_async (workspace, stored, self->pixels, self->loading_cancellable, pixels_loaded_cb, g_object_ref (self));
}

/* The reading as it stands takes the place of what was tried. */
static void
laying_stopped_cb (SaltlinePatchesPage *self)
{
  if (self->shown != NULL)
    load_shown (self);
}

static void
show_selection (SaltlinePatchesPage *self)
{
  g_autoptr(GPtrArray) items = saltline_photo_list_get_selection (self->list);

  if (self->library != NULL)
    saltline_reading_inspector_set_selection (self->inspector, saltline_photo_library_get_workspace (self->library), items);
}

/* What was placed by hand is not in the panels, and each nudge changes it. */
static gboolean
same_in_panels (const PhotoState *a, const PhotoState *b)
{
  PhotoState alike = *b;

  alike.by_hand = a->by_hand;
  alike.due = a->due;
  return photo_state_equal (a, &alike);
}

static void
shown_changed_cb (SaltlinePatchesPage *self)
{
  const StoredPhoto *stored = saltline_photo_item_get_stored (self->shown);
  gboolean failed = saltline_photo_item_get_stage (self->shown) == PHOTO_FAILED;

  saltline_photo_canvas_queue_overlay (self->canvas);
  saltline_reading_inspector_set_laying (self->inspector, saltline_photo_editor_is_laying (self->editor));
  saltline_profile_plot_set_reading (self->profile, saltline_photo_item_get_full (self->shown));
  if (failed)
    plain_page_describe (self->no_pixels, saltline_photo_item_get_error (self->shown));
  gtk_widget_set_visible (GTK_WIDGET (self->no_pixels), failed);
  /* It was imported, or an edit, an undo or another reading gave it another reading. */
  if (stored != NULL && stored->state.reading != self->shown_row && !saltline_photo_editor_is_busy (self->editor))
    load_shown (self);
  if (stored != NULL && !same_in_panels (&stored->state, &self->shown_state))
    {
      photo_state_clear (&self->shown_state);
      photo_state_copy (&self->shown_state, &stored->state);
      show_selection (self);
    }
}

static void
show_item (SaltlinePatchesPage *self, SaltlinePhotoItem *item)
{
  if (self->shown == item)
    return;
  if (self->shown != NULL)
    g_clear_signal_handler (&self->shown_changed_id, self->shown);
  g_set_object (&self->shown, item);
  g_cancellable_cancel (self->loading_cancellable);
  g_clear_object (&self->loading_cancellable);
  g_clear_pointer (&self->pixels, photo_pixels_unref);
  self->shown_row = -1;
  photo_state_clear (&self->shown_state);
  self->shown_state.reading = -1; /* like no photo's: the first look at it shows everything */
  g_clear_pointer (&self->corrected, corrected_photo_free);
  set_loading (self, FALSE);
  saltline_photo_canvas_set_pyramid (self->canvas, NULL);
  saltline_photo_editor_set_photo (self->editor, NULL, NULL, NULL);
  saltline_profile_plot_set_reading (self->profile, NULL);
  self->pointed = NAN;
  saltline_reading_inspector_set_item (self->inspector, self->library != NULL ? saltline_photo_library_get_workspace (self->library) : NULL, item);
  gtk_stack_set_visible_child_name (self->canvas_stack, item != NULL ? "photo" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->no_pixels), FALSE);
  if (item == NULL)
    return;
  self->shown_changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (shown_changed_cb), self);
  shown_changed_cb (self);
}

static void
chosen_cb (SaltlinePatchesPage *self)
{
  show_item (self, saltline_photo_list_get_chosen (self->list));
}

static void
selection_changed_cb (SaltlinePatchesPage *self)
{
  show_selection (self);
}

static void
zoom_changed_cb (SaltlinePatchesPage *self)
{
  double zoom = saltline_photo_canvas_get_view (self->canvas)->zoom;
  g_autofree char *label = g_strdup_printf (zoom < 0.1 ? "%.1f %%" : "%.0f %%", 100.0 * zoom);
  g_autofree char *name = g_strdup_printf (_("Zoom %s; press for pixel for pixel"), label);

  gtk_button_set_label (self->zoom_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* A photo that was here already takes the place of the file that was dropped. */
static void
known_cb (SaltlinePatchesPage *self, SaltlinePhotoItem *pending, SaltlinePhotoItem *known)
{
  if (self->shown == pending)
    saltline_photo_list_choose (self->list, known);
}

static void
decided_cb (SaltlinePatchesPage *self, gpointer change, const char *what, gint64 typing)
{
  patches_page_apply_change (self, change, what, typing);
}

static void
add_athlete_cb (SaltlinePatchesPage *self, const char *name)
{
  SaltlineWorkspace *workspace = saltline_photo_library_get_workspace (self->library);
  g_autoptr(Athlete) athlete = athlete_new (name, name);
  g_autoptr(GError) error = NULL;
  PhotoChange change = { .kind = CHANGE_ATHLETE };

  if (!patches_page_may_write (self))
    return;
  if (!store_add_athlete (saltline_workspace_get_store (workspace), athlete, &error))
    {
      saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
      return;
    }
  saltline_workspace_roster_changed (workspace);
  change.row = athlete->id;
  patches_page_apply_change (self, &change, _("Assign athlete"), 0);
}

/* The reading that stands now takes the place of what was live. */
static void
edited_cb (SaltlinePatchesPage *self, gint64 photo)
{
  if (self->shown == NULL || saltline_photo_item_get_id (self->shown) != photo || saltline_photo_editor_is_busy (self->editor))
    return;
  self->shown_row = -1;
  shown_changed_cb (self);
}

static void
job_cb (SaltlinePatchesPage *self, SaltlineJob *job)
{
  saltline_page_add_job (SALTLINE_PAGE (self), job);
}

static void
failed_cb (SaltlinePatchesPage *self, const char *message)
{
  saltline_page_show_message (SALTLINE_PAGE (self), message, NULL, NULL);
}

/* --- life cycle --- */

static void
saltline_patches_page_search (SaltlinePage *page)
{
  saltline_photo_list_focus_search (SALTLINE_PATCHES_PAGE (page)->list);
}

static void
saltline_patches_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (object);

  if (id == PROP_HIDE_OVERLAY)
    g_value_set_boolean (value, self->hide_overlay);
  else if (id == PROP_CORRECTED)
    g_value_set_boolean (value, self->show_corrected);
  else if (id == PROP_LEAVE_OUT)
    g_value_set_boolean (value, self->editor != NULL && saltline_photo_editor_get_tool (self->editor) == EDITOR_LEAVE_OUT);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
saltline_patches_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (object);

  if (id == PROP_HIDE_OVERLAY)
    self->hide_overlay = g_value_get_boolean (value);
  else if (id == PROP_CORRECTED)
    {
      self->show_corrected = g_value_get_boolean (value);
      correct_shown (self);
    }
  else if (id == PROP_LEAVE_OUT)
    saltline_photo_editor_set_tool (self->editor, g_value_get_boolean (value) ? EDITOR_LEAVE_OUT : EDITOR_MOVE);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

static void
saltline_patches_page_dispose (GObject *object)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (object);

  g_cancellable_cancel (self->loading_cancellable);
  g_clear_object (&self->loading_cancellable);
  if (self->shown != NULL)
    g_clear_signal_handler (&self->shown_changed_id, self->shown);
  g_clear_object (&self->shown);
  g_clear_object (&self->chooser);
  if (self->canvas != NULL)
    {
      saltline_photo_editor_set_photo (self->editor, NULL, NULL, NULL);
      saltline_photo_canvas_set_painter (self->canvas, NULL, NULL);
      saltline_photo_canvas_set_tool (self->canvas, NULL, NULL);
    }
  self->canvas = NULL;
  G_OBJECT_CLASS (saltline_patches_page_parent_class)->dispose (object);
}

static void
saltline_patches_page_finalize (GObject *object)
{
  SaltlinePatchesPage *self = SALTLINE_PATCHES_PAGE (object);

  photo_state_clear (&self->shown_state);
  g_clear_pointer (&self->corrected, corrected_photo_free);
  g_clear_pointer (&self->pixels, photo_pixels_unref);
  g_clear_object (&self->editor);
  g_clear_object (&self->changes);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (saltline_patches_page_parent_class)->finalize (object);
}

static void
saltline_patches_page_class_init (SaltlinePatchesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = saltline_patches_page_dispose;
  object_class->finalize = saltline_patches_page_finalize;
  object_class->get_property = saltline_patches_page_get_property;
  object_class->set_property = saltline_patches_page_set_property;
  SALTLINE_PAGE_CLASS (klass)->search = saltline_patches_page_search;
  properties[PROP_HIDE_OVERLAY] = g_param_spec_boolean ("hide-overlay", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEAVE_OUT] = g_param_spec_boolean ("leave-out", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CORRECTED] = g_param_spec_boolean ("corrected", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_signal_new ("draw-template", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  patches_page_install_actions (widget_class);
  g_type_ensure (SALTLINE_TYPE_PHOTO_LIST);
  g_type_ensure (SALTLINE_TYPE_PHOTO_CANVAS);
  g_type_ensure (SALTLINE_TYPE_PROFILE_PLOT);
  g_type_ensure (SALTLINE_TYPE_READING_INSPECTOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/patches-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, list);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, canvas_stack);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, no_pixels);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, loading);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, inspector);
  gtk_widget_class_bind_template_child (widget_class, SaltlinePatchesPage, profile);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_pointed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_changed_cb);
}

static void
saltline_patches_page_init (SaltlinePatchesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pointed = NAN;
  self->editor = saltline_photo_editor_new (self->canvas);
  g_signal_connect_object (self->editor, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "laying-stopped", G_CALLBACK (laying_stopped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "pointed", G_CALLBACK (canvas_pointed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (saltline_reading_inspector_get_decisions (self->inspector), "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (saltline_reading_inspector_get_decisions (self->inspector), "add-athlete", G_CALLBACK (add_athlete_cb), self, G_CONNECT_SWAPPED);
  saltline_photo_canvas_set_painter (self->canvas, paint_cb, self);
  patches_page_add_shortcuts (self);
  zoom_changed_cb (self);
}

/* --- public --- */

void
saltline_patches_page_set_workspace (SaltlinePatchesPage *self, SaltlineWorkspace *workspace)
{
  g_autoptr(SaltlineJob) left = NULL;

  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && SALTLINE_IS_WORKSPACE (workspace) && self->library == NULL);

  self->library = saltline_photo_library_new (workspace);
  self->changes = saltline_photo_changes_new (self->library);
  g_signal_connect_object (self->changes, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->changes, "job", G_CALLBACK (job_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "known", G_CALLBACK (known_cb), self, G_CONNECT_SWAPPED);
  saltline_photo_list_set_model (self->list, saltline_photo_library_get_photos (self->library));
  saltline_photo_list_step (self->list, 1);
  left = saltline_photo_library_resume (self->library);
  if (left != NULL)
    saltline_page_add_job (SALTLINE_PAGE (self), left);
}

GListModel *
saltline_patches_page_get_photos (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), NULL);

  return self->library != NULL ? saltline_photo_library_get_photos (self->library) : NULL;
}

SaltlinePhotoItem *
saltline_patches_page_get_chosen (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), NULL);

  return self->shown;
}

void
saltline_patches_page_choose (SaltlinePatchesPage *self, SaltlinePhotoItem *item)
{
  g_return_if_fail (SALTLINE_IS_PATCHES_PAGE (self) && SALTLINE_IS_PHOTO_ITEM (item));

  saltline_photo_list_choose (self->list, item);
}

SaltlinePhotoCanvas *
saltline_patches_page_get_canvas (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), NULL);

  return self->canvas;
}

SaltlinePhotoEditor *
saltline_patches_page_get_editor (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), NULL);

  return self->editor;
}

gboolean
saltline_patches_page_shows_corrected (SaltlinePatchesPage *self)
{
  g_return_val_if_fail (SALTLINE_IS_PATCHES_PAGE (self), FALSE);

  return self->show_corrected && self->corrected != NULL;
}
