/* ui/decisions-panel.c */
#include "decisions-panel.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/quantity-text.h"
#include "store/documents.h"
#include "workspace/installed.h"
#include "workspace/photo-workout.h"

#define WORN_MOST_MIN 2880.0 /* two days */

struct _SaltlineDecisionsPanel {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwComboRow *athlete_row;
  AdwEntryRow *new_athlete_row;
  AdwComboRow *workout_row;
  AdwEntryRow *worn_row;
  AdwComboRow *calibration_row;
  AdwComboRow *template_row;
  AdwEntryRow *note_row;
  SaltlineWorkspace *workspace;
  GArray *athletes;       /* gint64 rows, in the order of the combo; the first is 0 */
  GPtrArray *workouts;    /* of WorkoutChoice; the combo has "not known" before them */
  GArray *calibrations;
  GArray *templates;
  gint64 photo;           /* the first of those that are shown */
  gint64 typing;          /* step of what is being typed; 0: nothing is */
  gboolean filling;       /* values are shown, not decided */
};

enum { SIGNAL_DECIDED, SIGNAL_ADD_ATHLETE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineDecisionsPanel, saltline_decisions_panel, ADW_TYPE_BIN)

static void
decide (SaltlineDecisionsPanel *self, PhotoChange change, const char *what)
{
  self->typing = self->filling ? self->typing : 0;
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_DECIDED], 0, &change, what, (gint64) 0);
}

/* Each key is kept; all of them, until the entry is left, are one step of undo. */
static void
decide_typing (SaltlineDecisionsPanel *self, PhotoChange change, const char *what)
{
  if (self->filling)
    return;
  if (self->typing == 0)
    self->typing = store_new_step ();
  g_signal_emit (self, signals[SIGNAL_DECIDED], 0, &change, what, self->typing);
}

static void
athlete_cb (SaltlineDecisionsPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->athlete_row);

  if (selected < self->athletes->len)
    decide (self, (PhotoChange) { .kind = CHANGE_ATHLETE, .row = g_array_index (self->athletes, gint64, selected) }, _("Assign athlete"));
}

static void
workout_cb (SaltlineDecisionsPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->workout_row);
  const WorkoutChoice *workout = selected > 0 && self->workouts != NULL && selected <= self->workouts->len
                                  ? g_ptr_array_index (self->workouts, selected - 1) : NULL;

  decide (self, (PhotoChange) { .kind = CHANGE_WORKOUT, .text = workout != NULL ? workout->id : NULL }, _("Choose workout"));
}

static void
calibration_cb (SaltlineDecisionsPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->calibration_row);

  if (selected < self->calibrations->len)
    decide (self, (PhotoChange) { .kind = CHANGE_CALIBRATION, .row = g_array_index (self->calibrations, gint64, selected) },
            _("Choose calibration"));
}

static void
template_cb (SaltlineDecisionsPanel *self)
{
  guint selected = adw_combo_row_get_selected (self->template_row);

  if (selected < self->templates->len)
    decide (self, (PhotoChange) { .kind = CHANGE_TEMPLATE, .row = g_array_index (self->templates, gint64, selected) }, _("Choose template"));
}

static void
new_athlete_cb (SaltlineDecisionsPanel *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_athlete_row))));

  if (*name == '\0' || self->filling)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->new_athlete_row), "");
  g_signal_emit (self, signals[SIGNAL_ADD_ATHLETE], 0, name);
}

static void
worn_cb (SaltlineDecisionsPanel *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->worn_row));
  char *end = NULL;
  double minutes = g_strtod (text, &end); /* the user's decimal comma, or a point */
  gboolean empty = *text == '\0';
  gboolean right = empty || (end != text && end[strspn (end, " ")] == '\0' && minutes > 0.0 && minutes <= WORN_MOST_MIN);

  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (self->worn_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->worn_row), "error");
  if (right)
    decide_typing (self, (PhotoChange) { .kind = CHANGE_WORN, .number = empty ? NAN : minutes }, _("Set time worn"));
}

static void
note_cb (SaltlineDecisionsPanel *self)
{
  decide_typing (self, (PhotoChange) { .kind = CHANGE_NOTE, .text = (char *) gtk_editable_get_text (GTK_EDITABLE (self->note_row)) }, _("Write note"));
}

static void
add_choice (GtkStringList *names, GArray *rows, const char *name, gint64 row)
{
  gtk_string_list_append (names, name);
  g_array_append_val (rows, row);
}

static void
choose_row (AdwComboRow *combo, GArray *rows, gint64 wanted)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, gint64, i) == wanted)
      adw_combo_row_set_selected (combo, i);
}

static void
fill_athletes (SaltlineDecisionsPanel *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GPtrArray) athletes = store_athletes (saltline_workspace_get_store (self->workspace), NULL, NULL);

  g_array_set_size (self->athletes, 0);
  add_choice (names, self->athletes, _("Nobody yet"), 0);
  for (guint i = 0; athletes != NULL && i < athletes->len; i++)
    {
      const Athlete *athlete = g_ptr_array_index (athletes, i);

      add_choice (names, self->athletes, athlete->name, athlete->id);
    }
  adw_combo_row_set_model (self->athlete_row, G_LIST_MODEL (names));
}

static void
fill_workouts (SaltlineDecisionsPanel *self, const StoredPhoto *photo)
{
  g_autoptr(GtkStringList) words = gtk_string_list_new (NULL);
  g_autoptr(GError) error = NULL;
  guint chosen = 0;

  g_clear_pointer (&self->workouts, g_ptr_array_unref);
  self->workouts = saltline_workspace_workouts_of_photo (self->workspace, photo, &error);
  gtk_string_list_append (words, _("Not known"));
  for (guint i = 0; self->workouts != NULL && i < self->workouts->len; i++)
    {
      const WorkoutChoice *workout = g_ptr_array_index (self->workouts, i);

      gtk_string_list_append (words, workout->words);
      if (g_strcmp0 (workout->id, photo->state.workout) == 0)
        chosen = i + 1;
    }
  adw_combo_row_set_model (self->workout_row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->workout_row, chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->workout_row), self->workouts != NULL && self->workouts->len > 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->workout_row),
                               error != NULL ? error->message
                               : self->workouts->len > 0 ? _("Of the day before the photo")
                               : photo->state.athlete == 0 ? _("Choose the athlete first") : _("None is known of the day before the photo"));
}

/* What is being typed is not overwritten by what was typed a key before. */
static void
set_entry (SaltlineDecisionsPanel *self, AdwEntryRow *row, const char *text)
{
  GtkWidget *delegate = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  if (self->typing != 0 && delegate != NULL && gtk_widget_has_focus (delegate))
    return;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

/* What the workspace has; what is only installed is kept in it when first chosen for a photo. */
static void
fill_documents (SaltlineDecisionsPanel *self, DocumentKind kind, AdwComboRow *combo, GArray *rows, const char *none)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GPtrArray) documents = store_documents (saltline_workspace_get_store (self->workspace), kind, NULL);

  g_array_set_size (rows, 0);
  add_choice (names, rows, none, 0);
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const Document *document = g_ptr_array_index (documents, i);
      g_autofree char *name = g_strdup_printf (_("%s, version %s"), document->name, document->version);

      add_choice (names, rows, name, document->id);
    }
  adw_combo_row_set_model (combo, G_LIST_MODEL (names));
}

static void
keep_installed (SaltlineDecisionsPanel *self)
{
  const Installed *installed = installed_get ();

  if (saltline_workspace_is_read_only (self->workspace))
    return;
  for (guint i = 0; i < installed->n_templates; i++)
    saltline_workspace_keep_template (self->workspace, installed->templates[i], NULL);
  for (guint i = 0; i < installed->n_calibrations; i++)
    saltline_workspace_keep_calibration (self->workspace, installed->calibrations[i], NULL);
}

static void
saltline_decisions_panel_dispose (GObject *object)
{
  g_clear_object (&SALTLINE_DECISIONS_PANEL (object)->workspace);
  G_OBJECT_CLASS (saltline_decisions_panel_parent_class)->dispose (object);
}

static void
saltline_decisions_panel_finalize (GObject *object)
{
  SaltlineDecisionsPanel *self = SALTLINE_DECISIONS_PANEL (object);

  g_array_unref (self->athletes);
  g_clear_pointer (&self->workouts, g_ptr_array_unref);
  g_array_unref (self->calibrations);
  g_array_unref (self->templates);
  G_OBJECT_CLASS (saltline_decisions_panel_parent_class)->finalize (object);
}

static void
saltline_decisions_panel_class_init (SaltlineDecisionsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_decisions_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = saltline_decisions_panel_finalize;
  signals[SIGNAL_DECIDED] = g_signal_new ("decided", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_ADD_ATHLETE] = g_signal_new ("add-athlete", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/decisions-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineDecisionsPanel, group);
  gtk_widget_class_bind_template_child (widget_class, SaltlineDecisionsPanel, athlete_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineDecisionsPanel, new_athlete_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineDecisionsPanel, workout_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineDecisionsPanel, worn_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineDecisionsPanel, calibration_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineDecisionsPanel, template_row);
  gtk_widget_class_bind_template_child (widget_class, SaltlineDecisionsPanel, note_row);
  gtk_widget_class_bind_template_callback (widget_class, athlete_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_athlete_cb);
  gtk_widget_class_bind_template_callback (widget_class, workout_cb);
  gtk_widget_class_bind_template_callback (widget_class, worn_cb);
  gtk_widget_class_bind_template_callback (widget_class, calibration_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_cb);
}

static void
saltline_decisions_panel_init (SaltlineDecisionsPanel *self)
{
  self->filling = TRUE;
  self->athletes = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->calibrations = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->templates = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < 2; i++)
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();

      g_signal_connect_swapped (focus, "leave", G_CALLBACK (saltline_decisions_panel_end_typing), self);
      gtk_widget_add_controller (GTK_WIDGET (i == 0 ? self->worn_row : self->note_row), focus);
    }
}

void
saltline_decisions_panel_end_typing (SaltlineDecisionsPanel *self)
{
  g_return_if_fail (SALTLINE_IS_DECISIONS_PANEL (self));

  self->typing = 0;
}

void
saltline_decisions_panel_show (SaltlineDecisionsPanel *self, SaltlineWorkspace *workspace, GPtrArray *items)
{
  const StoredPhoto *first = NULL;
  g_autofree char *title = NULL, *worn = NULL;
  guint n = 0;

  g_return_if_fail (SALTLINE_IS_DECISIONS_PANEL (self));

  self->filling = TRUE;
  if (g_set_object (&self->workspace, workspace) && workspace != NULL)
    keep_installed (self);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const StoredPhoto *stored = saltline_photo_item_get_stored (g_ptr_array_index (items, i));

      n += stored != NULL ? 1 : 0;
      if (first == NULL)
        first = stored;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), first != NULL && workspace != NULL);
  if (first == NULL || workspace == NULL)
    return;
  title = n > 1 ? g_strdup_printf (_("Whose and How: %u Photos"), n) : g_strdup (_("Whose and How"));
  adw_preferences_group_set_title (self->group, title);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !saltline_workspace_is_read_only (workspace));
  fill_athletes (self);
  fill_documents (self, DOCUMENT_CALIBRATION, self->calibration_row, self->calibrations, _("None"));
  fill_documents (self, DOCUMENT_TEMPLATE, self->template_row, self->templates, _("Whichever fits best"));
  fill_workouts (self, first);
  choose_row (self->athlete_row, self->athletes, first->state.athlete);
  choose_row (self->calibration_row, self->calibrations, first->state.calibration_row);
  choose_row (self->template_row, self->templates, first->state.template_row);
  worn = isnan (first->state.worn_min) ? g_strdup ("") : quantity_text_plain (first->state.worn_min, first->state.worn_min == floor (first->state.worn_min) ? 0 : 1, NULL);
  if (first->id != self->photo)
    self->typing = 0;
  self->photo = first->id;
  set_entry (self, self->worn_row, worn);
  set_entry (self, self->note_row, first->state.note != NULL ? first->state.note : "");
  self->filling = FALSE;
}
