/* model/joint.c */
#include "joint.h"

#include "mixed-fit.h"

/* So few pairs of two parts are kept whether they met or not. */
#define PAIRS_KEPT_BETWEEN_PARTS  5000
#define PAIRS_KEPT_WITHIN_A_PART   200

static guint
pair_hash (gconstpointer key)
{
  const LevelPair *pair = key;

  return ((pair->a * 31 + pair->b) * 1000003u + pair->i) * 1000003u + pair->j;
}

static gboolean
pair_equal (gconstpointer x, gconstpointer y)
{
  const LevelPair *s = x, *t = y;

  return s->a == t->a && s->i == t->i && s->b == t->b && s->j == t->j;
}

JointCovariance *
joint_covariance_new (guint rank, const GPtrArray *random)
{
  JointCovariance *joint = g_new0 (JointCovariance, 1);

  joint->rank = rank;
  joint->n_parts = random->len;
  joint->n_terms = g_new (guint, random->len + 1);
  joint->n_levels = g_new (guint, random->len + 1);
  joint->own = g_new0 (double *, random->len + 1);
  joint->with_beta = g_new0 (double *, random->len + 1);
  joint->between = g_hash_table_new_full (pair_hash, pair_equal, g_free, g_free);
  for (guint a = 0; a < random->len; a++)
    {
      const RandomEffect *effect = g_ptr_array_index (random, a);
      const gsize n = (gsize) effect->n_levels * effect->n_terms;

      joint->n_terms[a] = effect->n_terms;
      joint->n_levels[a] = effect->n_levels;
      joint->own[a] = g_new0 (double, MAX (n * effect->n_terms, 1));
      joint->with_beta[a] = g_new0 (double, MAX (n * rank, 1));
    }
  return joint;
}

void
joint_covariance_free (JointCovariance *joint)
{
  if (joint == NULL)
    return;
  for (guint a = 0; a < joint->n_parts; a++)
    {
      g_free (joint->own[a]);
      g_free (joint->with_beta[a]);
    }
  g_free (joint->own);
  g_free (joint->with_beta);
  g_free (joint->n_terms);
  g_free (joint->n_levels);
  g_hash_table_unref (joint->between);
  g_free (joint);
}

/* Takes @pair over. */
static void
keep_pair (JointCovariance *joint, LevelPair *pair)
{
  g_hash_table_insert (joint->between, pair, g_new0 (double, (gsize) joint->n_terms[pair->a] * joint->n_terms[pair->b]));
}

double *
joint_covariance_add_pair (JointCovariance *joint, const LevelPair *pair)
{
  keep_pair (joint, g_memdup2 (pair, sizeof *pair));
  return g_hash_table_lookup (joint->between, pair);
}

/* For each level by its place among all, the pairs that begin with it. */
static GPtrArray **
find_pairs (JointCovariance *joint, const ModelData *data, const guint *first)
{
  const guint n_levels = first[joint->n_parts];
  GPtrArray **pairs = g_new0 (GPtrArray *, n_levels + 1);

  for (guint l = 0; l < n_levels; l++)
    pairs[l] = g_ptr_array_new ();
  for (guint a = 0; a < joint->n_parts; a++)
    for (guint b = a; b < joint->n_parts; b++)
      {
        const gsize n_a = joint->n_levels[a], n_b = joint->n_levels[b];
        const guint *codes_a = ((const RandomDesign *) g_ptr_array_index (data->random, a))->codes;
        const guint *codes_b = ((const RandomDesign *) g_ptr_array_index (data->random, b))->codes;
        const gboolean all = a == b ? n_a * (n_a - 1) / 2 <= PAIRS_KEPT_WITHIN_A_PART : n_a * n_b <= PAIRS_KEPT_BETWEEN_PARTS;
        const gsize n = all ? n_a * n_b : a == b ? 0 : data->n;

        for (gsize m = 0; m < n; m++)
          {
            const LevelPair pair = { a, all ? (guint) (m / n_b) : codes_a[m], b, all ? (guint) (m % n_b) : codes_b[m] };
            LevelPair *kept;

            if ((a == b && pair.i >= pair.j) || g_hash_table_contains (joint->between, &pair))
              continue;
            kept = g_memdup2 (&pair, sizeof pair);
            keep_pair (joint, kept);
            g_ptr_array_add (pairs[first[a] + pair.i], kept);
          }
      }
  return pairs;
}

JointCovariance *
joint_covariance_of_fit (Fit *fit, const ModelData *data)
{
  MixedState *state = fit->mixed;
  JointCovariance *joint;
  g_autofree double *with_effects = NULL;
  g_autofree guint *first = NULL;
  GPtrArray **pairs;

  if (state == NULL || fit->random->len == 0)
    return NULL;
  joint = joint_covariance_new (fit->rank, fit->random);
  with_effects = g_new (double, MAX (state->problem->first[joint->n_parts], 1));
  first = g_new0 (guint, joint->n_parts + 1);
  for (guint a = 0; a < joint->n_parts; a++)
    first[a + 1] = first[a] + joint->n_levels[a];
  pairs = find_pairs (joint, data, first);
  mixed_evaluate (state->problem, state->theta, state->point);
  for (guint a = 0; a < joint->n_parts; a++)
    for (guint i = 0; i < joint->n_levels[a]; i++)
      for (guint t = 0; t < joint->n_terms[a]; t++)
        {
          const guint k = joint->n_terms[a], column = state->problem->first[a] + i * k + t;

          mixed_effect_covariance (fit, column, joint->with_beta[a] + (gsize) (i * k + t) * fit->rank, with_effects);
          for (guint u = 0; u < k; u++)
            joint->own[a][(gsize) (i * k + t) * k + u] = with_effects[state->problem->first[a] + i * k + u];
          for (guint m = 0; m < pairs[first[a] + i]->len; m++)
            {
              const LevelPair *pair = g_ptr_array_index (pairs[first[a] + i], m);
              const guint k_b = joint->n_terms[pair->b];
              double *block = g_hash_table_lookup (joint->between, pair);

              for (guint u = 0; u < k_b; u++)
                block[t * k_b + u] = with_effects[state->problem->first[pair->b] + pair->j * k_b + u];
            }
        }
  for (guint l = 0; l < first[joint->n_parts]; l++)
    g_ptr_array_unref (pairs[l]);
  g_free (pairs);
  return joint;
}

double
joint_covariance_of_levels (const JointCovariance *joint, guint a, guint i, const double *z1, guint b, guint j, const double *z2)
{
  const gboolean same = a == b && i == j, swapped = a > b || (a == b && i > j);
  const LevelPair pair = swapped ? (LevelPair) { b, j, a, i } : (LevelPair) { a, i, b, j };
  const guint k_a = joint->n_terms[a], k_b = joint->n_terms[b];
  const double *block = same ? joint->own[a] + (gsize) i * k_a * k_a : g_hash_table_lookup (joint->between, &pair);
  double sum = 0;

  for (guint t = 0; block && t < k_a; t++)
    for (guint u = 0; u < k_b; u++)
      sum += z1[t] * z2[u] * (swapped ? block[u * k_a + t] : block[t * k_b + u]);
  return sum;
}

double
joint_covariance_with_beta (const JointCovariance *joint, guint a, guint i, const double *z, const double *x)
{
  const guint k = joint->n_terms[a];
  double sum = 0;

  for (guint t = 0; t < k; t++)
    for (guint c = 0; c < joint->rank; c++)
      sum += z[t] * joint->with_beta[a][(gsize) (i * k + t) * joint->rank + c] * x[c];
  return sum;
}
