/* commands/command-plan.c: saltline plan, the best products for the needs */
#include <glib/gi18n.h>
#include <math.h>

#include "advice/product-plan.h"
#include "base/json.h"
#include "commands-list.h"

#define MOST_PLANS 100

typedef struct {
  char *catalogue, *needs, *stock;
  PlanChoice choice;
  int top;
  gint64 most_nodes;
  gboolean as_json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->catalogue);
  g_free (options->needs);
  g_free (options->stock);
  g_strfreev (options->choice.exclude);
  g_strfreev (options->choice.must);
  g_strfreev (options->choice.avoid);
  g_strfreev (options->choice.only);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* All that a plan is printed from. */
typedef struct {
  const Catalogue *catalogue;
  const Needs *needs;
  const ProductPlans *plans;
} Answer;

static const char *
phase_name (const Answer *answer, guint phase)
{
  return phase < answer->needs->phases->len ? ((NeedPhase *) g_ptr_array_index (answer->needs->phases, phase))->name : NULL;
}

static void
put_totals (JsonBuilder *builder, const Answer *answer, const ProductPlan *plan, int phase)
{
  json_put_object (builder, "totals");
  for (guint n = 0; n < answer->catalogue->n_nutrients; n++)
    json_put_number (builder, answer->catalogue->nutrients[n], product_plan_total (plan, answer->catalogue, answer->needs, phase, n));
  json_builder_end_object (builder);
}

/* @phase −1: of all */
static void
put_items (JsonBuilder *builder, const ProductPlan *plan, int phase)
{
  json_put_array (builder, "items");
  for (guint k = 0; k < plan->items->len; k++)
    {
      const PlanItem *item = &g_array_index (plan->items, PlanItem, k);
      gint64 units = item->units;
      gboolean seen = FALSE;

      for (guint other = 0; phase < 0 && other < plan->items->len; other++)
        {
          const PlanItem *same = &g_array_index (plan->items, PlanItem, other);

          if (other == k || same->product != item->product)
            continue;
          seen |= other < k;
          units += same->units;
        }
      if (seen || (phase >= 0 && item->phase != (guint) phase))
        continue;
      json_put_object (builder, NULL);
      json_put_string (builder, "product", item->product->name);
      json_put_integer (builder, "units", units);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_plan (JsonBuilder *builder, const Answer *answer, const ProductPlan *plan)
{
  json_put_object (builder, NULL);
  put_items (builder, plan, -1);
  json_put_integer (builder, "distinct", plan->distinct);
  json_put_integer (builder, "units", plan->units);
  json_put_number (builder, "cost", plan->cost);
  put_totals (builder, answer, plan, -1);
  if (answer->needs->phases->len > 0)
    {
      json_put_array (builder, "phases");
      for (guint p = 0; p < answer->needs->phases->len; p++)
        {
          json_put_object (builder, NULL);
          json_put_string (builder, "phase", phase_name (answer, p));
          put_items (builder, plan, (int) p);
          put_totals (builder, answer, plan, (int) p);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  if (plan->unknown->len > 0)
    {
      json_put_array (builder, "unknown");
      for (guint u = 0; u < plan->unknown->len; u++)
        json_builder_add_string_value (builder, g_ptr_array_index (plan->unknown, u));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
print_json (const Answer *answer)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;
  const ProductPlans *plans = answer->plans;

  json_put_object (builder, NULL);
  json_put_string (builder, "status", !plans->complete ? "incomplete" : plans->plans->len > 0 ? "optimal" : "impossible");
  json_put_array (builder, "plans");
  for (guint k = 0; k < plans->plans->len; k++)
    put_plan (builder, answer, g_ptr_array_index (plans->plans, k));
  json_builder_end_array (builder);
  json_put_object (builder, "proof");
  json_put_integer (builder, "nodes", (gint64) plans->nodes);
  json_put_boolean (builder, "complete", plans->complete);
  json_builder_end_object (builder);
  json_put_array (builder, "conflict");
  for (guint b = 0; b < plans->conflict->len; b++)
    {
      const PlanConflict *conflict = &g_array_index (plans->conflict, PlanConflict, b);

      json_put_object (builder, NULL);
      json_put_string (builder, "need", conflict->need);
      json_put_string (builder, "bound", conflict->bound);
      if (conflict->phase)
        json_put_string (builder, "phase", conflict->phase);
      json_put_number (builder, "smallest_relaxation", conflict->smallest_relaxation);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  g_print ("%s\n", text);
}

static void
print_needs (const Answer *answer, const ProductPlan *plan, const GArray *needs, int phase)
{
  for (guint k = 0; k < needs->len; k++)
    {
      const Need *need = &g_array_index (needs, Need, k);
      guint nutrient = (guint) catalogue_find_nutrient (answer->catalogue, need->nutrient);

      g_print ("   %-20s %g", need->nutrient, product_plan_total (plan, answer->catalogue, answer->needs, phase, nutrient));
      g_print (isnan (need->max) ? _("  (at least %g)\n") : isnan (need->min) ? _("  (at most %g)\n") : _("  (%g to %g)\n"),
               isnan (need->min) ? need->max : need->min, need->max);
    }
}

static void
print_plan (const Answer *answer, guint number, const ProductPlan *plan)
{
  int shown = -1;

  g_print (ngettext ("%u. %d product, ", "%u. %d products, ", (gulong) plan->distinct), number, (int) plan->distinct);
  g_print (ngettext ("%d unit", "%d units", (gulong) plan->units), (int) plan->units);
  if (answer->catalogue->has_cost)
    g_print (_(", cost %g"), plan->cost);
  g_print ("\n");
  for (guint k = 0; k < plan->items->len; k++)
    {
      const PlanItem *item = &g_array_index (plan->items, PlanItem, k);

      if (phase_name (answer, item->phase) && shown != (int) item->phase)
        g_print ("  %s\n", phase_name (answer, item->phase));
      shown = (int) item->phase;
      g_print ("   %3d × %s%s%s%s%s\n", (int) item->units, item->product->name, item->product->unit ? " (" : "",
               item->product->unit ? item->product->unit : "", item->product->unit ? ")" : "",
               item->product->verified || item->product->source == NULL ? "" : _("  unverified"));
    }
  print_needs (answer, plan, answer->needs->needs, -1);
  for (guint p = 0; p < answer->needs->phases->len; p++)
    {
      g_print ("  %s\n", phase_name (answer, p));
      print_needs (answer, plan, ((NeedPhase *) g_ptr_array_index (answer->needs->phases, p))->needs, (int) p);
    }
  for (guint u = 0; u < plan->unknown->len; u++)
    g_print ("   ! %s\n", (const char *) g_ptr_array_index (plan->unknown, u));
}

static void
print_text (const Answer *answer)
{
  const ProductPlans *plans = answer->plans;

  for (guint k = 0; k < plans->plans->len; k++)
    print_plan (answer, k + 1, g_ptr_array_index (plans->plans, k));
  if (!plans->complete)
    g_print (_("The search was broken off after %" G_GUINT64_FORMAT " steps: nothing is proven.\n"), plans->nodes);
  else if (plans->plans->len > 0)
    g_print (_("Proven: nothing better exists (%" G_GUINT64_FORMAT " steps).\n"), plans->nodes);
  else
    g_print (_("No plan exists. These bounds conflict:\n"));
  for (guint b = 0; b < plans->conflict->len; b++)
    {
      const PlanConflict *conflict = &g_array_index (plans->conflict, PlanConflict, b);

      g_print ("   %s%s%s %s: ", conflict->phase ? conflict->phase : "", conflict->phase ? ", " : "", conflict->need, conflict->bound);
      if (isnan (conflict->smallest_relaxation))
        g_print (_("giving way alone does not help\n"));
      else
        g_print (_("would have to give by %g\n"), conflict->smallest_relaxation);
    }
}

static gboolean
solve (const Options *options, CommandStatus *status, GError **error)
{
  g_autoptr(Catalogue) catalogue = catalogue_load (options->catalogue, error);
  g_autoptr(Needs) needs = catalogue ? needs_load (options->needs, error) : NULL;
  g_autoptr(ProductPlans) plans = NULL;
  Answer answer;

  if (needs == NULL || (options->stock && !catalogue_apply_stock (catalogue, options->stock, error)))
    return FALSE;
  plans = plan_products (catalogue, needs, &options->choice, (guint) options->top, (guint64) options->most_nodes, NULL, error);
  if (plans == NULL)
    return FALSE;
  answer = (Answer) { catalogue, needs, plans };
  if (options->as_json)
    print_json (&answer);
  else
    print_text (&answer);
  *status = plans->complete && plans->plans->len > 0 ? COMMAND_DONE : COMMAND_REFUSED;
  return TRUE;
}

CommandStatus
command_plan (int argc, char **argv)
{
  g_auto(Options) options = { .top = 1 };
  g_autoptr(GError) error = NULL;
  CommandStatus status;
  const GOptionEntry entries[] = {
    { "catalogue", 0, 0, G_OPTION_ARG_FILENAME, &options.catalogue, N_("CSV: product, max_units, cost, one column for each nutrient"), "FILE" },
    { "needs", 0, 0, G_OPTION_ARG_FILENAME, &options.needs, N_("JSON: needs, limits, objective"), "FILE" },
    { "top", 0, 0, G_OPTION_ARG_INT, &options.top, N_("How many plans, each with other products (1)"), "K" },
    { "stock", 0, 0, G_OPTION_ARG_FILENAME, &options.stock, N_("CSV: product, units; only what is there"), "FILE" },
    { "exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choice.exclude, N_("A product that may not be used (may be repeated)"), "PRODUCT" },
    { "must", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choice.must, N_("A product that has to be used"), "PRODUCT" },
    { "avoid", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choice.avoid, N_("An allergen"), "WORD" },
    { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choice.only, N_("A tag that every product has to have, such as vegan"), "TAG" },
    { "most-steps", 0, 0, G_OPTION_ARG_INT64, &options.most_nodes, N_("Break off after so many steps (0: never)"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--catalogue FILE --needs FILE [--top K] [--exclude PRODUCT] [--stock FILE] [--json]", entries, &argc, &argv,
                              &status))
    return status;
  if (argc > 1 || options.catalogue == NULL || options.needs == NULL)
    {
      if (argc > 1)
        command_complain ("plan", _("“%s” is not understood: files follow --catalogue, --needs and --stock."), argv[1]);
      else
        command_complain ("plan", _("--catalogue and --needs are needed."));
      return COMMAND_USAGE;
    }
  if (options.top < 1 || options.top > MOST_PLANS || options.most_nodes < 0)
    {
      command_complain ("plan", _("--top has to lie between 1 and %d, and --most-steps may not be below 0."), MOST_PLANS);
      return COMMAND_USAGE;
    }
  if (!solve (&options, &status, &error))
    {
      command_complain ("plan", "%s", error->message);
      return COMMAND_REFUSED;
    }
  return status;
}
