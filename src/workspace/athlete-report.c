/* workspace/athlete-report.c */
#include "athlete-report.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/quantity-text.h"
#include "base/quantity.h"
#include "config.h"
#include "plot/sheet.h"
#include "store/documents.h"

#define FIGURE_HEIGHT       170.0 /* points */
#define REFERENCE_MINUTES   60.0
#define REFERENCE_AIR_C     22.0

/* Rows of cells that are freed with them. */
static GPtrArray *
cells_new (const char *const *header, guint n)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cells, g_strdup (_(header[i])));
  return cells;
}

static void
put_table (Sheet *sheet, const char *alignment, GPtrArray *cells)
{
  sheet_table (sheet, alignment, (const char *const *) cells->pdata, cells->len / (guint) strlen (alignment));
}

static void
add_cell (GPtrArray *cells, char *text)
{
  g_ptr_array_add (cells, text);
}

static char *
rate_text (const SweatInterval *interval, UnitSystem units)
{
  g_autofree char *value = quantity_number (QUANTITY_RATE, units, interval->value, 2);
  g_autofree char *low = quantity_number (QUANTITY_RATE, units, interval->low, 2), *high = quantity_number (QUANTITY_RATE, units, interval->high, 2);

  return g_strdup_printf ("%s  [%s, %s]", value, low, high);
}

static char *
interval_text (const SweatInterval *interval, double scale, int decimals)
{
  return g_strdup_printf ("%.*f  [%.*f, %.*f]", decimals, scale * interval->value, decimals, scale * interval->low, decimals, scale * interval->high);
}

static void
put_person (Sheet *sheet, const Athlete *athlete, const DaySpan *span, UnitSystem units)
{
  g_autoptr(GString) line = g_string_new (athlete->handle);
  g_autofree char *from = span->from != CIVIL_DAY_UNKNOWN ? civil_day_format (span->from) : g_strdup (_("the beginning"));
  g_autofree char *to = span->to != CIVIL_DAY_UNKNOWN ? civil_day_format (span->to) : g_strdup (_("the last entry"));

  if (athlete->born)
    g_string_append_printf (line, _(" · born %s"), athlete->born);
  if (athlete->sex)
    g_string_append_printf (line, " · %s", athlete->sex);
  if (!isnan (athlete->mass_kg))
    {
      g_autofree char *mass = quantity_sentence (QUANTITY_BODY_MASS, units, athlete->mass_kg, 1);

      g_string_append_printf (line, " · %s", mass);
    }
  if (!isnan (athlete->height_m))
    {
      g_autofree char *height = quantity_sentence (QUANTITY_HEIGHT, units, athlete->height_m, 0);

      g_string_append_printf (line, " · %s", height);
    }
  if (athlete->sport)
    g_string_append_printf (line, " · %s", athlete->sport);
  sheet_text (sheet, line->str);
  g_string_printf (line, _("From %s to %s, days as the athlete's clock shows them."), from, to);
  sheet_text (sheet, line->str);
}

static void
put_profile (Sheet *sheet, const Athlete *athlete, const AthletePrediction *p, UnitSystem units)
{
  g_autofree char *air = quantity_sentence (QUANTITY_TEMPERATURE, units, REFERENCE_AIR_C, 0), *in_an_hour = g_strdup_printf (_("In one hour at %s"), air);
  const char *const header[] = { in_an_hour, N_("Median  [95 % prediction interval]") };
  g_autoptr(GPtrArray) cells = cells_new (header, G_N_ELEMENTS (header));
  g_autofree char *expected = quantity_sentence (QUANTITY_RATE, units, p->prediction.expected_l_per_h, 2);
  g_autofree char *basis = NULL;

  sheet_heading (sheet, _("Sweat profile"));
  add_cell (cells, g_strdup_printf (_("Whole-body sweating rate (%s)"), quantity_unit (QUANTITY_RATE, units)));
  add_cell (cells, rate_text (&p->prediction.rate_l_per_h, units));
  add_cell (cells, g_strdup (_("Sodium of the sweat (mmol/L)")));
  add_cell (cells, interval_text (&p->prediction.sodium_mmol_l, 1, 0));
  add_cell (cells, g_strdup (_("Loss of sodium (mg)")));
  add_cell (cells, interval_text (&p->prediction.sodium_mmol, MG_PER_MMOL_SODIUM, 0));
  put_table (sheet, "ll", cells);
  basis = g_strdup_printf (_("From %u tests, %u of which measured the rate and %u the sodium. The conditions alone make %s of anybody of this size (%s); "
                             "%s is %.2f times that."),
                           p->profile.n_tests, p->profile.n_rates, p->profile.n_sodium, expected,
                           physical_predictor_name (p->predictor), athlete->name, p->prediction.athlete_factor);
  sheet_text (sheet, basis);
  for (guint i = 0; i < p->doubts->len; i++)
    sheet_text (sheet, ((const Doubt *) g_ptr_array_index (p->doubts, i))->sentence);
}

static char *
day_text (const AthleteTimeline *timeline, gint64 instant_us)
{
  return instant_us == INSTANT_UNKNOWN ? NULL : civil_day_format (instant_civil_day (instant_us, athlete_timeline_offset (timeline, instant_us, INSTANT_OFFSET_UNKNOWN)));
}

static void
put_tests (Sheet *sheet, const AthleteTimeline *timeline, const GArray *tests, const DaySpan *span, UnitSystem units)
{
  g_autofree char *air = g_strdup_printf (_("Air (%s)"), quantity_unit (QUANTITY_TEMPERATURE, units));
  g_autofree char *rate = g_strdup_printf (_("Rate (%s)"), quantity_unit (QUANTITY_RATE, units));
  const char *const header[] = { N_("Day"), N_("Test"), N_("Sport"), N_("Minutes"), air, rate, N_("Sodium (mmol/L)") };
  g_autoptr(GPtrArray) cells = cells_new (header, G_N_ELEMENTS (header));

  for (guint i = 0; i < tests->len; i++)
    {
      const SweatTest *test = &g_array_index (tests, SweatTest, i);

      if (test->at_us != INSTANT_UNKNOWN
          && !day_span_holds (span, instant_civil_day (test->at_us, athlete_timeline_offset (timeline, test->at_us, INSTANT_OFFSET_UNKNOWN))))
        continue;
      add_cell (cells, day_text (timeline, test->at_us));
      add_cell (cells, g_strdup (test->kind == SWEAT_TEST_PATCH ? _("patch") : _("weighing")));
      add_cell (cells, g_strdup (test->sport));
      add_cell (cells, quantity_text_plain (test->minutes, 0, NULL));
      add_cell (cells, quantity_number (QUANTITY_TEMPERATURE, units, test->air_c, 0));
      add_cell (cells, quantity_number_interval (QUANTITY_RATE, units, test->rate_l_per_h, test->rate_sd_l_per_h));
      add_cell (cells, quantity_text (test->sodium_mmol_l, test->sodium_sd_mmol_l, NULL));
    }
  if (cells->len == G_N_ELEMENTS (header))
    return;
  sheet_heading (sheet, _("Tests"));
  put_table (sheet, "lllrrrr", cells);
}

/* The readings that stand, each with what it was read by. */
static gboolean
put_readings (Sheet *sheet, SaltlineWorkspace *workspace, const Athlete *athlete, GError **error)
{
  static const char *const header[] = { N_("Photo"), N_("Taken"), N_("Filled"), N_("Volume (µL)"), N_("Cl⁻ (mmol/L)"), N_("Read"), N_("Program") };
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(GPtrArray) cells = cells_new (header, G_N_ELEMENTS (header));
  g_autoptr(GPtrArray) photos = store_photos (store, FALSE, error);

  if (photos == NULL)
    return FALSE;
  for (guint i = 0; i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      g_autoptr(StoredReading) reading = NULL;

      if (photo->state.athlete != athlete->id || photo->state.reading == 0)
        continue;
      reading = store_reading (store, photo->state.reading, error);
      if (reading == NULL)
        return FALSE;
      add_cell (cells, g_strdup (photo->name));
      add_cell (cells, g_strdup (photo->captured));
      add_cell (cells, quantity_text (100 * reading->fill, 100 * reading->fill_sd, "%"));
      add_cell (cells, quantity_text (reading->volume_ul, reading->volume_sd_ul, NULL));
      add_cell (cells, quantity_text (reading->chloride, reading->chloride_sd, NULL));
      add_cell (cells, g_strdup_printf ("%s, %s", reading->status, reading->origin));
      add_cell (cells, g_strdup (reading->program_version));
    }
  if (cells->len == G_N_ELEMENTS (header))
    return TRUE;
  sheet_heading (sheet, _("Patch readings"));
  put_table (sheet, "llrrrll", cells);
  return TRUE;
}

static void
put_figure (Sheet *sheet, Figure *figure)
{
  if (figure == NULL)
    return;
  sheet_figure (sheet, figure, FIGURE_HEIGHT);
  figure_free (figure);
}

gboolean
athlete_report_write (SaltlineWorkspace *workspace, const Athlete *athlete, const DaySpan *span, UnitSystem units, const char *path, guint *n_pages,
                      GError **error)
{
  g_autofree char *footer = NULL;
  g_autoptr(AthleteTimeline) timeline = NULL;
  g_autoptr(AthletePrediction) prediction = NULL;
  g_autoptr(GError) no_profile = NULL;
  g_autoptr(Sheet) sheet = NULL;
  g_auto(Occasion) occasion;

  occasion_init (&occasion);
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && athlete != NULL && span != NULL && path != NULL, FALSE);

  timeline = saltline_workspace_timeline (workspace, athlete, error);
  if (timeline == NULL)
    return FALSE;
  occasion.sport = g_strdup (athlete->sport);
  occasion.minutes = REFERENCE_MINUTES;
  occasion.air_c = REFERENCE_AIR_C;
  occasion.units = units;
  prediction = saltline_workspace_predict (workspace, athlete, &occasion, &no_profile);
  if (prediction == NULL && !g_error_matches (no_profile, SWEAT_ERROR, SWEAT_ERROR_NO_BASIS))
    {
      g_propagate_error (error, g_steal_pointer (&no_profile));
      return FALSE;
    }

  footer = g_strdup_printf (_("Saltline %s · intervals are two standard deviations to each side unless said otherwise"), SALTLINE_VERSION);
  sheet = sheet_new (athlete->name, footer);
  put_person (sheet, athlete, span, units);
  if (prediction)
    {
      put_profile (sheet, athlete, prediction, units);
      put_tests (sheet, timeline, prediction->tests, span, units);
      put_figure (sheet, figure_season_rates (timeline, prediction->tests, span));
      put_figure (sheet, figure_season_sodium (timeline, prediction->tests, span));
    }
  else
    sheet_text (sheet, no_profile->message);
  if (!put_readings (sheet, workspace, athlete, error))
    return FALSE;
  put_figure (sheet, figure_season_training (timeline, span));
  put_figure (sheet, figure_season_sleep (timeline, span));
  put_figure (sheet, figure_season_body_mass (timeline, span));
  if (n_pages)
    *n_pages = sheet_n_pages (sheet);
  return sheet_write (sheet, path, error);
}
