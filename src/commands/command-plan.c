/* commands/command-plan.c: saltline plan, the best products for the needs */
#include <glib/gi18n.h>
#include <math.h>

#include "advice/needs.h"
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
  const PlanSetup *setup;
  const PlannerResult *result;
  GArray *conflict;
} Answer;

static const Product *
product_at (const Answer *answer, guint i)
{
  return g_ptr_array_index (answer->catalogue->products, i);
}

/* Units of a product: the planner counts packs. */
static gint64
units_of (const Answer *answer, const PlannerPlan *plan, guint i)
{
  return plan->units[i] * (gint64) product_at (answer, i)->pack;
}

/* Rounded to what was written, so that 0.1 + 0.2 is 0.3. */
static double
total_of (const Answer *answer, const PlannerPlan *plan, guint nutrient)
{
  double total = 0;

  for (guint i = 0; i < answer->catalogue->products->len; i++)
    if (plan->units[i] > 0 && !isnan (product_at (answer, i)->amount[nutrient]))
      total += (double) units_of (answer, plan, i) * product_at (answer, i)->amount[nutrient];
  return rint (total * 1e9) / 1e9;
}

/* A plan that relies on a blank must say so. */
static GPtrArray *
unknown_amounts (const Answer *answer, const PlannerPlan *plan)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < answer->needs->needs->len; k++)
    {
      const char *nutrient = g_array_index (answer->needs->needs, Need, k).nutrient;
      int column = catalogue_find_nutrient (answer->catalogue, nutrient);

      for (guint i = 0; i < answer->catalogue->products->len; i++)
        if (plan->units[i] > 0 && isnan (product_at (answer, i)->amount[column]))
          g_ptr_array_add (lines, g_strdup_printf (_("%s of %s is not known; counted as none"), nutrient, product_at (answer, i)->name));
    }
  return lines;
}

static const char *
bound_need (const Answer *answer, const PlannerBound *bound)
{
  if (bound->kind == PLANNER_BOUND_UNITS)
    return "max_units";
  if (bound->kind == PLANNER_BOUND_DISTINCT)
    return "max_distinct";
  if (bound->row < answer->needs->needs->len)
    return g_array_index (answer->needs->needs, Need, bound->row).nutrient;
  return g_array_index (answer->needs->ratios, NeedRatio, bound->row - answer->needs->needs->len).of;
}

static const char *
bound_side (const PlannerBound *bound, const Answer *answer)
{
  if (bound->kind == PLANNER_BOUND_LOW)
    return "min";
  return bound->kind == PLANNER_BOUND_HIGH && bound->row >= answer->needs->needs->len ? "ratio" : "max";
}

static double
bound_relaxation (const Answer *answer, const PlannerBound *bound)
{
  gboolean of_row = bound->kind == PLANNER_BOUND_LOW || bound->kind == PLANNER_BOUND_HIGH;

  return bound->relaxation < 0 ? NAN : (double) bound->relaxation / (of_row ? answer->setup->scale[bound->row] : 1);
}

static void
put_plan (JsonBuilder *builder, const Answer *answer, const PlannerPlan *plan)
{
  g_autoptr(GPtrArray) unknown = unknown_amounts (answer, plan);

  json_put_object (builder, NULL);
  json_put_array (builder, "items");
  for (guint i = 0; i < answer->catalogue->products->len; i++)
    if (plan->units[i] > 0)
      {
        json_put_object (builder, NULL);
        json_put_string (builder, "product", product_at (answer, i)->name);
        json_put_integer (builder, "units", units_of (answer, plan, i));
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
  json_put_integer (builder, "distinct", plan->value[PLAN_BY_DISTINCT]);
  json_put_integer (builder, "units", plan->value[PLAN_BY_UNITS]);
  json_put_number (builder, "cost", (double) plan->value[PLAN_BY_COST] / answer->setup->cost_scale);
  json_put_object (builder, "totals");
  for (guint n = 0; n < answer->catalogue->n_nutrients; n++)
    json_put_number (builder, answer->catalogue->nutrients[n], total_of (answer, plan, n));
  json_builder_end_object (builder);
  if (unknown->len > 0)
    {
      json_put_array (builder, "unknown");
      for (guint u = 0; u < unknown->len; u++)
        json_builder_add_string_value (builder, g_ptr_array_index (unknown, u));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
print_json (const Answer *answer)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;
  gboolean any = answer->result->plans->len > 0;

  json_put_object (builder, NULL);
  json_put_string (builder, "status", !answer->result->complete ? "incomplete" : any ? "optimal" : "impossible");
  json_put_array (builder, "plans");
  for (guint k = 0; k < answer->result->plans->len; k++)
    put_plan (builder, answer, g_ptr_array_index (answer->result->plans, k));
  json_builder_end_array (builder);
  json_put_object (builder, "proof");
  json_put_integer (builder, "nodes", (gint64) answer->result->nodes);
  json_put_boolean (builder, "complete", answer->result->complete);
  json_builder_end_object (builder);
  json_put_array (builder, "conflict");
  for (guint b = 0; b < answer->conflict->len; b++)
    {
      const PlannerBound *bound = &g_array_index (answer->conflict, PlannerBound, b);

      json_put_object (builder, NULL);
      json_put_string (builder, "need", bound_need (answer, bound));
      json_put_string (builder, "bound", bound_side (bound, answer));
      json_put_number (builder, "smallest_relaxation", bound_relaxation (answer, bound));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = json_to_text (builder, FALSE);
  g_print ("%s\n", text);
}

static void
print_plan (const Answer *answer, guint number, const PlannerPlan *plan)
{
  g_autoptr(GPtrArray) unknown = unknown_amounts (answer, plan);

  g_print (ngettext ("%u. %d product, ", "%u. %d products, ", (gulong) plan->value[PLAN_BY_DISTINCT]), number,
           (int) plan->value[PLAN_BY_DISTINCT]);
  g_print (ngettext ("%d unit", "%d units", (gulong) plan->value[PLAN_BY_UNITS]), (int) plan->value[PLAN_BY_UNITS]);
  if (answer->catalogue->has_cost)
    g_print (_(", cost %g"), (double) plan->value[PLAN_BY_COST] / answer->setup->cost_scale);
  g_print ("\n");
  for (guint i = 0; i < answer->catalogue->products->len; i++)
    if (plan->units[i] > 0)
      g_print ("   %3d × %s\n", (int) units_of (answer, plan, i), product_at (answer, i)->name);
  for (guint k = 0; k < answer->needs->needs->len; k++)
    {
      const Need *need = &g_array_index (answer->needs->needs, Need, k);

      g_print ("   %-20s %g", need->nutrient, total_of (answer, plan, (guint) catalogue_find_nutrient (answer->catalogue, need->nutrient)));
      g_print (isnan (need->max) ? _("  (at least %g)\n") : isnan (need->min) ? _("  (at most %g)\n") : _("  (%g to %g)\n"),
               isnan (need->min) ? need->max : need->min, need->max);
    }
  for (guint u = 0; u < unknown->len; u++)
    g_print ("   ! %s\n", (const char *) g_ptr_array_index (unknown, u));
}

static void
print_text (const Answer *answer)
{
  for (guint k = 0; k < answer->result->plans->len; k++)
    print_plan (answer, k + 1, g_ptr_array_index (answer->result->plans, k));
  if (!answer->result->complete)
    g_print (_("The search was broken off after %" G_GUINT64_FORMAT " steps: nothing is proven.\n"), answer->result->nodes);
  else if (answer->result->plans->len > 0)
    g_print (_("Proven: nothing better exists (%" G_GUINT64_FORMAT " steps).\n"), answer->result->nodes);
  else
    {
      g_print (_("No plan exists. These bounds conflict:\n"));
      for (guint b = 0; b < answer->conflict->len; b++)
        {
          const PlannerBound *bound = &g_array_index (answer->conflict, PlannerBound, b);
          double relaxation = bound_relaxation (answer, bound);

          g_print ("   %s %s: ", bound_need (answer, bound), bound_side (bound, answer));
          if (isnan (relaxation))
            g_print (_("giving way alone does not help\n"));
          else
            g_print (_("would have to give by %g\n"), relaxation);
        }
    }
}

static gboolean
solve (const Options *options, CommandStatus *status, GError **error)
{
  g_autoptr(Catalogue) catalogue = catalogue_load (options->catalogue, error);
  g_autoptr(Needs) needs = catalogue ? needs_load (options->needs, error) : NULL;
  g_autoptr(PlanSetup) setup = NULL;
  g_autoptr(PlannerResult) result = NULL;
  g_autoptr(GArray) conflict = NULL;
  Answer answer;

  if (needs == NULL || (options->stock && !catalogue_apply_stock (catalogue, options->stock, error)))
    return FALSE;
  setup = plan_setup_new (catalogue, needs, &options->choice, error);
  if (setup == NULL)
    return FALSE;
  result = planner_solve (setup->problem, (guint) options->top, (guint64) options->most_nodes, NULL);
  conflict = result->plans->len == 0 && result->complete ? planner_conflict (setup->problem, &result->nodes, NULL)
                                                         : g_array_new (FALSE, FALSE, sizeof (PlannerBound));
  answer = (Answer) { catalogue, needs, setup, result, conflict };
  if (options->as_json)
    print_json (&answer);
  else
    print_text (&answer);
  *status = result->complete && result->plans->len > 0 ? COMMAND_DONE : COMMAND_REFUSED;
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
