/* ui/event-form.c */
#include "event-form.h"

#include <glib/gi18n.h>
#include <math.h>

#include "entry-number.h"
#include "quantity-entry.h"
#include "row-group.h"
#include "sweat/sweat-error.h"
#include "units.h"

/* Which kinds of event a row is asked of. */
enum {
  OF_PLAN = 1 << 0,
  OF_WORKOUT = 1 << 1,
  OF_WEIGHING = 1 << 2,
  OF_SLEEP = 1 << 3,
  OF_FEELING = 1 << 4,
  OF_RECORDED = 1 << 5,    /* a workout that a device told: its times are not ours */
  OF_ALL = (1 << 5) - 1,
};

static const struct {
  EventKind kind;
  const char *name;
} kinds[] = {
  { EVENT_PLANNED, N_("Workout to come") },
  { EVENT_WORKOUT, N_("Workout") },
  { EVENT_BODY_MASS, N_("Weighing") },
  { EVENT_SLEEP, N_("Sleep") },
  { EVENT_SURVEY, N_("How it felt") },
};

enum { ROW_DAY, ROW_TIME, ROW_MINUTES, ROW_WEEKS, ROW_SPORT, ROW_DISTANCE, ROW_TITLE, ROW_NOTES };

#define NO_QUANTITY N_QUANTITIES

/* In the order of the form; from the title on they are fields of the event. */
static const struct {
  const char *name, *title;
  guint of;
  EventFieldId id;
  QuantityKind kind; /* behind whose title the unit stands */
} rows[] = {
  [ROW_DAY] = { "day", N_("Day (YYYY-MM-DD)"), OF_ALL, 0, NO_QUANTITY },
  [ROW_TIME] = { "time", N_("Time (7 or 18:30)"), OF_ALL, 0, NO_QUANTITY },
  [ROW_MINUTES] = { "minutes", N_("Length (minutes)"), OF_PLAN | OF_WORKOUT | OF_SLEEP, 0, NO_QUANTITY },
  [ROW_WEEKS] = { "weeks", N_("Weeks (the same each week)"), OF_PLAN, 0, NO_QUANTITY },
  [ROW_SPORT] = { "sport", N_("Sport"), OF_PLAN | OF_WORKOUT, 0, NO_QUANTITY },
  [ROW_DISTANCE] = { "distance", N_("Distance"), OF_WORKOUT, 0, QUANTITY_DISTANCE },
  [ROW_TITLE] = { "title", N_("Title"), OF_PLAN | OF_WORKOUT | OF_RECORDED, EVENT_FIELD_TITLE, NO_QUANTITY },
  [ROW_NOTES] = { "notes", N_("Notes"), OF_ALL | OF_RECORDED, EVENT_FIELD_NOTES, NO_QUANTITY },
  { "body_mass_kg", N_("Body mass"), OF_WEIGHING, EVENT_FIELD_BODY_MASS_KG, QUANTITY_BODY_MASS },
  { "before_kg", N_("Body mass before"), OF_WORKOUT | OF_RECORDED, EVENT_FIELD_BODY_MASS_BEFORE_KG, QUANTITY_BODY_MASS },
  { "after_kg", N_("Body mass after"), OF_WORKOUT | OF_RECORDED, EVENT_FIELD_BODY_MASS_AFTER_KG, QUANTITY_BODY_MASS },
  { "drunk_ml", N_("Drunk between"), OF_WORKOUT | OF_RECORDED, EVENT_FIELD_DRUNK_ML, QUANTITY_DRINK },
  { "urine_ml", N_("Urine between"), OF_WORKOUT | OF_RECORDED, EVENT_FIELD_URINE_ML, QUANTITY_DRINK },
  { "food_g", N_("Food between (g)"), OF_WORKOUT | OF_RECORDED, EVENT_FIELD_FOOD_G, NO_QUANTITY },
  { "air_c", N_("Air temperature"), OF_PLAN | OF_WORKOUT | OF_RECORDED, EVENT_FIELD_WEATHER_TEMPERATURE_C, QUANTITY_TEMPERATURE },
  { "humidity", N_("Humidity (%)"), OF_PLAN | OF_WORKOUT | OF_RECORDED, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, NO_QUANTITY },
  { "wind_m_s", N_("Wind"), OF_PLAN | OF_WORKOUT | OF_RECORDED, EVENT_FIELD_WEATHER_WIND_M_S, QUANTITY_SPEED },
  { "latitude", N_("Latitude (°)"), OF_PLAN | OF_WORKOUT, EVENT_FIELD_START_LATITUDE_DEG, NO_QUANTITY },
  { "longitude", N_("Longitude (°)"), OF_PLAN | OF_WORKOUT, EVENT_FIELD_START_LONGITUDE_DEG, NO_QUANTITY },
  { "motivation_before", N_("Motivation before (0–10)"), OF_WORKOUT | OF_FEELING | OF_RECORDED, EVENT_FIELD_MOTIVATION_BEFORE, NO_QUANTITY },
  { "fatigue_before", N_("Fatigue before (0–10)"), OF_WORKOUT | OF_FEELING | OF_RECORDED, EVENT_FIELD_FATIGUE_BEFORE, NO_QUANTITY },
  { "motivation_after", N_("Motivation after (0–10)"), OF_WORKOUT | OF_FEELING | OF_RECORDED, EVENT_FIELD_MOTIVATION_AFTER, NO_QUANTITY },
  { "fatigue_after", N_("Fatigue after (0–10)"), OF_WORKOUT | OF_FEELING | OF_RECORDED, EVENT_FIELD_FATIGUE_AFTER, NO_QUANTITY },
};

#define N_ROWS G_N_ELEMENTS (rows)

struct _SaltlineEventForm {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AdwComboRow *kind_row;
  AdwComboRow *where_row;
  AdwActionRow *patch_row;
  GtkSwitch *patch;
  GtkEditable *rows[N_ROWS];
  GtkLabel *fault;
  GtkButton *save;
  SaltlineWorkspace *workspace;
  Athlete *athlete;
  Event *edited;         /* (nullable): what is changed; NULL: something new */
  gboolean recorded;     /* what is changed is told by a device too */
  gboolean asked;        /* about weighings that can hardly be right: saving again confirms them */
};

enum { SIGNAL_SAVED, SIGNAL_CANCELLED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineEventForm, saltline_event_form, ADW_TYPE_BIN)

static EventKind
kind_of (SaltlineEventForm *self)
{
  if (self->edited != NULL)
    return self->edited->kind;
  return kinds[MIN (adw_combo_row_get_selected (self->kind_row), G_N_ELEMENTS (kinds) - 1)].kind;
}

static guint
mask_of (SaltlineEventForm *self)
{
  if (self->recorded)
    return OF_RECORDED;
  switch (kind_of (self))
    {
    case EVENT_PLANNED:
      return OF_PLAN;
    case EVENT_BODY_MASS:
      return OF_WEIGHING;
    case EVENT_SLEEP:
      return OF_SLEEP;
    case EVENT_SURVEY:
      return OF_FEELING;
    default:
      return OF_WORKOUT;
    }
}

static void
forgive (SaltlineEventForm *self)
{
  for (guint i = 0; i < N_ROWS; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->rows[i]), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
}

/* @row: N_ROWS: none in particular */
static gboolean
complain (SaltlineEventForm *self, guint row, const char *message)
{
  if (row < N_ROWS)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->rows[row]), "error");
      gtk_widget_grab_focus (GTK_WIDGET (self->rows[row]));
    }
  gtk_label_set_label (self->fault, message);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
  return FALSE;
}

static void
show_rows (SaltlineEventForm *self)
{
  guint mask = mask_of (self);

  for (guint i = 0; i < N_ROWS; i++)
    gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), (rows[i].of & mask) != 0 && (i != ROW_WEEKS || self->edited == NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->where_row), (mask & (OF_PLAN | OF_WORKOUT | OF_RECORDED)) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->patch_row), (mask & (OF_PLAN | OF_WORKOUT | OF_RECORDED)) != 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->patch_row), mask == OF_PLAN ? _("A patch is to be worn") : _("A patch was worn"));
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), self->edited == NULL);
  forgive (self);
}

/* Said in the units that were typed. */
static gboolean
is_possible (SaltlineEventForm *self, const Event *event)
{
  g_autoptr(GError) error = NULL;

  return typed_event_is_possible (event, units_shown (), &error) || complain (self, N_ROWS, error->message);
}

/* Asked once. */
static gboolean
weighings_are_confirmed (SaltlineEventForm *self, const Event *event)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *question = NULL;

  if (typed_event_weighings_agree (event, units_shown (), &error) || (self->asked && g_error_matches (error, SWEAT_ERROR, SWEAT_ERROR_IMPLAUSIBLE)))
    return TRUE;
  self->asked = g_error_matches (error, SWEAT_ERROR, SWEAT_ERROR_IMPLAUSIBLE);
  question = self->asked ? g_strdup_printf (_("%s Save again if it is right."), error->message) : g_strdup (error->message);
  return complain (self, N_ROWS, question);
}

static gboolean
read_number (SaltlineEventForm *self, guint row, double *number)
{
  g_autofree char *message = NULL;

  if (rows[row].kind == NO_QUANTITY ? entry_read_number (self->rows[row], number) : quantity_entry_read (self->rows[row], number))
    return TRUE;
  message = rows[row].kind == NO_QUANTITY ? g_strdup (_("That is no number."))
                                          : g_strdup_printf (_("That is no number of %s."), quantity_unit_words (rows[row].kind, units_shown ()));
  return complain (self, row, message);
}

static void
show_number (SaltlineEventForm *self, guint row, double number)
{
  if (rows[row].kind == NO_QUANTITY)
    entry_show_number (self->rows[row], number);
  else
    quantity_entry_show (self->rows[row], number);
}

static gboolean
read_time (SaltlineEventForm *self, TypedTime *time)
{
  g_autofree char *day = entry_text (self->rows[ROW_DAY]), *at = entry_text (self->rows[ROW_TIME]);

  if (day == NULL || !civil_day_parse (day, &time->day))
    return complain (self, ROW_DAY, _("A day is written like 2026-03-29."));
  if (at == NULL || !nominal_time_parse (at, &time->minute_of_day))
    return complain (self, ROW_TIME, _("A time of day is written like 7 or 18:30."));
  if (!entry_read_number (self->rows[ROW_MINUTES], &time->minutes))
    return complain (self, ROW_MINUTES, _("The length is a number of minutes."));
  if (!(rows[ROW_MINUTES].of & mask_of (self)))
    time->minutes = NAN;
  return TRUE;
}

/* All but the time. */
static gboolean
read_fields (SaltlineEventForm *self, Event *event)
{
  guint mask = mask_of (self), where = adw_combo_row_get_selected (self->where_row);
  double number;

  if (rows[ROW_SPORT].of & mask)
    {
      g_autofree char *sport = entry_text (self->rows[ROW_SPORT]);

      event_set_sport (event, sport);
    }
  if (rows[ROW_DISTANCE].of & mask)
    {
      if (!read_number (self, ROW_DISTANCE, &number))
        return FALSE;
      event->distance_m = number;
    }
  for (guint i = ROW_TITLE; i < N_ROWS; i++)
    {
      g_autofree char *text = NULL;

      if (!(rows[i].of & mask))
        continue;
      if (event_field_is_text (rows[i].id))
        {
          text = entry_text (self->rows[i]);
          event_set_text (event, rows[i].id, text);
          continue;
        }
      if (!read_number (self, i, &number))
        return FALSE;
      event_set_number (event, rows[i].id, number);
    }
  if (mask & (OF_PLAN | OF_WORKOUT | OF_RECORDED))
    {
      event_set_number (event, EVENT_FIELD_INDOOR, where == 0 ? NAN : where == 1);
      event_set_number (event, EVENT_FIELD_PATCH, gtk_switch_get_active (self->patch) ? 1 : event->kind == EVENT_PLANNED ? 0 : NAN);
    }
  return TRUE;
}

/* As many events as weeks. */
static GPtrArray *
read_events (SaltlineEventForm *self)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  g_autoptr(GTimeZone) zone = athlete_zone (self->athlete);
  TypedTime time;
  double weeks = 1;

  if (!self->recorded && !read_time (self, &time))
    return NULL;
  if (self->edited == NULL && kind_of (self) == EVENT_PLANNED
      && (!entry_read_number (self->rows[ROW_WEEKS], &weeks) || !(isnan (weeks) || (weeks >= 1 && weeks <= 260))))
    {
      complain (self, ROW_WEEKS, _("Weeks are a number from 1 to 260."));
      return NULL;
    }
  for (int week = 0; week < (isnan (weeks) ? 1 : (int) weeks); week++)
    {
      Event *event = self->edited != NULL ? event_copy (self->edited) : typed_event_new (kind_of (self));
      TypedTime then = time;

      g_ptr_array_add (events, event);
      if (!read_fields (self, event))
        return NULL;
      then.day += 7 * week;
      if (!self->recorded)
        typed_event_set_time (event, &then, zone);
      if (!is_possible (self, event) || !weighings_are_confirmed (self, event))
        return NULL;
    }
  return g_steal_pointer (&events);
}

gboolean
saltline_event_form_save (SaltlineEventForm *self)
{
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = NULL;
  gboolean planned;

  g_return_val_if_fail (SALTLINE_IS_EVENT_FORM (self) && self->workspace != NULL, FALSE);

  forgive (self);
  events = read_events (self);
  if (events == NULL)
    return FALSE;
  planned = kind_of (self) == EVENT_PLANNED;
  if (!saltline_workspace_put_typed (self->workspace, self->athlete->id, events,
                                     self->edited == NULL ? (planned ? _("Plan a workout") : _("Add an event"))
                                                          : (planned ? _("Change a planned workout") : _("Change an event")), &error))
    return complain (self, N_ROWS, error->message);
  key = timeline_event_key (g_ptr_array_index (events, 0));
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, key);
  return TRUE;
}

static void
cancel_cb (SaltlineEventForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

/* --- life cycle --- */

static void
saltline_event_form_dispose (GObject *object)
{
  SaltlineEventForm *self = SALTLINE_EVENT_FORM (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->athlete, athlete_free);
  g_clear_pointer (&self->edited, event_free);
  G_OBJECT_CLASS (saltline_event_form_parent_class)->dispose (object);
}

static void
saltline_event_form_class_init (SaltlineEventFormClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_event_form_dispose;
  signals[SIGNAL_SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static AdwComboRow *
add_combo (SaltlineEventForm *self, const char *title, const char *const *choices)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (choices);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_preferences_group_add (self->group, row);
  return ADW_COMBO_ROW (row);
}

static void
add_patch_row (SaltlineEventForm *self)
{
  self->patch_row = ADW_ACTION_ROW (adw_action_row_new ());
  self->patch = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->patch), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->patch_row, GTK_WIDGET (self->patch));
  adw_action_row_set_activatable_widget (self->patch_row, GTK_WIDGET (self->patch));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->patch), GTK_ACCESSIBLE_PROPERTY_LABEL, _("A patch is or was worn"), -1);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->patch_row));
}

static GtkWidget *
buttons (SaltlineEventForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->save = GTK_BUTTON (gtk_button_new_with_mnemonic (_("_Save")));
  gtk_widget_add_css_class (GTK_WIDGET (self->save), "suggested-action");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->save));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Cancel"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Save"), -1);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (saltline_event_form_save), self, G_CONNECT_SWAPPED);
  return box;
}

static void
saltline_event_form_init (SaltlineEventForm *self)
{
  const char *names[G_N_ELEMENTS (kinds) + 1] = { NULL };
  const char *const places[] = { _("Not said"), _("Indoors"), _("Outdoors"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    names[i] = _(kinds[i].name);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->kind_row = add_combo (self, _("What"), names);
  for (guint i = 0; i < N_ROWS; i++)
    {
      GtkWidget *entry = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _(rows[i].title));
      g_signal_connect_object (entry, "entry-activated", G_CALLBACK (saltline_event_form_save), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->group, entry);
      self->rows[i] = GTK_EDITABLE (entry);
      if (rows[i].kind != NO_QUANTITY)
        quantity_entry_set_kind (self->rows[i], rows[i].kind, _(rows[i].title), NULL);
      if (i == ROW_DISTANCE)
        {
          self->where_row = add_combo (self, _("Where"), places);
          add_patch_row (self);
        }
    }
  self->fault = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->fault, TRUE);
  gtk_label_set_xalign (self->fault, 0.0f);
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  /* The form is long: what is wrong and what can be done stay above it. */
  gtk_box_append (GTK_BOX (box), buttons (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fault));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
  show_rows (self);
}

/* --- public --- */

static void
show_time (SaltlineEventForm *self, const TypedTime *time)
{
  g_autofree char *day = civil_day_format (time->day);
  g_autofree char *at = time->minute_of_day < 0 ? g_strdup ("") : g_strdup_printf ("%d:%02d", time->minute_of_day / 60, time->minute_of_day % 60);

  gtk_editable_set_text (self->rows[ROW_DAY], day);
  gtk_editable_set_text (self->rows[ROW_TIME], at);
  entry_show_number (self->rows[ROW_MINUTES], time->minutes);
}

static void
show_event (SaltlineEventForm *self, const Event *event)
{
  double indoor = event_number (event, EVENT_FIELD_INDOOR);

  gtk_editable_set_text (self->rows[ROW_SPORT], event->sport != NULL ? event->sport : "");
  show_number (self, ROW_DISTANCE, event->distance_m);
  gtk_editable_set_text (self->rows[ROW_WEEKS], "");
  for (guint i = ROW_TITLE; i < N_ROWS; i++)
    if (event_field_is_text (rows[i].id))
      gtk_editable_set_text (self->rows[i], event_text (event, rows[i].id) != NULL ? event_text (event, rows[i].id) : "");
    else
      show_number (self, i, event_number (event, rows[i].id));
  adw_combo_row_set_selected (self->where_row, isnan (indoor) ? 0 : indoor > 0 ? 1 : 2);
  gtk_switch_set_active (self->patch, event_number (event, EVENT_FIELD_PATCH) > 0);
}

static void
set_subject (SaltlineEventForm *self, SaltlineWorkspace *workspace, const Athlete *athlete, Event *edited, gboolean recorded)
{
  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->athlete, athlete_free);
  self->athlete = store_athlete (saltline_workspace_get_store (workspace), athlete->id, NULL);
  g_clear_pointer (&self->edited, event_free);
  self->edited = edited;
  self->recorded = recorded;
  self->asked = FALSE;
}

void
saltline_event_form_add (SaltlineEventForm *self, SaltlineWorkspace *workspace, const Athlete *athlete, EventKind kind, CivilDay day)
{
  g_autoptr(Event) blank = event_new (kind, "typed");
  const TypedTime time = { day, -1, NAN };

  g_return_if_fail (SALTLINE_IS_EVENT_FORM (self) && SALTLINE_IS_WORKSPACE (workspace) && athlete != NULL);

  set_subject (self, workspace, athlete, NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      adw_combo_row_set_selected (self->kind_row, i);
  event_set_sport (blank, athlete->sport);
  show_event (self, blank);
  show_time (self, &time);
  row_group_set_title (self->group, athlete->name);
  show_rows (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[ROW_TIME]));
}

gboolean
saltline_event_form_edit (SaltlineEventForm *self, SaltlineWorkspace *workspace, const Athlete *athlete, const TimelineEvent *event)
{
  g_autoptr(Event) typed = NULL;
  g_autoptr(GTimeZone) zone = NULL;
  TypedTime time;

  g_return_val_if_fail (SALTLINE_IS_EVENT_FORM (self) && SALTLINE_IS_WORKSPACE (workspace) && athlete != NULL && event != NULL, FALSE);

  typed = typed_event_about (event);
  zone = athlete_zone (athlete);
  if (typed == NULL || !typed_event_get_time (typed, zone, &time))
    return FALSE;
  set_subject (self, workspace, athlete, g_steal_pointer (&typed), event->members->len > 1 || !g_str_has_prefix (event->id, "typed "));
  show_event (self, self->edited);
  show_time (self, &time);
  row_group_set_title (self->group, event->merged->kind == EVENT_PLANNED ? _("Planned Workout") : _("By Hand"));
  show_rows (self);
  return TRUE;
}

void
saltline_event_form_focus (SaltlineEventForm *self, const char *field)
{
  g_return_if_fail (SALTLINE_IS_EVENT_FORM (self) && field != NULL);

  for (guint i = 0; i < N_ROWS; i++)
    if (g_str_equal (rows[i].name, field))
      gtk_widget_grab_focus (GTK_WIDGET (self->rows[i]));
}

void
saltline_event_form_type (SaltlineEventForm *self, const char *field, const char *text)
{
  g_return_if_fail (SALTLINE_IS_EVENT_FORM (self) && field != NULL && text != NULL);

  for (guint i = 0; i < N_ROWS; i++)
    if (g_str_equal (rows[i].name, field))
      gtk_editable_set_text (self->rows[i], text);
}
