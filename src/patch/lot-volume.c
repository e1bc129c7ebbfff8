/* patch/lot-volume.c: microlitres from the filled fraction: a monotone curve through the standards' means */
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "lot-parts.h"

static gboolean
is_volume_standard (const LotStandard *standard)
{
  return standard->excluded == NULL && isfinite (standard->volume_ul) && isfinite (standard->fraction) && !standard->overflow;
}

static int
by_volume (gconstpointer a, gconstpointer b)
{
  const LotStandard *one = *(const LotStandard *const *) a, *other = *(const LotStandard *const *) b;

  return (one->volume_ul > other->volume_ul) - (one->volume_ul < other->volume_ul);
}

/* Mean fraction of each amount, then pooled until it rises. @points has room for @n. Returns the number of points. */
static guint
volume_curve (const LotStandard *const *standards, guint n, VolumePoint *points)
{
  g_autofree guint *count = g_new (guint, MAX (n, 1));
  guint blocks = 0;

  for (guint i = 0; i < n;)
    {
      double sum = 0;
      guint end = i;

      while (end < n && standards[end]->volume_ul == standards[i]->volume_ul)
        sum += standards[end++]->fraction;
      points[blocks] = (VolumePoint) { sum / (end - i), standards[i]->volume_ul };
      count[blocks++] = end - i;
      i = end;
      while (blocks > 1 && points[blocks - 1].fraction <= points[blocks - 2].fraction)
        {
          VolumePoint *a = &points[blocks - 2], *b = &points[blocks - 1];
          double total = count[blocks - 2] + count[blocks - 1];

          a->fraction = (a->fraction * count[blocks - 2] + b->fraction * count[blocks - 1]) / total;
          a->volume_ul = (a->volume_ul * count[blocks - 2] + b->volume_ul * count[blocks - 1]) / total;
          count[blocks - 2] += count[blocks - 1];
          blocks--;
        }
    }
  return blocks;
}

/* Linear between the points, the end pieces prolonged. */
static double
read_volume (const VolumePoint *points, guint n, double fraction)
{
  guint i = 1;

  while (i < n - 1 && fraction > points[i].fraction)
    i++;
  return points[i - 1].volume_ul
         + (fraction - points[i - 1].fraction) / (points[i].fraction - points[i - 1].fraction) * (points[i].volume_ul - points[i - 1].volume_ul);
}

/* 95 % of what curves from resampled standards read at each point's fraction. */
static void
bootstrap (const LotStandard *const *standards, guint n, guint32 seed, LotFit *fit)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_autofree const LotStandard **drawn = g_new (const LotStandard *, n);
  g_autofree VolumePoint *points = g_new (VolumePoint, n);
  g_autofree double *reads = g_new (double, (gsize) LOT_BOOTSTRAPS * fit->n_volume_points);
  guint done = 0;

  for (guint b = 0; b < LOT_BOOTSTRAPS; b++)
    {
      guint blocks;

      for (guint i = 0; i < n; i++)
        drawn[i] = standards[g_rand_int_range (random, 0, (gint32) n)];
      qsort (drawn, n, sizeof *drawn, by_volume);
      blocks = volume_curve (drawn, n, points);
      if (blocks < 2)
        continue;
      for (guint i = 0; i < fit->n_volume_points; i++)
        reads[(gsize) i * LOT_BOOTSTRAPS + done] = read_volume (points, blocks, fit->volume[i].fraction);
      done++;
    }
  lot_intervals (reads, fit->n_volume_points, done, &fit->volume_ci_low, &fit->volume_ci_high);
}

gboolean
lot_fit_volume (const LotStandard *standards, guint n, guint32 seed, LotFit *fit, GError **error)
{
  g_autofree const LotStandard **used = g_new (const LotStandard *, n);
  g_autofree const LotStandard **others = g_new (const LotStandard *, n);
  g_autofree VolumePoint *points = g_new (VolumePoint, n + 2);
  guint m = 0, k;
  double squares = 0;
  guint left_out = 0;

  for (guint i = 0; i < n; i++)
    if (is_volume_standard (&standards[i]))
      used[m++] = &standards[i];
  fit->n_volume = m;
  if (m == 0)
    return TRUE;
  qsort (used, m, sizeof *used, by_volume);
  k = volume_curve (used, m, points);
  if (k < 3)
    {
      g_set_error (error, PATCH_ERROR, PATCH_ERROR_IMPOSSIBLE,
                   _("A volume curve needs standards of at least 3 amounts whose fill rises; %u of the %u standards give %u."), m, n, k);
      return FALSE;
    }

  for (guint i = 0; i < m; i++)
    {
      guint rest = 0, blocks;
      double residual;
      g_autofree VolumePoint *without = g_new (VolumePoint, m);

      for (guint j = 0; j < m; j++)
        if (j != i)
          others[rest++] = used[j];
      blocks = volume_curve (others, rest, without);
      if (blocks < 2)
        continue;
      residual = read_volume (without, blocks, used[i]->fraction) - used[i]->volume_ul;
      fit->residuals[used[i] - standards].volume_residual_ul = residual;
      squares += residual * residual;
      left_out++;
    }
  if (left_out >= 3)
    fit->volume_sd_ul = sqrt (squares / left_out);

  /* An empty channel has a volume below the lowest standard: the first piece prolonged to fraction 0, where that is possible. */
  if (points[0].fraction > 0)
    {
      double at_zero = read_volume (points, k, 0);

      if (at_zero >= 0 && at_zero < points[0].volume_ul)
        {
          for (guint i = k; i > 0; i--)
            points[i] = points[i - 1];
          points[0] = (VolumePoint) { 0, at_zero };
          k++;
        }
    }
  fit->volume_lod_ul = points[0].volume_ul + LOT_DETECTED_SD * fit->volume_sd_ul;
  fit->volume_loq_ul = points[0].volume_ul + LOT_QUANTIFIED_SD * fit->volume_sd_ul;
  fit->n_volume_points = k;
  fit->volume = g_memdup2 (points, sizeof *points * k);
  bootstrap (used, m, seed, fit);
  return TRUE;
}
