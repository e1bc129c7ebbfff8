/* commands/occasion-options.c */
#include "occasion-options.h"

#include <glib/gi18n.h>
#include <math.h>

#include "command.h"

static gboolean
within (const char *command, const char *option, double value, double low, double high)
{
  if (isnan (value) || (value >= low && value <= high))
    return TRUE;
  command_complain (command, _("--%s %g: it has to lie between %g and %g."), option, value, low, high);
  return FALSE;
}

gboolean
occasion_is_possible (const char *command, const Athlete *athlete, Occasion *occasion)
{
  if (occasion->sport == NULL)
    occasion->sport = g_strdup (athlete->sport);
  if (isnan (occasion->minutes))
    {
      command_complain (command, _("--minutes is needed: how long is the workout?"));
      return FALSE;
    }
  return within (command, "minutes", occasion->minutes, 1, 2880) && within (command, "tdb", occasion->air_c, -40, 55)
         && within (command, "tdb-sd", occasion->air_sd_c, 0, 15) && within (command, "tr", occasion->radiant_c, -40, 110)
         && within (command, "rh", occasion->relative_humidity, 0, 100) && within (command, "v", occasion->air_speed_m_s, 0, 40)
         && within (command, "met", occasion->metabolic_rate_met, 1, 25) && within (command, "clo", occasion->clothing_clo, 0, 4);
}

void
put_interval (JsonBuilder *builder, const char *key, const SweatInterval *interval, double scale)
{
  json_put_object (builder, key);
  json_put_number (builder, "value", interval->value * scale);
  json_put_number (builder, "low", interval->low * scale);
  json_put_number (builder, "high", interval->high * scale);
  json_builder_end_object (builder);
}

void
put_doubts (JsonBuilder *builder, const GPtrArray *doubts)
{
  static const char *const kinds[] = { "no_test", "sport", "temperature", "duration", "mass", "season", "acclimatisation", "model", "no_sodium",
                                       "stretched", "model_range", "model_refused" };
  gboolean valid = TRUE;

  for (guint d = 0; d < doubts->len; d++)
    valid &= !((const Doubt *) g_ptr_array_index (doubts, d))->needs_test;
  json_put_boolean (builder, "valid", valid);
  json_put_array (builder, "doubts");
  for (guint d = 0; d < doubts->len; d++)
    {
      const Doubt *doubt = g_ptr_array_index (doubts, d);

      json_put_object (builder, NULL);
      json_put_string (builder, "kind", kinds[doubt->kind]);
      json_put_boolean (builder, "needs_test", doubt->needs_test);
      json_put_string (builder, "text", doubt->sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
