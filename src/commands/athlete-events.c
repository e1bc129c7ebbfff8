/* commands/athlete-events.c: what a person adds to an athlete's timeline by hand, changes, moves, deletes and undoes */
#include "athlete-events.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sweat/sweat-error.h"
#include "timeline-print.h"
#include "with-workspace.h"
#include "workspace/typed-events.h"
#include "workspace/workout-questions.h"

#define LEAST_PREFIX 6   /* characters of an id that are enough, if only one event has them */
#define MOST_WEEKS   260

const char *const athlete_event_verbs[] = { "plan", "add-event", "edit-event", "delete-event", "undo", "redo", "ask", "answer", NULL };

/* What was typed; NULL or NAN where nothing was. */
typedef struct {
  char *workspace, *kind, *day, *at, *sport, *title, *note;
  double minutes, distance_km, mass_kg, air_c, humidity, wind_m_s, latitude, longitude;
  double motivation_before, fatigue_before, motivation_after, fatigue_after;
  double before_kg, after_kg, drunk_ml, urine_ml, food_g;
  gboolean indoor, outdoor, patch, no_patch, confirmed, json;
  int weeks;
} Typed;

typedef struct {
  const Typed *typed;
  SaltlineWorkspace *workspace;
  Athlete *athlete;
  GTimeZone *zone;
} Hand;

static void
typed_clear (Typed *typed)
{
  g_free (typed->workspace);
  g_free (typed->kind);
  g_free (typed->day);
  g_free (typed->at);
  g_free (typed->sport);
  g_free (typed->title);
  g_free (typed->note);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
parse_options (const char *verb, Typed *typed, int *argc, char ***argv, CommandStatus *status)
{
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &typed->kind, N_("what add-event adds: workout, weighing, sleep or feeling"), N_("KIND") },
    { "day", 0, 0, G_OPTION_ARG_STRING, &typed->day, N_("the day, on the athlete's clock"), N_("YYYY-MM-DD") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &typed->at, N_("the time of day, on the athlete's clock wherever that will be: 7 or 18:30"), N_("TIME") },
    { "minutes", 0, 0, G_OPTION_ARG_DOUBLE, &typed->minutes, N_("how long"), N_("N") },
    { "sport", 0, 0, G_OPTION_ARG_STRING, &typed->sport, N_("the sport (default: the athlete's own)"), N_("SPORT") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &typed->title, N_("a title"), N_("TEXT") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &typed->note, N_("a note"), N_("TEXT") },
    { "indoor", 0, 0, G_OPTION_ARG_NONE, &typed->indoor, N_("inside"), NULL },
    { "outdoor", 0, 0, G_OPTION_ARG_NONE, &typed->outdoor, N_("outside"), NULL },
    { "tdb", 0, 0, G_OPTION_ARG_DOUBLE, &typed->air_c, N_("expected or measured air temperature"), N_("°C") },
    { "rh", 0, 0, G_OPTION_ARG_DOUBLE, &typed->humidity, N_("relative humidity"), N_("%") },
    { "v", 0, 0, G_OPTION_ARG_DOUBLE, &typed->wind_m_s, N_("wind"), N_("M/S") },
    { "latitude", 0, 0, G_OPTION_ARG_DOUBLE, &typed->latitude, N_("where, for the forecast"), N_("DEG") },
    { "longitude", 0, 0, G_OPTION_ARG_DOUBLE, &typed->longitude, N_("where, for the forecast"), N_("DEG") },
    { "patch", 0, 0, G_OPTION_ARG_NONE, &typed->patch, N_("a patch is to be worn, or was"), NULL },
    { "no-patch", 0, 0, G_OPTION_ARG_NONE, &typed->no_patch, N_("no patch"), NULL },
    { "weeks", 0, 0, G_OPTION_ARG_INT, &typed->weeks, N_("plan the same for so many weeks"), N_("N") },
    { "distance", 0, 0, G_OPTION_ARG_DOUBLE, &typed->distance_km, N_("distance"), N_("KM") },
    { "mass", 0, 0, G_OPTION_ARG_DOUBLE, &typed->mass_kg, N_("body mass of a weighing"), N_("KG") },
    { "motivation-before", 0, 0, G_OPTION_ARG_DOUBLE, &typed->motivation_before, N_("0 to 10"), N_("N") },
    { "fatigue-before", 0, 0, G_OPTION_ARG_DOUBLE, &typed->fatigue_before, N_("0 to 10"), N_("N") },
    { "motivation-after", 0, 0, G_OPTION_ARG_DOUBLE, &typed->motivation_after, N_("0 to 10"), N_("N") },
    { "fatigue-after", 0, 0, G_OPTION_ARG_DOUBLE, &typed->fatigue_after, N_("0 to 10"), N_("N") },
    { "before", 0, 0, G_OPTION_ARG_DOUBLE, &typed->before_kg, N_("body mass before a workout"), N_("KG") },
    { "after", 0, 0, G_OPTION_ARG_DOUBLE, &typed->after_kg, N_("body mass after it"), N_("KG") },
    { "drunk-ml", 0, 0, G_OPTION_ARG_DOUBLE, &typed->drunk_ml, N_("drunk between the weighings"), N_("ML") },
    { "urine-ml", 0, 0, G_OPTION_ARG_DOUBLE, &typed->urine_ml, N_("urine between the weighings"), N_("ML") },
    { "food-g", 0, 0, G_OPTION_ARG_DOUBLE, &typed->food_g, N_("food between the weighings"), N_("G") },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &typed->confirmed, N_("the weighings are right, however unlikely"), NULL },
    COMMAND_WORKSPACE_ENTRY (typed->workspace),
    { "json", 0, 0, G_OPTION_ARG_NONE, &typed->json, N_("print the event as `saltline timeline --json` does"), NULL },
    { NULL },
  };

  return command_parse_options (g_str_equal (verb, "answer") ? _("ATHLETE EVENT photo|weighing|nothing")
                                : g_str_equal (verb, "edit-event") || g_str_equal (verb, "delete-event") ? _("ATHLETE EVENT") : _("ATHLETE"),
                                entries, argc, argv, status);
}

static CommandStatus
refuse (const GError *error)
{
  command_complain ("athlete", "%s", error->message);
  return COMMAND_REFUSED;
}

static CommandStatus G_GNUC_PRINTF (1, 2)
misuse (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  command_complain ("athlete", "%s", message);
  return COMMAND_USAGE;
}

/* --- from words to an event --- */

static void
put_number (Event *event, EventFieldId id, double number)
{
  if (!isnan (number))
    event_set_number (event, id, number);
}

/* What was typed replaces what is known; an empty text means "not known". */
static void
apply (const Typed *typed, Event *event)
{
  if (typed->sport)
    event_set_sport (event, typed->sport);
  if (typed->title)
    event_set_text (event, EVENT_FIELD_TITLE, typed->title);
  if (typed->note)
    event_set_text (event, EVENT_FIELD_NOTES, typed->note);
  if (typed->indoor || typed->outdoor)
    event_set_number (event, EVENT_FIELD_INDOOR, typed->indoor);
  if (typed->patch || typed->no_patch)
    event_set_number (event, EVENT_FIELD_PATCH, typed->patch);
  if (!isnan (typed->distance_km))
    event->distance_m = typed->distance_km * 1000;
  put_number (event, EVENT_FIELD_WEATHER_TEMPERATURE_C, typed->air_c);
  put_number (event, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT, typed->humidity);
  put_number (event, EVENT_FIELD_WEATHER_WIND_M_S, typed->wind_m_s);
  put_number (event, EVENT_FIELD_START_LATITUDE_DEG, typed->latitude);
  put_number (event, EVENT_FIELD_START_LONGITUDE_DEG, typed->longitude);
  put_number (event, EVENT_FIELD_BODY_MASS_KG, typed->mass_kg);
  put_number (event, EVENT_FIELD_BODY_MASS_BEFORE_KG, typed->before_kg);
  put_number (event, EVENT_FIELD_BODY_MASS_AFTER_KG, typed->after_kg);
  put_number (event, EVENT_FIELD_DRUNK_ML, typed->drunk_ml);
  put_number (event, EVENT_FIELD_URINE_ML, typed->urine_ml);
  put_number (event, EVENT_FIELD_FOOD_G, typed->food_g);
  put_number (event, EVENT_FIELD_MOTIVATION_BEFORE, typed->motivation_before);
  put_number (event, EVENT_FIELD_FATIGUE_BEFORE, typed->fatigue_before);
  put_number (event, EVENT_FIELD_MOTIVATION_AFTER, typed->motivation_after);
  put_number (event, EVENT_FIELD_FATIGUE_AFTER, typed->fatigue_after);
}

/* The typed day, time and length over those in @time. FALSE after having said what is wrong. */
static gboolean
read_time (const Typed *typed, TypedTime *time)
{
  CivilDay day;

  if (!command_read_day ("athlete", "--day", typed->day, &day))
    return FALSE;
  if (day != CIVIL_DAY_UNKNOWN)
    time->day = day;
  if (typed->at && !nominal_time_parse (typed->at, &time->minute_of_day))
    {
      command_complain ("athlete", _("--at “%s” is no time of day; write 7, 7:30 or 18:30"), typed->at);
      return FALSE;
    }
  if (!isnan (typed->minutes))
    time->minutes = typed->minutes;
  return TRUE;
}

static void
say_outcome (NominalOutcome outcome)
{
  if (outcome == NOMINAL_SKIPPED)
    g_printerr (_("Clocks are put forward over that time: it was moved by the gap.\n"));
  else if (outcome == NOMINAL_DOUBLED)
    g_printerr (_("Clocks show that time twice: the first was taken.\n"));
}

/* --- results --- */

static gboolean
is_called (const TimelineEvent *event, const char *word, gboolean begins)
{
  gboolean found = g_str_equal (event->id, word);

  for (guint i = 0; !found && i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);
      g_autofree char *key = timeline_event_key (member);

      found = g_str_equal (key, word) || g_strcmp0 (member->source_id, word) == 0
              || (begins && member->source_id && g_str_has_prefix (member->source_id, word));
    }
  return found;
}

/* By its id in the timeline, the key or id of a member, or the first characters of that. */
static const TimelineEvent *
find_event (const AthleteTimeline *timeline, const char *word)
{
  const guint n_ways = strlen (word) >= LEAST_PREFIX ? 2 : 1;

  for (guint begins = 0; begins < n_ways; begins++)
    {
      const TimelineEvent *found = NULL;
      guint n = 0;

      for (guint i = 0; i < timeline->timeline->events->len; i++)
        if (is_called (g_ptr_array_index (timeline->timeline->events, i), word, begins))
          {
            found = g_ptr_array_index (timeline->timeline->events, i);
            n++;
          }
      if (n == 1)
        return found;
      if (n > 1)
        {
          command_complain ("athlete", _("“%s” may be any of %u events; write more of the id"), word, n);
          return NULL;
        }
    }
  command_complain ("athlete", _("there is no event “%s” in this timeline; “saltline timeline --json” gives their ids"), word);
  return NULL;
}

static void
print_event (const Hand *hand, const AthleteTimeline *timeline, const TimelineEvent *event)
{
  g_autoptr(JsonBuilder) builder = NULL;

  if (!hand->typed->json)
    {
      timeline_print_event (timeline, event);
      return;
    }
  builder = json_builder_new_immutable ();
  timeline_put_event (builder, timeline, event);
  command_print_json (builder);
}

/* What stands in the timeline now. */
static CommandStatus
print_kept (const Hand *hand, const GPtrArray *events)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (hand->workspace, hand->athlete, &error);

  if (timeline == NULL)
    return refuse (error);
  for (guint i = 0; i < events->len; i++)
    {
      g_autofree char *key = timeline_event_key (g_ptr_array_index (events, i));
      const TimelineEvent *kept = find_event (timeline, key);

      if (kept)
        print_event (hand, timeline, kept);
    }
  return COMMAND_DONE;
}

static CommandStatus
keep (const Hand *hand, const GPtrArray *events, const char *what)
{
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < events->len; i++)
    if (!typed_event_weighings_agree (g_ptr_array_index (events, i), UNITS_METRIC, &error))
      {
        if (!hand->typed->confirmed || !g_error_matches (error, SWEAT_ERROR, SWEAT_ERROR_IMPLAUSIBLE))
          {
            command_complain ("athlete", _("%s (--yes if it is right)"), error->message);
            return COMMAND_REFUSED;
          }
        g_clear_error (&error);
      }
  if (!saltline_workspace_put_typed (hand->workspace, hand->athlete->id, events, what, &error))
    return refuse (error);
  return print_kept (hand, events);
}

/* --- verbs --- */

static gboolean
kind_of_word (const char *word, EventKind *kind)
{
  const struct { const char *word; EventKind kind; } kinds[] = {
    { "workout", EVENT_WORKOUT }, { "weighing", EVENT_BODY_MASS }, { "sleep", EVENT_SLEEP }, { "feeling", EVENT_SURVEY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (word, kinds[i].word) == 0)
      {
        *kind = kinds[i].kind;
        return TRUE;
      }
  return FALSE;
}

static CommandStatus
add (const Hand *hand, EventKind kind, guint weeks, const char *what)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  TypedTime time = { CIVIL_DAY_UNKNOWN, -1, NAN };

  if (!read_time (hand->typed, &time))
    return COMMAND_USAGE;
  if (time.day == CIVIL_DAY_UNKNOWN || time.minute_of_day < 0)
    return misuse (_("when? --day YYYY-MM-DD --at TIME"));
  for (guint week = 0; week < weeks; week++)
    {
      TypedTime then = { time.day + 7 * (CivilDay) week, time.minute_of_day, time.minutes };
      Event *event = typed_event_new (kind);

      if (kind == EVENT_WORKOUT || kind == EVENT_PLANNED)
        event_set_sport (event, hand->athlete->sport);
      apply (hand->typed, event);
      say_outcome (typed_event_set_time (event, &then, hand->zone));
      g_ptr_array_add (events, event);
    }
  return keep (hand, events, what);
}

static CommandStatus
edit (const Hand *hand, const char *word)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (hand->workspace, hand->athlete, &error);
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  const Typed *typed = hand->typed;
  const TimelineEvent *found;
  Event *event;
  TypedTime time;

  if (timeline == NULL)
    return refuse (error);
  found = find_event (timeline, word);
  if (found == NULL)
    return COMMAND_REFUSED;
  event = typed_event_about (found);
  if (event == NULL)
    {
      command_complain ("athlete", _("what a device or service told cannot be changed, only deleted: saltline athlete delete-event"));
      return COMMAND_REFUSED;
    }
  g_ptr_array_add (events, event);
  apply (typed, event);
  if (typed->day || typed->at || !isnan (typed->minutes))
    {
      if (!is_called (found, event->source_id, FALSE))
        {
          command_complain ("athlete", _("when it was is known from what recorded it; only typed events can be moved"));
          return COMMAND_REFUSED;
        }
      if (!typed_event_get_time (event, hand->zone, &time) || !read_time (typed, &time))
        return COMMAND_USAGE;
      say_outcome (typed_event_set_time (event, &time, hand->zone));
    }
  return keep (hand, events, event->kind == EVENT_PLANNED ? _("Change a planned workout") : _("Change an event"));
}

static CommandStatus
delete (const Hand *hand, const char *word)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (hand->workspace, hand->athlete, &error);
  const TimelineEvent *found;

  if (timeline == NULL)
    return refuse (error);
  found = find_event (timeline, word);
  if (found == NULL)
    return COMMAND_REFUSED;
  if (!saltline_workspace_delete_event (hand->workspace, hand->athlete->id, found, &error))
    return refuse (error);
  print_event (hand, timeline, found);
  return COMMAND_DONE;
}

static CommandStatus
undo (const Hand *hand, gboolean redo)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *what = NULL;

  if (!saltline_workspace_undo_events (hand->workspace, hand->athlete->id, redo, &what, &error))
    return refuse (error);
  if (what == NULL)
    {
      command_complain ("athlete", redo ? _("there is nothing to do again") : _("there is nothing to undo"));
      return COMMAND_REFUSED;
    }
  command_print_undone (what, redo, hand->typed->json);
  return COMMAND_DONE;
}

static CommandStatus
ask (const Hand *hand)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (hand->workspace, hand->athlete, &error);
  g_autoptr(GArray) questions
    = timeline ? saltline_workspace_questions (hand->workspace, hand->athlete->id, timeline, g_get_real_time (), &error) : NULL;

  if (questions == NULL)
    return refuse (error);
  for (guint i = 0; i < questions->len; i++)
    {
      const WorkoutQuestion *question = &g_array_index (questions, WorkoutQuestion, i);

      print_event (hand, timeline, question->workout);
      if (!hand->typed->json)
        g_print (_("  %sA photo, a weighing, or nothing? saltline athlete answer %s “%s” photo|weighing|nothing\n"),
                 question->patch_planned ? _("A patch was planned. ") : "", hand->athlete->handle, question->workout->id);
    }
  return COMMAND_DONE;
}

static CommandStatus
answer (const Hand *hand, const char *word, const char *answer)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteTimeline) timeline = NULL;
  const TimelineEvent *found;
  WorkoutAnswer given = WORKOUT_ANSWER_PHOTO;

  while (given <= WORKOUT_ANSWER_NOTHING && !g_str_equal (workout_answer_name (given), answer))
    given++;
  if (given > WORKOUT_ANSWER_NOTHING)
    return misuse (_("“%s” is no answer; photo, weighing and nothing are"), answer);
  timeline = saltline_workspace_timeline (hand->workspace, hand->athlete, &error);
  if (timeline == NULL)
    return refuse (error);
  found = find_event (timeline, word);
  if (found == NULL)
    return COMMAND_REFUSED;
  return saltline_workspace_answer (hand->workspace, hand->athlete->id, found, given, &error) ? COMMAND_DONE : refuse (error);
}

static CommandStatus
run (const Hand *hand, const char *verb, char **words)
{
  const char *word = words[0];
  EventKind kind;

  if (g_str_equal (verb, "plan"))
    return add (hand, EVENT_PLANNED, (guint) hand->typed->weeks, _("Plan a workout"));
  if (g_str_equal (verb, "add-event"))
    return kind_of_word (hand->typed->kind, &kind) ? add (hand, kind, 1, _("Add an event"))
                                                   : misuse (_("what shall be added? --kind workout, weighing, sleep or feeling"));
  if (g_str_equal (verb, "edit-event"))
    return edit (hand, word);
  if (g_str_equal (verb, "delete-event"))
    return delete (hand, word);
  if (g_str_equal (verb, "ask"))
    return ask (hand);
  if (g_str_equal (verb, "answer"))
    return answer (hand, word, words[1]);
  return undo (hand, g_str_equal (verb, "redo"));
}

CommandStatus
athlete_event_verb (const char *verb, int argc, char **argv)
{
  g_auto(Typed) typed = { .minutes = NAN, .distance_km = NAN, .mass_kg = NAN, .air_c = NAN, .humidity = NAN, .wind_m_s = NAN, .latitude = NAN,
                          .longitude = NAN, .motivation_before = NAN, .fatigue_before = NAN, .motivation_after = NAN, .fatigue_after = NAN,
                          .before_kg = NAN, .after_kg = NAN, .drunk_ml = NAN, .urine_ml = NAN, .food_g = NAN, .weeks = 1 };
  gboolean answering = g_str_equal (verb, "answer");
  gboolean of_event = answering || g_str_equal (verb, "edit-event") || g_str_equal (verb, "delete-event");
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(GTimeZone) zone = NULL;
  CommandStatus status;
  Hand hand = { &typed };

  if (!parse_options (verb, &typed, &argc, &argv, &status))
    return status;
  if (argc != (answering ? 4 : of_event ? 3 : 2))
    return answering ? misuse (_("saltline athlete answer ATHLETE EVENT photo|weighing|nothing"))
           : of_event ? misuse (_("whose event, and which? saltline athlete %s ATHLETE EVENT"), verb)
                    : misuse (_("%s takes one athlete: saltline athlete %s ATHLETE"), verb, verb);
  if (typed.weeks < 1 || typed.weeks > MOST_WEEKS)
    return misuse (_("--weeks %d: 1 to %d can be planned at once"), typed.weeks, MOST_WEEKS);
  if ((typed.indoor && typed.outdoor) || (typed.patch && typed.no_patch))
    return misuse (typed.indoor && typed.outdoor ? _("inside or outside? Not both.") : _("with a patch or without? Not both."));
  hand.workspace = workspace = command_open_workspace ("athlete", typed.workspace, STORE_OPEN_CREATE);
  hand.athlete = athlete = workspace ? command_find_athlete ("athlete", workspace, argv[1]) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
  hand.zone = zone = athlete_zone (athlete);
  return run (&hand, verb, argv + 2);
}
