/* tests/patch/test-front.c: the front in drawn profiles */
#include <math.h>

#include "patch/front.h"

#define STEP 0.06
#define WIDTH 0.33
#define N 1800
#define LENGTH (N * STEP)

typedef struct {
  FrontSample samples[N];
  GRand *random;
} Drawn;

static void
draw (Drawn *self, double fill, double blur, double noise, guint32 seed)
{
  self->random = g_rand_new_with_seed (seed);
  for (guint i = 0; i < N; i++)
    {
      double at = i * STEP, coverage = 0.5 * erfc ((at - fill) / (G_SQRT2 * blur));

      /* The sum of twelve uniform numbers is near enough to a Gaussian. */
      for (int k = 0; k < 12; k++)
        coverage += noise * (g_rand_double (self->random) - 0.5);
      self->samples[i] = (FrontSample) { .at = at, .coverage = coverage, .usable = TRUE };
    }
}

static void
lay (Drawn *self, double from, double to, double coverage)
{
  for (guint i = 0; i < N; i++)
    if (self->samples[i].at >= from && self->samples[i].at < to)
      self->samples[i].coverage = coverage;
}

static void
hide (Drawn *self, double from, double to)
{
  for (guint i = 0; i < N; i++)
    if (self->samples[i].at >= from && self->samples[i].at < to)
      self->samples[i].usable = FALSE;
}

static FrontResult
find (Drawn *self)
{
  FrontResult result;

  front_find (self->samples, N, STEP, WIDTH, &result);
  g_clear_pointer (&self->random, g_rand_free);
  return result;
}

static void
test_a_plain_front_is_found_and_its_interval_holds_it (void)
{
  guint n_held = 0, n = 60;

  for (guint32 seed = 1; seed <= n; seed++)
    {
      Drawn drawn;
      FrontResult result;
      double fill = 3 + 1.6180339 * seed;
      guint first;

      draw (&drawn, fill, 0.05, 0.08, seed);
      result = find (&drawn);
      g_assert_true (result.any);
      g_assert_false (result.gap);
      first = (guint) ((result.front - 1) / STEP);
      front_refine (drawn.samples + first, (guint) (2 / STEP), STEP, WIDTH, &result);
      g_assert_cmpfloat (fabs (result.front - fill), <, 0.1);
      n_held += fabs (result.front - fill) < 2 * result.sd;
    }
  g_assert_cmpuint (n_held, >=, n * 9 / 10);
}

static void
test_noise_alone_is_an_empty_channel (void)
{
  for (guint32 seed = 1; seed <= 20; seed++)
    {
      Drawn drawn;

      draw (&drawn, -10, 0.05, 0.3, seed);
      g_assert_false (find (&drawn).any);
    }
}

static void
test_a_full_channel_is_filled_to_its_end (void)
{
  Drawn drawn;
  FrontResult result;

  draw (&drawn, LENGTH + 10, 0.05, 0.1, 3);
  result = find (&drawn);
  g_assert_cmpfloat (result.front, >, LENGTH - 2 * STEP);
  g_assert_cmpuint (result.n_runs, ==, 1);
}

static void
test_the_end_of_a_detached_slug_is_the_front_and_the_space_behind_it_a_gap (void)
{
  Drawn drawn;
  FrontResult result;

  draw (&drawn, 30, 0.05, 0.05, 4);
  lay (&drawn, 34, 36, 1.0);
  result = find (&drawn);
  g_assert_cmpfloat_with_epsilon (result.front, 36, 0.1);
  g_assert_true (result.gap);
  g_assert_cmpuint (result.n_runs, ==, 2);
}

static void
test_a_droplet_ahead_of_the_front_is_flagged_and_does_not_move_it (void)
{
  Drawn drawn;
  FrontResult result;

  draw (&drawn, 30, 0.05, 0.05, 5);
  lay (&drawn, 40, 40.3, 1.0);
  result = find (&drawn);
  g_assert_cmpfloat_with_epsilon (result.front, 30, 0.1);
}

static void
test_a_thin_film_behind_the_front_is_a_gap_and_not_dye (void)
{
  Drawn drawn;
  FrontResult result;

  draw (&drawn, 60, 0.05, 0.05, 6);
  lay (&drawn, 0, 20, 0.22);
  for (double at = 1; at < 20; at += 1.3)
    lay (&drawn, at, at + 0.12, 0.9);
  result = find (&drawn);
  g_assert_cmpfloat_with_epsilon (result.front, 60, 0.1);
  g_assert_true (result.gap);
  g_assert_cmpfloat_with_epsilon (result.runs[result.n_runs - 1].from, 20, 0.3);
}

static void
test_a_hair_over_the_front_widens_the_interval (void)
{
  Drawn seen, hidden;
  FrontResult sharp, wide;

  draw (&seen, 50, 0.05, 0.05, 7);
  sharp = find (&seen);
  draw (&hidden, 50, 0.05, 0.05, 7);
  hide (&hidden, 49.5, 50.7);
  wide = find (&hidden);
  g_assert_cmpfloat (wide.sd, >, 3 * sharp.sd);
  g_assert_cmpfloat (fabs (wide.front - 50), <, 2 * wide.sd);
  g_assert_cmpfloat_with_epsilon (wide.unseen, 1.2, 0.2);
}

/* The rim of a highlight pales dye to whatever lies between dye and none, and that is no empty channel. */
static void
test_a_paled_sample_at_the_rim_of_a_highlight_does_not_end_the_dye (void)
{
  Drawn drawn;
  FrontResult result;

  draw (&drawn, 60, 0.05, 0.02, 77);
  lay (&drawn, 50, 50.2, 0.45);
  lay (&drawn, 50.2, 50.3, 0.28);
  hide (&drawn, 50.3, 66);
  result = find (&drawn);
  g_assert_true (result.any);
  g_assert_cmpfloat (result.unseen, >, 15);
}

static void
test_dye_that_thins_out_ends_where_it_is_no_longer_seen (void)
{
  Drawn drawn;
  FrontResult result;

  draw (&drawn, 40, 2.0, 0.02, 8);
  result = find (&drawn);
  g_assert_true (result.fading);
  g_assert_cmpfloat (result.front, >, 41.5);
  g_assert_cmpfloat (result.front, <, 44.5);
  g_assert_cmpfloat (result.sd, >, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/front/a_plain_front_is_found_and_its_interval_holds_it",
                   test_a_plain_front_is_found_and_its_interval_holds_it);
  g_test_add_func ("/front/noise_alone_is_an_empty_channel", test_noise_alone_is_an_empty_channel);
  g_test_add_func ("/front/a_full_channel_is_filled_to_its_end", test_a_full_channel_is_filled_to_its_end);
  g_test_add_func ("/front/the_end_of_a_detached_slug_is_the_front_and_the_space_behind_it_a_gap",
                   test_the_end_of_a_detached_slug_is_the_front_and_the_space_behind_it_a_gap);
  g_test_add_func ("/front/a_droplet_ahead_of_the_front_is_flagged_and_does_not_move_it",
                   test_a_droplet_ahead_of_the_front_is_flagged_and_does_not_move_it);
  g_test_add_func ("/front/a_thin_film_behind_the_front_is_a_gap_and_not_dye",
                   test_a_thin_film_behind_the_front_is_a_gap_and_not_dye);
  g_test_add_func ("/front/a_hair_over_the_front_widens_the_interval", test_a_hair_over_the_front_widens_the_interval);
  g_test_add_func ("/front/a_paled_sample_at_the_rim_of_a_highlight_does_not_end_the_dye",
                   test_a_paled_sample_at_the_rim_of_a_highlight_does_not_end_the_dye);
  g_test_add_func ("/front/dye_that_thins_out_ends_where_it_is_no_longer_seen",
                   test_dye_that_thins_out_ends_where_it_is_no_longer_seen);
  return g_test_run ();
}
