/* tests/model/test-association.c: coefficients against sums by hand, intervals against simulation */
#include <math.h>

#include "model/association.h"

static AssociationPair
pair (double x, double y, guint subject, guint cluster)
{
  return (AssociationPair) { x, y, subject, cluster };
}

static void
test_spearman_is_pearson_of_mid_ranks (void)
{
  /* Ranks of y, with a tie of two and one swap, by hand. */
  const double y[] = { 0, 0, 2, 3, 5, 8, 13, 21, 55, 34 };
  const double ranks[] = { 1.5, 1.5, 3, 4, 5, 6, 7, 8, 10, 9 };
  AssociationPair pairs[10];
  Association found;
  double xy = 0, xx = 0, yy = 0;

  for (guint i = 0; i < 10; i++)
    {
      pairs[i] = pair (exp (i), y[i], 0, i);
      xy += (i + 1 - 5.5) * (ranks[i] - 5.5);
      xx += (i + 1 - 5.5) * (i + 1 - 5.5);
      yy += (ranks[i] - 5.5) * (ranks[i] - 5.5);
    }
  association_estimate (pairs, 10, ASSOCIATION_SPEARMAN, FALSE, 100, 1, &found);
  g_assert_cmpint (found.outcome, ==, ASSOCIATION_OK);
  g_assert_cmpfloat_with_epsilon (found.estimate, xy / sqrt (xx * yy), 1e-12);
  g_assert_cmpuint (found.n_clusters, ==, 10);
}

static void
test_within_subjects_what_differs_between_them_does_not_count (void)
{
  AssociationPair pairs[32];
  Association all, within;

  for (guint s = 0; s < 8; s++)
    for (guint k = 0; k < 4; k++)
      pairs[4 * s + k] = pair (10.0 * s + k, 10.0 * s - k, s, s); /* rises between, falls within */
  association_estimate (pairs, 32, ASSOCIATION_PEARSON, FALSE, 200, 1, &all);
  association_estimate (pairs, 32, ASSOCIATION_PEARSON, TRUE, 200, 1, &within);
  g_assert_cmpfloat (all.estimate, >, 0.9);
  g_assert_cmpfloat_with_epsilon (within.estimate, -1, 1e-12);
}

static void
test_too_few_is_said_and_not_computed (void)
{
  AssociationPair pairs[12];
  Association found;

  for (guint i = 0; i < 12; i++)
    pairs[i] = pair (i, i * i, 0, i / 4);
  association_estimate (pairs, 9, ASSOCIATION_SPEARMAN, FALSE, 100, 1, &found);
  g_assert_cmpint (found.outcome, ==, ASSOCIATION_FEW_PAIRS);
  g_assert_true (isnan (found.estimate) && isnan (found.low));
  association_estimate (pairs, 12, ASSOCIATION_SPEARMAN, FALSE, 100, 1, &found);
  g_assert_cmpint (found.outcome, ==, ASSOCIATION_FEW_CLUSTERS);
  g_assert_true (!isnan (found.estimate) && isnan (found.low));
  for (guint i = 0; i < 12; i++)
    pairs[i].y = 3;
  association_estimate (pairs, 12, ASSOCIATION_SPEARMAN, FALSE, 100, 1, &found);
  g_assert_cmpint (found.outcome, ==, ASSOCIATION_CONSTANT);
}

/* A subject's own days are alike: intervals that draw days are too narrow, those that draw subjects hold what they promise. */
static void
test_intervals_by_cluster_cover_no_association_where_days_of_one_are_alike (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  guint covered = 0, covered_by_days = 0;
  const guint n_runs = 150;

  for (guint run = 0; run < n_runs; run++)
    {
      AssociationPair by_subject[150], by_day[150];
      Association found;

      for (guint s = 0; s < 15; s++)
        {
          double x = g_rand_double_range (random, -1, 1), y = g_rand_double_range (random, -1, 1);

          for (guint k = 0; k < 10; k++)
            {
              by_subject[10 * s + k] = pair (x + g_rand_double_range (random, -0.2, 0.2), y + g_rand_double_range (random, -0.2, 0.2), s, s);
              by_day[10 * s + k] = by_subject[10 * s + k];
              by_day[10 * s + k].cluster = 10 * s + k;
            }
        }
      association_estimate (by_subject, 150, ASSOCIATION_PEARSON, FALSE, 300, run, &found);
      covered += found.low <= 0 && found.high >= 0;
      association_estimate (by_day, 150, ASSOCIATION_PEARSON, FALSE, 300, run, &found);
      covered_by_days += found.low <= 0 && found.high >= 0;
    }
  g_assert_cmpfloat (covered / (double) n_runs, >, 0.82);
  g_assert_cmpfloat (covered_by_days / (double) n_runs, <, 0.7);
}

static void
test_the_same_seed_gives_the_same_interval (void)
{
  AssociationPair pairs[40];
  Association first, again;

  for (guint i = 0; i < 40; i++)
    pairs[i] = pair (i % 7, (i * i) % 11, i / 4, i / 4);
  association_estimate (pairs, 40, ASSOCIATION_SPEARMAN, TRUE, 200, 5, &first);
  association_estimate (pairs, 40, ASSOCIATION_SPEARMAN, TRUE, 200, 5, &again);
  g_assert_cmpfloat (first.low, ==, again.low);
  g_assert_cmpfloat (first.high, ==, again.high);
  g_assert_true (first.low <= first.estimate && first.estimate <= first.high);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/association/spearman-is-pearson-of-mid-ranks", test_spearman_is_pearson_of_mid_ranks);
  g_test_add_func ("/model/association/within-subjects-what-differs-between-them-does-not-count", test_within_subjects_what_differs_between_them_does_not_count);
  g_test_add_func ("/model/association/too-few-is-said-and-not-computed", test_too_few_is_said_and_not_computed);
  g_test_add_func ("/model/association/intervals-by-cluster-cover-no-association-where-days-of-one-are-alike",
                   test_intervals_by_cluster_cover_no_association_where_days_of_one_are_alike);
  g_test_add_func ("/model/association/the-same-seed-gives-the-same-interval", test_the_same_seed_gives_the_same_interval);
  return g_test_run ();
}
