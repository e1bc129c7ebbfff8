/* commands/limit-options.c */
#include "limit-options.h"

#include <glib/gi18n.h>

#include "workspace/catalogue-kept.h"

void
limit_options_clear (LimitOptions *options)
{
  g_free (options->avoid);
  g_free (options->only);
  g_free (options->pregnant);
  g_free (options->trained_gut);
  g_strfreev (options->exclude);
  g_strfreev (options->must);
}

gboolean
limit_options_said (const LimitOptions *options)
{
  return options->avoid || options->only || options->pregnant || options->trained_gut || options->exclude || options->must;
}

static gboolean
read_flag (const char *name, const char *typed, gboolean *flag)
{
  if (typed == NULL)
    return TRUE;
  *flag = g_ascii_strcasecmp (typed, "yes") == 0;
  if (*flag || g_ascii_strcasecmp (typed, "no") == 0)
    return TRUE;
  command_complain ("athlete", _("--%s %s: yes or no."), name, typed);
  return FALSE;
}

static void
read_words (const char *typed, char ***words)
{
  if (typed == NULL)
    return;
  g_strfreev (*words);
  *words = product_split_words (typed);
}

/* As the catalogue writes them. */
static gboolean
read_products (const char *name, char **typed, const Catalogue *catalogue, char ***products)
{
  g_autoptr(GStrvBuilder) known = g_strv_builder_new ();

  if (typed == NULL)
    return TRUE;
  for (guint t = 0; typed[t] != NULL; t++)
    {
      const Product *product = catalogue_find_product (catalogue, typed[t]);

      if (*typed[t] == '\0')
        continue;
      if (product == NULL)
        {
          command_complain ("athlete", _("--%s “%s”: the catalogue has no such product; saltline catalogue list shows it."), name, typed[t]);
          return FALSE;
        }
      g_strv_builder_add (known, product->name);
    }
  g_strfreev (*products);
  *products = g_strv_builder_end (known);
  return TRUE;
}

CommandStatus
limit_options_keep (const LimitOptions *options, SaltlineWorkspace *workspace, gint64 athlete)
{
  Store *store = saltline_workspace_get_store (workspace);
  g_autoptr(GError) error = NULL;
  g_autoptr(AthleteLimits) limits = store_limits (store, athlete, &error);
  g_autoptr(Catalogue) catalogue = limits ? saltline_workspace_catalogue (workspace, &error) : NULL;

  if (catalogue)
    {
      if (!read_flag ("pregnant", options->pregnant, &limits->pregnant) || !read_flag ("trained-gut", options->trained_gut, &limits->trained_gut))
        return COMMAND_USAGE;
      read_words (options->avoid, &limits->choice.avoid);
      read_words (options->only, &limits->choice.only);
      if (!read_products ("exclude", options->exclude, catalogue, &limits->choice.exclude)
          || !read_products ("must", options->must, catalogue, &limits->choice.must))
        return COMMAND_REFUSED;
    }
  if (catalogue && store_keep_limits (store, athlete, limits, &error))
    return COMMAND_DONE;
  command_complain ("athlete", "%s", error->message);
  return COMMAND_REFUSED;
}

static void
print_words (const char *title, char **words, const char *between)
{
  g_autofree char *joined = g_strjoinv (between, words);

  if (*joined)
    g_print ("  %s %s\n", title, joined);
}

void
limits_print (const AthleteLimits *limits)
{
  print_words (_("without"), limits->choice.avoid, ", ");
  print_words (_("only"), limits->choice.only, ", ");
  print_words (_("plans do not use"), limits->choice.exclude, "; ");
  print_words (_("plans have"), limits->choice.must, "; ");
  if (limits->pregnant)
    g_print (_("  pregnant\n"));
  if (limits->trained_gut)
    g_print (_("  trained gut\n"));
}

static void
put_words (JsonBuilder *builder, const char *key, char **words)
{
  json_put_array (builder, key);
  for (guint w = 0; words[w] != NULL; w++)
    json_builder_add_string_value (builder, words[w]);
  json_builder_end_array (builder);
}

void
limits_put (const AthleteLimits *limits, JsonBuilder *builder)
{
  json_put_object (builder, "limits");
  put_words (builder, "avoid", limits->choice.avoid);
  put_words (builder, "only", limits->choice.only);
  put_words (builder, "exclude", limits->choice.exclude);
  put_words (builder, "must", limits->choice.must);
  json_put_boolean (builder, "pregnant", limits->pregnant);
  json_put_boolean (builder, "trained_gut", limits->trained_gut);
  json_builder_end_object (builder);
}
