/* workspace/model-figures-offer.c: which figures a fit allows, drawn one by one or written all */
#include "model-figures-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define WIDTH_PT  480.0
#define HEIGHT_PT 360.0

void
figure_offer_free (FigureOffer *offer)
{
  g_free (offer->file);
  g_free (offer->title);
  g_free (offer->column);
  g_free (offer);
}

/* Takes @file and @title. */
static FigureOffer *
offer (GPtrArray *offers, FigureKind kind, char *file, char *title)
{
  FigureOffer *made = g_new0 (FigureOffer, 1);

  made->kind = kind;
  made->file = file;
  made->title = title;
  g_ptr_array_add (offers, made);
  return made;
}

static void
offer_effects (GPtrArray *offers, const ModelData *data)
{
  for (guint i = 0; i < data->ranges->len; i++)
    {
      const TrainedRange *range = g_ptr_array_index (data->ranges, i);
      char *file;

      if (range->levels || !(range->low < range->high))
        continue;
      file = g_strdelimit (g_strconcat ("effect-", range->name, NULL), G_DIR_SEPARATOR_S " :*?\"<>|\\", '_');
      offer (offers, FIGURE_EFFECT, file, g_strdup_printf (_("Effect of %s"), range->name))->column = g_strdup (range->name);
    }
}

GPtrArray *
model_figures_offer (const StudyFit *study)
{
  GPtrArray *offers = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_offer_free);

  g_return_val_if_fail (study != NULL, offers);

  offer (offers, FIGURE_OBSERVED_PREDICTED, g_strdup ("observed-predicted"), g_strdup (_("Observed against predicted")));
  if (study->validation)
    offer (offers, FIGURE_OBSERVED_LEFT_OUT, g_strdup ("observed-left-out"), g_strdup (_("Observed against predicted, left out")));
  offer (offers, FIGURE_RESIDUALS, g_strdup ("residuals"), g_strdup (_("Residuals")));
  offer (offers, FIGURE_QUANTILES, g_strdup ("normal-quantiles"), g_strdup (_("Residuals against a normal distribution")));
  offer (offers, FIGURE_BLAND_ALTMAN, g_strdup ("bland-altman"), g_strdup (_("Bland–Altman, fitted")));
  if (study->validation)
    {
      offer (offers, FIGURE_BLAND_ALTMAN_LEFT_OUT, g_strdup ("bland-altman-left-out"), g_strdup (_("Bland–Altman, left out")));
      offer (offers, FIGURE_LEFT_OUT, g_strdup ("left-out"), g_strdup_printf (_("Left-out predictions by %s"), study->recipe->left_out_by));
    }
  if (study->diagnostics && study->diagnostics->leverage)
    offer (offers, FIGURE_INFLUENCE, g_strdup ("influence"), g_strdup (_("Influence of each row")));
  offer_effects (offers, study->data);
  for (guint part = 0; part < study->fit->random->len; part++)
    {
      const RandomEffect *effect = g_ptr_array_index (study->fit->random, part);

      for (guint term = 0; term < effect->n_terms; term++)
        {
          FigureOffer *made = offer (offers, FIGURE_CATERPILLAR, g_strdup_printf ("effects-%u-%u", part + 1, term + 1),
                                     g_strdup_printf (_("Effects of each %s, %s"), effect->group, effect->terms[term]));

          made->part = part;
          made->term = term;
        }
    }
  return offers;
}

static Figure *
draw_pairs (const StudyFit *study, FigureKind kind)
{
  const gboolean left_out = kind == FIGURE_OBSERVED_LEFT_OUT || kind == FIGURE_BLAND_ALTMAN_LEFT_OUT || kind == FIGURE_LEFT_OUT;
  g_autoptr(ModelPairs) pairs = left_out ? model_pairs_left_out (study) : model_pairs_fitted (study);
  const double benchmark = model_pairs_benchmark (pairs);

  if (kind == FIGURE_LEFT_OUT)
    return figure_left_out (pairs, study->validation, study->recipe->left_out_by);
  return kind == FIGURE_BLAND_ALTMAN || kind == FIGURE_BLAND_ALTMAN_LEFT_OUT ? figure_bland_altman (pairs, benchmark)
                                                                              : figure_observed_predicted (pairs, benchmark);
}

Figure *
model_figure_draw (const StudyFit *study, const FigureOffer *offer, GError **error)
{
  Figure *figure;

  g_return_val_if_fail (study != NULL && offer != NULL, NULL);

  switch (offer->kind)
    {
    case FIGURE_RESIDUALS:
      figure = figure_residuals (study->fit, study->data);
      break;
    case FIGURE_QUANTILES:
      figure = figure_normal_quantiles (study->fit, study->data);
      break;
    case FIGURE_INFLUENCE:
      figure = figure_influence (study->diagnostics, study->data);
      break;
    case FIGURE_EFFECT:
      figure = figure_partial_effect (study->fit, study->data, offer->column, error);
      break;
    case FIGURE_CATERPILLAR:
      figure = figure_caterpillar (study->fit, offer->part, offer->term);
      break;
    case FIGURE_OBSERVED_PREDICTED:
    case FIGURE_OBSERVED_LEFT_OUT:
    case FIGURE_BLAND_ALTMAN:
    case FIGURE_BLAND_ALTMAN_LEFT_OUT:
    case FIGURE_LEFT_OUT:
    default:
      figure = draw_pairs (study, offer->kind);
      break;
    }
  if (figure && figure->note == NULL && g_str_equal (study->table->origin, "synthetic"))
    figure->note = g_strdup (_("Synthetic data"));
  return figure;
}

double
model_figure_height (const Figure *figure)
{
  return figure->y.places ? MAX (HEIGHT_PT, MIN (1200, 90 + 13.5 * g_strv_length (figure->y.places))) : HEIGHT_PT;
}

static gboolean
write_one (Figure *figure, const char *name, const char *folder, GError **error)
{
  static const char *const kinds[] = { "svg", "pdf", "png", "csv" };
  const double height = model_figure_height (figure);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *file = g_strconcat (name, ".", kinds[i], NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (!figure_export (figure, path, WIDTH_PT, height, error))
        return FALSE;
    }
  return TRUE;
}

char **
model_figures_write (const StudyFit *study, const char *folder, GError **error)
{
  g_autoptr(GPtrArray) offers = model_figures_offer (study);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The folder %s cannot be made."), folder);
      return NULL;
    }
  for (guint i = 0; i < offers->len; i++)
    {
      const FigureOffer *one = g_ptr_array_index (offers, i);
      g_autoptr(Figure) figure = model_figure_draw (study, one, error);

      if (figure == NULL || !write_one (figure, one->file, folder, error))
        return NULL;
      g_ptr_array_add (names, g_strdup (one->file));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}
