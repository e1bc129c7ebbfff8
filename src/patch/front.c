/* patch/front.c */
#include "front.h"

#include <math.h>

#include "order-statistic.h"

#define FILLED_SD 0.20          /* coverage of dye: strength and shade vary */
#define EMPTY_SD 0.13           /* coverage of empty channel: embossing, stains, a thin film */
#define MOST_EVIDENCE 3.0       /* log likelihood ratio that one independent sample can give: robust against the model */
#define INDEPENDENT_WIDTHS 0.45 /* channel widths after which samples tell something new */
#define SWITCH_LOG_ODDS 6.0     /* against a change between neighbouring samples */
#define SHORTEST_WIDTHS 1.2     /* shorter filled runs are droplets */
#define FADING 0.14             /* an edge is sharp when coverage falls below this within FADING_WIDTHS of it */
#define FADING_WIDTHS 1.3
#define FADED 0.06              /* coverage at which a thinning dye is no longer told from empty channel */
#define SURELY_EMPTY 0.35       /* coverage below which a sample beyond the front shows empty channel */
#define GAP_WIDTHS 0.7          /* shorter empty stretches are not worth a flag */

/* From differences of neighbours: levels and slow changes cancel, edges are few. */
static double
noise_of (const FrontSample *samples, guint n)
{
  g_autofree double *differences = g_new (double, MAX (n, 1));
  guint n_differences = 0;

  for (guint i = 1; i < n; i++)
    if (samples[i].usable && samples[i - 1].usable)
      differences[n_differences++] = fabs (samples[i].coverage - samples[i - 1].coverage);
  if (n_differences < 8)
    return 0.1;
  return 1.4826 * order_statistic (differences, n_differences, 0.5) / G_SQRT2;
}

/* Log likelihood ratio filled : empty of one sample. */
static double
evidence (double coverage, double noise)
{
  double filled_sd = hypot (FILLED_SD, noise), empty_sd = hypot (EMPTY_SD, noise);
  double filled = MIN (coverage - 1, 0) / filled_sd, empty = MAX (coverage, 0) / empty_sd;

  return CLAMP (0.5 * (empty * empty - filled * filled), -MOST_EVIDENCE, MOST_EVIDENCE);
}

/* Two-state Markov chain, forward and backward, in log odds. */
static void
segment (FrontSample *samples, guint n, double step, double width, double noise)
{
  g_autofree double *forward = g_new (double, n);
  double share = MIN (1.0, step / (INDEPENDENT_WIDTHS * width));
  double stay = 1 / (1 + exp (-SWITCH_LOG_ODDS)), change = 1 - stay;
  double odds = 0; /* log odds filled : empty of the neighbour */

  for (guint i = 0; i < n; i++)
    {
      double p = 1 / (1 + exp (-odds));
      double predicted = p * stay + (1 - p) * change;

      if (i == 0)
        predicted = 0.5;
      forward[i] = log (predicted / (1 - predicted))
                   + (samples[i].usable ? share * evidence (samples[i].coverage, noise) : 0.0);
      odds = forward[i];
    }
  odds = 0;
  for (guint i = n; i-- > 0;)
    {
      double p = 1 / (1 + exp (-odds));
      double message = i == n - 1 ? 0.5 : p * stay + (1 - p) * change;
      double from_behind = log (message / (1 - message));

      samples[i].filled = 1 / (1 + exp (-(forward[i] + from_behind)));
      odds = from_behind + (samples[i].usable ? share * evidence (samples[i].coverage, noise) : 0.0);
    }
}

/* Whether the run holds enough dye that was seen. */
static gboolean
is_stretch (const FrontSample *samples, guint from, guint to, double step, double width)
{
  guint n_seen = 0;

  for (guint i = from; i <= to; i++)
    n_seen += samples[i].usable && samples[i].coverage > 0.5;
  return n_seen * step >= SHORTEST_WIDTHS * width;
}

static void
collect_runs (FrontSample *samples, guint n, double step, double width, FrontResult *result)
{
  guint i = 0;

  while (i < n)
    {
      guint from = i, to;

      if (samples[i].filled <= 0.5)
        {
          i++;
          continue;
        }
      while (i < n && samples[i].filled > 0.5)
        i++;
      to = i - 1;
      /* A run may begin or end in the unknown; it is dye only as far as dye was seen. */
      while (to > from && !(samples[to].usable && samples[to].coverage > 0.3))
        to--;
      if (!is_stretch (samples, from, to, step, width))
        {
          result->gap = TRUE;
          for (guint k = from; k < i; k++)
            samples[k].filled = MIN (samples[k].filled, 0.5);
          continue;
        }
      if (result->n_runs == FRONT_MAX_RUNS)
        result->n_runs--;
      result->runs[result->n_runs++] = (FilledRun) { samples[from].at, samples[to].at };
    }
}

/* The last sample after @last up to which the mean coverage of a channel width keeps above @threshold. */
static guint
follow (const FrontSample *samples, guint n, guint last, guint window, double threshold)
{
  guint reach = last;

  for (guint i = last + 1; i < n; i++)
    {
      double sum = 0;
      guint n_known = 0;

      for (guint k = i; k < MIN (n, i + window); k++)
        if (samples[k].usable)
          {
            sum += samples[k].coverage;
            n_known++;
          }
      if (n_known == 0 || sum / n_known < threshold)
        break;
      reach = i;
    }
  return reach;
}

/* Where empty channel is seen to begin, from @from on: the first of @window samples of which most are seen and all those empty. One
 * sample at the rim of a highlight shows nothing. */
static guint
first_empty (const FrontSample *samples, guint n, guint from, guint window)
{
  for (guint i = from; i < n; i++)
    {
      guint to = MIN (n, i + window), n_seen = 0, n_empty = 0;

      for (guint k = i; k < to; k++)
        {
          n_seen += samples[k].usable;
          n_empty += samples[k].usable && samples[k].coverage < SURELY_EMPTY;
        }
      if (samples[i].usable && n_empty == n_seen && 4 * n_seen >= 3 * (to - i))
        return i;
    }
  return n;
}

/* Length after sample @last of which nothing is known; 0 where an edge is merely blurred. */
static double
unseen_after (const FrontSample *samples, guint n, guint last, guint window, double step)
{
  guint next = first_empty (samples, n, last + 1, window + 1);

  for (guint i = last + 1; i < next; i++)
    if (!samples[i].usable)
      return (next - last - 1) * step;
  return 0;
}

void
front_find (FrontSample *samples, guint n, double step, double width, FrontResult *result)
{
  double known_from, known_to;
  guint last, next, reach, window;

  g_return_if_fail (samples != NULL && result != NULL && step > 0 && width > 0);

  *result = (FrontResult) { .sd = step };
  if (n == 0)
    return;
  result->noise = noise_of (samples, n);
  segment (samples, n, step, width, result->noise);
  collect_runs (samples, n, step, width, result);
  result->any = result->n_runs > 0;
  for (guint i = 1; i < result->n_runs; i++)
    result->gap |= result->runs[i].from - result->runs[i - 1].to > GAP_WIDTHS * width;

  if (!result->any)
    {
      /* Empty, but only as far as it was seen from the inlet on. */
      for (next = 0; next < n && !samples[next].usable; next++)
        ;
      result->unseen = next * step;
      result->front = samples[0].at;
      result->sd = hypot (step, result->unseen / sqrt (12));
      return;
    }

  known_to = result->runs[result->n_runs - 1].to;
  for (last = n - 1; last > 0 && samples[last].at > known_to; last--)
    ;
  known_from = result->runs[0].from;
  for (next = 0; next < n && samples[next].at < known_from; next++)
    if (samples[next].usable && (known_from - samples[next].at) > GAP_WIDTHS * width)
      result->gap = TRUE;

  window = MAX (1, (guint) (width / step));
  reach = follow (samples, n, last, MAX (1, window / 2), MAX (FADING, 2.5 * result->noise));
  result->fading = (reach - last) * step > FADING_WIDTHS * width;
  if (result->fading)
    {
      /* The farthest dye that can be told from none is the front; clear liquid may stand beyond. */
      reach = follow (samples, n, reach, window, MAX (FADED, 3 * result->noise / sqrt (window)));
      result->front = samples[reach].at;
      result->foot = (reach - last) * step;
      result->unseen = unseen_after (samples, n, reach, window, step);
      result->sd = hypot (0.3 * (reach - last) * step, result->unseen / sqrt (12));
      result->runs[result->n_runs - 1].to = result->front;
      return;
    }
  for (next = last + 1; next < n && !samples[next].usable; next++)
    ;
  result->unseen = unseen_after (samples, n, last, window, step);
  result->front = samples[last].at + (next - last) * step / 2;
  result->sd = hypot (0.5 * step, result->unseen / sqrt (12));
}

/* ---- the edge ---- */

/* Least squares of the two levels for an edge at @at blurred by @blur; returns the sum of squares, G_MAXDOUBLE without contrast. */
static double
fit_levels (const FrontSample *samples, guint n, double at, double blur, double *drop)
{
  double s1 = 0, s2 = 0, s11 = 0, y = 0, y2 = 0, yf = 0;
  double level, contrast, determinant;

  for (guint i = 0; i < n; i++)
    if (samples[i].usable)
      {
        double f = 0.5 * erfc ((samples[i].at - at) / (G_SQRT2 * blur));

        s1 += 1;
        s2 += f;
        s11 += f * f;
        y += samples[i].coverage;
        y2 += samples[i].coverage * samples[i].coverage;
        yf += samples[i].coverage * f;
      }
  determinant = s1 * s11 - s2 * s2;
  if (determinant < 1e-6 * s1 * s1)
    return G_MAXDOUBLE;
  contrast = (s1 * yf - s2 * y) / determinant;
  level = (y - contrast * s2) / s1;
  *drop = contrast;
  if (contrast < 0.3)
    return G_MAXDOUBLE;
  return y2 - level * y - contrast * yf;
}

void
front_refine (const FrontSample *samples, guint n, double step, double width, FrontResult *result)
{
  static const double BLURS[] = { 0.07, 0.14, 0.25, 0.45, 0.8 }; /* channel widths */
  double best = G_MAXDOUBLE, best_at = result->front, best_blur = BLURS[0] * width, best_drop = 0;
  double low, high, curvature, variance, around[3], independent;
  guint n_usable = 0;

  g_return_if_fail (samples != NULL && result != NULL && step > 0 && width > 0);

  for (guint i = 0; i < n; i++)
    n_usable += samples[i].usable;
  if (n_usable < 8)
    return;
  low = MAX (samples[0].at + 0.5 * width, result->front - 2.0 * width);
  high = MIN (samples[n - 1].at - 0.5 * width, result->front + 2.0 * width);
  for (guint b = 0; b < G_N_ELEMENTS (BLURS); b++)
    for (double at = low; at <= high; at += 0.16 * width)
      {
        double drop, squares = fit_levels (samples, n, at, BLURS[b] * width, &drop);

        if (squares < best)
          {
            best = squares;
            best_at = at;
            best_blur = BLURS[b] * width;
            best_drop = drop;
          }
      }
  if (best == G_MAXDOUBLE)
    return;
  for (double half = 0.08 * width; half > 0.002 * width; half /= 2)
    for (int side = -1; side <= 1; side += 2)
      {
        double drop, squares = fit_levels (samples, n, best_at + side * half, best_blur, &drop);

        if (squares < best)
          {
            best = squares;
            best_at += side * half;
            best_drop = drop;
          }
      }
  /* Variance of the position from the sum's curvature; neighbours within the blur are not independent. */
  variance = best / n_usable;
  for (int k = 0; k < 3; k++)
    {
      double drop;

      around[k] = fit_levels (samples, n, best_at + (k - 1) * 0.05 * width, best_blur, &drop);
    }
  if (around[0] == G_MAXDOUBLE || around[2] == G_MAXDOUBLE)
    return;
  curvature = (around[0] - 2 * around[1] + around[2]) / pow (0.05 * width, 2);
  independent = MAX (1.0, 0.4 * width / step);
  result->front = best_at;
  result->sd = MAX (0.02 * width, 0.12 * best_blur);
  if (curvature > 0 && best_drop > 0)
    result->sd = hypot (result->sd, sqrt (2 * variance * independent / curvature));
  result->sd = hypot (result->sd, result->unseen / sqrt (12) / 2);
}
