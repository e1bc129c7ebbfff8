/* commands/command-export.c: `saltline export WHAT … OUT`: tables (CSV), figures (SVG, PDF, PNG), an athlete's report (PDF) */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "base/json.h"
#include "base/quantity.h"
#include "commands-list.h"
#include "with-workspace.h"
#include "workspace/athlete-report.h"
#include "workspace/life-tables.h"
#include "workspace/readings-table.h"

#define FIGURE_WIDTH  560.0 /* points */
#define FIGURE_HEIGHT 320.0
#define TEST_MINUTES  60.0  /* of the occasion asked; tests do not depend on it */

static const char *const words[] = { "readings", "overlays", "events", "nights", "tests", "figure", "report", NULL };
static const char *const figures[] = { "rates", "sodium", "training", "sleep", "body-mass", NULL };

typedef struct {
  SaltlineWorkspace *workspace;
  GPtrArray *athletes;   /* of Athlete: who is exported; everybody when nobody was named */
  gboolean is_everybody;
  DaySpan span;
  const char *what;      /* of words */
  const char *figure;    /* (nullable): of figures */
  const char *path;
  UnitSystem units;      /* of a report */
  guint n;               /* rows, photos or pages written */
} Export;

static gboolean
must_end_in (const char *path, const char *const *suffixes)
{
  g_autofree char *list = NULL;

  for (guint i = 0; suffixes[i]; i++)
    if (g_str_has_suffix (path, suffixes[i]))
      return TRUE;
  list = g_strjoinv (", ", (char **) suffixes);
  command_complain ("export", _("%s: the file's name must end in %s."), path, list);
  return FALSE;
}

/* The photos of the athletes, or all; a photo without a day of its own is in no span of days. */
static GArray *
photos_of (const Export *export, GError **error)
{
  g_autoptr(GPtrArray) photos = store_photos (saltline_workspace_get_store (export->workspace), FALSE, error);
  GArray *ids;

  if (photos == NULL)
    return NULL;
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (photos, i);
      gboolean is_theirs = export->is_everybody;
      WrittenInstant captured;

      for (guint a = 0; a < export->athletes->len && !is_theirs; a++)
        is_theirs = ((const Athlete *) g_ptr_array_index (export->athletes, a))->id == photo->state.athlete;
      if (!is_theirs)
        continue;
      if (export->span.from != CIVIL_DAY_UNKNOWN || export->span.to != CIVIL_DAY_UNKNOWN)
        if (photo->captured == NULL || !instant_scan (photo->captured, -1, &captured)
            || !day_span_holds (&export->span, instant_civil_day (captured.instant_us, captured.offset_s)))
          continue;
      g_array_append_val (ids, photo->id);
    }
  return ids;
}

static gboolean
export_readings (Export *export, GError **error)
{
  g_autoptr(GArray) ids = photos_of (export, error);

  if (ids == NULL)
    return FALSE;
  export->n = ids->len;
  return readings_table_write (export->workspace, (const gint64 *) (gpointer) ids->data, ids->len, export->path, error);
}

/* Goes on after a photo that cannot be drawn; returns whether all could. */
static gboolean
export_overlays (Export *export, GError **error)
{
  g_autoptr(GArray) ids = photos_of (export, error);
  gboolean all = TRUE;

  if (ids == NULL)
    return FALSE;
  if (g_mkdir_with_parents (export->path, 0777) != 0)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_UNREADABLE, _("The folder %s cannot be made."), export->path);
      return FALSE;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GError) fault = NULL;

      if (readings_overlay_write (export->workspace, g_array_index (ids, gint64, i), export->path, NULL, &fault))
        {
          export->n++;
          continue;
        }
      all = FALSE;
      if (error && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&fault));
      else
        command_complain ("export", "%s", fault->message);
    }
  return all;
}

/* The tests that the athlete's profile is made of; none, and the reason, without a body mass. */
static AthletePrediction *
prediction_of (const Export *export, const Athlete *athlete, GError **error)
{
  g_auto(Occasion) occasion;

  occasion_init (&occasion);
  occasion.sport = g_strdup (athlete->sport);
  occasion.minutes = TEST_MINUTES;
  return saltline_workspace_predict (export->workspace, athlete, &occasion, error);
}

static gboolean
put_life (Export *export, const Athlete *athlete, GString *text, GError **error)
{
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (export->workspace, athlete, error);

  if (timeline == NULL)
    return FALSE;
  if (g_str_equal (export->what, "events"))
    export->n += events_table_put (text, athlete, timeline, &export->span);
  else if (g_str_equal (export->what, "nights"))
    export->n += nights_table_put (text, athlete, timeline, &export->span);
  else
    {
      g_autoptr(AthletePrediction) prediction = prediction_of (export, athlete, error);

      if (prediction == NULL)
        return FALSE;
      export->n += tests_table_put (text, athlete, timeline, prediction->tests, &export->span);
    }
  return TRUE;
}

static gboolean
export_lives (Export *export, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (g_str_equal (export->what, "events"))
    events_table_begin (text);
  else if (g_str_equal (export->what, "nights"))
    nights_table_begin (text);
  else
    tests_table_begin (text);
  for (guint a = 0; a < export->athletes->len; a++)
    {
      g_autoptr(GError) fault = NULL;

      if (put_life (export, g_ptr_array_index (export->athletes, a), text, &fault))
        continue;
      if (!export->is_everybody || !g_error_matches (fault, SWEAT_ERROR, SWEAT_ERROR_NO_BASIS))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      command_complain ("export", "%s", fault->message); /* the others' tests are known */
    }
  return file_replace (export->path, text->str, text->len, error);
}

static gboolean
export_figure (Export *export, GError **error)
{
  const Athlete *athlete = g_ptr_array_index (export->athletes, 0);
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (export->workspace, athlete, error);
  g_autoptr(Figure) figure = NULL;

  if (timeline == NULL)
    return FALSE;
  if (g_str_equal (export->figure, "training"))
    figure = figure_season_training (timeline, &export->span);
  else if (g_str_equal (export->figure, "sleep"))
    figure = figure_season_sleep (timeline, &export->span);
  else if (g_str_equal (export->figure, "body-mass"))
    figure = figure_season_body_mass (timeline, &export->span);
  else
    {
      g_autoptr(AthletePrediction) prediction = prediction_of (export, athlete, error);

      if (prediction == NULL)
        return FALSE;
      figure = g_str_equal (export->figure, "rates") ? figure_season_rates (timeline, prediction->tests, &export->span)
                                                     : figure_season_sodium (timeline, prediction->tests, &export->span);
    }
  if (figure == NULL)
    {
      g_set_error (error, BASE_ERROR, BASE_ERROR_MALFORMED, _("Nothing of %s is known of %s in these days: there is no figure to draw."), export->figure,
                   athlete->name);
      return FALSE;
    }
  figure->note = g_strdup (athlete->name);
  export->n = 1;
  return figure_export (figure, export->path, FIGURE_WIDTH, FIGURE_HEIGHT, error);
}

static gboolean
run_export (Export *export, GError **error)
{
  if (g_str_equal (export->what, "readings"))
    return export_readings (export, error);
  if (g_str_equal (export->what, "overlays"))
    return export_overlays (export, error);
  if (g_str_equal (export->what, "figure"))
    return export_figure (export, error);
  if (g_str_equal (export->what, "report"))
    return athlete_report_write (export->workspace, g_ptr_array_index (export->athletes, 0), &export->span, export->units, export->path, &export->n, error);
  return export_lives (export, error);
}

/* Complains of anything that cannot be meant. Moves the figure's name and the path out of @argv. */
static gboolean
understand (Export *export, int argc, char **argv, const char *handle)
{
  const gboolean is_figure = g_str_equal (export->what, "figure"), is_report = g_str_equal (export->what, "report");
  static const char *const tables[] = { ".csv", NULL }, *const pages[] = { ".pdf", NULL }, *const drawings[] = { ".svg", ".pdf", ".png", ".csv", NULL };

  if (argc != (is_figure ? 3 : 2))
    {
      command_complain ("export", is_figure ? _("figure needs the name of one (rates, sodium, training, sleep, body-mass) and a file to write.")
                                            : _("%s needs the one file or folder to write."), export->what);
      return FALSE;
    }
  export->path = argv[argc - 1];
  if (is_figure && !g_strv_contains (figures, argv[1]))
    {
      command_complain ("export", _("There is no figure “%s”: there are rates, sodium, training, sleep and body-mass."), argv[1]);
      return FALSE;
    }
  export->figure = is_figure ? argv[1] : NULL;
  if ((is_figure || is_report) && handle == NULL)
    {
      command_complain ("export", _("--athlete is needed: %s is of one athlete."), export->what);
      return FALSE;
    }
  if (g_str_equal (export->what, "overlays"))
    return TRUE;
  return must_end_in (export->path, is_figure ? drawings : is_report ? pages : tables);
}

/* @system: (nullable): metric. Tables and figures have their units in their headers, whoever reads them. */
static gboolean
read_units (Export *export, const char *system)
{
  if (system == NULL)
    return TRUE;
  if (!g_str_equal (export->what, "report"))
    {
      command_complain ("export", _("--units is for a report: %s are metric always."), export->what);
      return FALSE;
    }
  export->units = g_str_equal (system, "us") ? UNITS_US : UNITS_METRIC;
  if (export->units == UNITS_US || g_str_equal (system, "metric"))
    return TRUE;
  command_complain ("export", _("There are no units “%s”: there are metric and us."), system);
  return FALSE;
}

static void
print_done (const Export *export, gboolean json)
{
  if (json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();

      json_put_object (builder, NULL);
      json_put_string (builder, "file", export->path);
      json_put_string (builder, "what", export->what);
      json_put_integer (builder, g_str_equal (export->what, "report") ? "pages" : g_str_equal (export->what, "figure") ? "figures" : "rows", export->n);
      json_builder_end_object (builder);
      command_print_json (builder);
    }
  else if (g_str_equal (export->what, "report"))
    g_print (ngettext ("%s: %u page\n", "%s: %u pages\n", export->n), export->path, export->n);
  else if (g_str_equal (export->what, "figure"))
    g_print ("%s\n", export->path);
  else if (g_str_equal (export->what, "overlays"))
    g_print (ngettext ("%s: %u photo\n", "%s: %u photos\n", export->n), export->path, export->n);
  else
    g_print (ngettext ("%s: %u row\n", "%s: %u rows\n", export->n), export->path, export->n);
}

CommandStatus
command_export (int argc, char **argv)
{
  g_autofree char *workspace_path = NULL, *handle = NULL, *from = NULL, *to = NULL, *units = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &handle, N_("whose; tables without it are of everybody"), N_("ID") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("first day, on the athlete's clock"), N_("DAY") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("last day"), N_("DAY") },
    { "units", 0, 0, G_OPTION_ARG_STRING, &units, N_("of a report, which people read: metric or us (metric)"), N_("SYSTEM") },
    COMMAND_WORKSPACE_ENTRY (workspace_path),
    COMMAND_JSON_ENTRY (json),
    { NULL },
  };
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(GPtrArray) athletes = NULL;
  g_autoptr(GError) error = NULL;
  Export export = { 0 };
  CommandStatus status;

  export.what = command_take_verb ("export", words, &argc, &argv, &status);
  if (export.what == NULL)
    return status;
  if (!command_parse_options (_("readings|events|nights|tests OUT.csv | overlays FOLDER | figure rates|sodium|training|sleep|body-mass OUT.svg|.pdf|.png|.csv | report OUT.pdf"),
                              entries, &argc, &argv, &status))
    return status;
  if (!understand (&export, argc, argv, handle) || !command_read_day ("export", "--from", from, &export.span.from)
      || !command_read_day ("export", "--to", to, &export.span.to) || !read_units (&export, units))
    return COMMAND_USAGE;
  workspace = command_open_workspace ("export", workspace_path, STORE_OPEN_CREATE);
  if (workspace == NULL)
    return COMMAND_REFUSED;
  if (handle)
    {
      Athlete *athlete = command_find_athlete ("export", workspace, handle);

      if (athlete == NULL)
        return COMMAND_REFUSED;
      athletes = g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_free);
      g_ptr_array_add (athletes, athlete);
    }
  else if ((athletes = store_athletes (saltline_workspace_get_store (workspace), NULL, &error)) == NULL)
    {
      command_complain ("export", "%s", error->message);
      return COMMAND_REFUSED;
    }
  export.workspace = workspace;
  export.athletes = athletes;
  export.is_everybody = handle == NULL;
  if (!run_export (&export, &error))
    {
      command_complain ("export", "%s", error->message);
      return COMMAND_REFUSED;
    }
  print_done (&export, json);
  return COMMAND_DONE;
}
