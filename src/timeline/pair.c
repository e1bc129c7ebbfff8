/* timeline/pair.c: overlap in time, not distance, identifies a physical event: one ride seen by two recorders differs by up to
 * 26 % in distance and 274 s in start, and overlaps at least 0.98 of the shorter (measured, SOURCES §7.2) */
#include "pair.h"

#include <math.h>

#define LINKED_LIKENESS 2.0
#define LEAST_MASS_DIFFERENCE_KG 0.05

static gboolean
has_good_clock (const Event *event)
{
  return event->start_us != INSTANT_UNKNOWN && !(event->flags & (EVENT_FLAG_CLOCK_UNSET | EVENT_FLAG_NO_TIMES));
}

static double
length_s (const TimelineNode *node)
{
  return (double) (node->end_us - node->event->start_us) / INSTANT_SECOND;
}

static double
overlap_s (const TimelineNode *a, const TimelineNode *b)
{
  gint64 start_us = MAX (a->event->start_us, b->event->start_us), end_us = MIN (a->end_us, b->end_us);

  return end_us > start_us ? (double) (end_us - start_us) / INSTANT_SECOND : 0;
}

static gboolean
of_one_device (const Event *a, const Event *b)
{
  return a->device_id != NULL && g_strcmp0 (a->device_id, b->device_id) == 0;
}

/* Weighings of one mass at one time are copies; nobody is twice on a scale in a minute to learn nothing. */
static PairRelation
weighings (const TimelineNode *a, const TimelineNode *b, gboolean linked, const DuplicateRules *rules, double *likeness)
{
  double difference_kg = fabs (event_number (a->event, EVENT_FIELD_BODY_MASS_KG) - event_number (b->event, EVENT_FIELD_BODY_MASS_KG));
  double apart_s = fabs ((double) (a->event->start_us - b->event->start_us)) / INSTANT_SECOND;

  if (linked)
    {
      *likeness = LINKED_LIKENESS;
      return PAIR_LINKED;
    }
  if (apart_s > rules->same_weighing_s || !(difference_kg <= LEAST_MASS_DIFFERENCE_KG))
    return PAIR_APART;
  *likeness = 1 - apart_s / (rules->same_weighing_s + 1);
  return PAIR_LIKELY;
}

/* The day on its own clock that most of it lies in; CIVIL_DAY_UNKNOWN when it names no clock, or goes on for longer than days do. */
static CivilDay
day_of (const TimelineNode *node)
{
  const Event *event = node->event;
  int offset_s = event->start_offset_s != INSTANT_OFFSET_UNKNOWN ? event->start_offset_s : event->end_offset_s;

  if (offset_s == INSTANT_OFFSET_UNKNOWN || node->end_us - event->start_us > PAIR_LONGEST_DAY_US)
    return CIVIL_DAY_UNKNOWN;
  return instant_civil_day (event->start_us + (node->end_us - event->start_us) / 2, offset_s);
}

/* A watch writes a day in several files, and a service sums it up once more: whatever is of one day is one, also of one device. Where
 * a telling names no clock, it belongs to the day that it lies in. */
static PairRelation
days (const TimelineNode *a, const TimelineNode *b, gboolean linked, const DuplicateRules *rules, double *likeness)
{
  CivilDay day, other_day;
  double together_s = overlap_s (a, b), shorter_s = fmin (length_s (a), length_s (b));

  *likeness = LINKED_LIKENESS;
  if (linked)
    return PAIR_LINKED;
  if (!has_good_clock (a->event) || !has_good_clock (b->event))
    return PAIR_APART;
  day = day_of (a);
  other_day = day_of (b);
  if (day != CIVIL_DAY_UNKNOWN && other_day != CIVIL_DAY_UNKNOWN)
    return day == other_day ? PAIR_LINKED : PAIR_APART;
  if (!(shorter_s > 0) || fmax (length_s (a), length_s (b)) > PAIR_LONGEST_DAY_US / (double) INSTANT_SECOND
      || together_s / shorter_s < rules->least_overlap_of_shorter)
    return PAIR_APART;
  *likeness = together_s / (length_s (a) + length_s (b) - together_s);
  return PAIR_LIKELY;
}

gboolean
pair_is_family (const TimelineNode *a, const TimelineNode *b, guint index_a, guint index_b)
{
  return a->parent == index_b || b->parent == index_a || (a->parent != G_MAXUINT && a->parent == b->parent);
}

/* A multisport is none of its legs, though the first begins with it and the service may call both by one start. */
static gboolean
may_be_one_telling (const Event *a, const Event *b)
{
  return (a->family == SPORT_FAMILY_MULTISPORT || a->children->len) == (b->family == SPORT_FAMILY_MULTISPORT || b->children->len);
}

PairRelation
pair_relation (const TimelineNode *a, const TimelineNode *b, guint index_a, guint index_b, gboolean linked,
               const DuplicateRules *rules, double *likeness)
{
  double together_s, shorter_s, longer_s, all_s;
  gboolean one_device = of_one_device (a->event, b->event);

  *likeness = 0;
  if (pair_is_family (a, b, index_a, index_b))
    return PAIR_FORBIDDEN;
  if (a->event->kind != b->event->kind)
    return PAIR_APART;
  if (a->event->kind == EVENT_BODY_MASS)
    return weighings (a, b, linked, rules, likeness);
  if (a->event->kind == EVENT_MONITORING)
    return days (a, b, linked, rules, likeness);
  if (a->event->kind != EVENT_WORKOUT)
    return PAIR_APART;
  /* An id weighs more than the sport, which people change in one service and not in the other. */
  if (!sport_families_agree (a->event->family, b->event->family) && !(linked && may_be_one_telling (a->event, b->event)))
    return PAIR_APART;
  if (!has_good_clock (a->event) || !has_good_clock (b->event))
    {
      *likeness = LINKED_LIKENESS;
      return linked ? PAIR_LINKED : PAIR_APART;
    }
  together_s = overlap_s (a, b);
  shorter_s = fmin (length_s (a), length_s (b));
  longer_s = fmax (length_s (a), length_s (b));
  all_s = length_s (a) + length_s (b) - together_s;
  if (linked && (together_s > 0 || longer_s == 0))
    {
      *likeness = LINKED_LIKENESS;
      return PAIR_LINKED;
    }
  if (one_device)
    {
      /* A device records one thing at a time: two of its files that begin together are one recording in two forms. */
      if (g_strcmp0 (a->event->source, b->event->source) != 0 && together_s > 0
          && fabs ((double) (a->event->start_us - b->event->start_us)) / INSTANT_SECOND <= rules->same_device_start_s)
        {
          *likeness = LINKED_LIKENESS;
          return PAIR_LINKED;
        }
      return PAIR_FORBIDDEN;
    }
  if (together_s <= 0 || shorter_s <= 0)
    return PAIR_APART;
  if (together_s / all_s < rules->least_overlap_of_union
      && (together_s / shorter_s < rules->least_overlap_of_shorter || shorter_s / longer_s < rules->least_ratio_of_lengths))
    return PAIR_APART;
  *likeness = together_s / all_s;
  return PAIR_LIKELY;
}

static gboolean
differ_by_at_most (double a, double b, double part)
{
  return a > 0 && b > 0 && fabs (a - b) <= part * fmax (a, b);
}

gboolean
pair_is_clock_fault (const TimelineNode *a, const TimelineNode *b, const DuplicateRules *rules, Suggestion *suggestion)
{
  gboolean a_unset = (a->event->flags & EVENT_FLAG_CLOCK_UNSET) != 0, b_unset = (b->event->flags & EVENT_FLAG_CLOCK_UNSET) != 0;
  gboolean a_first = a->event->start_us < b->event->start_us
                     || (a->event->start_us == b->event->start_us && g_strcmp0 (a->key, b->key) < 0);
  double offset_s, beside_s;

  if (a->event->kind != EVENT_WORKOUT || b->event->kind != EVENT_WORKOUT || a->event->start_us == INSTANT_UNKNOWN
      || b->event->start_us == INSTANT_UNKNOWN || a->parent != G_MAXUINT || b->parent != G_MAXUINT
      || !sport_families_agree (a->event->family, b->event->family)
      || (of_one_device (a->event, b->event) && g_strcmp0 (a->event->source, b->event->source) == 0)
      || overlap_s (a, b) > 0
      || !differ_by_at_most (length_s (a), length_s (b), rules->clock_fault_duration)
      || !differ_by_at_most (a->event->distance_m, b->event->distance_m, rules->clock_fault_distance))
    return FALSE;
  offset_s = fabs ((double) (b->event->start_us - a->event->start_us)) / INSTANT_SECOND;
  *suggestion = (Suggestion) { SUGGESTION_CLOCK_UNSET, a_first ? a->event : b->event, a_first ? b->event : a->event, offset_s };
  if (a_unset != b_unset)
    return TRUE;
  beside_s = fabs (offset_s - rules->clock_fault_step_s * round (offset_s / rules->clock_fault_step_s));
  suggestion->kind = SUGGESTION_CLOCK_OFFSET;
  return !a_unset && beside_s <= rules->clock_fault_exact_s && offset_s <= rules->clock_fault_widest_s;
}
