/* workspace/athlete-shares.c */
#include "athlete-shares.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/csv.h"
#include "base/table.h"

void
athlete_share_free (AthleteShare *share)
{
  if (share == NULL)
    return;
  g_free (share->file);
  g_free (share->word);
  athlete_free (share->athlete);
  g_free (share->text);
  g_free (share);
}

static const Athlete *
find_athlete (const GPtrArray *athletes, const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  const Athlete *found = NULL;

  for (guint i = 0; i < athletes->len; i++)
    {
      const Athlete *athlete = g_ptr_array_index (athletes, i);
      g_autofree char *name = g_utf8_casefold (athlete->name, -1);

      if (g_str_equal (athlete->handle, word))
        return athlete;
      if (g_str_equal (name, folded))
        found = found ? NULL : athlete;
    }
  return found;
}

/* A number of a column of decimal commas is written with a point: alone, a share may not show which mark is meant. */
static void
put_cell (GString *text, const Table *table, guint row, guint column)
{
  const char *cell = table_cell (table, row, column);
  double number;

  if (table->decimal_marks[column] == ',' && !table_cell_is_missing (cell) && table_number (table, row, column, &number))
    csv_put_number (text, number);
  else
    csv_put_text (text, cell);
}

/* All but the column that says whose: it would be taken for the id of the row. */
static void
put_row (GString *text, const Table *table, guint row, int whose)
{
  for (guint c = 0; c < table->n_columns; c++)
    if ((int) c != whose)
      put_cell (text, table, row, c);
  csv_end_line (text);
}

static GString *
new_share_text (const Table *table, int whose)
{
  GString *text = g_string_new (NULL);

  for (guint c = 0; c < table->n_columns; c++)
    if ((int) c != whose)
      csv_put_text (text, table->names[c]);
  csv_end_line (text);
  return text;
}

GPtrArray *
athlete_shares_of_table (SaltlineWorkspace *workspace, const char *path, const char *column, GError **error)
{
  g_autoptr(GPtrArray) shares = g_ptr_array_new_with_free_func ((GDestroyNotify) athlete_share_free), athletes = NULL;
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(Table) table = NULL;
  int whose;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && path != NULL && column != NULL, NULL);

  table = table_load (path, error);
  athletes = table ? store_athletes (saltline_workspace_get_store (workspace), NULL, error) : NULL;
  if (athletes == NULL)
    return NULL;
  whose = table_find_column (table, column);
  if (whose < 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, _("%s has no column “%s”."), path, column);
      return NULL;
    }
  for (guint row = 0; row < table->rows->len; row++)
    {
      const char *word = table_cell (table, row, (guint) whose);
      gpointer number;
      AthleteShare *share;

      if (!g_hash_table_lookup_extended (numbers, word, NULL, &number))
        {
          const Athlete *athlete = find_athlete (athletes, word);

          share = g_new0 (AthleteShare, 1);
          share->file = g_strdup (path);
          share->word = g_strdup (word);
          share->athlete = athlete ? athlete_copy (athlete) : NULL;
          number = GUINT_TO_POINTER (shares->len);
          g_hash_table_insert (numbers, share->word, number);
          g_ptr_array_add (shares, share);
          g_ptr_array_add (texts, new_share_text (table, whose));
        }
      share = g_ptr_array_index (shares, GPOINTER_TO_UINT (number));
      put_row (g_ptr_array_index (texts, GPOINTER_TO_UINT (number)), table, row, whose);
      share->n_rows++;
    }
  for (guint i = 0; i < shares->len; i++)
    ((AthleteShare *) g_ptr_array_index (shares, i))->text = g_string_free (g_ptr_array_index (texts, i), FALSE);
  return g_steal_pointer (&shares);
}

SourceReport *
athlete_share_import (SaltlineWorkspace *workspace, const AthleteShare *share, const SourceOptions *options, ImportCounts *counts, GError **error)
{
  SourceOptions with_zone = { 0 };
  g_autofree char *name = g_path_get_basename (share->file), *what = g_strdup_printf (_("Import %s"), name);
  EventImport step = { share->athlete->id, what, 0 };
  g_autoptr(SourceReport) report = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && share != NULL && share->athlete != NULL, NULL);

  if (options)
    with_zone = *options;
  if (with_zone.zone == NULL)
    with_zone.zone = share->athlete->zone;
  report = source_read_bytes (share->file, (const guint8 *) share->text, strlen (share->text), &with_zone);
  if (!saltline_workspace_import_report (workspace, share->athlete->id, report, &step, counts, error))
    return NULL;
  return g_steal_pointer (&report);
}
