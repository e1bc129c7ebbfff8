/* patch/dye.h
 *
 * How much of what is seen in the volume channel is dye. Relative light is taken apart into empty channel, diluted dye
 * and full dye; brightness (shade, folds, exposure) cancels. In: relative light. Out: coverage, 0 empty, 1 dye.
 * May include: base, photo, template, profile. */
#pragma once

#include "profile.h"

G_BEGIN_DECLS

typedef struct {
  double empty_form[3];  /* amount of empty channel in relative light */
  double total_form[3];  /* amount of empty channel and dye together */
  double parts_form[2][3]; /* amounts of diluted and of full dye */
} DyeModel;

void   dye_model_init (DyeModel *self, const PatchTemplate *geometry);

/**
 * dye_coverage:
 * @brightness: (out) (optional): 1 for as bright as base or dye would be here; shade and hair lower it
 */
/* Whether something that is no empty channel can be dye, between diluted and full, rather than another colour. */
gboolean dye_resembles (const DyeModel *self, const float relative[3]);

double dye_coverage   (const DyeModel *self, const float relative[3], double *brightness);

G_END_DECLS
