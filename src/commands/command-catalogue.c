/* commands/command-catalogue.c: `saltline catalogue list|import|export|edit|delete|restore`, the products of the workspace */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "commands-list.h"
#include "with-workspace.h"
#include "workspace/catalogue-kept.h"

static const char *const verbs[] = { "list", "import", "export", "edit", "delete", "restore", NULL };

/* What `edit` may change; NULL and NAN: as it is. */
typedef struct {
  double stock, cost, max_units, pack;
  char *status, *form, *unit, *allergens, *tags, *label_date, *source;
  char **set; /* NUTRIENT=AMOUNT */
} Changes;

static void
changes_clear (Changes *changes)
{
  g_free (changes->form);
  g_free (changes->unit);
  g_free (changes->allergens);
  g_free (changes->tags);
  g_free (changes->label_date);
  g_free (changes->source);
  g_free (changes->status);
  g_strfreev (changes->set);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Changes, changes_clear)

static void
print_json (const Catalogue *catalogue, const Product *product)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *doubt = product_energy_doubt (catalogue, product);

  json_put_object (builder, NULL);
  json_put_string (builder, "product", product->name);
  json_put_string (builder, "unit", product->unit);
  json_put_string (builder, "form", product->form == FORM_UNKNOWN ? NULL : product_form_name (product->form));
  json_put_number (builder, "max_units", product->max_units);
  json_put_number (builder, "stock", product->stock);
  json_put_number (builder, "cost", product->cost);
  json_put_number (builder, "pack", product->pack);
  json_put_words (builder, "allergens", product->allergens);
  json_put_words (builder, "tags", product->tags);
  json_put_string (builder, "label_date", product->label_date);
  json_put_string (builder, "source", product->source);
  json_put_string (builder, "status", product->verified ? "verified" : "unverified");
  json_put_object (builder, "amounts");
  for (guint n = 0; n < catalogue->n_nutrients; n++)
    json_put_number (builder, catalogue->nutrients[n], product->amount[n]);
  json_builder_end_object (builder);
  json_put_string (builder, "doubt", doubt);
  json_builder_end_object (builder);
  command_print_json (builder);
}

static void
print_number (const char *name, double value, const char *unit)
{
  if (!isnan (value) && value > 0)
    g_print ("  %s %.4g %s", name, value, unit);
}

static void
print_text (const Catalogue *catalogue, const Product *product)
{
  static const struct {
    const char *nutrient, *name, *unit;
  } shown[] = { { "carbohydrate_g", N_("carbohydrate"), "g" }, { "protein_g", N_("protein"), "g" },    { "sodium_mg", N_("sodium"), "mg" },
                { "fluid_ml", N_("fluid"), "mL" },             { "caffeine_mg", N_("caffeine"), "mg" } };
  g_autofree char *doubt = product_energy_doubt (catalogue, product);

  g_print ("%s%s%s%s\n ", product->name, product->unit ? " (" : "", product->unit ? product->unit : "", product->unit ? ")" : "");
  for (guint s = 0; s < G_N_ELEMENTS (shown); s++)
    {
      int column = catalogue_find_nutrient (catalogue, shown[s].nutrient);

      if (column >= 0)
        print_number (_(shown[s].name), product->amount[column], shown[s].unit);
    }
  print_number (_("cost"), product->cost, "");
  if (!isnan (product->stock))
    g_print (_("  %g there"), product->stock);
  g_print ("  [%s%s%s]\n", product->verified ? _("verified") : _("unverified"), product->source ? ": " : "", product->source ? product->source : "");
  if (doubt)
    g_print ("  ! %s\n", doubt);
}

static gboolean
list (SaltlineWorkspace *workspace, gboolean as_json, GError **error)
{
  g_autoptr(Catalogue) catalogue = saltline_workspace_catalogue (workspace, error);

  if (catalogue == NULL)
    return FALSE;
  for (guint i = 0; i < catalogue->products->len; i++)
    (as_json ? print_json : print_text) (catalogue, g_ptr_array_index (catalogue->products, i));
  return TRUE;
}

static gboolean
import_file (SaltlineWorkspace *workspace, const char *path, gboolean as_json, GError **error)
{
  g_autoptr(GPtrArray) doubts = NULL;
  guint count;

  if (!saltline_workspace_import_catalogue (workspace, path, &doubts, &count, error))
    return FALSE;
  for (guint d = 0; d < doubts->len; d++)
    command_complain ("catalogue", "%s", (const char *) g_ptr_array_index (doubts, d));
  if (as_json)
    return list (workspace, TRUE, error);
  g_print (ngettext ("%u product imported.\n", "%u products imported.\n", count), count);
  return TRUE;
}

/* "sodium_mg=300" into the product; a nutrient that nothing has yet is refused: it is more often a slip. */
static gboolean
set_amount (const Catalogue *catalogue, Product *product, const char *assignment, GError **error)
{
  g_auto(GStrv) sides = g_strsplit (assignment, "=", 2);
  g_autofree char *known = g_strjoinv (", ", catalogue->nutrients);
  char *end;
  int column;
  double amount;

  column = sides[0] ? catalogue_find_nutrient (catalogue, g_strstrip (sides[0])) : -1;
  if (column < 0 || sides[1] == NULL)
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("--set %s: write NUTRIENT=AMOUNT, with one of %s."), assignment, known);
      return FALSE;
    }
  g_strstrip (sides[1]);
  amount = *sides[1] ? g_ascii_strtod (sides[1], &end) : NAN;
  if (*sides[1] && (*end || !(amount >= 0 && amount <= 1e9)))
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_OUT_OF_RANGE, _("--set %s: the amount is a number from 0, or nothing when it is not known."), assignment);
      return FALSE;
    }
  product->amount[column] = amount;
  return TRUE;
}

static void
replace_text (char **text, const char *typed)
{
  if (typed == NULL)
    return;
  g_free (*text);
  *text = *typed ? g_strdup (typed) : NULL;
}

static void
replace_words (char ***words, const char *typed)
{
  if (typed == NULL)
    return;
  g_strfreev (*words);
  *words = product_split_words (typed);
}

static gboolean
edit (SaltlineWorkspace *workspace, const char *name, const Changes *changes, gboolean as_json, GError **error)
{
  g_autoptr(Catalogue) catalogue = saltline_workspace_catalogue (workspace, error);
  Product *product = catalogue ? catalogue_find_product (catalogue, name) : NULL;

  if (catalogue == NULL)
    return FALSE;
  if (product == NULL)
    {
      g_set_error (error, ADVICE_ERROR, ADVICE_ERROR_UNKNOWN, _("“%s” is not in the catalogue. “saltline catalogue list” shows what is; new products come in by “import”."), name);
      return FALSE;
    }
  product->stock = isnan (changes->stock) ? product->stock : changes->stock < 0 ? NAN : changes->stock;
  product->cost = isnan (changes->cost) ? product->cost : changes->cost;
  product->max_units = isnan (changes->max_units) ? product->max_units : changes->max_units;
  product->pack = isnan (changes->pack) ? product->pack : changes->pack;
  replace_text (&product->unit, changes->unit);
  replace_words (&product->allergens, changes->allergens);
  replace_words (&product->tags, changes->tags);
  replace_text (&product->label_date, changes->label_date);
  replace_text (&product->source, changes->source);
  if (changes->form)
    product_form_from_name (changes->form, &product->form);
  if (changes->status)
    product->verified = g_str_equal (changes->status, "verified");
  for (guint s = 0; changes->set && changes->set[s]; s++)
    if (!set_amount (catalogue, product, changes->set[s], error))
      return FALSE;
  if (!store_keep_product (saltline_workspace_get_store (workspace), catalogue, product, error))
    return FALSE;
  saltline_workspace_catalogue_changed (workspace);
  (as_json ? print_json : print_text) (catalogue, product);
  return TRUE;
}

static gboolean
is_day (const char *text)
{
  g_autofree char *day = strlen (text) == 7 ? g_strconcat (text, "-01", NULL) : g_strdup (text);
  GDate date;

  g_date_set_parse (&date, day);
  return strlen (day) == 10 && g_date_valid (&date);
}

static gboolean
changes_are_possible (const Changes *changes)
{
  ProductForm form;

  if (changes->status && !g_str_equal (changes->status, "verified") && !g_str_equal (changes->status, "unverified"))
    command_complain ("catalogue", _("--status %s: verified or unverified."), changes->status);
  else if (changes->form && !product_form_from_name (changes->form, &form))
    command_complain ("catalogue", _("--form %s: drink, powder, gel, solid or capsule."), changes->form);
  else if (changes->cost < 0 || changes->max_units < 0 || (!isnan (changes->max_units) && changes->max_units != floor (changes->max_units))
           || (!isnan (changes->stock) && changes->stock != floor (changes->stock)) || changes->stock > 1e9 || changes->cost > 1e9
           || changes->max_units > 1e9)
    command_complain ("catalogue", _("--stock and --max-units are whole numbers, --cost is a number; none below 0 (--stock -1: not counted)."));
  else if (!isnan (changes->pack) && !(changes->pack >= 1 && changes->pack <= 1e9 && changes->pack == floor (changes->pack)))
    command_complain ("catalogue", _("--pack %g: a whole number from 1."), changes->pack);
  else if (changes->label_date && *changes->label_date && !is_day (changes->label_date))
    command_complain ("catalogue", _("--label-date %s: write YYYY-MM-DD, or YYYY-MM."), changes->label_date);
  else
    return TRUE;
  return FALSE;
}

CommandStatus
command_catalogue (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr(SaltlineWorkspace) workspace = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(Changes) changes = { .stock = NAN, .cost = NAN, .max_units = NAN, .pack = NAN };
  gboolean as_json = FALSE, done = FALSE;
  CommandStatus status;
  const GOptionEntry entries[] = {
    COMMAND_WORKSPACE_ENTRY (path),
    { "stock", 0, 0, G_OPTION_ARG_DOUBLE, &changes.stock, N_("edit: units that are there; -1: not counted"), "N" },
    { "cost", 0, 0, G_OPTION_ARG_DOUBLE, &changes.cost, N_("edit: of one unit"), "X" },
    { "max-units", 0, 0, G_OPTION_ARG_DOUBLE, &changes.max_units, N_("edit: the most that a plan may take"), "N" },
    { "pack", 0, 0, G_OPTION_ARG_DOUBLE, &changes.pack, N_("edit: units that only come together"), "N" },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &changes.unit, N_("edit: what one unit is, such as “1 bottle, 500 mL”"), "TEXT" },
    { "allergens", 0, 0, G_OPTION_ARG_STRING, &changes.allergens, N_("edit: words, such as “milk nuts” (\"\": none)"), "WORDS" },
    { "tags", 0, 0, G_OPTION_ARG_STRING, &changes.tags, N_("edit: words, such as “vegan certified” (\"\": none)"), "WORDS" },
    { "label-date", 0, 0, G_OPTION_ARG_STRING, &changes.label_date, N_("edit: of the label that the numbers are from"), "YYYY-MM-DD" },
    { "source", 0, 0, G_OPTION_ARG_STRING, &changes.source, N_("edit: of the numbers"), "TEXT" },
    { "form", 0, 0, G_OPTION_ARG_STRING, &changes.form, N_("edit: drink, powder, gel, solid or capsule"), "FORM" },
    { "status", 0, 0, G_OPTION_ARG_STRING, &changes.status, N_("edit: verified or unverified"), "STATUS" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.set, N_("edit: an amount in one unit (may be repeated)"), "NUTRIENT=AMOUNT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("print JSON, a line for each product"), NULL },
    { NULL },
  };
  const char *verb = command_take_verb ("catalogue", verbs, &argc, &argv, &status);
  Store *store;

  if (verb == NULL || !command_parse_options (_("[FILE|PRODUCT]"), entries, &argc, &argv, &status))
    return status;
  if (argc != (g_str_equal (verb, "list") ? 1 : 2))
    {
      command_complain ("catalogue", g_str_equal (verb, "list") ? _("“list” takes nothing more.") : _("“%s” takes one file or product."), verb);
      return COMMAND_USAGE;
    }
  if (!changes_are_possible (&changes))
    return COMMAND_USAGE;
  workspace = command_open_workspace ("catalogue", path, STORE_OPEN_CREATE);
  if (workspace == NULL)
    return COMMAND_REFUSED;
  store = saltline_workspace_get_store (workspace);
  if (g_str_equal (verb, "list"))
    done = list (workspace, as_json, &error);
  else if (g_str_equal (verb, "import"))
    done = import_file (workspace, argv[1], as_json, &error);
  else if (g_str_equal (verb, "export"))
    done = saltline_workspace_export_catalogue (workspace, argv[1], &error);
  else if (g_str_equal (verb, "edit"))
    done = edit (workspace, argv[1], &changes, as_json, &error);
  else
    {
      g_autoptr(Catalogue) catalogue = saltline_workspace_catalogue (workspace, &error); /* the starter first */

      done = catalogue && store_delete_product (store, argv[1], g_str_equal (verb, "delete"), &error);
      if (done)
        saltline_workspace_catalogue_changed (workspace);
    }
  if (done)
    return COMMAND_DONE;
  command_complain ("catalogue", "%s", error->message);
  return COMMAND_REFUSED;
}
