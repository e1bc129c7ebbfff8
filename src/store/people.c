/* store/people.c */
#include "people.h"

#include <math.h>
#include <string.h>

#include "statement.h"

#define ATHLETE_COLUMNS "id, handle, name, sex, born, mass_kg, height_m, sport, zone, note, deleted_us IS NOT NULL"

Athlete *
athlete_new (const char *handle, const char *name)
{
  Athlete *athlete = g_new0 (Athlete, 1);

  athlete->handle = g_strdup (handle);
  athlete->name = g_strdup (name);
  athlete->note = g_strdup ("");
  athlete->mass_kg = athlete->height_m = NAN;
  return athlete;
}

void
athlete_free (Athlete *athlete)
{
  if (athlete == NULL)
    return;
  g_free (athlete->handle);
  g_free (athlete->name);
  g_free (athlete->sex);
  g_free (athlete->born);
  g_free (athlete->sport);
  g_free (athlete->zone);
  g_free (athlete->note);
  g_free (athlete);
}

Athlete *
athlete_copy (const Athlete *athlete)
{
  Athlete *copy = g_memdup2 (athlete, sizeof *athlete);

  copy->handle = g_strdup (athlete->handle);
  copy->name = g_strdup (athlete->name);
  copy->sex = g_strdup (athlete->sex);
  copy->born = g_strdup (athlete->born);
  copy->sport = g_strdup (athlete->sport);
  copy->zone = g_strdup (athlete->zone);
  copy->note = g_strdup (athlete->note);
  return copy;
}

static gpointer
copy_cb (gconstpointer athlete, gpointer data)
{
  return athlete_copy (athlete);
}

GPtrArray *
athletes_copy (const GPtrArray *athletes)
{
  GPtrArray *copies = g_ptr_array_copy ((GPtrArray *) athletes, copy_cb, NULL);

  g_ptr_array_set_free_func (copies, (GDestroyNotify) athlete_free);
  return copies;
}

char *
athlete_handle_from_name (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  gboolean latin = strpbrk (ascii, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != NULL;
  GString *handle = g_string_new (NULL);

  for (const char *p = latin ? ascii : name; *p; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (handle, g_unichar_tolower (g_utf8_get_char (p)));
    else if (handle->len && handle->str[handle->len - 1] != '-')
      g_string_append_c (handle, '-');
  while (handle->len && handle->str[handle->len - 1] == '-')
    g_string_truncate (handle, handle->len - 1);
  if (handle->len == 0)
    g_string_append (handle, "athlete");
  return g_string_free (handle, FALSE);
}

static Athlete *
read_athlete (StoreRows *rows)
{
  Athlete *athlete = g_new0 (Athlete, 1);

  athlete->id = store_int (rows, 0);
  athlete->handle = g_strdup (store_text (rows, 1));
  athlete->name = g_strdup (store_text (rows, 2));
  athlete->sex = g_strdup (store_text (rows, 3));
  athlete->born = g_strdup (store_text (rows, 4));
  athlete->mass_kg = store_real (rows, 5);
  athlete->height_m = store_real (rows, 6);
  athlete->sport = g_strdup (store_text (rows, 7));
  athlete->zone = g_strdup (store_text (rows, 8));
  athlete->note = g_strdup (store_text (rows, 9));
  athlete->deleted = store_int (rows, 10) != 0;
  return athlete;
}

gboolean
athlete_is_possible (const Athlete *athlete, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (athlete->handle));
  GDate date;

  if (*stripped == '\0' || !g_str_equal (stripped, athlete->handle) || g_utf8_strlen (athlete->handle, -1) > 64)
    g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "“%s” is no handle for an athlete: 1 to 64 characters, no blanks at the ends.",
                 athlete->handle);
  else if (athlete->name == NULL || *athlete->name == '\0')
    g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "Athlete %s needs a name.", athlete->handle);
  else if (!isnan (athlete->mass_kg) && !(athlete->mass_kg >= 20 && athlete->mass_kg <= 300))
    g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "A body mass of %g kg is not possible; 20 to 300 is. Is it in pounds?",
                 athlete->mass_kg);
  else if (!isnan (athlete->height_m) && !(athlete->height_m >= 0.5 && athlete->height_m <= 2.6))
    g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "A height of %g m is not possible; 0.5 to 2.6 is. Is it in centimetres?",
                 athlete->height_m);
  else if (athlete->sex && !g_str_equal (athlete->sex, "female") && !g_str_equal (athlete->sex, "male") && !g_str_equal (athlete->sex, "other"))
    g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "“%s” is not one of female, male, other.", athlete->sex);
  else if (athlete->born
           && (strlen (athlete->born) != 10
               || (g_date_set_parse (&date, athlete->born), !g_date_valid (&date))))
    g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, "“%s” is no date of birth: write YYYY-MM-DD.", athlete->born);
  else
    return TRUE;
  return FALSE;
}

gboolean
store_add_athlete (Store *store, Athlete *athlete, GError **error)
{
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail (store != NULL && athlete != NULL, FALSE);

  if (!athlete_is_possible (athlete, error))
    return FALSE;
  if (store_run (store, &athlete->id, &local,
                 "INSERT INTO athlete (handle, name, sex, born, mass_kg, height_m, sport, zone, note, created_us)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 "ssssddsssi", athlete->handle, athlete->name, athlete->sex, athlete->born, athlete->mass_kg, athlete->height_m,
                 athlete->sport, athlete->zone, athlete->note ? athlete->note : "", g_get_real_time ()))
    return TRUE;
  if (g_error_matches (local, STORE_ERROR, STORE_ERROR_REFUSED) && strstr (local->message, "UNIQUE"))
    g_set_error (error, STORE_ERROR, STORE_ERROR_EXISTS, "There is an athlete %s already. Choose another handle.", athlete->handle);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
store_update_athlete (Store *store, const Athlete *athlete, GError **error)
{
  return athlete_is_possible (athlete, error)
         && store_run (store, NULL, error,
                       "UPDATE athlete SET handle = ?, name = ?, sex = ?, born = ?, mass_kg = ?, height_m = ?, sport = ?, zone = ?,"
                       " note = ? WHERE id = ?",
                       "ssssddsssi", athlete->handle, athlete->name, athlete->sex, athlete->born, athlete->mass_kg,
                       athlete->height_m, athlete->sport, athlete->zone, athlete->note ? athlete->note : "", athlete->id);
}

Athlete *
store_find_athlete (Store *store, const char *handle, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " ATHLETE_COLUMNS " FROM athlete WHERE handle = ? AND deleted_us IS NULL",
                                           "s", handle);
  g_autoptr(StoreRows) close = NULL;
  g_autoptr(GString) names = NULL;

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return read_athlete (rows);
  names = g_string_new (NULL);
  close = store_query (store, NULL, "SELECT handle FROM athlete WHERE deleted_us IS NULL"
                       " AND (handle LIKE ?1 || '%' OR name LIKE '%' || ?1 || '%') ORDER BY handle LIMIT 5", "s", handle);
  while (close && store_next (close))
    g_string_append_printf (names, "%s%s", names->len ? ", " : "", store_text (close, 0));
  if (names->len)
    g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "There is no athlete %s. Did you mean %s?", handle, names->str);
  else
    g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING,
                 "There is no athlete %s. “saltline athlete list” shows the roster, “saltline athlete add” adds one.", handle);
  return NULL;
}

Athlete *
store_find_athlete_also_deleted (Store *store, const char *handle, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " ATHLETE_COLUMNS " FROM athlete WHERE handle = ?", "s", handle);

  if (rows == NULL)
    return NULL;
  return store_next (rows) ? read_athlete (rows) : store_find_athlete (store, handle, error);
}

Athlete *
store_athlete (Store *store, gint64 id, GError **error)
{
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT " ATHLETE_COLUMNS " FROM athlete WHERE id = ?", "i", id);

  if (rows == NULL)
    return NULL;
  if (store_next (rows))
    return read_athlete (rows);
  g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "There is no athlete with number %" G_GINT64_FORMAT ".", id);
  return NULL;
}

GPtrArray *
store_athletes (Store *store, const char *team, GError **error)
{
  g_autoptr(GPtrArray) athletes = g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_free);
  g_autoptr(StoreRows) rows = NULL;

  if (team)
    {
      g_autoptr(StoreRows) known = store_query (store, error, "SELECT 1 FROM team WHERE name = ?", "s", team);

      if (known == NULL)
        return NULL;
      if (!store_next (known))
        {
          g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "There is no team “%s”. “saltline team list” shows them.", team);
          return NULL;
        }
    }
  rows = store_query (store, error,
                      "SELECT " ATHLETE_COLUMNS " FROM athlete WHERE deleted_us IS NULL AND (?1 IS NULL OR id IN"
                      " (SELECT athlete FROM team_member JOIN team ON team.id = team WHERE team.name = ?1)) ORDER BY name, handle",
                      "s", team);
  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (athletes, read_athlete (rows));
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&athletes);
}

gboolean
store_delete_athlete (Store *store, gint64 id, gboolean deleted, GError **error)
{
  return store_run (store, NULL, error, "UPDATE athlete SET deleted_us = ? WHERE id = ?", "ni",
                    deleted ? g_get_real_time () : (gint64) 0, id);
}

gboolean
store_restore_athlete (Store *store, const char *handle, GError **error)
{
  return store_run (store, NULL, error, "UPDATE athlete SET deleted_us = NULL WHERE handle = ?", "s", handle);
}

gboolean
store_add_team (Store *store, const char *name, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (store_run (store, NULL, &local, "INSERT INTO team (name, created_us) VALUES (?, ?)", "si", name, g_get_real_time ()))
    return TRUE;
  if (g_error_matches (local, STORE_ERROR, STORE_ERROR_REFUSED))
    g_set_error (error, STORE_ERROR, STORE_ERROR_EXISTS, *name ? "There is a team “%s” already." : "A team needs a name%s.", name);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GPtrArray *
store_teams (Store *store, GError **error)
{
  g_autoptr(GPtrArray) teams = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(StoreRows) rows = store_query (store, error, "SELECT name FROM team ORDER BY name", "");

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    g_ptr_array_add (teams, g_strdup (store_text (rows, 0)));
  return g_steal_pointer (&teams);
}

gboolean
store_join_team (Store *store, const char *team, gint64 athlete, gboolean member, GError **error)
{
  gint64 id = 0;

  {
    g_autoptr(StoreRows) rows = store_query (store, error, "SELECT id FROM team WHERE name = ?", "s", team);

    if (rows == NULL)
      return FALSE;
    if (store_next (rows))
      id = store_int (rows, 0);
  }
  if (id == 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_MISSING, "There is no team “%s”. “saltline team add” makes one.", team);
      return FALSE;
    }
  if (member)
    return store_run (store, NULL, error, "INSERT OR IGNORE INTO team_member VALUES (?, ?)", "ii", id, athlete);
  return store_run (store, NULL, error, "DELETE FROM team_member WHERE team = ? AND athlete = ?", "ii", id, athlete);
}
