/* ui/team-day-load.c */
#include "team-day-load.h"

#include "workspace/typed-events.h"

#define DAY_ENDS_AFTER_US (INSTANT_DAY + INSTANT_HOUR)   /* the longest day has 25 hours */

typedef struct {
  SaltlineWorkspace *workspace;
  GPtrArray *athletes;
  CivilDay day;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->workspace);
  g_ptr_array_unref (loading->athletes);
  g_free (loading);
}

static void
row_free (gpointer data)
{
  TeamRow *row = data;

  g_free (row->name);
  athlete_life_free (row->life);
  g_free (row);
}

void
team_day_free (TeamDay *day)
{
  if (day == NULL)
    return;
  g_ptr_array_unref (day->rows);
  g_free (day);
}

static TeamRow *
load_row (const Loading *loading, const Athlete *athlete, const GPtrArray *photos, GError **error)
{
  g_autoptr(GTimeZone) zone = athlete_zone (athlete);
  gint64 day_us = nominal_time_on_day (0, loading->day, zone, NULL);
  AthleteLife *life = athlete_life_of_span (loading->workspace, athlete, photos, day_us - INSTANT_DAY, day_us + DAY_ENDS_AFTER_US, error);
  TeamRow *row = life != NULL ? g_new (TeamRow, 1) : NULL;

  if (row != NULL)
    *row = (TeamRow) { g_strdup (athlete->name), day_us, life };
  return row;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Loading *loading = task_data;
  g_autoptr(TeamDay) day = g_new0 (TeamDay, 1);
  GError *error = NULL;
  g_autoptr(GPtrArray) photos = store_photos (saltline_workspace_get_store (loading->workspace), FALSE, &error);
  guint n = MIN (loading->athletes->len, TEAM_DAY_MOST);

  day->day = loading->day;
  day->rows = g_ptr_array_new_with_free_func (row_free);
  day->n_left_out = loading->athletes->len - n;
  for (guint i = 0; photos != NULL && error == NULL && i < n && !g_cancellable_set_error_if_cancelled (cancellable, &error); i++)
    {
      TeamRow *row = load_row (loading, g_ptr_array_index (loading->athletes, i), photos, &error);

      if (row != NULL)
        g_ptr_array_add (day->rows, row);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&day), (GDestroyNotify) team_day_free);
}

void
team_day_load_async (SaltlineWorkspace *workspace, const GPtrArray *athletes, CivilDay day, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  Loading *loading = g_new0 (Loading, 1);

  g_return_if_fail (SALTLINE_IS_WORKSPACE (workspace) && athletes != NULL);

  loading->workspace = g_object_ref (workspace);
  loading->day = day;
  loading->athletes = athletes_copy (athletes);
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load_in_thread);
}

TeamDay *
team_day_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
