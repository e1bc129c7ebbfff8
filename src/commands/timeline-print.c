/* commands/timeline-print.c */
#include "timeline-print.h"

#include <glib/gi18n.h>
#include <math.h>

static int
start_offset (const AthleteTimeline *timeline, const Event *event)
{
  return athlete_timeline_offset (timeline, event->start_us, event->start_offset_s);
}

static int
end_offset (const AthleteTimeline *timeline, const Event *event)
{
  return athlete_timeline_offset (timeline, event->end_us, event->end_offset_s);
}

static void
put_chosen_value (JsonBuilder *builder, const AthleteTimeline *timeline, const Event *merged, const char *name)
{
  EventFieldId id;

  if (g_str_equal (name, "sport"))
    json_put_string (builder, "value", merged->sport);
  else if (g_str_equal (name, "start"))
    json_put_instant (builder, "value", merged->start_us, start_offset (timeline, merged));
  else if (g_str_equal (name, "end"))
    json_put_instant (builder, "value", merged->end_us, end_offset (timeline, merged));
  else if (g_str_equal (name, "elapsed_s"))
    json_put_number (builder, "value", merged->elapsed_s);
  else if (g_str_equal (name, "timer_s"))
    json_put_number (builder, "value", merged->timer_s);
  else if (g_str_equal (name, "distance_m"))
    json_put_number (builder, "value", merged->distance_m);
  else if (g_str_equal (name, "device"))
    json_put_string (builder, "value", merged->device);
  else if (g_str_equal (name, "records"))
    json_put_integer (builder, "value", merged->n_records);
  else if (g_str_equal (name, "zone"))
    json_put_string (builder, "value", merged->zone);
  else if (event_field_from_name (name, &id) && event_field_is_text (id))
    json_put_string (builder, "value", event_text (merged, id));
  else if (event_field_from_name (name, &id))
    json_put_number (builder, "value", event_number (merged, id));
}

static void
put_members (JsonBuilder *builder, const TimelineEvent *event)
{
  json_put_array (builder, "members");
  for (guint m = 0; m < event->members->len; m++)
    {
      const Event *member = g_ptr_array_index (event->members, m);

      json_builder_begin_object (builder);
      json_put_string (builder, "source", member->source);
      json_put_string (builder, "id", member->source_id);
      json_put_array (builder, "fields");
      for (guint i = 0; i < event->chosen->len; i++)
        if (g_array_index (event->chosen, ChosenField, i).from == member)
          json_builder_add_string_value (builder, g_array_index (event->chosen, ChosenField, i).name);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* IANA where it is known, else the offset of its clock, else the athlete's zone. */
static void
put_zone (JsonBuilder *builder, const AthleteTimeline *timeline, const Event *merged)
{
  g_autofree char *text = NULL;

  /* A plan is on whatever clock the athlete will have. */
  if (merged->zone == NULL && merged->kind != EVENT_PLANNED && merged->start_offset_s != INSTANT_OFFSET_UNKNOWN && merged->start_us != INSTANT_UNKNOWN)
    {
      g_autofree char *instant = instant_format (0, merged->start_offset_s);

      text = g_strdup (instant + 19); /* behind the seconds */
    }
  json_put_string (builder, "zone", merged->zone ? merged->zone : text ? text
                   : timeline->zone ? g_time_zone_get_identifier (timeline->zone) : NULL);
}

void
timeline_put_event (JsonBuilder *builder, const AthleteTimeline *timeline, const TimelineEvent *event)
{
  const Event *merged = event->merged;

  json_builder_begin_object (builder);
  json_put_string (builder, "id", event->id);
  json_put_string (builder, "kind", event_kind_name (merged->kind));
  json_put_string (builder, "sport", merged->sport);
  json_put_instant (builder, "start", merged->start_us, start_offset (timeline, merged));
  json_put_instant (builder, "end", merged->end_us, end_offset (timeline, merged));
  put_zone (builder, timeline, merged);
  put_members (builder, event);
  json_put_object (builder, "fields");
  for (guint i = 0; i < event->chosen->len; i++)
    {
      const ChosenField *field = &g_array_index (event->chosen, ChosenField, i);
      g_autofree char *from = timeline_event_key (field->from);

      json_put_object (builder, field->name);
      put_chosen_value (builder, timeline, merged, field->name);
      json_put_string (builder, "from", from);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  if (merged->flags & EVENT_FLAG_ZONE_ESTIMATED)
    json_put_boolean (builder, "zone_estimated", TRUE);
  if (event->plan)
    json_put_string (builder, "plan", event->plan->id);
  if (event->done_by)
    json_put_string (builder, "done_by", event->done_by->id);
  if (event->children->len)
    {
      json_put_array (builder, "children");
      for (guint i = 0; i < event->children->len; i++)
        timeline_put_event (builder, timeline, g_ptr_array_index (event->children, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

void
timeline_print_event (const AthleteTimeline *timeline, const TimelineEvent *event)
{
  const Event *merged = event->merged;
  g_autofree char *start = instant_format (merged->start_us, start_offset (timeline, merged));

  g_print ("%-26s %-10s %-20s", start ? start : _("no time"), event_kind_name (merged->kind), merged->sport ? merged->sport : "");
  if (!isnan (merged->elapsed_s))
    g_print (_(" %6.0f s"), merged->elapsed_s);
  if (!isnan (merged->distance_m))
    g_print (_(" %7.0f m"), merged->distance_m);
  if (!isnan (event_number (merged, EVENT_FIELD_BODY_MASS_KG)))
    g_print (_(" %6.2f kg"), event_number (merged, EVENT_FIELD_BODY_MASS_KG));
  if (event->members->len > 1)
    g_print (_("  (told by %u)"), event->members->len);
  if (merged->flags & EVENT_FLAG_ZONE_ESTIMATED)
    g_print (_("  (clock estimated from the place)"));
  if (event->plan)
    g_print (_("  (as planned)"));
  if (event->done_by)
    g_print (_("  (done)"));
  if (event_number (merged, EVENT_FIELD_PATCH) > 0)
    g_print (merged->kind == EVENT_PLANNED ? _("  (with a patch)") : _("  (patch worn)"));
  if (event_text (merged, EVENT_FIELD_TITLE))
    g_print ("  %s", event_text (merged, EVENT_FIELD_TITLE));
  g_print ("\n");
}
