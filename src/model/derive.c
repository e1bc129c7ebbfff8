/* model/derive.c: derived columns and row filters of a data frame */
#include "expression.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

gboolean
data_frame_derive (DataFrame *frame, const char *definition, GError **error)
{
  const char *equals = strchr (definition, '=');
  g_autofree char *name = equals ? g_strstrip (g_strndup (definition, equals - definition)) : NULL;
  g_autoptr(GHashTable) learned = learned_new ();
  g_autoptr(Node) node = NULL;
  g_autoptr(Value) value = NULL;

  if (name == NULL || *name == '\0' || equals[1] == '=')
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” derives no column: write name = expression."), definition);
      return FALSE;
    }
  node = expression_parse (equals + 1, error);
  value = node ? expression_evaluate (node, frame, learned, error) : NULL;
  if (value == NULL)
    return FALSE;
  if (value->numbers == NULL || value->n_columns > 1)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” does not give one number for each row."), definition);
      return FALSE;
    }
  for (guint r = 0; r < frame->n_rows; r++)
    if (isinf (value->numbers[r]))
      {
        g_autofree char *place = data_frame_place (frame, r);

        if (frame->out[r] == NULL)
          {
            g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("%s: “%s” is no finite number there."), place, definition);
            return FALSE;
          }
        value->numbers[r] = NAN;
      }
  data_frame_add_numbers (frame, name, equals + 1 + strspn (equals + 1, " "), g_steal_pointer (&value->numbers));
  return TRUE;
}

int
data_frame_where (DataFrame *frame, const char *condition, GError **error)
{
  g_autoptr(Node) node = expression_parse (condition, error);
  g_autoptr(GHashTable) learned = learned_new ();
  g_autoptr(Value) value = node ? expression_evaluate (node, frame, learned, error) : NULL;
  int n = 0;

  if (value == NULL)
    return -1;
  if (value->numbers == NULL || value->n_columns > 1)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” is neither true nor false: write a comparison."), condition);
      return -1;
    }
  for (guint r = 0; r < frame->n_rows; r++)
    if (frame->out[r] == NULL && (isnan (value->numbers[r]) || value->numbers[r] == 0))
      {
        frame->out[r] = g_strdup_printf ("not where %s", condition);
        n++;
      }
  return n;
}
