/* tests/model/study.h: data for tests: a small unbalanced study that every machine makes alike, and the tables of ../shared.
 * The study's reference answers were computed once with R 4.2.2 (lme4 1.1-31, lmerTest, survival) from the same numbers. */
#pragma once

#include <math.h>
#include <string.h>

#include "model/fit.h"

static inline int
study_random (guint32 *state, int below)
{
  *state = (*state * 1103515245u + 12345u) & 0x7fffffff;
  return (int) (*state >> 8) % below;
}

/* Division towards minus infinity, as the generator of the reference answers had it. */
static inline int
study_floor (int a, int b)
{
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* 120 rows: y, x, z, w, athlete (12), site (5), sport (3). */
static inline char *
study_text (void)
{
  static const char *const sports[] = { "run", "bike", "swim" };
  GString *text = g_string_new ("y,x,z,w,athlete,site,sport\n");
  guint32 state = 12345;

  for (int i = 0; i < 120; i++)
    {
      const int a = study_random (&state, 12), t = study_random (&state, 5);
      const int x = study_random (&state, 1000), z = study_random (&state, 1000);
      const int e1 = study_random (&state, 1000), e2 = study_random (&state, 1000), e3 = study_random (&state, 1000);
      const int e = e1 + e2 + e3 - 1500;
      const int y = 3000 + x * 7 / 10 - z * 3 / 10 + ((a * 37) % 12 - 6) * 60 + study_floor (((a * 5) % 7 - 3) * x, 12)
                    + ((t * 3) % 5 - 2) * 70 + study_floor (e, 3);

      g_string_append_printf (text, "%d.%02d,%d.%02d,%d.%02d,%d,a%d,s%d,%s\n", y / 100, y % 100, x / 100, x % 100, z / 100, z % 100,
                              1 + i % 3, a, t, sports[a % 3]);
    }
  return g_string_free (text, FALSE);
}

static inline DataFrame *
frame_of_text (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Table) table = table_parse ("test.csv", text, strlen (text), 0, &error);
  DataFrame *frame;

  g_assert_no_error (error);
  frame = data_frame_from_table (table, "test.csv", &error);
  g_assert_no_error (error);
  return frame;
}

static inline DataFrame *
study_frame (void)
{
  g_autofree char *text = study_text ();

  return frame_of_text (text);
}

/* A table of ../shared/science/data; NULL, and the test skipped, when it is not there. */
static inline DataFrame *
shared_frame (const char *name)
{
  const char *shared = g_getenv ("SALTLINE_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, "science", "data", name, NULL) : NULL;
  g_autoptr(GError) error = NULL;
  DataFrame *frame;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared tables are not there");
      return NULL;
    }
  frame = data_frame_load (path, &error);
  g_assert_no_error (error);
  return frame;
}

typedef struct {
  ModelData *data;
  Fit *fit;
} Fitted;

static inline void
fitted_clear (Fitted *fitted)
{
  fit_free (fitted->fit);
  model_data_free (fitted->data);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fitted, fitted_clear)

static inline Fitted
fitted_new (const DataFrame *frame, const char *formula, FitMethod method, const ModelDataOptions *options)
{
  const ModelDataOptions none = { NULL, NULL, FALSE };
  g_autoptr(GError) error = NULL;
  Fitted fitted;

  fitted.data = model_data_new (frame, formula, options ? options : &none, &error);
  g_assert_no_error (error);
  fitted.fit = fit_new (fitted.data, method, &error);
  g_assert_no_error (error);
  return fitted;
}

static inline const Coefficient *
coefficient (const Fitted *fitted, const char *name)
{
  for (guint k = 0; k < fitted->fit->coefficients->len; k++)
    {
      const Coefficient *c = &g_array_index (fitted->fit->coefficients, Coefficient, k);

      if (g_str_equal (c->name, name))
        return c;
    }
  g_error ("no coefficient is called %s", name);
  return NULL;
}

/* Equal to @digits significant digits. */
#define assert_digits(actual, expected, digits) \
  g_assert_cmpfloat_with_epsilon (actual, expected, pow (10, -(digits)) * MAX (fabs (expected), 1e-6))
