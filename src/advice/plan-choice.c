/* advice/plan-choice.c: what narrows the choice of products, of one person and of everybody together */
#include "needs.h"

void
plan_choice_clear (PlanChoice *choice)
{
  g_clear_pointer (&choice->exclude, g_strfreev);
  g_clear_pointer (&choice->must, g_strfreev);
  g_clear_pointer (&choice->avoid, g_strfreev);
  g_clear_pointer (&choice->only, g_strfreev);
}

void
plan_choice_copy (const PlanChoice *from, PlanChoice *to)
{
  *to = (PlanChoice) { g_strdupv (from->exclude), g_strdupv (from->must), g_strdupv (from->avoid), g_strdupv (from->only) };
}

static gboolean
same_words (char **a, char **b)
{
  const char *const none[] = { NULL };

  return g_strv_equal (a ? (const char *const *) a : none, b ? (const char *const *) b : none);
}

gboolean
plan_choice_equal (const PlanChoice *a, const PlanChoice *b)
{
  return same_words (a->exclude, b->exclude) && same_words (a->must, b->must) && same_words (a->avoid, b->avoid) && same_words (a->only, b->only);
}

static void
add_words (char ***words, char **more)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  if (*words != NULL)
    g_strv_builder_addv (builder, (const char **) *words);
  for (guint w = 0; more != NULL && more[w] != NULL; w++)
    if (*words == NULL || !g_strv_contains ((const char *const *) *words, more[w]))
      g_strv_builder_add (builder, more[w]);
  g_strfreev (*words);
  *words = g_strv_builder_end (builder);
}

void
plan_choice_add (PlanChoice *choice, const PlanChoice *more)
{
  g_return_if_fail (choice != NULL && more != NULL);

  add_words (&choice->exclude, more->exclude);
  add_words (&choice->must, more->must);
  add_words (&choice->avoid, more->avoid);
  add_words (&choice->only, more->only);
}

void
plan_choice_drop_unknown (PlanChoice *choice, const Catalogue *catalogue)
{
  g_autoptr(GStrvBuilder) known = g_strv_builder_new ();

  g_return_if_fail (choice != NULL && catalogue != NULL);

  for (guint e = 0; choice->exclude != NULL && choice->exclude[e] != NULL; e++)
    if (catalogue_find_product (catalogue, choice->exclude[e]) != NULL)
      g_strv_builder_add (known, choice->exclude[e]);
  g_strfreev (choice->exclude);
  choice->exclude = g_strv_builder_end (known);
}
