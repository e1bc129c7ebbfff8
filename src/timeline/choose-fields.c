/* timeline/choose-fields.c */
#include "choose-fields.h"

#include <math.h>

gint
timeline_compare_weight (const Event *a, const Event *b)
{
  const guint worse = EVENT_FLAG_PARTIAL | EVENT_FLAG_NO_SUMMARY | EVENT_FLAG_CLOCK_UNSET | EVENT_FLAG_DELETED;
  guint rank_a = event_source_rank (a->source), rank_b = event_source_rank (b->source);
  gboolean worse_a = (a->flags & worse) != 0, worse_b = (b->flags & worse) != 0;

  if (worse_a != worse_b)
    return worse_a ? 1 : -1;
  if (rank_a != rank_b)
    return rank_a < rank_b ? -1 : 1;
  if (a->n_records != b->n_records)
    return a->n_records > b->n_records ? -1 : 1;
  if (a->start_us != b->start_us)
    return a->start_us < b->start_us ? -1 : 1;
  if (g_strcmp0 (a->source, b->source) != 0)
    return g_strcmp0 (a->source, b->source);
  return g_strcmp0 (a->source_id, b->source_id);
}

static void
choose (TimelineEvent *event, const char *name, const Event *from)
{
  ChosenField field = { name, from };

  if (from)
    g_array_append_val (event->chosen, field);
}

static const Event *
first_with_double (const TimelineEvent *event, gsize member)
{
  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *from = g_ptr_array_index (event->members, i);

      if (!isnan (G_STRUCT_MEMBER (double, from, member)))
        return from;
    }
  return NULL;
}

static void
choose_double (TimelineEvent *event, const char *name, gsize member)
{
  const Event *from = first_with_double (event, member);

  G_STRUCT_MEMBER (double, event->merged, member) = from ? G_STRUCT_MEMBER (double, from, member) : NAN;
  choose (event, name, from);
}

static const Event *
most_specific_sport (const TimelineEvent *event)
{
  const Event *any = NULL;

  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *from = g_ptr_array_index (event->members, i);

      if (from->sport && !sport_is_vague (from->sport))
        return from;
      if (from->sport && any == NULL)
        any = from;
    }
  return any;
}

static gboolean
has_good_clock (const Event *event)
{
  return event->start_us != INSTANT_UNKNOWN && !(event->flags & (EVENT_FLAG_CLOCK_UNSET | EVENT_FLAG_NO_TIMES));
}

/* Start and end together from one member: a start of one clock and an end of another make a duration of neither. */
static const Event *
telling_of_times (const TimelineEvent *event)
{
  const Event *from = NULL;

  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);

      if (has_good_clock (member) && (from == NULL || !has_good_clock (from)))
        from = member;
      else if (from == NULL && member->start_us != INSTANT_UNKNOWN)
        from = member;
    }
  return from;
}

static void
choose_times (TimelineEvent *event)
{
  const Event *start = telling_of_times (event), *end = start;

  /* A day is told in parts: it goes from the first to the last of them. */
  for (guint i = 0; start && event->merged->kind == EVENT_MONITORING && i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);

      if (!has_good_clock (member))
        continue;
      start = member->start_us < start->start_us ? member : start;
      end = member->end_us != INSTANT_UNKNOWN && (end->end_us == INSTANT_UNKNOWN || member->end_us > end->end_us) ? member : end;
    }
  event->merged->start_us = start ? start->start_us : INSTANT_UNKNOWN;
  event->merged->end_us = end ? end->end_us : INSTANT_UNKNOWN;
  choose (event, "start", start);
  choose (event, "end", end && end->end_us != INSTANT_UNKNOWN ? end : NULL);
}

static void
choose_zone (TimelineEvent *event)
{
  const Event *zone = NULL, *offset = NULL;

  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);

      if (zone == NULL && member->zone)
        zone = member;
      /* What a source says stands above what was guessed from the place. */
      if (member->start_offset_s != INSTANT_OFFSET_UNKNOWN
          && (offset == NULL || ((offset->flags & EVENT_FLAG_ZONE_ESTIMATED) && !(member->flags & EVENT_FLAG_ZONE_ESTIMATED))))
        offset = member;
    }
  g_free (event->merged->zone);
  event->merged->zone = zone ? g_strdup (zone->zone) : NULL;
  if (zone)
    offset = zone->start_offset_s != INSTANT_OFFSET_UNKNOWN ? zone : offset;
  event->merged->start_offset_s = offset ? offset->start_offset_s : INSTANT_OFFSET_UNKNOWN;
  event->merged->end_offset_s = offset ? offset->end_offset_s : INSTANT_OFFSET_UNKNOWN;
  /* A guess is one only where it was chosen. */
  event->merged->flags &= ~(guint) EVENT_FLAG_ZONE_ESTIMATED;
  if (offset && event->merged->zone == NULL)
    event->merged->flags |= offset->flags & EVENT_FLAG_ZONE_ESTIMATED;
  choose (event, "zone", zone ? zone : offset);
}

/* From start to end as its members tell; of a day, whose parts each tell of themselves, as it was put together. */
static void
choose_elapsed (TimelineEvent *event)
{
  const Event *longest = g_ptr_array_index (event->members, 0);

  if (event->merged->kind != EVENT_MONITORING)
    {
      choose_double (event, "elapsed_s", G_STRUCT_OFFSET (Event, elapsed_s));
      return;
    }
  for (guint i = 1; i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);

      if (!isnan (member->elapsed_s) && !(member->elapsed_s <= longest->elapsed_s))
        longest = member;
    }
  event->merged->elapsed_s = event->merged->start_us != INSTANT_UNKNOWN && event->merged->end_us != INSTANT_UNKNOWN
                             ? (double) (event->merged->end_us - event->merged->start_us) / INSTANT_SECOND : longest->elapsed_s;
  choose (event, "elapsed_s", isnan (event->merged->elapsed_s) ? NULL : longest);
}

/* Where people write: typed first, then the services they edit on, then what devices make up. */
static guint
editing_rank (const Event *event)
{
  guint rank = event_source_rank (event->source);

  if (g_str_equal (event->source, "typed"))
    return 0;
  if (rank == 4)
    return 1;
  return rank == 3 ? 2 : 3 + rank;
}

static void
choose_text (TimelineEvent *event, EventFieldId id)
{
  gboolean edited = id == EVENT_FIELD_TITLE || id == EVENT_FIELD_NOTES;
  const Event *from = NULL;

  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);

      if (event_text (member, id) && (from == NULL || (edited && editing_rank (member) < editing_rank (from))))
        from = member;
    }
  if (from)
    event_set_text (event->merged, id, event_text (from, id));
  choose (event, event_field_name (id), from);
}

static void
choose_number (TimelineEvent *event, EventFieldId id)
{
  /* Steps of a day count on from midnight: the largest number is the latest. */
  gboolean largest = id == EVENT_FIELD_STEPS && event->merged->kind == EVENT_MONITORING;
  const Event *from = NULL;

  for (guint i = 0; i < event->members->len; i++)
    {
      const Event *member = g_ptr_array_index (event->members, i);
      double value = event_number (member, id);

      if (!isnan (value) && (from == NULL || (largest && value > event_number (from, id))))
        from = member;
    }
  if (from)
    event_set_number (event->merged, id, event_number (from, id));
  choose (event, event_field_name (id), from);
}

void
timeline_choose_fields (TimelineEvent *event)
{
  const Event *first = g_ptr_array_index (event->members, 0), *sport = most_specific_sport (event);

  g_clear_pointer (&event->merged, event_free);
  g_array_set_size (event->chosen, 0);
  event->merged = event_copy (first);
  g_ptr_array_set_size (event->merged->children, 0);
  event_set_sport (event->merged, sport ? sport->sport : NULL);
  choose (event, "sport", sport);
  choose_times (event);
  choose_zone (event);
  choose_elapsed (event);
  choose_double (event, "timer_s", G_STRUCT_OFFSET (Event, timer_s));
  choose_double (event, "distance_m", G_STRUCT_OFFSET (Event, distance_m));
  choose (event, "device", first->device ? first : NULL);
  if (first->n_records)
    choose (event, "records", first);
  for (guint id = 0; id < EVENT_N_FIELDS; id++)
    if (event_field_is_text ((EventFieldId) id))
      choose_text (event, (EventFieldId) id);
    else
      choose_number (event, (EventFieldId) id);
}

void
timeline_event_supplement (TimelineEvent *event, const Event *supplement)
{
  g_return_if_fail (event != NULL && supplement != NULL);

  for (guint i = 0; i < supplement->fields->len; i++)
    {
      const EventField *field = &g_array_index (supplement->fields, EventField, i);

      if (event_field_is_text (field->id) || !isnan (event_number (event->merged, field->id)))
        continue;
      event_set_number (event->merged, field->id, field->number);
      choose (event, event_field_name (field->id), supplement);
    }
}
