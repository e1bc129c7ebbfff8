/* workspace/season-associations.c */
#include "season-associations.h"

#include <glib/gi18n.h>
#include <math.h>

#define DRAWS          2000
#define SEED           20261
#define LOAD_DAYS      7
#define TEST_MINUTES   60.0   /* of the occasion asked; tests do not depend on it */
#define CLUSTER_STRIDE 8192   /* weeks of one athlete; 157 years */

static const struct {
  const char *name, *x, *y;
} kinds[SEASON_N_PAIRS] = {
  [SEASON_SLEEP_AND_LOAD] = { "sleep_load", N_("asleep in the night before (h)"), N_("trained on the day (h)") },
  [SEASON_LOAD_AND_SLEEP] = { "load_sleep", N_("trained on the day (h)"), N_("asleep in the night after (h)") },
  [SEASON_SLEEP_AND_RATE] = { "sleep_rate", N_("asleep in the night before (h)"), N_("whole-body sweating rate (L/h)") },
  [SEASON_LOAD_AND_RATE] = { "load_rate", N_("trained in the seven days before (h)"), N_("whole-body sweating rate (L/h)") },
};

const char *
season_pair_name (SeasonPair pair)
{
  g_return_val_if_fail ((guint) pair < SEASON_N_PAIRS, NULL);
  return kinds[pair].name;
}

const char *
season_pair_x (SeasonPair pair)
{
  g_return_val_if_fail ((guint) pair < SEASON_N_PAIRS, NULL);
  return _(kinds[pair].x);
}

const char *
season_pair_y (SeasonPair pair)
{
  g_return_val_if_fail ((guint) pair < SEASON_N_PAIRS, NULL);
  return _(kinds[pair].y);
}

void
season_pairs_free (SeasonPairs *pairs)
{
  if (pairs == NULL)
    return;
  for (guint i = 0; i < SEASON_N_PAIRS; i++)
    g_clear_pointer (&pairs->pairs[i], g_array_unref);
  g_free (pairs);
}

/* Hours by day. */
static void
add_hours (GHashTable *days, CivilDay day, double hours)
{
  double *known = g_hash_table_lookup (days, GINT_TO_POINTER (day));

  if (known == NULL)
    {
      known = g_new0 (double, 1);
      g_hash_table_insert (days, GINT_TO_POINTER (day), known);
    }
  *known += hours;
}

/* NAN: nothing is known of that day. */
static double
hours_of (GHashTable *days, CivilDay day)
{
  const double *known = g_hash_table_lookup (days, GINT_TO_POINTER (day));

  return known ? *known : NAN;
}

static GHashTable *
training_by_day (const AthleteTimeline *timeline)
{
  GHashTable *days = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);

  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const Event *event = ((TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged;
      double seconds = event_active_s (event);

      if (event->kind == EVENT_WORKOUT && event->start_us != INSTANT_UNKNOWN && seconds > 0 && !(event->flags & (EVENT_FLAG_CLOCK_UNSET | EVENT_FLAG_DELETED)))
        add_hours (days, instant_civil_day (event->start_us, athlete_timeline_offset (timeline, event->start_us, event->start_offset_s)),
                   seconds / 3600);
    }
  return days;
}

/* Main sleeps by the day of waking. */
static GHashTable *
sleep_by_day (const AthleteTimeline *timeline)
{
  GHashTable *days = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);

  for (guint i = 0; i < timeline->nights->len; i++)
    {
      const Night *night = g_ptr_array_index (timeline->nights, i);

      if (night->main && !night->clock_fault && night->asleep_s > 0)
        add_hours (days, night->date, night->asleep_s / 3600);
    }
  return days;
}

typedef struct {
  SeasonPairs *pairs;
  const DaySpan *span;
  guint subject;
  gboolean alone;       /* one athlete: weeks are what is drawn */
} Taking;

static void
take (const Taking *taking, SeasonPair kind, CivilDay day, double x, double y)
{
  AssociationPair pair = { x, y, taking->subject, taking->subject };

  if (isnan (x) || isnan (y) || !day_span_holds (taking->span, day))
    return;
  if (taking->alone)
    pair.cluster = (guint) (CLUSTER_STRIDE / 2 + (day + 3 - (((day + 3) % 7) + 7) % 7) / 7); /* weeks begin on Monday */
  g_array_append_val (taking->pairs->pairs[kind], pair);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

/* Only days that know both: a day without a workout may be one without a watch. */
static void
take_days (const Taking *taking, GHashTable *training, GHashTable *sleep)
{
  g_autoptr(GList) days = g_list_sort (g_hash_table_get_keys (sleep), compare_days);

  for (GList *l = days; l; l = l->next)
    {
      CivilDay day = GPOINTER_TO_INT (l->data);

      take (taking, SEASON_SLEEP_AND_LOAD, day, hours_of (sleep, day), hours_of (training, day));
      take (taking, SEASON_LOAD_AND_SLEEP, day, hours_of (training, day - 1), hours_of (sleep, day));
    }
}

static void
take_tests (const Taking *taking, const AthleteTimeline *timeline, const GArray *tests, GHashTable *training, GHashTable *sleep)
{
  for (guint i = 0; i < tests->len; i++)
    {
      const SweatTest *test = &g_array_index (tests, SweatTest, i);
      CivilDay day = instant_civil_day (test->at_us, athlete_timeline_offset (timeline, test->at_us, INSTANT_OFFSET_UNKNOWN));
      double load = 0;
      gboolean known = FALSE;

      for (int back = 1; back <= LOAD_DAYS; back++)
        if (!isnan (hours_of (training, day - back)))
          {
            load += hours_of (training, day - back);
            known = TRUE;
          }
      take (taking, SEASON_SLEEP_AND_RATE, day, hours_of (sleep, day), test->rate_l_per_h);
      take (taking, SEASON_LOAD_AND_RATE, day, known ? load : NAN, test->rate_l_per_h);
    }
}

SeasonPairs *
season_pairs_load (SaltlineWorkspace *workspace, const GPtrArray *athletes, const DaySpan *span, GError **error)
{
  g_autoptr(SeasonPairs) pairs = g_new0 (SeasonPairs, 1);
  g_auto(Occasion) occasion = { 0 };

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && athletes != NULL && span != NULL, NULL);

  occasion_init (&occasion);
  occasion.minutes = TEST_MINUTES;
  pairs->n_athletes = athletes->len;
  for (guint i = 0; i < SEASON_N_PAIRS; i++)
    pairs->pairs[i] = g_array_new (FALSE, FALSE, sizeof (AssociationPair));
  for (guint i = 0; i < athletes->len; i++)
    {
      const Athlete *athlete = g_ptr_array_index (athletes, i);
      g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (workspace, athlete, error);
      /* Without a body mass there are no tests; the rest can still be asked. */
      g_autoptr(AthletePrediction) prediction = timeline ? saltline_workspace_predict (workspace, athlete, &occasion, NULL) : NULL;
      g_autoptr(GHashTable) training = NULL, sleep = NULL;
      const Taking taking = { pairs, span, i, athletes->len == 1 };

      if (timeline == NULL)
        return NULL;
      training = training_by_day (timeline);
      sleep = sleep_by_day (timeline);
      take_days (&taking, training, sleep);
      if (prediction)
        take_tests (&taking, timeline, prediction->tests, training, sleep);
    }
  return g_steal_pointer (&pairs);
}

void
season_associate (const SeasonPairs *pairs, SeasonPair pair, Association *association)
{
  const GArray *points;

  g_return_if_fail (pairs != NULL && (guint) pair < SEASON_N_PAIRS && association != NULL);

  points = pairs->pairs[pair];
  association_estimate ((const AssociationPair *) (gpointer) points->data, points->len, ASSOCIATION_SPEARMAN, pairs->n_athletes > 1, DRAWS, SEED, association);
}

char *
season_association_text (const SeasonPairs *pairs, const Association *a)
{
  const char *clusters = pairs->n_athletes > 1 ? _("athletes") : _("weeks");

  g_return_val_if_fail (pairs != NULL && a != NULL, NULL);

  switch (a->outcome)
    {
    case ASSOCIATION_FEW_PAIRS:
      return g_strdup_printf (_("%u days know both: too few to say anything, %u are needed"), a->n_pairs, ASSOCIATION_LEAST_PAIRS);
    case ASSOCIATION_CONSTANT:
      return g_strdup_printf (_("%u days, but one of the two never varies"), a->n_pairs);
    case ASSOCIATION_FEW_CLUSTERS:
      return g_strdup_printf (_("ρ = %.2f on %u days of only %u %s: too few for an interval, %u are needed"), a->estimate, a->n_pairs, a->n_clusters,
                              clusters, ASSOCIATION_LEAST_CLUSTERS);
    default:
      break;
    }
  if (isnan (a->low))
    return g_strdup_printf (_("ρ = %.2f on %u days; no interval could be drawn"), a->estimate, a->n_pairs);
  return g_strdup_printf (a->low <= 0 && a->high >= 0 ? _("ρ = %.2f, 95 %% from %.2f to %.2f (%u days, %u %s): none, or either way")
                                                      : _("ρ = %.2f, 95 %% from %.2f to %.2f (%u days, %u %s)"),
                          a->estimate, a->low, a->high, a->n_pairs, a->n_clusters, clusters);
}

/* Of each subject with more than one pair. */
static void
subtract_means (GArray *points)
{
  for (guint i = 0; i < points->len;)
    {
      AssociationPair *first = &g_array_index (points, AssociationPair, i);
      double x = 0, y = 0;
      guint n = 0;

      /* Pairs come athlete by athlete. */
      while (i + n < points->len && first[n].subject == first->subject)
        {
          x += first[n].x;
          y += first[n].y;
          n++;
        }
      for (guint k = 0; k < n; k++)
        {
          first[k].x -= x / n;
          first[k].y -= y / n;
        }
      i += n;
    }
}

Figure *
figure_season_association (const SeasonPairs *pairs, SeasonPair pair)
{
  g_autoptr(GArray) points = NULL;
  g_autofree double *x = NULL, *y = NULL;
  g_autofree char *x_title = NULL, *y_title = NULL;
  gboolean within;
  Association association;
  Figure *figure;

  g_return_val_if_fail (pairs != NULL && (guint) pair < SEASON_N_PAIRS, NULL);

  within = pairs->n_athletes > 1;
  season_associate (pairs, pair, &association);
  points = g_array_copy (pairs->pairs[pair]);
  if (within)
    subtract_means (points);
  x = g_new (double, points->len + 1);
  y = g_new (double, points->len + 1);
  for (guint i = 0; i < points->len; i++)
    {
      x[i] = g_array_index (points, AssociationPair, i).x;
      y[i] = g_array_index (points, AssociationPair, i).y;
    }
  x_title = within ? g_strdup_printf (_("%s, from the own mean"), season_pair_x (pair)) : g_strdup (season_pair_x (pair));
  y_title = within ? g_strdup_printf (_("%s, from the own mean"), season_pair_y (pair)) : g_strdup (season_pair_y (pair));
  figure = figure_new (NULL, x_title, y_title);
  figure->note = season_association_text (pairs, &association);
  figure_add (figure, MARK_POINTS, series_new (NULL, points->len, x, y, NULL, NULL, NULL), 0);
  return figure;
}
