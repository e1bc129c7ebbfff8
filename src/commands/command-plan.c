/* commands/command-plan.c: saltline plan, the best products for the needs */
#include <glib/gi18n.h>
#include <math.h>

#include "advice/product-plan.h"
#include "base/json.h"
#include "commands-list.h"
#include "interrupt.h"
#include "occasion-options.h"
#include "with-workspace.h"
#include "workspace/catalogue-kept.h"
#include "workspace/workout-advice.h"

#define MOST_PLANS 100
#define STEPS_WITHOUT_WORD 20000 /* with --athlete, when nobody says how long to search */

typedef struct {
  char *workspace, *catalogue, *needs, *stock, *athlete, *fewest;
  AdviceRequest request;
  PlanChoice choice;
  int top;
  gint64 most_nodes;
  double max_units, max_distinct; /* NAN: as the needs say */
  gboolean as_json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->workspace);
  g_free (options->athlete);
  g_free (options->fewest);
  advice_request_clear (&options->request);
  g_free (options->catalogue);
  g_free (options->needs);
  g_free (options->stock);
  plan_choice_clear (&options->choice);
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
    json_put_strings (builder, "unknown", plan->unknown);
  json_builder_end_object (builder);
}

static void
print_json (const Answer *answer)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
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
  json_put_boolean (builder, "proven", plans->complete && (plans->plans->len > 0 || plans->conflict_proven));
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
      if (!conflict->proven)
        json_put_boolean (builder, "proven", FALSE);
      if (!isnan (conflict->ends_conflict))
        json_put_number (builder, "ends_this_conflict", conflict->ends_conflict);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  command_print_json (builder);
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
    g_print (plans->conflict_proven ? _("No plan exists. These bounds conflict, and no fewer do:\n")
                                    : _("No plan exists. These bounds conflict; whether fewer do was not found in time:\n"));
  for (guint b = 0; b < plans->conflict->len; b++)
    {
      const PlanConflict *conflict = &g_array_index (plans->conflict, PlanConflict, b);

      g_print ("   %s%s%s %s: ", conflict->phase ? conflict->phase : "", conflict->phase ? ", " : "", conflict->need, conflict->bound);
      if (!conflict->searched)
        g_print (_("how far it would have to give was not found in time\n"));
      else if (!isnan (conflict->ends_conflict))
        g_print (_("giving way by %g would end this conflict, but others remain\n"), conflict->ends_conflict);
      else if (isnan (conflict->smallest_relaxation))
        g_print (_("giving way alone does not help\n"));
      else
        g_print (conflict->proven ? _("would have to give by %g\n") : _("giving by %g would help; less may do\n"), conflict->smallest_relaxation);
    }
}

/* PLAN_N_OBJECTIVES: none. */
static PlanObjective
objective_named (const char *name)
{
  static const char *const names[] = { "products", "units", "cost" };
  guint o = 0;

  while (o < PLAN_N_OBJECTIVES && !g_str_equal (name, names[o]))
    o++;
  return (PlanObjective) o;
}

static gboolean
is_count (double number)
{
  return isnan (number) || (number >= 0 && number == floor (number));
}

/* "cost" or "cost,units": what is not named stays behind. FALSE: one is no objective. @needs: (nullable): then only whether it can be */
static gboolean
put_in_order (Needs *needs, const char *names)
{
  g_auto(GStrv) words = g_strsplit (names, ",", -1);
  guint n = g_strv_length (words);

  for (guint w = 0; w < n; w++)
    if (objective_named (g_strstrip (words[w])) == PLAN_N_OBJECTIVES)
      return FALSE;
  for (guint w = n; needs != NULL && w > 0; w--)
    needs_put_first (needs, objective_named (words[w - 1]));
  return n > 0;
}

/* What the advice for the athlete's workout asks for. NULL after having said why not. */
static Needs *
needs_of_athlete (SaltlineWorkspace *workspace, Options *options, gint64 *id, CommandStatus *status)
{
  g_autoptr(Athlete) athlete = command_find_athlete ("plan", workspace, options->athlete);
  g_autoptr(WorkoutAdvice) advice = NULL;
  g_autoptr(GError) error = NULL;
  AdvisedWorkout found = { 0 };

  *status = COMMAND_REFUSED;
  if (athlete == NULL)
    return NULL;
  *id = athlete->id;
  if (saltline_workspace_find_workout (workspace, athlete, &options->request, &found, &error)
      && !occasion_is_possible ("plan", athlete, &options->request.occasion))
    {
      advised_workout_clear (&found);
      *status = COMMAND_USAGE;
      return NULL;
    }
  advised_workout_clear (&found);
  if (error == NULL)
    advice = saltline_workspace_advise (workspace, athlete, &options->request, &error);
  if (advice)
    return workout_advice_needs (advice, &options->request);
  command_complain ("plan", "%s", error->message);
  return NULL;
}

static CommandStatus
solve (Options *options)
{
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(Catalogue) catalogue = NULL;
  g_autoptr(Needs) needs = NULL;
  g_autoptr(ProductPlans) plans = NULL;
  g_autoptr(GError) error = NULL;
  GCancellable *cancellable = interrupt_watch (); /* Ctrl-C: the best so far */
  CommandStatus status;
  gint64 athlete = 0;
  Answer answer;

  if (options->catalogue == NULL || options->athlete)
    {
      workspace = command_open_workspace ("plan", options->workspace, STORE_OPEN_CREATE);
      if (workspace == NULL)
        return COMMAND_REFUSED;
    }
  if (options->athlete)
    {
      needs = needs_of_athlete (workspace, options, &athlete, &status);
      if (needs == NULL)
        return status;
    }
  if (needs)
    needs_put_first (needs, PLAN_BY_UNITS);
  catalogue = options->catalogue ? catalogue_load (options->catalogue, &error) : saltline_workspace_catalogue (workspace, &error);
  if (catalogue && needs == NULL)
    needs = needs_load (options->needs, &error);
  if (needs && options->fewest)
    put_in_order (needs, options->fewest);
  if (needs && !isnan (options->max_units))
    needs->max_units = options->max_units;
  if (needs && !isnan (options->max_distinct))
    needs->max_distinct = options->max_distinct;
  if (catalogue && needs && (athlete == 0 || saltline_workspace_add_limits (workspace, athlete, catalogue, &options->choice, &error))
      && (options->stock == NULL || catalogue_apply_stock (catalogue, options->stock, &error)))
    plans = plan_products (catalogue, needs, &options->choice, (guint) options->top, (guint64) options->most_nodes, cancellable, &error);
  if (plans == NULL)
    {
      command_complain ("plan", "%s", error->message);
      return COMMAND_REFUSED;
    }
  answer = (Answer) { catalogue, needs, plans };
  if (options->as_json)
    print_json (&answer);
  else
    print_text (&answer);
  return plans->complete && plans->plans->len > 0 ? COMMAND_DONE : COMMAND_REFUSED;
}

CommandStatus
command_plan (int argc, char **argv)
{
  g_auto(Options) options = { .top = 1, .most_nodes = -1, .max_units = NAN, .max_distinct = NAN };
  CommandStatus status;

  advice_request_init (&options.request);
  const GOptionEntry entries[] = {
    { "catalogue", 0, 0, G_OPTION_ARG_FILENAME, &options.catalogue, N_("CSV: product, max_units, cost, one column for each nutrient (the workspace's own)"), "FILE" },
    { "needs", 0, 0, G_OPTION_ARG_FILENAME, &options.needs, N_("JSON: needs, limits, objective"), "FILE" },
    { "top", 0, 0, G_OPTION_ARG_INT, &options.top, N_("How many plans, each with other products (1)"), "K" },
    { "stock", 0, 0, G_OPTION_ARG_FILENAME, &options.stock, N_("CSV: product, units; only what is there"), "FILE" },
    { "exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choice.exclude, N_("A product that may not be used (may be repeated)"), "PRODUCT" },
    { "must", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choice.must, N_("A product that has to be used"), "PRODUCT" },
    { "avoid", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choice.avoid, N_("An allergen"), "WORD" },
    { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choice.only, N_("A tag that every product has to have, such as vegan"), "TAG" },
    { "most-steps", 0, 0, G_OPTION_ARG_INT64, &options.most_nodes, N_("Break off after so many steps (0: never, as with --needs)"), "N" },
    COMMAND_WORKSPACE_ENTRY (options.workspace),
    { "athlete", 0, 0, G_OPTION_ARG_STRING, &options.athlete, N_("Instead of --needs: what the advice for this athlete asks for"), "ID" },
    { "workout", 0, 0, G_OPTION_ARG_STRING, &options.request.workout, N_("With --athlete: id of a workout in the timeline (the next one)"), "ID" },
    OCCASION_ENTRIES (options.request.occasion),
    { "fewest", 0, 0, G_OPTION_ARG_STRING, &options.fewest, N_("What matters first, second, third: such as cost,units (as the needs say; units with --athlete)"), "WHAT" },
    { "max-products", 0, 0, G_OPTION_ARG_DOUBLE, &options.max_distinct, N_("At most so many different products (as the needs say)"), "N" },
    { "max-units", 0, 0, G_OPTION_ARG_DOUBLE, &options.max_units, N_("At most so many units (as the needs say)"), "N" },
    { "start-hour", 0, 0, G_OPTION_ARG_DOUBLE, &options.request.start_hour, N_("Hour of the day at which it begins"), "H" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!command_parse_options ("--catalogue FILE --needs FILE [--top K] [--exclude PRODUCT] [--stock FILE] [--json]", entries, &argc, &argv,
                              &status))
    return status;
  if (argc > 1)
    {
      command_complain ("plan", _("“%s” is not understood: files follow --catalogue, --needs and --stock."), argv[1]);
      return COMMAND_USAGE;
    }
  if ((options.needs == NULL) == (options.athlete == NULL))
    {
      command_complain ("plan", _("Either --needs FILE or --athlete ID says what the plan has to cover."));
      return COMMAND_USAGE;
    }
  if (options.catalogue == NULL && options.athlete == NULL && options.workspace == NULL)
    {
      command_complain ("plan", _("--catalogue FILE is needed, or --workspace FILE, whose catalogue it is."));
      return COMMAND_USAGE;
    }
  if (options.top < 1 || options.top > MOST_PLANS || options.most_nodes < -1)
    {
      command_complain ("plan", _("--top has to lie between 1 and %d, and --most-steps may not be below 0."), MOST_PLANS);
      return COMMAND_USAGE;
    }
  if (!is_count (options.max_units) || !is_count (options.max_distinct))
    {
      command_complain ("plan", _("--max-products and --max-units are whole numbers from 0."));
      return COMMAND_USAGE;
    }
  if (!isnan (options.request.start_hour) && !(options.request.start_hour >= 0 && options.request.start_hour < 24))
    {
      command_complain ("plan", _("--start-hour %g: from 0 to below 24."), options.request.start_hour);
      return COMMAND_USAGE;
    }
  if (options.fewest && !put_in_order (NULL, options.fewest))
    {
      command_complain ("plan", _("--fewest %s: products, units or cost, or several of them with commas between."), options.fewest);
      return COMMAND_USAGE;
    }
  if (options.most_nodes < 0)
    options.most_nodes = options.athlete ? STEPS_WITHOUT_WORD : 0;
  return solve (&options);
}
