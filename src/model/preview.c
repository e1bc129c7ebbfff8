/* model/preview.c */
#include "preview.h"

#include <glib/gi18n.h>
#include <math.h>

static void
find_range (const DataFrame *frame, const Column *column, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint r = 0; r < frame->n_rows; r++)
    if (!isnan (column->values[r]))
      {
        *low = MIN (*low, column->values[r]);
        *high = MAX (*high, column->values[r]);
      }
}

static void
column_to_json (const DataFrame *frame, const Column *column, JsonBuilder *builder)
{
  json_put_object (builder, NULL);
  json_put_string (builder, "name", column->name);
  json_put_string (builder, "header", column->header);
  json_put_string (builder, "kind", column->values ? "number" : "words");
  json_put_integer (builder, "missing", column->n_missing);
  if (column->values)
    {
      double low, high;

      find_range (frame, column, &low, &high);
      json_put_string (builder, "unit", column->unit);
      json_put_boolean (builder, "converted", column->converted);
      json_put_string (builder, "decimal_mark", column->decimal_mark == ',' ? "," : ".");
      json_put_number (builder, "low", low);
      json_put_number (builder, "high", high);
    }
  else
    {
      g_autoptr(Factor) factor = factor_new (frame, column);

      json_put_integer (builder, "levels", factor->n_levels);
      json_put_array (builder, "first_levels");
      for (guint l = 0; l < factor->n_levels && l < PREVIEW_LEVELS; l++)
        json_builder_add_string_value (builder, factor->levels[l]);
      json_builder_end_array (builder);
      json_put_integer (builder, "cells_that_are_numbers", column->n_numbers);
    }
  json_builder_end_object (builder);
}

void
frame_preview_to_json (const DataFrame *frame, JsonBuilder *builder)
{
  json_put_string (builder, "file", frame->source);
  json_put_string (builder, "encoding", frame->encoding);
  json_put_string (builder, "delimiter", frame->delimiter == '\t' ? "tab" : (char[]) { frame->delimiter, 0 });
  json_put_integer (builder, "rows", frame->n_rows);
  json_put_array (builder, "columns");
  for (guint c = 0; c < frame->columns->len; c++)
    column_to_json (frame, g_ptr_array_index (frame->columns, c), builder);
  json_builder_end_array (builder);
}

char *
column_summary (const DataFrame *frame, const Column *column)
{
  GString *text = g_string_new (NULL);

  if (column->values)
    {
      double low, high;

      find_range (frame, column, &low, &high);
      g_string_append (text, _("numbers"));
      if (column->unit)
        g_string_append_printf (text, column->converted ? _(", %s (converted)") : ", %s", column->unit);
      if (low <= high)
        g_string_append_printf (text, _(", %.5g to %.5g"), low, high);
      if (column->decimal_mark == ',')
        g_string_append (text, _(", decimal comma"));
    }
  else
    {
      g_autoptr(Factor) factor = factor_new (frame, column);

      g_string_append_printf (text, _("words, %u levels"), factor->n_levels);
      for (guint l = 0; l < factor->n_levels && l < 4; l++)
        g_string_append_printf (text, "%s%s", l ? ", " : ": ", factor->levels[l]);
      if (factor->n_levels > 4)
        g_string_append (text, ", …");
      if (column->n_numbers > 0)
        g_string_append_printf (text, _("; %u cells are numbers"), column->n_numbers);
    }
  if (column->n_missing > 0)
    g_string_append_printf (text, _("; %u missing"), column->n_missing);
  return g_string_free (text, FALSE);
}
