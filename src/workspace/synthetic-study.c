/* workspace/synthetic-study.c */
#include "synthetic-study.h"

#include <glib/gi18n.h>
#include <math.h>

#include "adopted-model.h"
#include "studies.h"
#include "sweat/norms.h"

#define SEED              2026
#define BETWEEN_SHARE     0.80  /* of the sport's σ; SCIENCE §5, here and below */
#define WITHIN_SHARE      0.45
#define MASS_EXPONENT     0.60
#define PER_DEGREE        0.022
#define LOCAL_FACTOR      1.2
#define LOCAL_EXPONENT    1.15
#define LOCAL_NOISE       0.30
#define MOST_TRIALS       5
#define WITHOUT_HUMIDITY  0.04  /* rows */

/* Body masses are not published with the norms: assumed. */
static const struct {
  const char *sport, *norm;
  double mass_kg, mass_sd_kg;
  guint athletes;
} sports[] = {
  { "american football", "american football", 99, 18, 40 }, { "running", "endurance", 70, 9, 30 }, { "cycling", "endurance", 74, 10, 30 },
  { "basketball", "basketball", 92, 10, 30 },               { "soccer", "soccer", 74, 8, 40 },     { "baseball", "baseball", 88, 9, 20 },
};

/* Box and Muller. */
static double
draw_normal (GRand *random, double mean, double sd)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (random)));

  return mean + sd * radius * cos (2 * G_PI * g_rand_double (random));
}

static void
put (GString *text, double value, const char *format, gboolean known)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ',');
  if (known)
    g_string_append (text, g_ascii_formatd (digits, sizeof digits, format, value));
}

static void
draw_athlete (GString *text, GRand *random, guint s, guint number)
{
  const SportNorm *norm = sport_norm_find (sports[s].norm);
  const double sigma = sqrt (log (1 + pow (norm->rate_sd_l_per_h / norm->rate_mean_l_per_h, 2)));
  const double mass = fmax (45, draw_normal (random, sports[s].mass_kg, sports[s].mass_sd_kg));
  const double own = draw_normal (random, 0, BETWEEN_SHARE * sigma);
  const guint trials = 1 + (guint) g_rand_int_range (random, 0, MOST_TRIALS);

  for (guint t = 0; t < trials; t++)
    {
      const double air = g_rand_double_range (random, 15, 36), humidity = g_rand_double_range (random, 30, 80);
      const double rate = exp (log (norm->rate_mean_l_per_h) - sigma * sigma / 2 + own + MASS_EXPONENT * log (mass / sports[s].mass_kg)
                               + PER_DEGREE * (air - 26) + draw_normal (random, 0, WITHIN_SHARE * sigma));
      const double local = LOCAL_FACTOR * pow (rate / pow (mass / 75, MASS_EXPONENT), LOCAL_EXPONENT) * exp (draw_normal (random, 0, LOCAL_NOISE));

      g_string_append_printf (text, "synthetic-%03u,%s", number, sports[s].sport);
      put (text, mass, "%.1f", TRUE);
      put (text, air, "%.1f", TRUE);
      put (text, humidity, "%.0f", g_rand_double (random) >= WITHOUT_HUMIDITY);
      put (text, local, "%.3f", TRUE);
      put (text, rate, "%.3f", TRUE);
      g_string_append (text, "\n");
    }
}

GBytes *
synthetic_study_draw (guint seed)
{
  GRand *random = g_rand_new_with_seed (seed);
  GString *text = g_string_new ("athlete,sport,mass (kg),temperature (°C),humidity (%),local_rate (mg/cm²/min),rate (L/h)\n");
  guint number = 0;
  gsize length;

  for (guint s = 0; s < G_N_ELEMENTS (sports); s++)
    for (guint a = 0; a < sports[s].athletes; a++)
      draw_athlete (text, random, s, ++number);
  g_rand_free (random);
  length = text->len;
  return g_bytes_new_take (g_string_free (text, FALSE), length);
}

static const struct {
  const char *name, *formula;
  gboolean adopted;
} models[] = {
  { "patch-linear", "rate ~ local_rate + mass + temperature + sport", FALSE },
  { "weather", "log(rate) ~ log(mass) + temperature + sport + (1 | athlete)", FALSE },
  { "patch-log", "log(rate) ~ log(local_rate) + log(mass) + temperature + sport + (1 | athlete)", TRUE },
};

gboolean
synthetic_study_keep (SaltlineWorkspace *workspace, GCancellable *cancellable, GError **error)
{
  g_autoptr(GBytes) bytes = synthetic_study_draw (SEED);
  g_autoptr(StudyTable) table = study_table_new (SYNTHETIC_STUDY_NAME, "synthetic", bytes, NULL, error);
  gint64 data_set;

  if (table == NULL || !saltline_workspace_keep_table (workspace, table, &data_set, error))
    return FALSE;
  for (guint m = 0; m < G_N_ELEMENTS (models); m++)
    {
      const StudyRecipe recipe = { .formula = (char *) models[m].formula, .left_out_by = (char *) "athlete" };
      g_autoptr(StudyFit) study = study_fit_new (table, &recipe, cancellable, error);
      g_autoptr(StoredModel) model = study ? saltline_workspace_keep_model (workspace, study, data_set, models[m].name, error) : NULL;

      if (model == NULL)
        return FALSE;
      if (models[m].adopted
          && !saltline_workspace_adopt (workspace, model->id, _("For the demonstration: invented data, smallest left-out percentage error"), NULL, error))
        return FALSE;
    }
  return TRUE;
}
