/* patch/dye.c */
#include "dye.h"

#include "colour.h"

#define LEAST_PART -0.7 /* of the total: cameras turn and stretch the dye's colours, but not to green or pink */

static void
relative_colour (const guint8 srgb[3], const guint8 empty[3], double relative[3])
{
  for (int c = 0; c < 3; c++)
    relative[c] = colour_linear_from_srgb (srgb[c]) / MAX (0.02, colour_linear_from_srgb (empty[c]));
}

static double
determinant (const double a[3], const double b[3], const double c[3])
{
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}

static void
cross (const double a[3], const double b[3], double result[3])
{
  result[0] = a[1] * b[2] - a[2] * b[1];
  result[1] = a[2] * b[0] - a[0] * b[2];
  result[2] = a[0] * b[1] - a[1] * b[0];
}

/* light = α·empty + β·diluted + γ·full, three equations and three unknowns; coverage = (β + γ) / (α + β + γ). With one dye,
 * or dyes in line with each other and white, the third direction is what neither explains. */
void
dye_model_init (DyeModel *self, const PatchTemplate *geometry)
{
  const double empty[3] = { 1, 1, 1 };
  double diluted[3], full[3], form[3][3], volume;

  relative_colour (geometry->dye_srgb[0], geometry->empty_srgb, diluted);
  relative_colour (geometry->dye_srgb[geometry->n_dyes - 1], geometry->empty_srgb, full);
  volume = determinant (empty, diluted, full);
  if (volume < 0.05 && volume > -0.05)
    {
      cross (empty, diluted, full);
      volume = determinant (empty, diluted, full);
      cross (diluted, full, form[0]);
      cross (full, empty, form[1]);
      for (int c = 0; c < 3; c++)
        {
          self->empty_form[c] = form[0][c] / volume;
          self->total_form[c] = (form[0][c] + form[1][c]) / volume;
          self->parts_form[0][c] = self->parts_form[1][c] = form[1][c] / (2 * volume);
        }
      return;
    }
  cross (diluted, full, form[0]);
  cross (full, empty, form[1]);
  cross (empty, diluted, form[2]);
  for (int c = 0; c < 3; c++)
    {
      self->empty_form[c] = form[0][c] / volume;
      self->total_form[c] = (form[0][c] + form[1][c] + form[2][c]) / volume;
      self->parts_form[0][c] = form[1][c] / volume;
      self->parts_form[1][c] = form[2][c] / volume;
    }
}

gboolean
dye_resembles (const DyeModel *self, const float relative[3])
{
  double total = 0, parts[2] = { 0, 0 };

  for (int c = 0; c < 3; c++)
    {
      total += self->total_form[c] * relative[c];
      for (int i = 0; i < 2; i++)
        parts[i] += self->parts_form[i][c] * relative[c];
    }
  return total > 0.02 && MIN (parts[0], parts[1]) > LEAST_PART * total;
}

double
dye_coverage (const DyeModel *self, const float relative[3], double *brightness)
{
  double empty = 0, total = 0;

  for (int c = 0; c < 3; c++)
    {
      empty += self->empty_form[c] * relative[c];
      total += self->total_form[c] * relative[c];
    }
  if (brightness)
    *brightness = total;
  return total > 0.02 ? CLAMP (1 - empty / total, -1.0, 2.0) : 0.0;
}
