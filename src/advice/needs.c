/* advice/needs.c */
#include "needs.h"

#include <math.h>

static void
need_clear (gpointer data)
{
  g_free (((Need *) data)->nutrient);
}

static void
ratio_clear (gpointer data)
{
  g_free (((NeedRatio *) data)->of);
  g_free (((NeedRatio *) data)->to);
}

static void
phase_free (gpointer data)
{
  NeedPhase *phase = data;

  g_free (phase->name);
  g_strfreev (phase->without);
  g_array_unref (phase->needs);
  g_free (phase);
}

static GArray *
need_array_new (void)
{
  GArray *needs = g_array_new (FALSE, FALSE, sizeof (Need));

  g_array_set_clear_func (needs, need_clear);
  return needs;
}

Needs *
needs_new (void)
{
  Needs *needs = g_new0 (Needs, 1);

  needs->needs = need_array_new ();
  needs->phases = g_ptr_array_new_with_free_func (phase_free);
  needs->ratios = g_array_new (FALSE, FALSE, sizeof (NeedRatio));
  g_array_set_clear_func (needs->ratios, ratio_clear);
  needs->max_units = needs->max_distinct = NAN;
  for (guint o = 0; o < PLAN_N_OBJECTIVES; o++)
    needs->order[o] = (PlanObjective) o;
  return needs;
}

NeedPhase *
needs_add_phase (Needs *needs, const char *name)
{
  NeedPhase *phase = g_new0 (NeedPhase, 1);

  phase->name = g_strdup (name);
  phase->needs = need_array_new ();
  phase->concentration_percent = NAN;
  g_ptr_array_add (needs->phases, phase);
  return phase;
}

void
needs_add (GArray *needs, const char *nutrient, double min, double max)
{
  Need need = { NULL, min, max };

  if (isnan (min) && isnan (max))
    return;
  need.nutrient = g_strdup (nutrient);
  g_array_append_val (needs, need);
}

void
needs_put_first (Needs *needs, PlanObjective first)
{
  guint at = 0;

  g_return_if_fail (needs != NULL && first < PLAN_N_OBJECTIVES);

  while (needs->order[at] != first)
    at++;
  for (; at > 0; at--)
    needs->order[at] = needs->order[at - 1];
  needs->order[0] = first;
}

void
needs_free (Needs *needs)
{
  if (needs == NULL)
    return;
  g_array_unref (needs->needs);
  g_ptr_array_unref (needs->phases);
  g_array_unref (needs->ratios);
  g_free (needs);
}

void
needs_take_rules (NeedPhase *phase, const Needs *from)
{
  for (guint p = 0; p < from->phases->len; p++)
    {
      const NeedPhase *other = g_ptr_array_index (from->phases, p);

      if (!g_str_equal (other->name, phase->name))
        continue;
      g_strfreev (phase->without);
      phase->without = g_strdupv (other->without);
      phase->no_solids = other->no_solids;
      phase->no_caffeine = other->no_caffeine;
      phase->concentration_percent = other->concentration_percent;
    }
}
