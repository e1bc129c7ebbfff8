/* workspace/lot-figures.c */
#include "lot-figures.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#include "base/base-error.h"

#define WIDTH_PT  480.0
#define HEIGHT_PT 360.0
#define LEVEL_COLOUR 5

typedef enum { USED, FAR_OFF, LEFT_OUT, N_GROUPS } Group;

static const char *const group_names[N_GROUPS] = { N_("standards"), N_("far from the curve"), N_("left out") };
static const guint group_colours[N_GROUPS] = { 0, 1, 4 };

/* What a point stands for, picked from a standard. FALSE: it has none. */
typedef gboolean (*Pick) (const LotSession *session, const LotFit *fit, guint i, double *x, double *y);

const char *
lot_figure_title (LotFigure which)
{
  static const char *const titles[] = { N_("Volume curve"), N_("Volume residuals"), N_("Chloride curve in CIELAB"),
                                        N_("Chloride, left out and read"), N_("Chloride residuals") };

  g_return_val_if_fail (which < LOT_N_FIGURES, NULL);

  return _(titles[which]);
}

static const char *
file_name_of (LotFigure which)
{
  static const char *const names[] = { "volume", "volume-residuals", "chloride", "chloride-read", "chloride-residuals" };

  return names[which];
}

gboolean
lot_figure_is_there (LotFigure which, const LotFit *fit)
{
  return fit != NULL && (which <= LOT_FIGURE_VOLUME_RESIDUALS ? fit->n_volume_points > 0 : fit->n_chloride_points > 0);
}

static Group
group_of (const LotSession *session, const LotFit *fit, guint i)
{
  return session->standards[i].excluded ? LEFT_OUT : fit->residuals[i].outlier ? FAR_OFF : USED;
}

static void
add_group (Figure *figure, Group group, const char *name, guint colour, Pick pick, const LotSession *session, const LotFit *fit)
{
  g_autofree double *x = g_new (double, MAX (session->n, 1)), *y = g_new (double, MAX (session->n, 1));
  g_autofree guint *keys = g_new (guint, MAX (session->n, 1));
  g_autofree const char **labels = g_new0 (const char *, session->n + 1);
  guint n = 0;
  Series *series;

  for (guint i = 0; i < session->n; i++)
    if (group_of (session, fit, i) == group && pick (session, fit, i, &x[n], &y[n]) && isfinite (x[n]) && isfinite (y[n]))
      {
        keys[n] = i + 1;
        labels[n++] = session->standards[i].photo;
      }
  if (n == 0)
    return;
  series = series_new (name, n, x, y, NULL, NULL, keys);
  series_set_labels (series, labels);
  figure_add (figure, MARK_POINTS, series, colour);
}

static void
add_standards (Figure *figure, Pick pick, const LotSession *session, const LotFit *fit)
{
  for (Group group = 0; group < N_GROUPS; group++)
    add_group (figure, group, _(group_names[group]), group_colours[group], pick, session, fit);
}

/* Limits so close that their names would lie on each other get one. */
static void
add_limits (Figure *figure, double detection, double quantification, double highest)
{
  gboolean close = quantification - detection < 0.06 * highest;

  figure_add_level (figure, detection, close ? NULL : _("detection"), LEVEL_COLOUR, TRUE);
  figure_add_level (figure, quantification, close ? _("detection, quantification") : _("quantification"), LEVEL_COLOUR, TRUE);
}

/* --- volume ------------------------------------------------------------------------------------------------------------ */

static gboolean
pick_volume (const LotSession *session, const LotFit *fit, guint i, double *x, double *y)
{
  *x = 100 * session->standards[i].fraction;
  *y = session->standards[i].volume_ul;
  return !session->standards[i].overflow;
}

static gboolean
pick_volume_residual (const LotSession *session, const LotFit *fit, guint i, double *x, double *y)
{
  *x = session->standards[i].volume_ul;
  *y = fit->residuals[i].volume_residual_ul;
  return TRUE;
}

static Figure *
draw_volume (const LotSession *session, const LotFit *fit)
{
  Figure *figure = figure_new (lot_figure_title (LOT_FIGURE_VOLUME), _("filled (%)"), _("volume (µL)"));
  guint n = fit->n_volume_points;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      x[i] = 100 * fit->volume[i].fraction;
      y[i] = fit->volume[i].volume_ul;
    }
  figure_add (figure, MARK_BAND, series_new (_("95 % of curves, by bootstrap"), n, x, y, fit->volume_ci_low, fit->volume_ci_high, NULL), 2);
  figure_add (figure, MARK_LINE, series_new (_("monotone curve"), n, x, y, NULL, NULL, NULL), 2);
  add_standards (figure, pick_volume, session, fit);
  add_limits (figure, fit->volume_lod_ul, fit->volume_loq_ul, y[n - 1]);
  return figure;
}

static Figure *
draw_volume_residuals (const LotSession *session, const LotFit *fit)
{
  Figure *figure = figure_new (lot_figure_title (LOT_FIGURE_VOLUME_RESIDUALS), _("known volume (µL)"), _("left out and read − known (µL)"));

  figure_add_level (figure, 0, NULL, LEVEL_COLOUR, FALSE);
  figure_add_level (figure, 1.96 * fit->volume_sd_ul, "+1.96 SD", LEVEL_COLOUR, TRUE);
  figure_add_level (figure, -1.96 * fit->volume_sd_ul, "−1.96 SD", LEVEL_COLOUR, TRUE);
  add_standards (figure, pick_volume_residual, session, fit);
  return figure;
}

/* --- chloride ---------------------------------------------------------------------------------------------------------- */

static gboolean
pick_component (const LotSession *session, guint i, guint component, double *x, double *y)
{
  *x = session->standards[i].chloride_mmol_l;
  *y = session->standards[i].lab[component];
  return TRUE;
}

static gboolean
pick_lightness (const LotSession *session, const LotFit *fit, guint i, double *x, double *y)
{
  return pick_component (session, i, 0, x, y);
}

static gboolean
pick_red (const LotSession *session, const LotFit *fit, guint i, double *x, double *y)
{
  return pick_component (session, i, 1, x, y);
}

static gboolean
pick_yellow (const LotSession *session, const LotFit *fit, guint i, double *x, double *y)
{
  return pick_component (session, i, 2, x, y);
}

static gboolean
pick_left_out (const LotSession *session, const LotFit *fit, guint i, double *x, double *y)
{
  *x = session->standards[i].chloride_mmol_l;
  *y = *x + fit->residuals[i].chloride_residual_mmol_l;
  return TRUE;
}

static gboolean
pick_logistic_residual (const LotSession *session, const LotFit *fit, guint i, double *x, double *y)
{
  *x = session->standards[i].chloride_mmol_l;
  *y = fit->residuals[i].curve_residual_mmol_l[LOT_CURVE_LOGISTIC];
  return TRUE;
}

static gboolean
pick_spline_residual (const LotSession *session, const LotFit *fit, guint i, double *x, double *y)
{
  *x = session->standards[i].chloride_mmol_l;
  *y = fit->residuals[i].curve_residual_mmol_l[LOT_CURVE_SPLINE];
  return TRUE;
}

/* "logistic, ± 3.1 mmol/L left out (taken)" */
static char *
curve_name (const LotFit *fit, LotCurve kind)
{
  const char *name = kind == LOT_CURVE_LOGISTIC ? _("logistic") : _("monotone spline");

  return g_strdup_printf (kind == fit->curve ? _("%s, ± %.1f mmol/L left out (taken)") : _("%s, ± %.1f mmol/L left out"), name,
                          fit->rmse_mmol_l[kind]);
}

static Figure *
draw_chloride (const LotSession *session, const LotFit *fit)
{
  static const Pick picks[] = { pick_lightness, pick_red, pick_yellow };
  static const char *const components[] = { "L*", "a*", "b*" };
  Figure *figure = figure_new (lot_figure_title (LOT_FIGURE_CHLORIDE), _("chloride (mmol/L)"), _("L*, a*, b* relative to the base"));

  for (LotCurve kind = 0; kind < LOT_N_CURVES; kind++)
    for (guint c = 0; c < 3 && fit->curves[kind]; c++)
      {
        g_autofree char *name = c == 0 ? curve_name (fit, kind) : NULL;
        g_autofree double *x = g_new (double, fit->n_chloride_points), *y = g_new (double, fit->n_chloride_points);

        for (guint i = 0; i < fit->n_chloride_points; i++)
          {
            x[i] = fit->curves[kind][i].chloride_mmol_l;
            y[i] = fit->curves[kind][i].lab[c];
          }
        figure_add (figure, MARK_LINE, series_new (name, fit->n_chloride_points, x, y, NULL, NULL, NULL), c)->dashed = kind != fit->curve;
      }
  for (guint c = 0; c < 3; c++)
    {
      add_group (figure, USED, components[c], c, picks[c], session, fit);
      add_group (figure, FAR_OFF, c == 0 ? _(group_names[FAR_OFF]) : NULL, 3, picks[c], session, fit);
      add_group (figure, LEFT_OUT, c == 0 ? _(group_names[LEFT_OUT]) : NULL, group_colours[LEFT_OUT], picks[c], session, fit);
    }
  return figure;
}

static Figure *
draw_chloride_read (const LotSession *session, const LotFit *fit)
{
  Figure *figure = figure_new (lot_figure_title (LOT_FIGURE_CHLORIDE_READ), _("known chloride (mmol/L)"), _("left out and read (mmol/L)"));
  guint n = fit->n_chloride_points;
  g_autofree double *x = g_new (double, n);
  const double nothing = NAN;

  for (guint i = 0; i < n; i++)
    x[i] = fit->chloride[i].chloride_mmol_l;
  figure_add (figure, MARK_BAND, series_new (_("95 % of curves, by bootstrap"), n, x, x, fit->chloride_ci_low, fit->chloride_ci_high, NULL), 2);
  figure_add (figure, MARK_DIAGONAL, series_new (_("identity"), 1, &nothing, &nothing, NULL, NULL, NULL), 2);
  add_standards (figure, pick_left_out, session, fit);
  add_limits (figure, fit->chloride_lod_mmol_l, fit->chloride_loq_mmol_l, x[n - 1]);
  return figure;
}

static Figure *
draw_chloride_residuals (const LotSession *session, const LotFit *fit)
{
  static const Pick picks[LOT_N_CURVES] = { pick_logistic_residual, pick_spline_residual };
  Figure *figure = figure_new (lot_figure_title (LOT_FIGURE_CHLORIDE_RESIDUALS), _("known chloride (mmol/L)"),
                               _("left out and read − known (mmol/L)"));

  figure_add_level (figure, 0, NULL, LEVEL_COLOUR, FALSE);
  figure_add_level (figure, 1.96 * fit->chloride_sd_mmol_l, "+1.96 SD", LEVEL_COLOUR, TRUE);
  figure_add_level (figure, -1.96 * fit->chloride_sd_mmol_l, "−1.96 SD", LEVEL_COLOUR, TRUE);
  for (LotCurve kind = 0; kind < LOT_N_CURVES; kind++)
    {
      g_autofree char *name = curve_name (fit, kind);

      add_group (figure, USED, name, kind == fit->curve ? 0 : 3, picks[kind], session, fit);
    }
  add_group (figure, FAR_OFF, _(group_names[FAR_OFF]), group_colours[FAR_OFF], picks[fit->curve], session, fit);
  return figure;
}

Figure *
lot_figure_new (LotFigure which, const LotSession *session, const LotFit *fit)
{
  static Figure *(*const draw[]) (const LotSession *, const LotFit *) = { draw_volume, draw_volume_residuals, draw_chloride, draw_chloride_read,
                                                                         draw_chloride_residuals };

  g_return_val_if_fail (session != NULL && lot_figure_is_there (which, fit), NULL);

  return draw[which](session, fit);
}

/* --- a calibration alone ----------------------------------------------------------------------------------------------- */

Figure *
lot_figure_of_calibration (const PatchCalibration *calibration, gboolean chloride)
{
  static const char *const components[] = { "L*", "a*", "b*" };
  guint n = chloride ? calibration->n_chloride : calibration->n_volume;
  g_autofree double *x = g_new (double, MAX (n, 1)), *y = g_new (double, MAX (n, 1));
  Figure *figure;

  g_return_val_if_fail (calibration != NULL, NULL);

  if (n == 0)
    return NULL;
  if (!chloride)
    {
      figure = figure_new (lot_figure_title (LOT_FIGURE_VOLUME), _("filled (%)"), _("volume (µL)"));
      for (guint i = 0; i < n; i++)
        {
          x[i] = 100 * calibration->volume[i].fraction;
          y[i] = calibration->volume[i].volume_ul;
        }
      figure_add (figure, MARK_LINE, series_new (calibration->id, n, x, y, NULL, NULL, NULL), 0);
      figure_add (figure, MARK_POINTS, series_new (NULL, n, x, y, NULL, NULL, NULL), 0);
      return figure;
    }
  figure = figure_new (lot_figure_title (LOT_FIGURE_CHLORIDE), _("chloride (mmol/L)"), _("L*, a*, b* relative to the base"));
  for (guint c = 0; c < 3; c++)
    {
      for (guint i = 0; i < n; i++)
        {
          x[i] = calibration->chloride[i].chloride_mmol_l;
          y[i] = calibration->chloride[i].lab[c];
        }
      figure_add (figure, MARK_LINE, series_new (components[c], n, x, y, NULL, NULL, NULL), c);
    }
  return figure;
}

gboolean
lot_figures_write (const LotSession *session, const LotFit *fit, const char *folder, GError **error)
{
  static const char *const endings[] = { "svg", "pdf", "png", "csv" };

  g_return_val_if_fail (session != NULL && fit != NULL && folder != NULL, FALSE);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, _("%s cannot be made: %s"), folder, g_strerror (errno));
      return FALSE;
    }
  for (LotFigure which = 0; which < LOT_N_FIGURES; which++)
    {
      g_autoptr(Figure) figure = lot_figure_is_there (which, fit) ? lot_figure_new (which, session, fit) : NULL;

      for (guint e = 0; figure && e < G_N_ELEMENTS (endings); e++)
        {
          g_autofree char *name = g_strdup_printf ("%s.%s", file_name_of (which), endings[e]);
          g_autofree char *path = g_build_filename (folder, name, NULL);

          if (!figure_export (figure, path, WIDTH_PT, HEIGHT_PT, error))
            return FALSE;
        }
    }
  return TRUE;
}
