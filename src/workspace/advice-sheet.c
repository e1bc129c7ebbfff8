/* workspace/advice-sheet.c */
#include "advice-sheet.h"

#include <glib/gi18n.h>
#include <math.h>

#include "config.h"
#include "plot/sheet.h"

const char *
phase_title (const char *phase)
{
  static const char *const names[] = { "before", "during", "after", "before_sleep" };
  static const char *const titles[] = { N_("Before"), N_("During"), N_("After"), N_("Before sleep") };

  for (guint p = 0; p < G_N_ELEMENTS (names); p++)
    if (g_strcmp0 (phase, names[p]) == 0)
      return _(titles[p]);
  return phase ? phase : _("Plan");
}

const char *
item_title (AdviceItem item)
{
  static const char *const titles[] = { N_("Fluid"), N_("Sodium"), N_("Carbohydrate"), N_("Protein"), N_("Caffeine"), N_("Casein") };

  return _(titles[item]);
}

gboolean
nutrient_is_drink (const char *nutrient)
{
  return g_strcmp0 (nutrient, "fluid_ml") == 0;
}

const char *
nutrient_title (const char *nutrient, UnitSystem units)
{
  static const struct {
    const char *name, *title;
  } known[] = { { "fluid_ml", N_("Fluid (mL)") },         { "sodium_mg", N_("Sodium (mg)") },   { "carbohydrate_g", N_("Carbohydrate (g)") },
                { "protein_g", N_("Protein (g)") },       { "caffeine_mg", N_("Caffeine (mg)") }, { "casein_g", N_("Casein (g)") },
                { "kcal", N_("Energy (kcal)") },          { "sugar_g", N_("Sugar (g)") },       { "fat_g", N_("Fat (g)") },
                { "fibre_g", N_("Fibre (g)") },           { "potassium_mg", N_("Potassium (mg)") } };

  if (units == UNITS_US && nutrient_is_drink (nutrient))
    return _("Fluid (fl\u00a0oz)");
  for (guint k = 0; k < G_N_ELEMENTS (known); k++)
    if (g_str_equal (nutrient, known[k].name))
      return _(known[k].title);
  return nutrient;
}

char *
nutrient_number (const char *nutrient, UnitSystem units, double amount)
{
  g_return_val_if_fail (nutrient != NULL, NULL);

  if (units == UNITS_US && nutrient_is_drink (nutrient))
    return quantity_number (QUANTITY_DRINK, units, amount, 0);
  return fabs (amount) < 1000 ? g_strdup_printf ("%.4g", amount) : g_strdup_printf ("%.0f", amount);
}

char *
need_bounds (const Need *need, UnitSystem units)
{
  g_autofree char *min = NULL, *max = NULL;

  g_return_val_if_fail (need != NULL, NULL);

  if (!isnan (need->min) && !isnan (need->max) && units == UNITS_US && nutrient_is_drink (need->nutrient))
    return quantity_range (QUANTITY_DRINK, units, need->min, need->max, 0);
  min = nutrient_number (need->nutrient, units, need->min);
  max = nutrient_number (need->nutrient, units, need->max);
  if (isnan (need->max))
    return g_strdup_printf (_("at least %s"), min);
  return isnan (need->min) ? g_strdup_printf (_("at most %s"), max) : g_strdup_printf ("%s–%s", min, max);
}

/* Rows of text for sheet_table(): cells are added one by one. */
static void
add_cell (GPtrArray *cells, char *text)
{
  g_ptr_array_add (cells, text);
}

static void
put_table (Sheet *sheet, const char *alignment, const GPtrArray *cells, guint columns)
{
  if (cells->len > columns)
    sheet_table (sheet, alignment, (const char *const *) cells->pdata, cells->len / columns);
}

/* Why the amount is what it is. */
static char *
advice_line_reason (const AdviceLine *line, UnitSystem units)
{
  g_autofree char *ruled = NULL;

  if (isnan (line->ruled))
    return g_strdup_printf ("%s (%s)", line->arithmetic, rule_status_words (line->sure));
  ruled = advice_amount (line, units, line->ruled);
  return g_strdup_printf (_("%s: %s; by the rules %s"), line->who, line->reason, ruled);
}

static void
put_losses (Sheet *sheet, const WorkoutAdvice *made)
{
  const SweatPrediction *p = &made->prediction->prediction;
  const UnitSystem units = made->workout.body.units;
  g_autofree char *sweat = quantity_sentence (QUANTITY_LOSS, units, p->sweat_l.value, 1);
  g_autofree char *low = quantity_number (QUANTITY_LOSS, units, p->sweat_l.low, 1), *high = quantity_number (QUANTITY_LOSS, units, p->sweat_l.high, 1);
  g_autofree char *text = g_strdup_printf (_("%s, %.0f min. Expected sweat %s (95 %% between %s and %s), sodium %.0f mg (%.0f to %.0f)."),
                                           made->workout.workout.sport ? made->workout.workout.sport : _("Any sport"), made->workout.workout.minutes,
                                           sweat, low, high, p->sodium_mmol.value * MG_PER_MMOL_SODIUM,
                                           p->sodium_mmol.low * MG_PER_MMOL_SODIUM, p->sodium_mmol.high * MG_PER_MMOL_SODIUM);

  sheet_text (sheet, text);
}

static void
put_lines (Sheet *sheet, const Advice *advice, UnitSystem units)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  const char *const head[] = { _("When"), _("What"), _("Amount"), _("Range"), _("Why") };

  for (guint h = 0; h < G_N_ELEMENTS (head); h++)
    add_cell (cells, g_strdup (head[h]));
  for (int phase = PHASE_BEFORE; phase <= PHASE_BEFORE_SLEEP; phase++)
    for (guint i = 0; i < advice->lines->len; i++)
      {
        const AdviceLine *line = g_ptr_array_index (advice->lines, i);

        if ((int) line->phase != phase)
          continue;
        add_cell (cells, g_strdup (phase_title (advice_phase_name (line->phase))));
        add_cell (cells, g_strdup (item_title (line->item)));
        add_cell (cells, advice_amount (line, units, line->amount));
        add_cell (cells, advice_range (line, units));
        add_cell (cells, advice_line_reason (line, units));
      }
  put_table (sheet, "llrrl", cells, G_N_ELEMENTS (head));
}

static void
put_remarks (Sheet *sheet, const WorkoutAdvice *made)
{
  for (guint w = 0; w < made->advice->warnings->len; w++)
    {
      g_autofree char *text = g_strconcat ("! ", ((const AdviceWarning *) g_ptr_array_index (made->advice->warnings, w))->sentence, NULL);

      sheet_text (sheet, text);
    }
  for (guint d = 0; d < made->prediction->doubts->len; d++)
    sheet_text (sheet, ((const Doubt *) g_ptr_array_index (made->prediction->doubts, d))->sentence);
}

static void
put_plan (Sheet *sheet, const ProductPlan *plan, const Needs *needs)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  const char *const head[] = { _("When"), _("Units"), _("Product"), _("One unit") };

  sheet_heading (sheet, _("To take along"));
  for (guint h = 0; h < G_N_ELEMENTS (head); h++)
    add_cell (cells, g_strdup (head[h]));
  for (guint k = 0; k < plan->items->len; k++)
    {
      const PlanItem *item = &g_array_index (plan->items, PlanItem, k);
      const NeedPhase *phase = item->phase < needs->phases->len ? g_ptr_array_index (needs->phases, item->phase) : NULL;

      add_cell (cells, g_strdup (phase_title (phase ? phase->name : NULL)));
      add_cell (cells, g_strdup_printf ("%" G_GINT64_FORMAT, item->units));
      add_cell (cells, item->product->verified ? g_strdup (item->product->name) : g_strdup_printf (_("%s (unverified)"), item->product->name));
      add_cell (cells, g_strdup (item->product->unit));
    }
  put_table (sheet, "lrll", cells, G_N_ELEMENTS (head));
  for (guint u = 0; u < plan->unknown->len; u++)
    sheet_text (sheet, g_ptr_array_index (plan->unknown, u));
}

static void
put_athlete (Sheet *sheet, const WorkoutAdvice *made, const ProductPlan *plan, const Needs *needs)
{
  put_losses (sheet, made);
  put_lines (sheet, made->advice, made->workout.body.units);
  put_remarks (sheet, made);
  if (plan && needs)
    put_plan (sheet, plan, needs);
}

static char *
footer_text (void)
{
  return g_strdup_printf (_("Saltline %s, rules %s. Amounts are medians and rules of thumb, no medical order; thirst and the scale have the last word."),
                          SALTLINE_VERSION, ADVICE_RULES_VERSION);
}

gboolean
athlete_sheet_write (const Athlete *athlete, const WorkoutAdvice *advice, const ProductPlan *plan, const Needs *needs, const char *path,
                     GError **error)
{
  g_autofree char *footer = footer_text ();
  g_autoptr(Sheet) sheet = NULL;

  g_return_val_if_fail (athlete != NULL && advice != NULL && path != NULL, FALSE);

  sheet = sheet_new (athlete->name, footer);
  put_athlete (sheet, advice, plan, needs);
  return sheet_write (sheet, path, error);
}

static char *
sweat_with_interval (const SweatPrediction *p, UnitSystem units)
{
  g_autofree char *value = quantity_number (QUANTITY_LOSS, units, p->sweat_l.value, 1);
  g_autofree char *low = quantity_number (QUANTITY_LOSS, units, p->sweat_l.low, 1), *high = quantity_number (QUANTITY_LOSS, units, p->sweat_l.high, 1);

  return g_strdup_printf ("%s [%s, %s]", value, low, high);
}

static void
put_team_table (Sheet *sheet, const TeamSession *session)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bottle = quantity_sentence (QUANTITY_DRINK, session->units, session->bottle_ml, QUANTITY_EXACT);
  g_autofree char *bottles = g_strdup_printf (_("Bottles of %s"), bottle);
  g_autofree char *sweat = g_strdup_printf (_("Sweat (%s)"), quantity_unit (QUANTITY_LOSS, session->units));
  const char *const head[] = { _("Athlete"), sweat, _("Sodium (mg)"), bottles, _("May end lighter by (%)"), _("Risk") };
  static const char *const risks[] = { N_("low"), N_("raised"), N_("high"), N_("not known") };

  for (guint h = 0; h < G_N_ELEMENTS (head); h++)
    add_cell (cells, g_strdup (head[h]));
  for (guint r = 0; r < session->rows->len; r++)
    {
      const SessionRow *row = g_ptr_array_index (session->rows, r);
      const SweatPrediction *p = row->advice ? &row->advice->prediction->prediction : NULL;

      add_cell (cells, g_strdup (row->athlete->name));
      add_cell (cells, p ? sweat_with_interval (p, session->units) : g_strdup ("–"));
      add_cell (cells, p ? g_strdup_printf ("%.0f", p->sodium_mmol.value * MG_PER_MMOL_SODIUM) : g_strdup ("–"));
      add_cell (cells, p ? g_strdup_printf ("%.1f", row->bottles) : g_strdup ("–"));
      add_cell (cells, p ? g_strdup_printf ("%.1f", row->end_loss_high_percent) : g_strdup ("–"));
      add_cell (cells, row->obstacle ? g_strdup (row->obstacle) : g_strdup (_(risks[row->risk])));
    }
  put_table (sheet, "lrrrrl", cells, G_N_ELEMENTS (head));
}

/* "90 min, 28 °C, 50 % humidity: 8.2 bottles of 750 mL in all" */
static void
put_occasion (Sheet *sheet, const TeamSession *session)
{
  const Occasion *occasion = session->rows->len > 0 ? &((SessionRow *) g_ptr_array_index (session->rows, 0))->request.occasion : NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *air = NULL, *bottle = quantity_sentence (QUANTITY_DRINK, session->units, session->bottle_ml, QUANTITY_EXACT);

  if (occasion == NULL)
    return;
  g_string_append_printf (text, _("%.0f min"), occasion->minutes);
  if (!isnan (occasion->air_c))
    {
      air = quantity_sentence (QUANTITY_TEMPERATURE, session->units, occasion->air_c, 0);
      g_string_append_printf (text, ", %s", air);
    }
  if (!isnan (occasion->relative_humidity))
    g_string_append_printf (text, _(", %.0f %% humidity"), occasion->relative_humidity);
  g_string_append_printf (text, _(": %.1f bottles of %s in all."), session->bottles, bottle);
  sheet_text (sheet, text->str);
}

static void
put_packing (Sheet *sheet, const PackingList *list)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  const char *const head[] = { _("Units"), _("Product"), _("One unit"), _("For") };

  sheet_heading (sheet, _("Packing list"));
  for (guint h = 0; h < G_N_ELEMENTS (head); h++)
    add_cell (cells, g_strdup (head[h]));
  for (guint i = 0; i < list->items->len; i++)
    {
      const PackingItem *item = &g_array_index (list->items, PackingItem, i);

      add_cell (cells, g_strdup_printf ("%" G_GINT64_FORMAT, item->units));
      add_cell (cells, g_strdup (item->product->name));
      add_cell (cells, g_strdup (item->product->unit));
      add_cell (cells, g_strdup_printf (ngettext ("%u athlete", "%u athletes", item->athletes), item->athletes));
    }
  put_table (sheet, "rlll", cells, G_N_ELEMENTS (head));
  for (guint w = 0; w < list->without->len; w++)
    sheet_text (sheet, g_ptr_array_index (list->without, w));
}

gboolean
team_sheet_write (const char *team, const TeamSession *session, const PackingList *list, const char *path, GError **error)
{
  g_autofree char *footer = footer_text ();
  g_autoptr(Sheet) sheet = NULL;

  g_return_val_if_fail (team != NULL && session != NULL && path != NULL, FALSE);

  sheet = sheet_new (team, footer);
  put_occasion (sheet, session);
  put_team_table (sheet, session);
  if (list)
    put_packing (sheet, list);
  for (guint r = 0; r < session->rows->len; r++)
    {
      const SessionRow *row = g_ptr_array_index (session->rows, r);
      const ProductPlans *plans = list ? g_ptr_array_index (list->plans, r) : NULL;

      if (row->advice == NULL)
        continue;
      sheet_break (sheet);
      sheet_heading (sheet, row->athlete->name);
      put_athlete (sheet, row->advice, plans && plans->plans->len > 0 ? g_ptr_array_index (plans->plans, 0) : NULL,
                   list ? g_ptr_array_index (list->needs, r) : NULL);
    }
  return sheet_write (sheet, path, error);
}
