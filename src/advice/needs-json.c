/* advice/needs-json.c: needs as the text that needs_parse() reads */
#include <math.h>

#include "base/json.h"
#include "needs.h"

static void
put_bound (JsonBuilder *builder, const char *key, double value)
{
  if (!isnan (value))
    json_put_number (builder, key, value);
}

static void
put_needs (JsonBuilder *builder, const GArray *needs)
{
  json_put_object (builder, "needs");
  for (guint k = 0; k < needs->len; k++)
    {
      const Need *need = &g_array_index (needs, Need, k);

      json_put_object (builder, need->nutrient);
      put_bound (builder, "min", need->min);
      put_bound (builder, "max", need->max);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
put_phase (JsonBuilder *builder, const NeedPhase *phase)
{
  json_put_object (builder, phase->name);
  put_needs (builder, phase->needs);
  if (phase->no_solids)
    json_put_boolean (builder, "solids", FALSE);
  if (phase->no_caffeine)
    json_put_boolean (builder, "caffeine", FALSE);
  if (phase->without != NULL && phase->without[0] != NULL)
    json_put_words (builder, "without", phase->without);
  put_bound (builder, "max_concentration_percent", phase->concentration_percent);
  json_builder_end_object (builder);
}

char *
needs_to_json (const Needs *needs)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (needs != NULL, NULL);

  json_put_object (builder, NULL);
  put_needs (builder, needs->needs);
  json_put_object (builder, "phases");
  for (guint p = 0; p < needs->phases->len; p++)
    put_phase (builder, g_ptr_array_index (needs->phases, p));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_to_text (builder, FALSE);
}
