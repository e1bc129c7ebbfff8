/* model/data-frame.c */
#include "data-frame.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/unit.h"

G_DEFINE_QUARK (model-error-quark, model_error)

struct WordPool {
  GMutex lock;
  GStringChunk *words;
};

static WordPool *
word_pool_new (void)
{
  WordPool *pool = g_new0 (WordPool, 1);

  g_mutex_init (&pool->lock);
  pool->words = g_string_chunk_new (1024);
  return pool;
}

static void
word_pool_free (WordPool *pool)
{
  g_mutex_clear (&pool->lock);
  g_string_chunk_free (pool->words);
  g_free (pool);
}

char *
data_frame_word (const DataFrame *frame, const char *word)
{
  char *own;

  if (word == NULL)
    return NULL;
  g_mutex_lock (&frame->words->lock);
  own = g_string_chunk_insert_const (frame->words->words, word);
  g_mutex_unlock (&frame->words->lock);
  return own;
}

static void
column_free (Column *column)
{
  g_free (column->name);
  g_free (column->header);
  g_free (column->unit);
  g_free (column->values);
  g_free (column->words); /* the words themselves are the frame's */
  g_free (column);
}

static DataFrame *
frame_new (const char *source)
{
  DataFrame *frame = g_new0 (DataFrame, 1);

  frame->source = g_strdup (source);
  frame->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  frame->words = word_pool_new ();
  return frame;
}

static gboolean
header_is_numbers (const Table *table)
{
  for (guint c = 0; c < table->n_columns; c++)
    {
      char *end;

      g_ascii_strtod (table->names[c], &end);
      if (table->names[c][0] == '\0' || *end != '\0')
        return FALSE;
    }
  return TRUE;
}

static Column *
read_column (const DataFrame *frame, const Table *table, guint c)
{
  const guint n = table->rows->len;
  Column *column = g_new0 (Column, 1);
  g_autoptr(UnitConversion) conversion = unit_header_split (table->names[c], &column->name);
  g_autofree double *values = g_new (double, MAX (n, 1));
  guint n_words = 0;

  column->header = g_strdup (table->names[c]);
  column->decimal_mark = table->decimal_marks[c];
  for (guint r = 0; r < n; r++)
    {
      if (!table_number (table, r, c, &values[r]))
        {
          if (n_words++ == 0)
            column->first_word = r;
        }
      else if (isnan (values[r]))
        column->n_missing++;
      else
        column->n_numbers++;
    }
  if (n_words == 0)
    {
      for (guint r = 0; conversion && conversion->converts && r < n; r++)
        values[r] = conversion->factor * values[r] + conversion->offset;
      if (conversion)
        {
          column->unit = g_strdup (conversion->unit);
          column->converted = conversion->converts;
        }
      column->values = g_steal_pointer (&values);
      return column;
    }
  column->words = g_new0 (char *, n + 1);
  for (guint r = 0; r < n; r++)
    if (!table_cell_is_missing (table_cell (table, r, c)))
      column->words[r] = data_frame_word (frame, table_cell (table, r, c));
  return column;
}

DataFrame *
data_frame_from_table (const Table *table, const char *source, GError **error)
{
  g_autoptr(DataFrame) frame = NULL;
  gboolean any_number = FALSE;

  g_return_val_if_fail (table != NULL && source != NULL, NULL);

  if (table->rows->len == 0)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s has a header and no rows."), source);
      return NULL;
    }
  if (header_is_numbers (table))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                   _("%s, line 1: the header is a row of numbers. Put a line with the columns' names on top."), source);
      return NULL;
    }
  frame = frame_new (source);
  frame->delimiter = table->delimiter;
  frame->encoding = g_strdup (table->encoding);
  frame->n_rows = table->rows->len;
  frame->lines = g_memdup2 (table->line_numbers->data, sizeof (guint) * frame->n_rows);
  frame->out = g_new0 (char *, frame->n_rows + 1);
  for (guint c = 0; c < table->n_columns; c++)
    {
      Column *column = read_column (frame, table, c);
      const Column *same = *column->name ? data_frame_find (frame, column->name) : NULL;

      g_ptr_array_add (frame->columns, column);
      if (same)
        {
          guint first = 0;

          g_ptr_array_find (frame->columns, same, &first);
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                       _("%s: columns %u (“%s”) and %u (“%s”) have one name. Rename one of them."), source, first + 1,
                       same->header, c + 1, column->header);
          return NULL;
        }
      any_number |= column->values != NULL && column->n_numbers > 0;
    }
  if (!any_number)
    {
      const Column *first = g_ptr_array_index (frame->columns, 0);

      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE,
                   _("%s: no column is numeric (delimiter “%s”, decimal mark “%c”; line %u of “%s” holds “%s”). "
                   "Check the delimiter and the decimal mark."),
                   source, table->delimiter == '\t' ? "tab" : (char[]) { table->delimiter, 0 }, table->decimal_mark,
                   frame->lines[first->first_word], first->header, table_cell (table, first->first_word, 0));
      return NULL;
    }
  return g_steal_pointer (&frame);
}

DataFrame *
data_frame_new_rows (const char *source, guint n_rows)
{
  DataFrame *frame;

  g_return_val_if_fail (source != NULL && n_rows > 0, NULL);

  frame = frame_new (source);
  frame->n_rows = n_rows;
  frame->lines = g_new0 (guint, n_rows);
  for (guint r = 0; r < n_rows; r++)
    frame->lines[r] = r + 1;
  frame->out = g_new0 (char *, n_rows + 1);
  return frame;
}

DataFrame *
data_frame_load (const char *path, GError **error)
{
  g_autoptr(Table) table = table_load (path, error);

  return table ? data_frame_from_table (table, path, error) : NULL;
}

void
data_frame_free (DataFrame *frame)
{
  if (frame == NULL)
    return;
  for (guint r = 0; frame->out && r < frame->n_rows; r++)
    g_free (frame->out[r]);
  g_free (frame->out);
  g_free (frame->source);
  g_free (frame->encoding);
  g_free (frame->lines);
  g_ptr_array_unref (frame->columns);
  word_pool_free (frame->words);
  g_free (frame);
}

const Column *
data_frame_find (const DataFrame *frame, const char *name)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint c = 0; c < frame->columns->len; c++)
      {
        const Column *column = g_ptr_array_index (frame->columns, c);

        if (g_str_equal (pass == 0 ? column->name : column->header, name))
          return column;
      }
  return NULL;
}

const Column *
data_frame_need (const DataFrame *frame, const char *name, GError **error)
{
  const Column *column = data_frame_find (frame, name);
  g_autoptr(GString) names = NULL;

  if (column)
    return column;
  names = g_string_new (NULL);
  for (guint c = 0; c < frame->columns->len && c < 40; c++)
    g_string_append_printf (names, "%s%s", c ? ", " : "", ((const Column *) g_ptr_array_index (frame->columns, c))->name);
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("%s has no column “%s”. It has: %s."), frame->source, name, names->str);
  return NULL;
}

const double *
data_frame_need_numbers (const DataFrame *frame, const char *name, GError **error)
{
  const Column *column = data_frame_need (frame, name, error);
  g_autofree char *place = NULL;

  if (column == NULL)
    return NULL;
  if (column->values && column->n_missing < frame->n_rows)
    return column->values;
  if (column->values)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s: column “%s” is empty."), frame->source, column->header);
      return NULL;
    }
  place = data_frame_place (frame, column->first_word);
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s, column “%s”: “%s” is no finite number (the column’s decimal mark is “%c”). "
                                                        "Correct the cell, or leave it blank."),
               place, column->header, column->words[column->first_word], column->decimal_mark ? column->decimal_mark : '.');
  return NULL;
}

/* Takes the place of a column of the same name. */
static void
put_column (DataFrame *frame, Column *column)
{
  const Column *old = data_frame_find (frame, column->name);

  if (old)
    g_ptr_array_remove (frame->columns, (gpointer) old);
  g_ptr_array_add (frame->columns, column);
}

void
data_frame_add_numbers (DataFrame *frame, const char *name, const char *from, double *values)
{
  Column *column = g_new0 (Column, 1);

  column->name = g_strdup (name);
  column->header = g_strdup (from);
  column->values = values;
  for (guint r = 0; r < frame->n_rows; r++)
    column->n_missing += isnan (values[r]);
  column->n_numbers = frame->n_rows - column->n_missing;
  put_column (frame, column);
}

void
data_frame_add_words (DataFrame *frame, const char *name, const char *from, const char *const *words)
{
  Column *column = g_new0 (Column, 1);

  column->name = g_strdup (name);
  column->header = g_strdup (from);
  column->words = g_new0 (char *, frame->n_rows + 1);
  for (guint r = 0; r < frame->n_rows; r++)
    {
      column->words[r] = data_frame_word (frame, words[r]);
      column->n_missing += words[r] == NULL;
    }
  put_column (frame, column);
}

gboolean
data_frame_exclude (DataFrame *frame, guint row, const char *reason, GError **error)
{
  if (row < 1 || row > frame->n_rows)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s has no row %u to leave out: rows are 1 to %u."), frame->source, row, frame->n_rows);
      return FALSE;
    }
  if (frame->out[row - 1] == NULL)
    frame->out[row - 1] = g_strdup (reason);
  return TRUE;
}

char *
data_frame_place (const DataFrame *frame, guint row)
{
  return g_strdup_printf ("%s, line %u", frame->source, frame->lines[row]);
}
