/* store/athlete-limits.c */
#include "athlete-limits.h"

#include "statement.h"

void
athlete_limits_free (AthleteLimits *limits)
{
  if (limits == NULL)
    return;
  plan_choice_clear (&limits->choice);
  g_free (limits->needs);
  g_free (limits);
}

AthleteLimits *
athlete_limits_copy (const AthleteLimits *limits)
{
  AthleteLimits *copy = g_memdup2 (limits, sizeof *limits);

  plan_choice_copy (&limits->choice, &copy->choice);
  copy->needs = g_strdup (limits->needs);
  return copy;
}

gboolean
athlete_limits_equal (const AthleteLimits *a, const AthleteLimits *b)
{
  return a->pregnant == b->pregnant && a->trained_gut == b->trained_gut && plan_choice_equal (&a->choice, &b->choice)
         && g_strcmp0 (a->needs, b->needs) == 0;
}

/* Names of products have blanks: a line for each. */
static char **
lines (const char *text)
{
  return text == NULL || *text == '\0' ? g_new0 (char *, 1) : g_strsplit (text, "\n", -1);
}

AthleteLimits *
store_limits (Store *store, gint64 athlete, GError **error)
{
  g_autoptr(StoreRows) rows = NULL;
  g_autoptr(AthleteLimits) limits = g_new0 (AthleteLimits, 1);
  gboolean known;

  g_return_val_if_fail (store != NULL, NULL);

  rows = store_query (store, error, "SELECT pregnant, trained_gut, avoid, only_tags, exclude, must, needs FROM athlete_limits WHERE athlete = ?", "i", athlete);
  if (rows == NULL)
    return NULL;
  known = store_next (rows);
  if (store_rows_fault (rows, error))
    return NULL;
  limits->pregnant = known && store_int (rows, 0) != 0;
  limits->trained_gut = known && store_int (rows, 1) != 0;
  limits->choice.avoid = lines (known ? store_text (rows, 2) : NULL);
  limits->choice.only = lines (known ? store_text (rows, 3) : NULL);
  limits->choice.exclude = lines (known ? store_text (rows, 4) : NULL);
  limits->choice.must = lines (known ? store_text (rows, 5) : NULL);
  limits->needs = known ? g_strdup (store_text (rows, 6)) : NULL;
  return g_steal_pointer (&limits);
}

static char *
joined (char **list)
{
  return list != NULL ? g_strjoinv ("\n", list) : g_strdup ("");
}

gboolean
store_keep_choice (Store *store, gint64 athlete, const PlanChoice *choice, const char *needs, GError **error)
{
  g_autofree char *avoid = NULL, *only = NULL, *exclude = NULL, *must = NULL;

  g_return_val_if_fail (store != NULL && choice != NULL, FALSE);

  avoid = joined (choice->avoid);
  only = joined (choice->only);
  exclude = joined (choice->exclude);
  must = joined (choice->must);
  return store_run (store, NULL, error,
                    "INSERT INTO athlete_limits (athlete, avoid, only_tags, exclude, must, needs) VALUES (?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (athlete) DO UPDATE SET avoid = excluded.avoid, only_tags = excluded.only_tags, exclude = excluded.exclude,"
                    " must = excluded.must, needs = excluded.needs",
                    "isssss", athlete, avoid, only, exclude, must, needs);
}

gboolean
store_keep_condition (Store *store, gint64 athlete, gboolean pregnant, gboolean trained_gut, GError **error)
{
  g_return_val_if_fail (store != NULL, FALSE);

  return store_run (store, NULL, error,
                    "INSERT INTO athlete_limits (athlete, pregnant, trained_gut) VALUES (?, ?, ?)"
                    " ON CONFLICT (athlete) DO UPDATE SET pregnant = excluded.pregnant, trained_gut = excluded.trained_gut",
                    "iii", athlete, (gint64) pregnant, (gint64) trained_gut);
}

typedef struct {
  gint64 athlete;
  const AthleteLimits *limits;
} Keeping;

static gboolean
keep_work (Store *store, gpointer data, GError **error)
{
  const Keeping *keeping = data;

  return store_keep_choice (store, keeping->athlete, &keeping->limits->choice, keeping->limits->needs, error)
         && store_keep_condition (store, keeping->athlete, keeping->limits->pregnant, keeping->limits->trained_gut, error);
}

gboolean
store_keep_limits (Store *store, gint64 athlete, const AthleteLimits *limits, GError **error)
{
  Keeping keeping = { athlete, limits };

  g_return_val_if_fail (store != NULL && limits != NULL, FALSE);

  return store_transaction (store, keep_work, &keeping, error);
}
