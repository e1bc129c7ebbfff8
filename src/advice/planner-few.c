/* advice/planner-few.c */
#include "planner-few.h"

#include <stdlib.h>
#include <string.h>

#define MOST_WAYS    1024  /* of all products together to be taken */
#define MOST_TO_TRY  10000  /* pairs that may have to be looked at in one node: as long as a linear program takes */
#define MOST_MIXTURES 64   /* of the units of what is used already */
#define NO_END       (G_GINT64_CONSTANT (1) << 60) /* of a window; what is taken moves it by less than PLANNER_LARGEST */

/* Some units of one product. */
typedef struct {
  guint product;
  gint64 units;
  const gint64 *amount; /* n_rows: of these units */
} Way;

typedef struct {
  gint64 low, high;
} Window;

struct FewToGo {
  guint n_rows;
  guint *row;           /* n_rows: of the problem, those that bind; the one that rules out most first */
  Way *ways;            /* n_ways: by their amount in the first row */
  guint n_ways;
  gint64 *amounts;      /* n_ways × n_rows */
  gint64 least_pack;    /* of one more unit */
  double selectivity;   /* of the first row: its window as a part of what amounts range over */
  /* the node */
  const Way **live;     /* n_live: ways that are open in it, in order */
  guint n_live;
  guint *mixed;         /* n_mixed: products in use whose units are open */
  guint n_mixed;
  guint room;           /* how many more products may be used */
  Window *window;       /* n_rows: of what is to be added */
  gint64 *units;        /* n: of what is used already */
  FewFound found;
  gpointer data;
};

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  const Way *x = a, *y = b;

  if (x->amount[0] != y->amount[0])
    return x->amount[0] < y->amount[0] ? -1 : 1;
  if (x->product != y->product)
    return x->product < y->product ? -1 : 1;
  return (x->units > y->units) - (x->units < y->units);
}

/* The part of the range of amounts that the row's window is. */
static double
row_selectivity (const PlannerProblem *problem, const PlannerRow *row)
{
  gint64 least = 0, most = 0;

  if (row->low == PLANNER_NO_LOW || row->high == PLANNER_NO_HIGH)
    return 2;
  for (guint i = 0; i < problem->n_products; i++)
    {
      least = MIN (least, row->amount[i] * problem->most[i]);
      most = MAX (most, row->amount[i] * problem->most[i]);
    }
  return (double) (row->high - row->low + 1) / (double) (most - least + 1);
}

static gboolean
is_listed (const Node *node, guint product)
{
  guint kind = node->problem->kind[product];

  return kind != PLANNER_NO_KIND && node_n_members (node, kind) == 1;
}

FewToGo *
few_to_go_new (const Node *node)
{
  const PlannerProblem *p = node->problem;
  FewToGo *few;
  gint64 n_ways = 0;
  guint at = 0;

  for (guint i = 0; i < p->n_products; i++)
    n_ways += is_listed (node, i) ? MIN (p->most[i], MOST_WAYS + 1) : 0; /* one more is too many already */
  if (n_ways == 0 || n_ways > MOST_WAYS || p->n_rows == 0)
    return NULL;
  few = g_new0 (FewToGo, 1);
  few->row = g_new (guint, p->n_rows + 1);
  few->selectivity = 2;
  for (guint r = 0; r < p->n_rows; r++)
    if (p->rows[r].low != PLANNER_NO_LOW || p->rows[r].high != PLANNER_NO_HIGH)
      {
        double selectivity = row_selectivity (p, &p->rows[r]);

        few->row[few->n_rows++] = r;
        if (selectivity < few->selectivity)
          {
            few->selectivity = selectivity;
            few->row[few->n_rows - 1] = few->row[0];
            few->row[0] = r;
          }
      }
  if (few->n_rows == 0)
    few->row[few->n_rows++] = 0;
  few->n_ways = (guint) n_ways;
  few->ways = g_new (Way, few->n_ways);
  few->live = g_new (const Way *, few->n_ways);
  few->amounts = g_new0 (gint64, (gsize) few->n_ways * few->n_rows + 1);
  few->mixed = g_new (guint, p->n_products + 1);
  few->window = g_new (Window, few->n_rows + 1);
  few->units = g_new (gint64, p->n_products + 1);
  few->least_pack = G_MAXINT64;
  for (guint i = 0; i < p->n_products; i++)
    for (gint64 units = 1; is_listed (node, i) && units <= p->most[i]; units++)
      {
        gint64 *amount = few->amounts + (gsize) at * few->n_rows;

        for (guint r = 0; r < few->n_rows; r++)
          amount[r] = units * p->rows[few->row[r]].amount[i];
        few->ways[at++] = (Way) { i, units, amount };
        few->least_pack = MIN (few->least_pack, p->pack[i]);
      }
  qsort (few->ways, few->n_ways, sizeof *few->ways, compare_ways);
  return few;
}

void
few_to_go_free (FewToGo *few)
{
  if (few == NULL)
    return;
  g_free (few->row);
  g_free (few->ways);
  g_free (few->live);
  g_free (few->amounts);
  g_free (few->mixed);
  g_free (few->window);
  g_free (few->units);
  g_free (few);
}

/* How many more products the node lets in. */
static guint
room_of (const FewToGo *few, const Node *node)
{
  const NodeRow *units = &node->rows[node->problem->n_rows + PLAN_BY_UNITS];
  gint64 room = MIN (node->problem->max_distinct, node->cutoff[PLAN_BY_DISTINCT]) - (gint64) node->n_in;

  if (units->high != PLANNER_NO_HIGH && few->least_pack > 0)
    {
      gint64 used = 0;

      for (guint i = 0; i < node->n; i++)
        used += node->low[i] * node->problem->pack[i];
      room = MIN (room, (units->high - used) / few->least_pack);
    }
  return (guint) CLAMP (room, 0, node->n_undecided);
}

/* What is open in the node. FALSE: too much. */
static gboolean
look_at_node (FewToGo *few, const Node *node)
{
  double mixtures = 1, tries;

  few->room = room_of (few, node);
  if (few->room > 3)
    return FALSE;
  few->n_mixed = few->n_live = 0;
  for (guint i = 0; i < node->n; i++)
    {
      guint kind = node->problem->kind[i];

      if (node->high[i] == node->low[i])
        continue;
      if (!is_listed (node, i))
        return FALSE;
      if (node->use[kind] == USE_UNDECIDED)
        continue;
      mixtures *= (double) (node->high[i] - node->low[i] + 1);
      few->mixed[few->n_mixed++] = i;
    }
  if (mixtures > MOST_MIXTURES)
    return FALSE;
  if (few->room > 0)
    for (guint w = 0; w < few->n_ways; w++)
      {
        const Way *way = &few->ways[w];

        if (node->use[node->problem->kind[way->product]] == USE_UNDECIDED && way->units <= node->high[way->product])
          few->live[few->n_live++] = way;
      }
  tries = mixtures * few->n_live;
  for (guint more = 1; more < few->room; more++)
    tries *= (more == 1 ? MIN (few->selectivity, 1) * 0.5 : 0.3) * few->n_live;
  return tries <= MOST_TO_TRY;
}

static void
report (FewToGo *few, const Way *const *taken, guint n_taken)
{
  for (guint t = 1; t < n_taken; t++)
    for (guint other = 0; other < t; other++)
      if (taken[t]->product == taken[other]->product)
        return;
  for (guint t = 0; t < n_taken; t++)
    few->units[taken[t]->product] = taken[t]->units;
  few->found (few->data, few->units);
  for (guint t = 0; t < n_taken; t++)
    few->units[taken[t]->product] = 0;
}

static void
shift_windows (FewToGo *few, const gint64 *amount, gint64 times)
{
  for (guint r = 0; r < few->n_rows; r++)
    {
      few->window[r].low -= times * amount[r];
      few->window[r].high -= times * amount[r];
    }
}

static void
try_none (FewToGo *few)
{
  for (guint r = 0; r < few->n_rows; r++)
    if (few->window[r].low > 0 || few->window[r].high < 0)
      return;
  report (few, NULL, 0);
}

static void
try_one (FewToGo *few)
{
  for (guint w = 0; w < few->n_live; w++)
    {
      const gint64 *amount = few->live[w]->amount;
      guint r = 0;

      while (r < few->n_rows && amount[r] >= few->window[r].low && amount[r] <= few->window[r].high)
        r++;
      if (r == few->n_rows)
        report (few, &few->live[w], 1);
    }
}

/* Ways from @from on, with what is @taken. The second's amount in the first row lies in a window that moves down while the first's goes up. */
static void
try_two (FewToGo *few, guint from, const Way *taken)
{
  const Window *window = few->window;
  guint begin = few->n_live, end = begin; /* of the second */

  for (guint w = from; w < few->n_live; w++)
    {
      const gint64 *amount = few->live[w]->amount;

      while (begin > 0 && few->live[begin - 1]->amount[0] >= window[0].low - amount[0])
        begin--;
      while (end > 0 && few->live[end - 1]->amount[0] > window[0].high - amount[0])
        end--;
      if (end <= w + 1)
        break;
      for (guint v = MAX (begin, w + 1); v < end; v++)
        {
          const gint64 *second = few->live[v]->amount;
          guint r = 1;

          while (r < few->n_rows && amount[r] + second[r] >= window[r].low && amount[r] + second[r] <= window[r].high)
            r++;
          if (r == few->n_rows)
            report (few, (const Way *[]) { few->live[w], few->live[v], taken }, taken ? 3 : 2);
        }
    }
}

static void
try_three (FewToGo *few)
{
  for (guint w = 0; w + 2 < few->n_live; w++)
    {
      shift_windows (few, few->live[w]->amount, 1);
      try_two (few, w + 1, few->live[w]);
      shift_windows (few, few->live[w]->amount, -1);
    }
}

/* Each mixture of the units of what is used already, from product @m of the mixed ones on. */
static void
try_mixtures (FewToGo *few, const Node *node, guint m)
{
  guint i;
  g_autofree gint64 *amount = NULL;

  if (m == few->n_mixed)
    {
      try_none (few);
      if (few->room > 0)
        try_one (few);
      if (few->room > 1)
        try_two (few, 0, NULL);
      if (few->room > 2)
        try_three (few);
      return;
    }
  i = few->mixed[m];
  amount = g_new (gint64, few->n_rows);
  for (guint r = 0; r < few->n_rows; r++)
    amount[r] = node->problem->rows[few->row[r]].amount[i];
  for (few->units[i] = node->low[i]; few->units[i] <= node->high[i]; few->units[i]++)
    {
      try_mixtures (few, node, m + 1);
      shift_windows (few, amount, 1);
    }
  shift_windows (few, amount, -(node->high[i] - node->low[i] + 1));
}

gboolean
few_to_go (FewToGo *few, const Node *node, FewFound found, gpointer data)
{
  if (!look_at_node (few, node))
    return FALSE;
  few->found = found;
  few->data = data;
  for (guint r = 0; r < few->n_rows; r++)
    {
      const PlannerRow *row = &node->problem->rows[few->row[r]];
      gint64 sum = 0;

      for (guint i = 0; i < node->n; i++)
        sum += row->amount[i] * node->low[i];
      few->window[r].low = (row->low == PLANNER_NO_LOW ? -NO_END : row->low) - sum;
      few->window[r].high = (row->high == PLANNER_NO_HIGH ? NO_END : row->high) - sum;
    }
  memcpy (few->units, node->low, node->n * sizeof *few->units);
  try_mixtures (few, node, 0);
  return TRUE;
}
