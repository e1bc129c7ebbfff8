/* commands/command-timeline.c: `saltline timeline --athlete ID [--from D --to D]`: merged events, nights, gaps */
#include <glib/gi18n.h>
#include <math.h>

#include "base/json.h"
#include "commands-list.h"
#include "timeline-print.h"
#include "with-workspace.h"
#include "workspace/athlete-events.h"

typedef struct {
  AthleteTimeline *timeline;
  CivilDay from, to;        /* CIVIL_DAY_UNKNOWN: open */
} Shown;

static int
start_offset (const Shown *shown, const Event *event)
{
  return athlete_timeline_offset (shown->timeline, event->start_us, event->start_offset_s);
}

static gboolean
day_is_shown (const Shown *shown, CivilDay day)
{
  return (shown->from == CIVIL_DAY_UNKNOWN || day >= shown->from) && (shown->to == CIVIL_DAY_UNKNOWN || day <= shown->to);
}

/* The local day of its start decides; what has no time is shown only when all is. */
static gboolean
event_is_shown (const Shown *shown, const Event *event)
{
  if (event->kind == EVENT_SLEEP) /* nights tell of it */
    return FALSE;
  if (event->start_us == INSTANT_UNKNOWN)
    return shown->from == CIVIL_DAY_UNKNOWN && shown->to == CIVIL_DAY_UNKNOWN;
  return day_is_shown (shown, instant_civil_day (event->start_us, start_offset (shown, event)));
}

static void
put_night (JsonBuilder *builder, const Night *night)
{
  g_autofree char *date = civil_day_format (night->date);

  json_builder_begin_object (builder);
  json_put_string (builder, "date", date);
  json_put_instant (builder, "start", night->start_us, night->start_offset_s);
  json_put_instant (builder, "end", night->end_us, night->end_offset_s);
  json_put_number (builder, "asleep_s", night->asleep_s);
  json_put_number (builder, "awake_s", night->awake_s);
  json_put_integer (builder, "fragments", night->n_fragments);
  json_put_boolean (builder, "main", night->main);
  json_put_number (builder, "deep_s", night->deep_s);
  json_put_number (builder, "light_s", night->light_s);
  json_put_number (builder, "rem_s", night->rem_s);
  json_put_boolean (builder, "clock_fault", night->clock_fault);
  json_put_string (builder, "source", night->tracker->source);
  json_put_string (builder, "device", night->tracker->device);
  json_builder_end_object (builder);
}

/* event → the id under which the timeline shows it */
static GHashTable *
ids_of_events (const Timeline *timeline)
{
  GHashTable *ids = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->events, i);

      g_hash_table_insert (ids, event->merged, event->id);
    }
  return ids;
}

static void
put_gaps (JsonBuilder *builder, const Shown *shown)
{
  g_autoptr(GHashTable) ids = ids_of_events (shown->timeline->timeline);

  json_put_array (builder, "gaps");
  for (guint i = 0; i < shown->timeline->gaps->len; i++)
    {
      const WorkoutGap *gap = &g_array_index (shown->timeline->gaps, WorkoutGap, i);

      if (!event_is_shown (shown, gap->after))
        continue;
      json_builder_begin_object (builder);
      json_put_string (builder, "before", g_hash_table_lookup (ids, gap->before));
      json_put_string (builder, "after", g_hash_table_lookup (ids, gap->after));
      json_put_number (builder, "gap_s", gap->gap_s);
      json_put_string (builder, "length", gap_length_name (gap->length));
      json_put_boolean (builder, "same_day", gap->same_day);
      json_put_boolean (builder, "overnight", gap->overnight);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_suggestions (JsonBuilder *builder, const Shown *shown)
{
  const GArray *suggestions = shown->timeline->timeline->suggestions;

  json_put_array (builder, "suggestions");
  for (guint i = 0; i < suggestions->len; i++)
    {
      const Suggestion *suggestion = &g_array_index (suggestions, Suggestion, i);
      g_autofree char *one = timeline_event_key (suggestion->one), *other = timeline_event_key (suggestion->other);

      if (!event_is_shown (shown, suggestion->one) && !event_is_shown (shown, suggestion->other))
        continue;
      json_builder_begin_object (builder);
      json_put_string (builder, "kind", suggestion_kind_name (suggestion->kind));
      json_put_string (builder, "one", one);
      json_put_string (builder, "other", other);
      json_put_number (builder, "offset_s", suggestion->offset_s);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const Shown *shown, const char *athlete)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
  const Timeline *timeline = shown->timeline->timeline;

  json_builder_begin_object (builder);
  json_put_string (builder, "athlete", athlete);
  json_put_array (builder, "events");
  for (guint i = 0; i < timeline->events->len; i++)
    if (event_is_shown (shown, ((TimelineEvent *) g_ptr_array_index (timeline->events, i))->merged))
      timeline_put_event (builder, shown->timeline, g_ptr_array_index (timeline->events, i));
  json_builder_end_array (builder);
  json_put_array (builder, "nights");
  for (guint i = 0; i < shown->timeline->nights->len; i++)
    if (day_is_shown (shown, ((Night *) g_ptr_array_index (shown->timeline->nights, i))->date))
      put_night (builder, g_ptr_array_index (shown->timeline->nights, i));
  json_builder_end_array (builder);
  put_gaps (builder, shown);
  put_suggestions (builder, shown);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_text (const Shown *shown)
{
  const AthleteTimeline *timeline = shown->timeline;

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);

      if (event_is_shown (shown, event->merged))
        timeline_print_event (timeline, event);
    }
  for (guint i = 0; i < timeline->nights->len; i++)
    {
      const Night *night = g_ptr_array_index (timeline->nights, i);
      g_autofree char *date = civil_day_format (night->date);

      if (day_is_shown (shown, night->date))
        g_print (_("%s  %s: asleep %.1f h, awake %.0f min, %u fragments\n"), date, night->main ? _("night") : _("nap"),
                 night->asleep_s / 3600, night->awake_s / 60, night->n_fragments);
    }
  for (guint i = 0; i < timeline->gaps->len; i++)
    {
      const WorkoutGap *gap = &g_array_index (timeline->gaps, WorkoutGap, i);

      if (event_is_shown (shown, gap->after) && gap->length != GAP_LONG)
        g_print (_("%.1f h between workouts. %s\n"), gap->gap_s / 3600, gap_advice (gap));
    }
  if (timeline->timeline->suggestions->len)
    g_print (_("%u pairs look like one event of which a clock went wrong; --json lists them.\n"), timeline->timeline->suggestions->len);
}

CommandStatus
command_timeline (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *path = NULL, *handle = NULL, *from = NULL, *to = NULL;
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("whose timeline"), N_("ID") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("first day, on the athlete's clock"), N_("DAY") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("last day"), N_("DAY") },
    COMMAND_WORKSPACE_ENTRY (path),
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Athlete) athlete = NULL;
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(GError) error = NULL;
  Shown shown = { 0 };
  CommandStatus status;

  if (!command_parse_options (_("— merged events, nights and gaps between workouts"), entries, &argc, &argv, &status))
    return status;
  if (handle == NULL || argc > 1)
    {
      command_complain ("timeline", handle == NULL ? _("whose timeline? --athlete ID") : _("“%s” is too much: only options are taken"),
                        argc > 1 ? argv[1] : "");
      return COMMAND_USAGE;
    }
  if (!command_read_day ("timeline", "--from", from, &shown.from) || !command_read_day ("timeline", "--to", to, &shown.to))
    return COMMAND_USAGE;
  workspace = command_open_workspace ("timeline", path, STORE_OPEN_CREATE);
  athlete = workspace ? command_find_athlete ("timeline", workspace, handle) : NULL;
  if (athlete == NULL)
    return COMMAND_REFUSED;
  timeline = shown.timeline = saltline_workspace_timeline (workspace, athlete, &error);
  if (timeline == NULL)
    {
      command_complain ("timeline", "%s", error->message);
      return COMMAND_REFUSED;
    }
  if (json)
    print_json (&shown, athlete->handle);
  else
    print_text (&shown);
  return COMMAND_DONE;
}
