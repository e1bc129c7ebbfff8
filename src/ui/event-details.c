/* ui/event-details.c */
#include "event-details.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "field-words.h"
#include "row-group.h"
#include "workspace/typed-events.h"

struct _SaltlineEventDetails {
  AdwBin parent_instance;

  GtkWidget *box;          /* (nullable): made anew for each event */
  SaltlineWorkspace *workspace;
  gint64 athlete;
};

enum { SIGNAL_FAILED, SIGNAL_DECIDED, SIGNAL_EDIT, SIGNAL_DELETE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineEventDetails, saltline_event_details, ADW_TYPE_BIN)

/* What a button does: some keys against others. */
typedef struct {
  SaltlineEventDetails *details;
  EventVerdict verdict;
  const char *what;   /* that undoing names */
  char **keys, **others;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_strfreev (choice->keys);
  g_strfreev (choice->others);
  g_free (choice);
}

static void
decide_cb (Choice *choice)
{
  SaltlineEventDetails *self = g_object_ref (choice->details); /* the button goes with what it changes */
  const char *what = choice->what;
  g_autoptr(GError) error = NULL;

  if (saltline_workspace_decide_events (self->workspace, self->athlete, (const char *const *) choice->keys, (const char *const *) choice->others,
                                 choice->verdict, what, &error))
    g_signal_emit (self, signals[SIGNAL_DECIDED], 0, what);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
  g_object_unref (self);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_preferences_group_add (group, row);
  return row;
}

static void
add_value_row (AdwPreferencesGroup *group, const char *title, const char *value, const char *origin)
{
  GtkWidget *row = add_row (group, title, origin);
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (value, -1), 16));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

/* @keys, @others: (transfer full) */
static void
add_choice (SaltlineEventDetails *self, GtkWidget *row, const char *label, EventVerdict verdict, const char *what, char **keys, char **others)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Choice *choice = g_new0 (Choice, 1);

  *choice = (Choice) { self, verdict, what, keys, others };
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !saltline_workspace_is_read_only (self->workspace));
  g_signal_connect_data (button, "clicked", G_CALLBACK (decide_cb), choice, choice_free, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* --- fields --- */

static char *
teller (const Event *event)
{
  return event->device != NULL ? g_strdup_printf (_("%s, by %s"), event->source, event->device) : g_strdup (event->source);
}

static void
show_fields (SaltlineEventDetails *self, const AthleteLife *life, const LifeMark *mark)
{
  const gboolean one_teller = mark->event->members->len == 1;
  g_autofree char *only = one_teller ? teller (g_ptr_array_index (mark->event->members, 0)) : NULL;
  g_autofree char *whose = one_teller ? g_strdup_printf (_("All by %s"), only) : g_strdup (_("Each value, and whose word it is"));
  AdwPreferencesGroup *group = row_group_append (self->box, mark->title, whose);

  for (guint i = 0; i < mark->event->chosen->len; i++)
    {
      const ChosenField *field = &g_array_index (mark->event->chosen, ChosenField, i);
      g_autofree char *value = field_words_value (life, mark->event->merged, field->name);
      g_autofree char *name = field_words_title (field->name), *origin = teller (field->from);

      if (value != NULL)
        add_value_row (group, name, value, one_teller ? NULL : origin);
    }
}

/* --- members and decisions --- */

/* Of all members but one; of all when it is NULL. */
static char **
keys_but (const TimelineEvent *event, const Event *left_out)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < event->members->len; i++)
    if (g_ptr_array_index (event->members, i) != left_out)
      {
        g_autofree char *key = timeline_event_key (g_ptr_array_index (event->members, i));

        g_strv_builder_add (builder, key);
      }
  return g_strv_builder_end (builder);
}

static char **
one_key (const char *key)
{
  const char *keys[] = { key, NULL };

  return g_strdupv ((char **) keys);
}

static AdwPreferencesGroup *
show_members (SaltlineEventDetails *self, const TimelineEvent *event)
{
  AdwPreferencesGroup *group = row_group_append (self->box, _("Recordings"), event->members->len > 1
                                                                                                ? _("These tell of one event. Split off what is another one; that is remembered.") : NULL);

  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);
      g_autofree char *title = teller (member), *key = timeline_event_key (member);
      GtkWidget *row = add_row (group, title, member->file != NULL ? member->file : member->source_id);

      if (event->members->len > 1)
        add_choice (self, row, _("Split Off"), EVENTS_APART, _("Split off a recording"), one_key (key), keys_but (event, member));
    }
  return group;
}

/* What somebody might take for another telling of it: of its kind, and not half a day away. */
static gboolean
may_be_joined (const TimelineEvent *event, const TimelineEvent *other)
{
  gint64 start_us = event->merged->start_us, other_us = other->merged->start_us;

  return other != event && other->merged->kind == event->merged->kind && start_us != INSTANT_UNKNOWN && other_us != INSTANT_UNKNOWN
         && ABS (other_us - start_us) <= INSTANT_DAY / 2;
}

static void
show_neighbours (SaltlineEventDetails *self, AdwPreferencesGroup *group, const AthleteLife *life, const TimelineEvent *event)
{
  const GPtrArray *events = life->timeline->timeline->events;
  GtkWidget *expander = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      const TimelineEvent *other = g_ptr_array_index (events, i);
      g_autofree char *start = NULL, *teller_of = NULL, *sport = NULL, *title = NULL;
      GtkWidget *row;

      if (!may_be_joined (event, other))
        continue;
      if (expander == NULL)
        {
          expander = adw_expander_row_new ();
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _("Join with Another Event…"));
          adw_preferences_group_add (group, expander);
        }
      start = athlete_life_format_time (life, other->merged->start_us);
      teller_of = teller (g_ptr_array_index (other->members, 0));
      sport = sport_words (other->merged->sport != NULL ? other->merged->sport : event_kind_name (other->merged->kind));
      title = g_strdup_printf ("%s, %s", sport, start);
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), teller_of);
      add_choice (self, row, _("Join"), EVENTS_SAME, _("Join two events"), keys_but (event, NULL), keys_but (other, NULL));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
}

static gboolean
is_member (const TimelineEvent *event, const char *key)
{
  for (guint i = 0; i < event->members->len; i++)
    {
      g_autofree char *member = timeline_event_key (g_ptr_array_index (event->members, i));

      if (g_str_equal (member, key))
        return TRUE;
    }
  return FALSE;
}

static void
show_suggestions (SaltlineEventDetails *self, const AthleteLife *life, const TimelineEvent *event)
{
  const GArray *suggestions = life->timeline->timeline->suggestions;
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < suggestions->len; i++)
    {
      const Suggestion *suggestion = &g_array_index (suggestions, Suggestion, i);
      g_autofree char *one = timeline_event_key (suggestion->one), *other = timeline_event_key (suggestion->other);
      gboolean ours = is_member (event, one);
      const Event *away = ours ? suggestion->other : suggestion->one;
      g_autofree char *title = NULL, *start = NULL;
      GtkWidget *row;

      if (!ours && !is_member (event, other))
        continue;
      if (group == NULL)
        group = row_group_append (self->box, _("The Same Event?"),
                                  _("These are equal but for the time: perhaps a clock was set wrong. Nothing is joined before you say so."));
      title = teller (away);
      start = athlete_life_format_time (life, away->start_us);
      row = add_row (group, title, start);
      add_choice (self, row, _("Same"), EVENTS_SAME, _("Join two events"), one_key (one), one_key (other));
      add_choice (self, row, _("Never"), EVENTS_APART, _("Never one event"), one_key (one), one_key (other));
    }
}

static void
show_decisions (SaltlineEventDetails *self, const AthleteLife *life, const TimelineEvent *event)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < life->decisions->len; i++)
    {
      const EventDecision *decision = g_ptr_array_index (life->decisions, i);
      gboolean ours = is_member (event, decision->one);
      GtkWidget *row;

      if (!ours && !is_member (event, decision->other))
        continue;
      if (group == NULL)
        group = row_group_append (self->box, _("Decided"), _("What was said by hand outlives every import."));
      row = add_row (group, decision->same ? _("The same event") : _("Never one event"), ours ? decision->other : decision->one);
      add_choice (self, row, _("Forget"), EVENTS_UNDECIDED, _("Forget what was decided"), one_key (decision->one), one_key (decision->other));
    }
}

/* --- photos --- */

static void
show_photo_cb (GtkButton *button)
{
  gint64 *photo = g_object_get_data (G_OBJECT (button), "photo");

  gtk_widget_activate_action (GTK_WIDGET (button), "win.show-photo", "x", *photo);
}

static void
add_photo_button (SaltlineEventDetails *self, AdwPreferencesGroup *group, gint64 photo)
{
  GtkWidget *button = gtk_button_new_with_label (_("Show in Patches"));

  g_object_set_data_full (G_OBJECT (button), "photo", g_memdup2 (&photo, sizeof photo), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (show_photo_cb), NULL);
  gtk_widget_set_margin_top (button, 8);
  adw_preferences_group_add (group, button);
}

/* --- by hand --- */

static void
edit_cb (SaltlineEventDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_EDIT], 0);
}

static void
delete_cb (SaltlineEventDetails *self)
{
  g_signal_emit (self, signals[SIGNAL_DELETE], 0);
}

static void
add_button (SaltlineEventDetails *self, GtkWidget *box, const char *label, const char *class, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (class != NULL)
    gtk_widget_add_css_class (button, class);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static void
show_actions (SaltlineEventDetails *self, const TimelineEvent *event)
{
  g_autoptr(Event) typed = typed_event_about (event);
  gboolean own = g_str_has_prefix (event->id, "typed ") && event->members->len == 1;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  if (typed != NULL)
    add_button (self, box, own ? _("Change…") : _("Add Notes…"), NULL, G_CALLBACK (edit_cb));
  add_button (self, box, _("Delete Event"), "destructive-action", G_CALLBACK (delete_cb));
  gtk_widget_set_sensitive (box, !saltline_workspace_is_read_only (self->workspace));
  gtk_box_append (GTK_BOX (self->box), box);
}

/* What was planned beside what was done, and the way to say that they have nothing to do with each other. */
static void
show_plan (SaltlineEventDetails *self, const AthleteLife *life, const TimelineEvent *event)
{
  const TimelineEvent *plan = event->plan;
  g_autofree char *start = NULL, *length = NULL;

  if (plan == NULL)
    return;
  start = athlete_life_format_time (life, plan->merged->start_us);
  length = isnan (plan->merged->elapsed_s) ? NULL : duration_text (plan->merged->elapsed_s);
  add_choice (self, add_row (row_group_append (self->box, _("As Planned"), _("This workout took the place of a planned one.")), start, length), _("Never"),
              EVENTS_APART, _("Part a workout from its plan"), one_key (event->id), one_key (plan->id));
}

static void
show_night (SaltlineEventDetails *self, const AthleteLife *life, const LifeMark *mark)
{
  const Night *night = mark->night;
  g_autofree char *start = athlete_life_format_time (life, night->start_us), *end = athlete_life_format_time (life, night->end_us);
  g_autofree char *origin = teller (night->tracker), *fragments = g_strdup_printf ("%u", night->n_fragments);
  g_autofree char *whose = g_strdup_printf (_("All by %s"), origin);
  AdwPreferencesGroup *group = row_group_append (self->box, mark->title, whose);
  const struct { const char *title; double seconds; } durations[] = {
    { _("Asleep"), night->asleep_s }, { _("Awake between"), night->awake_s }, { _("Deep"), night->deep_s }, { _("Light"), night->light_s },
    { _("REM"), night->rem_s }, { _("From start to end"), night->in_bed_s },
  };

  add_value_row (group, _("Start"), start, NULL);
  add_value_row (group, _("End"), end, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *text = isnan (durations[i].seconds) ? NULL : duration_text (durations[i].seconds);

      if (text != NULL)
        add_value_row (group, durations[i].title, text, NULL);
    }
  add_value_row (group, _("Fragments joined"), fragments, NULL);
  for (guint i = 0; i < night->others->len; i++)
    {
      g_autofree char *other = teller (g_ptr_array_index (night->others, i));

      add_row (group, _("Also told by"), other);
    }
}

void
saltline_event_details_set (SaltlineEventDetails *self, SaltlineWorkspace *workspace, const AthleteLife *life, const LifeMark *mark)
{
  g_return_if_fail (SALTLINE_IS_EVENT_DETAILS (self));

  g_set_object (&self->workspace, workspace);
  gtk_widget_set_visible (GTK_WIDGET (self), mark != NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  adw_bin_set_child (ADW_BIN (self), self->box);
  if (life == NULL || mark == NULL)
    return;
  self->athlete = life->athlete;
  if (mark->night != NULL)
    show_night (self, life, mark);
  else if (mark->event == NULL)
    {
      g_autofree char *time = athlete_life_format_time (life, mark->start_us);
      AdwPreferencesGroup *group = row_group_append (self->box, mark->title, mark->details);

      add_value_row (group, _("Taken"), time, NULL);
      if (mark->photo != 0)
        add_photo_button (self, group, mark->photo);
    }
  else
    {
      show_fields (self, life, mark);
      show_plan (self, life, mark->event);
      show_actions (self, mark->event);
      show_neighbours (self, show_members (self, mark->event), life, mark->event);
      show_suggestions (self, life, mark->event);
      show_decisions (self, life, mark->event);
    }
}

static void
saltline_event_details_dispose (GObject *object)
{
  g_clear_object (&SALTLINE_EVENT_DETAILS (object)->workspace);
  G_OBJECT_CLASS (saltline_event_details_parent_class)->dispose (object);
}

static void
saltline_event_details_class_init (SaltlineEventDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = saltline_event_details_dispose;
  signals[SIGNAL_EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DELETE] = g_signal_new ("delete", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
saltline_event_details_init (SaltlineEventDetails *self)
{
}
