/* patch/colour-correction.c */
#include "colour-correction.h"

#include <math.h>

#include "colour.h"
#include "normal-equations.h"

#define MAX_INKS 32
#define RIDGE 1e-3        /* keeps what the inks do not determine at "no correction" */
#define WHITE_WEIGHT 4.0  /* the base itself must stay white */

static const guint n_terms[CORRECTION_KINDS] = { 0, 3, 6 };

static void
expand (CorrectionKind kind, const double in[3], double terms[6])
{
  double r = MAX (in[0], 0), g = MAX (in[1], 0), b = MAX (in[2], 0);

  for (int c = 0; c < 3; c++)
    terms[c] = in[c];
  if (kind == CORRECTION_ROOT_POLYNOMIAL)
    {
      terms[3] = sqrt (r * g);
      terms[4] = sqrt (g * b);
      terms[5] = sqrt (r * b);
    }
}

void
colour_correction_apply (const ColourCorrection *self, const double relative[3], double corrected[3])
{
  double terms[6], result[3];

  expand (self->kind, relative, terms);
  for (int c = 0; c < 3; c++)
    {
      result[c] = relative[c];
      for (guint i = 0; i < n_terms[self->kind]; i++)
        result[c] += self->coefficients[c][i] * terms[i];
    }
  for (int c = 0; c < 3; c++)
    corrected[c] = result[c];
}

/* Fits the departure from "no correction", without ink @left_out (−1: with all). */
static gboolean
fit_kind (ColourCorrection *self, CorrectionKind kind, const double (*measured)[3], const double (*target)[3], guint n,
          int left_out)
{
  static const double white[3] = { 1, 1, 1 }, unchanged[3] = { 0, 0, 0 };
  NormalEquations equations;
  double solution[3][NORMAL_EQUATIONS_MAX], terms[6];

  self->kind = kind;
  if (kind == CORRECTION_NONE)
    return TRUE;
  normal_equations_init (&equations, n_terms[kind]);
  expand (kind, white, terms);
  normal_equations_add (&equations, terms, unchanged, WHITE_WEIGHT);
  for (guint i = 0; i < n; i++)
    if ((int) i != left_out)
      {
        double departure[3];

        for (int c = 0; c < 3; c++)
          departure[c] = target[i][c] - measured[i][c];
        expand (kind, measured[i], terms);
        normal_equations_add (&equations, terms, departure, 1.0);
      }
  if (!normal_equations_solve (&equations, RIDGE, solution))
    return FALSE;
  for (int c = 0; c < 3; c++)
    for (guint i = 0; i < n_terms[kind]; i++)
      self->coefficients[c][i] = solution[c][i];
  return TRUE;
}

/* Mean ΔE2000 of each ink under the fit of the others. */
static double
left_out_error (CorrectionKind kind, const double (*measured)[3], const double (*target)[3], guint n)
{
  double sum = 0;

  /* As many rows as unknowns when one ink is away, counting the white. */
  if (kind != CORRECTION_NONE && n < n_terms[kind])
    return NAN;
  for (guint i = 0; i < n; i++)
    {
      ColourCorrection trial = { 0 };
      double corrected[3], lab[3], true_lab[3];

      if (!fit_kind (&trial, kind, measured, target, n, (int) i))
        return NAN;
      colour_correction_apply (&trial, measured[i], corrected);
      colour_lab_from_relative (corrected, lab);
      colour_lab_from_relative (target[i], true_lab);
      sum += colour_difference_2000 (lab, true_lab);
    }
  return sum / n;
}

void
colour_correction_fit (ColourCorrection *self, const double (*measured)[3], const double (*truth)[3], guint n)
{
  double target[MAX_INKS][3];
  CorrectionKind best = CORRECTION_NONE;

  g_return_if_fail (self != NULL);

  *self = (ColourCorrection) { .kind = CORRECTION_NONE, .left_out = { NAN, NAN, NAN } };
  n = MIN (n, MAX_INKS);
  if (n < 3)
    return;
  /* Truth is relative to a perfect white, measurement to the base; the base's reflectance is one factor for each
   * component, common to all inks. */
  for (int c = 0; c < 3; c++)
    {
      double product = 0, square = 0, factor;

      for (guint i = 0; i < n; i++)
        {
          product += measured[i][c] * truth[i][c];
          square += truth[i][c] * truth[i][c];
        }
      factor = square > 0 ? CLAMP (product / square, 0.8, 1.7) : 1.0;
      for (guint i = 0; i < n; i++)
        target[i][c] = factor * truth[i][c];
    }
  for (CorrectionKind kind = CORRECTION_NONE; kind < CORRECTION_KINDS; kind++)
    {
      self->left_out[kind] = left_out_error (kind, measured, (const double (*)[3]) target, n);
      if (self->left_out[kind] < self->left_out[best])
        best = kind;
    }
  if (!fit_kind (self, best, measured, (const double (*)[3]) target, n, -1))
    self->kind = CORRECTION_NONE;
}

void
colour_correction_from_blocks (ColourCorrection *self, const BlockLight *blocks, guint n_blocks,
                               const Illumination *illumination)
{
  double measured[MAX_INKS][3], truth[MAX_INKS][3];
  guint n_averaged[MAX_INKS], n = 0;
  const char *names[MAX_INKS];

  for (guint i = 0; i < n_blocks; i++)
    {
      float white[3];
      guint ink;

      if (!blocks[i].usable || !blocks[i].block->known)
        continue;
      for (ink = 0; ink < n && g_strcmp0 (names[ink], blocks[i].block->name) != 0; ink++)
        ;
      if (ink == MAX_INKS)
        continue;
      if (ink == n)
        {
          names[n] = blocks[i].block->name;
          n_averaged[n] = 0;
          for (int c = 0; c < 3; c++)
            measured[n][c] = 0;
          n++;
        }
      illumination_at (illumination, blocks[i].centre, white, NULL);
      n_averaged[ink]++;
      for (int c = 0; c < 3; c++)
        {
          measured[ink][c] += (blocks[i].light[c] / white[c] - measured[ink][c]) / n_averaged[ink];
          truth[ink][c] = colour_linear_from_srgb (blocks[i].block->srgb[c]);
        }
    }
  colour_correction_fit (self, (const double (*)[3]) measured, (const double (*)[3]) truth, n);
}
