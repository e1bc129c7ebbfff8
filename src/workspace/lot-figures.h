/* workspace/lot-figures.h
 *
 * The figures by which a lot's calibration is questioned. Points carry their standard's place (1 is the first) as key and the photo's
 * name as label; standards that were left out stay visible. In: a session and its fit. Out: figures (plot/). */
#pragma once

#include "lot-session.h"
#include "plot/figure.h"

G_BEGIN_DECLS

typedef enum {
  LOT_FIGURE_VOLUME,              /* µL against fill, monotone, with the interval of the curve */
  LOT_FIGURE_VOLUME_RESIDUALS,    /* left out and read, minus known */
  LOT_FIGURE_CHLORIDE,            /* L*, a*, b* against mmol/L, both curves */
  LOT_FIGURE_CHLORIDE_READ,       /* left out and read against known, with interval and limits */
  LOT_FIGURE_CHLORIDE_RESIDUALS,  /* by both curves */
  LOT_N_FIGURES,
} LotFigure;

const char *lot_figure_title    (LotFigure which);
gboolean    lot_figure_is_there (LotFigure which, const LotFit *fit);
Figure     *lot_figure_new      (LotFigure which, const LotSession *session, const LotFit *fit);

/* (nullable): the volume or chloride curve of a calibration alone; NULL: it has none. */
Figure     *lot_figure_of_calibration (const PatchCalibration *calibration, gboolean chloride);

/* Every figure that the fit allows, as NAME.svg, NAME.pdf, NAME.png and NAME.csv in @folder, which is made when it is missing. */
gboolean    lot_figures_write   (const LotSession *session, const LotFit *fit, const char *folder, GError **error);

G_END_DECLS
