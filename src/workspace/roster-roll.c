/* workspace/roster-roll.c */
#include "roster-roll.h"

struct _RosterRoll {
  Store *store;
  GPtrArray *athletes;
  GHashTable *by_handle;        /* of athletes */
  GHashTable *by_name;          /* case-folded → GPtrArray of athletes */
  GHashTable *members;          /* name of a team → set of ids; teams that were asked for */
  GHashTable *lines_by_handle;  /* → line */
  GHashTable *lines_by_person;  /* name and birth → line */
};

static char *
person_key (const Athlete *athlete)
{
  return g_strdup_printf ("%s\n%s", athlete->name, athlete->born != NULL ? athlete->born : "");
}

RosterRoll *
roster_roll_new (Store *store, GError **error)
{
  g_autoptr(RosterRoll) roll = g_new0 (RosterRoll, 1);

  g_return_val_if_fail (store != NULL, NULL);

  roll->store = store;
  roll->by_handle = g_hash_table_new (g_str_hash, g_str_equal);
  roll->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  roll->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  roll->lines_by_handle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  roll->lines_by_person = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  roll->athletes = store_athletes (store, NULL, error);
  if (roll->athletes == NULL)
    return NULL;
  for (guint i = 0; i < roll->athletes->len; i++)
    {
      Athlete *athlete = g_ptr_array_index (roll->athletes, i);
      char *folded = g_utf8_casefold (athlete->name, -1);
      GPtrArray *namesakes = g_hash_table_lookup (roll->by_name, folded);

      g_hash_table_insert (roll->by_handle, athlete->handle, athlete);
      if (namesakes == NULL)
        g_hash_table_insert (roll->by_name, g_strdup (folded), namesakes = g_ptr_array_new ());
      g_ptr_array_add (namesakes, athlete);
      g_free (folded);
    }
  return g_steal_pointer (&roll);
}

void
roster_roll_free (RosterRoll *roll)
{
  if (roll == NULL)
    return;
  g_hash_table_unref (roll->by_handle);
  g_hash_table_unref (roll->by_name);
  g_hash_table_unref (roll->members);
  g_hash_table_unref (roll->lines_by_handle);
  g_hash_table_unref (roll->lines_by_person);
  g_clear_pointer (&roll->athletes, g_ptr_array_unref);
  g_free (roll);
}

const Athlete *
roster_roll_find (const RosterRoll *roll, const char *handle)
{
  return g_hash_table_lookup (roll->by_handle, handle);
}

const Athlete *
roster_roll_find_name (const RosterRoll *roll, const char *name, const char *born, guint *n)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  const GPtrArray *namesakes = g_hash_table_lookup (roll->by_name, folded);
  const Athlete *found = NULL;

  *n = 0;
  for (guint i = 0; namesakes != NULL && i < namesakes->len; i++)
    {
      const Athlete *athlete = g_ptr_array_index (namesakes, i);

      if (born == NULL || athlete->born == NULL || g_str_equal (born, athlete->born))
        {
          found = athlete;
          ++*n;
        }
    }
  return found;
}

gboolean
roster_roll_is_member (RosterRoll *roll, const char *team, gint64 athlete)
{
  GHashTable *members = g_hash_table_lookup (roll->members, team);

  if (members == NULL)
    {
      g_autoptr(GPtrArray) athletes = store_athletes (roll->store, team, NULL);

      members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      for (guint i = 0; athletes != NULL && i < athletes->len; i++)
        g_hash_table_add (members, g_memdup2 (&((const Athlete *) g_ptr_array_index (athletes, i))->id, sizeof (gint64)));
      g_hash_table_insert (roll->members, g_strdup (team), members);
    }
  return g_hash_table_contains (members, &athlete);
}

gboolean
roster_roll_is_taken (const RosterRoll *roll, const char *handle)
{
  g_autoptr(Athlete) athlete = store_find_athlete_also_deleted (roll->store, handle, NULL);

  return athlete != NULL;
}

char *
roster_roll_new_handle (const RosterRoll *roll, const char *name)
{
  g_autofree char *stem = athlete_handle_from_name (name);

  for (guint number = 1;; number++)
    {
      g_autofree char *handle = number == 1 ? g_strdup (stem) : g_strdup_printf ("%s-%u", stem, number);

      if (!g_hash_table_contains (roll->lines_by_handle, handle) && !roster_roll_is_taken (roll, handle))
        return g_steal_pointer (&handle);
    }
}

static void
add_first (GHashTable *lines, char *key, guint line)
{
  if (g_hash_table_contains (lines, key))
    g_free (key);
  else
    g_hash_table_insert (lines, key, GUINT_TO_POINTER (line));
}

void
roster_roll_add_line (RosterRoll *roll, const Athlete *athlete, guint line)
{
  add_first (roll->lines_by_handle, g_strdup (athlete->handle), line);
  add_first (roll->lines_by_person, person_key (athlete), line);
}

guint
roster_roll_line (const RosterRoll *roll, const Athlete *athlete, gboolean by_name)
{
  g_autofree char *person = person_key (athlete);
  guint of_handle = GPOINTER_TO_UINT (g_hash_table_lookup (roll->lines_by_handle, athlete->handle));
  guint of_person = by_name ? GPOINTER_TO_UINT (g_hash_table_lookup (roll->lines_by_person, person)) : 0;

  return of_handle == 0 || (of_person != 0 && of_person < of_handle) ? of_person : of_handle;
}
