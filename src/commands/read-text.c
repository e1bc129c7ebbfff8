/* commands/read-text.c */
#include "read-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/quantity-text.h"

#define HIGHEST_FLAG READING_FLAG_OFF_CURVE

static void
add_line (GString *text, const char *label, const char *value)
{
  int padding = MAX (0, 12 - (int) g_utf8_strlen (label, -1));

  g_string_append_printf (text, "  %s%*s %s\n", label, padding, "", value);
}

static void
add_volume (GString *text, const PatchReading *reading)
{
  g_autofree char *fill = quantity_text (100 * reading->fill_fraction, 100 * reading->fill_sd, "%");
  g_autofree char *filled = reading->overflow ? g_strdup (_("all of it: the channel has overflowed")) : g_strdup (fill);
  g_autoptr(GString) line = g_string_new (filled);

  if (isfinite (reading->volume_ul))
    {
      g_autofree char *volume = quantity_text (reading->volume_ul, reading->volume_sd_ul, "µL");

      g_string_append_printf (line, reading->overflow ? _(", at least %s") : ", %s", volume);
    }
  add_line (text, _("Filled"), line->str);
  if (isfinite (reading->local_rate_mg_cm2_min))
    {
      g_autofree char *rate = quantity_text (reading->local_rate_mg_cm2_min, reading->local_rate_sd, "mg/cm²/min");

      add_line (text, _("Local rate"), rate);
    }
}

static void
add_chloride (GString *text, const PatchReading *reading)
{
  g_autofree char *value = NULL;

  if (reading->bound == CHLORIDE_BELOW)
    value = isfinite (reading->chloride_mmol_l) ? g_strdup_printf (_("below %.0f mmol/L, where the lot's curve begins"), reading->chloride_mmol_l)
                                                : g_strdup (_("below the lot's curve"));
  else if (reading->bound == CHLORIDE_ABOVE)
    value = isfinite (reading->chloride_mmol_l) ? g_strdup_printf (_("above %.0f mmol/L, where the lot's curve ends"), reading->chloride_mmol_l)
                                                : g_strdup (_("above the lot's curve"));
  else if (isfinite (reading->chloride_mmol_l))
    value = quantity_text (reading->chloride_mmol_l, reading->chloride_sd_mmol_l, "mmol/L");
  else
    value = g_strdup_printf (_("colour L* %.1f, a* %.1f, b* %.1f; the concentration needs the lot's calibration"), reading->lab[0],
                             reading->lab[1], reading->lab[2]);
  add_line (text, _("Chloride"), value);
  if (isfinite (reading->sodium_mmol_l))
    {
      g_autofree char *sodium = quantity_text (reading->sodium_mmol_l, reading->sodium_sd_mmol_l, "mmol/L");

      add_line (text, _("Sodium"), sodium);
    }
}

static void
add_reading (GString *text, const PatchReading *reading)
{
  if (reading->reason)
    add_line (text, _("Reason"), reading->reason);
  if (reading->volume_read)
    add_volume (text, reading);
  if (reading->chloride_read)
    add_chloride (text, reading);
  if (reading->registered && reading->geometry)
    {
      g_autofree char *fit = g_strdup_printf (_("%s, %.1f pixels rms at %u landmarks"), reading->geometry->id, reading->rms_px,
                                              reading->n_landmarks);

      add_line (text, _("Template"), fit);
    }
  for (guint flag = 1; flag <= HIGHEST_FLAG; flag <<= 1)
    if (reading->flags & flag)
      add_line (text, _("Note"), reading_flag_advice (flag));
}

char *
read_text (const BatchResult *result)
{
  static const char *const status_words[] = { N_("read"), N_("read in part"), N_("refused") };
  g_autofree char *name = g_filename_display_name (result->path);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s: %s\n", name, _(status_words[result->reading ? result->reading->status : READING_REFUSED]));
  if (result->reading)
    add_reading (text, result->reading);
  else
    add_line (text, _("Reason"), result->fault);
  return g_string_free (text, FALSE);
}
