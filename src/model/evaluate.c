/* model/evaluate.c: expressions on the rows of a data frame */
#include "expression.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef struct {
  const DataFrame *frame;
  Learned *learned;
  GError **error;
} Evaluation;

static Value *evaluate (const Evaluation *with, const Node *node);

static Value *
value_new (guint n_columns, guint n_rows)
{
  Value *value = g_new0 (Value, 1);

  value->n_columns = n_columns;
  value->numbers = g_new (double, MAX ((gsize) n_columns * n_rows, 1));
  return value;
}

void
value_free (Value *value)
{
  if (value == NULL)
    return;
  g_free (value->numbers);
  g_free (value->words);
  g_free (value);
}

static Value *
fail (const Evaluation *with, const Node *node, const char *why)
{
  g_autofree char *text = expression_deparse (node);

  g_set_error (with->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s”: %s."), text, why);
  return NULL;
}

/* NAN is missing and goes through; what is not finite becomes INFINITY and stays it. */
static double
settled (double result, double a, double b)
{
  if (isnan (a) || isnan (b))
    return NAN;
  return isfinite (result) && isfinite (a) && isfinite (b) ? result : INFINITY;
}

static double
round_half_even (double x)
{
  return nearbyint (x);
}

static double
logarithm_to_base (double x, double base)
{
  return log (x) / log (base);
}

static const struct {
  const char *name;
  double (*run) (double);
} unaries[] = {
  { "log", log },     { "log2", log2 },   { "log10", log10 }, { "log1p", log1p }, { "exp", exp },
  { "expm1", expm1 }, { "sqrt", sqrt },   { "abs", fabs },    { "sin", sin },     { "cos", cos },
  { "tan", tan },     { "floor", floor }, { "ceiling", ceil }, { "round", round_half_even },
};

static double add (double a, double b) { return a + b; }
static double subtract (double a, double b) { return a - b; }
static double multiply (double a, double b) { return a * b; }
static double divide (double a, double b) { return a / b; }
static double equal (double a, double b) { return a == b; }
static double unequal (double a, double b) { return a != b; }
static double less (double a, double b) { return a < b; }
static double at_most (double a, double b) { return a <= b; }
static double more (double a, double b) { return a > b; }
static double at_least (double a, double b) { return a >= b; }

/* Squares and cubes as products: pow() may be an ulp away, which badly conditioned polynomials notice. */
static double
power (double a, double b)
{
  return b == 2 ? a * a : pow (a, b);
}

static const struct {
  const char *name;
  double (*run) (double, double);
} binaries[] = {
  { "+", add },        { "-", subtract }, { "*", multiply }, { "/", divide },  { "^", power },
  { "==", equal },     { "!=", unequal }, { "<", less },     { "<=", at_most }, { ">", more },
  { ">=", at_least },  { "pmin", fmin },  { "pmax", fmax },  { "log", logarithm_to_base },
};

static Value *
evaluate_number (const Evaluation *with, const Node *node)
{
  g_autoptr(Value) value = evaluate (with, node);

  if (value && value->numbers == NULL)
    return fail (with, node, _("words where numbers are needed"));
  if (value && value->n_columns > 1)
    return fail (with, node, _("poly() stands for several columns and cannot be part of a calculation"));
  return g_steal_pointer (&value);
}

static Value *
compare_words (const Evaluation *with, const Node *node, const Value *a, const Value *b)
{
  const guint n = with->frame->n_rows;
  const gboolean wants_equal = g_str_equal (node->text, "==");
  g_autoptr(Value) value = value_new (1, n);

  if (!wants_equal && !g_str_equal (node->text, "!="))
    return fail (with, node, _("words can be compared by == and != only"));
  for (guint r = 0; r < n; r++)
    value->numbers[r] = a->words[r] && b->words[r] ? (a->words[r] == b->words[r]) == wants_equal : NAN;
  value->is_logical = TRUE;
  return g_steal_pointer (&value);
}

void
value_make_words (Value *value, const DataFrame *frame)
{
  const guint n = frame->n_rows;

  if (value->words)
    return;
  value->words = g_new0 (char *, MAX (n, 1));
  for (guint r = 0; r < n; r++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      const char *word = value->is_logical ? (value->numbers[r] != 0 ? "TRUE" : "FALSE") : g_ascii_formatd (text, sizeof text, "%.15g", value->numbers[r]);

      if (!isnan (value->numbers[r]))
        value->words[r] = data_frame_word (frame, word);
    }
  g_clear_pointer (&value->numbers, g_free);
  value->is_logical = FALSE;
}

static Value *
evaluate_logic (const Evaluation *with, const Node *node)
{
  const guint n = with->frame->n_rows;
  const gboolean is_and = node->text[0] == '&';
  g_autoptr(Value) a = evaluate_number (with, g_ptr_array_index (node->arguments, 0));
  g_autoptr(Value) b = a ? evaluate_number (with, g_ptr_array_index (node->arguments, 1)) : NULL;

  if (b == NULL)
    return NULL;
  for (guint r = 0; r < n; r++)
    {
      const double x = a->numbers[r], y = b->numbers[r];

      if (is_and)
        a->numbers[r] = x == 0 || y == 0 ? 0 : isnan (x) || isnan (y) ? NAN : 1;
      else
        a->numbers[r] = (!isnan (x) && x != 0) || (!isnan (y) && y != 0) ? 1 : isnan (x) || isnan (y) ? NAN : 0;
    }
  a->is_logical = TRUE;
  return g_steal_pointer (&a);
}

static Value *
evaluate_binary (const Evaluation *with, const Node *node, double (*run) (double, double))
{
  const guint n = with->frame->n_rows;
  g_autoptr(Value) a = evaluate (with, g_ptr_array_index (node->arguments, 0));
  g_autoptr(Value) b = a ? evaluate (with, g_ptr_array_index (node->arguments, 1)) : NULL;

  if (b == NULL)
    return NULL;
  if (a->n_columns > 1 || b->n_columns > 1)
    return fail (with, node, _("poly() stands for several columns and cannot be part of a calculation"));
  if ((a->words || b->words) && strchr ("=!<>", node->text[0]))
    {
      value_make_words (a, with->frame); /* "subject == 308", or "sport == 3": compared by what is written */
      value_make_words (b, with->frame);
      return compare_words (with, node, a, b);
    }
  if (a->words || b->words)
    return fail (with, node, _("words where numbers are needed"));
  for (guint r = 0; r < n; r++)
    a->numbers[r] = settled (run (a->numbers[r], b->numbers[r]), a->numbers[r], b->numbers[r]);
  a->is_logical = strchr ("=!<>", node->text[0]) != NULL;
  return g_steal_pointer (&a);
}

static Value *
evaluate_ifelse (const Evaluation *with, const Node *node)
{
  g_autoptr(Value) test = evaluate_number (with, g_ptr_array_index (node->arguments, 0));
  g_autoptr(Value) yes = test ? evaluate (with, g_ptr_array_index (node->arguments, 1)) : NULL;
  g_autoptr(Value) no = yes ? evaluate (with, g_ptr_array_index (node->arguments, 2)) : NULL;

  if (no == NULL)
    return NULL;
  if ((yes->words == NULL) != (no->words == NULL) || yes->n_columns > 1 || no->n_columns > 1)
    return fail (with, node, _("both answers must be numbers, or both words"));
  for (guint r = 0; r < with->frame->n_rows; r++)
    {
      const double t = test->numbers[r];

      if (yes->words)
        yes->words[r] = isnan (t) ? NULL : t != 0 ? yes->words[r] : no->words[r];
      else
        yes->numbers[r] = isnan (t) ? NAN : t != 0 ? yes->numbers[r] : no->numbers[r];
    }
  yes->is_logical = yes->is_logical && no->is_logical;
  return g_steal_pointer (&yes);
}

static Value *
evaluate_is_na (const Evaluation *with, const Node *node)
{
  const guint n = with->frame->n_rows;
  g_autoptr(Value) value = evaluate (with, g_ptr_array_index (node->arguments, 0));
  Value *answer;

  if (value == NULL)
    return NULL;
  answer = value_new (1, n);
  for (guint r = 0; r < n; r++)
    answer->numbers[r] = value->words ? value->words[r] == NULL : isnan (value->numbers[r]);
  answer->is_logical = TRUE;
  return answer;
}

/* Rows that teach: in, and with a finite number. */
static gboolean
teaches (const Evaluation *with, const Value *x, guint r)
{
  return with->frame->out[r] == NULL && isfinite (x->numbers[r]);
}

static Value *
evaluate_centred (const Evaluation *with, const Node *node)
{
  const gboolean scales = g_str_equal (node->text, "scale");
  g_autoptr(Value) x = evaluate_number (with, g_ptr_array_index (node->arguments, 0));
  g_autofree char *key = expression_deparse (node);
  const double *known = g_hash_table_lookup (with->learned, key);

  if (x == NULL)
    return NULL;
  if (known == NULL)
    {
      double *fresh = g_new (double, 2);
      long double sum = 0, squares = 0;
      guint n = 0;

      for (guint r = 0; r < with->frame->n_rows; r++)
        if (teaches (with, x, r))
          sum += x->numbers[r], n++;
      for (guint r = 0; r < with->frame->n_rows && n; r++)
        if (teaches (with, x, r))
          squares += (x->numbers[r] - sum / n) * (x->numbers[r] - sum / n);
      fresh[0] = n ? (double) (sum / n) : NAN;
      fresh[1] = scales ? (n > 1 ? (double) sqrtl (squares / (n - 1)) : NAN) : 1.0;
      g_hash_table_insert (with->learned, g_strdup (key), fresh);
      known = fresh;
      if (!(fresh[1] > 0))
        return fail (with, node, _("the column is constant and cannot be scaled"));
    }
  for (guint r = 0; r < with->frame->n_rows; r++)
    x->numbers[r] = settled ((x->numbers[r] - known[0]) / known[1], x->numbers[r], 0);
  x->is_logical = FALSE;
  return g_steal_pointer (&x);
}

/* Orthogonal polynomials by their three-term recurrence, as R's poly(): norms and centres in @coefficients, degree of each. */
static void
learn_polynomial (const Evaluation *with, const Value *x, guint degree, double *centres, double *norms)
{
  const guint n = with->frame->n_rows;
  g_autofree long double *before = g_new0 (long double, n);
  g_autofree long double *now = g_new (long double, n);
  long double norm_before = 1;

  for (guint r = 0; r < n; r++)
    now[r] = 1;
  for (guint k = 0; k <= degree; k++)
    {
      long double norm = 0, moment = 0;

      for (guint r = 0; r < n; r++)
        if (teaches (with, x, r))
          {
            norm += now[r] * now[r];
            moment += x->numbers[r] * now[r] * now[r];
          }
      norms[k] = (double) norm;
      centres[k] = (double) (moment / norm);
      for (guint r = 0; r < n; r++)
        {
          const long double next = (x->numbers[r] - (long double) centres[k]) * now[r] - (k ? norm / norm_before : 0) * before[r];

          before[r] = now[r];
          now[r] = next;
        }
      norm_before = norm;
    }
}

static guint
count_distinct (const Evaluation *with, const Value *x)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_double_hash, g_double_equal);

  for (guint r = 0; r < with->frame->n_rows; r++)
    if (teaches (with, x, r))
      g_hash_table_add (seen, &x->numbers[r]);
  return g_hash_table_size (seen);
}

static Value *
evaluate_polynomial (const Evaluation *with, const Node *node)
{
  const Node *second = g_ptr_array_index (node->arguments, 1);
  const guint n = with->frame->n_rows;
  g_autoptr(Value) x = evaluate_number (with, g_ptr_array_index (node->arguments, 0));
  g_autofree char *key = expression_deparse (node);
  const double *known = g_hash_table_lookup (with->learned, key);
  guint degree;
  Value *value;

  if (x == NULL)
    return NULL;
  if (second->kind != NODE_NUMBER || !(second->number >= 1 && second->number <= 20) || second->number != floor (second->number))
    return fail (with, node, _("the degree must be a whole number from 1 to 20"));
  degree = (guint) second->number;
  if (known == NULL)
    {
      double *fresh;

      if (count_distinct (with, x) <= degree)
        return fail (with, node, _("the degree must be less than the number of different values"));
      fresh = g_new (double, 2 * (degree + 1));
      learn_polynomial (with, x, degree, fresh, fresh + degree + 1);
      g_hash_table_insert (with->learned, g_strdup (key), fresh);
      known = fresh;
    }
  value = value_new (degree, n);
  for (guint r = 0; r < n; r++)
    {
      const double *centres = known, *norms = known + degree + 1;
      long double before = 0, now = 1;

      for (guint k = 0; k < degree; k++)
        {
          const long double next = (x->numbers[r] - (long double) centres[k]) * now
                                   - (k ? (long double) norms[k] / norms[k - 1] : 0) * before;

          before = now;
          now = next;
          value->numbers[(gsize) k * n + r] = settled ((double) (now / sqrtl (norms[k + 1])), x->numbers[r], 0);
        }
    }
  return value;
}

static Value *
evaluate_name (const Evaluation *with, const Node *node)
{
  const guint n = with->frame->n_rows;
  const Column *column;
  Value *value;

  if (g_str_equal (node->text, "pi") && data_frame_find (with->frame, "pi") == NULL)
    {
      value = value_new (1, n);
      for (guint r = 0; r < n; r++)
        value->numbers[r] = G_PI;
      return value;
    }
  column = data_frame_need (with->frame, node->text, with->error);
  if (column == NULL)
    return NULL;
  if (column->values)
    {
      value = value_new (1, n);
      memcpy (value->numbers, column->values, sizeof (double) * n);
      return value;
    }
  value = g_new0 (Value, 1);
  value->n_columns = 1;
  value->words = g_memdup2 (column->words, sizeof (char *) * (n + 1));
  return value;
}

static Value *
evaluate_call (const Evaluation *with, const Node *node)
{
  const guint n = with->frame->n_rows, n_arguments = node->arguments->len;

  if (expression_is_call (node, "as.numeric", 1))
    {
      Value *value = evaluate_number (with, g_ptr_array_index (node->arguments, 0));

      if (value)
        value->is_logical = FALSE;
      return value;
    }
  if (n_arguments == 1
      && (g_str_equal (node->text, "(") || g_str_equal (node->text, "I")))
    return evaluate (with, g_ptr_array_index (node->arguments, 0));
  if (expression_is_call (node, "factor", 1))
    {
      g_autoptr(Value) value = evaluate (with, g_ptr_array_index (node->arguments, 0));

      if (value && value->n_columns > 1)
        return fail (with, node, _("poly() stands for several columns and cannot be part of a calculation"));
      if (value)
        value_make_words (value, with->frame);
      return g_steal_pointer (&value);
    }
  if (expression_is_call (node, "is.na", 1))
    return evaluate_is_na (with, node);
  if (expression_is_call (node, "center", 1) || expression_is_call (node, "scale", 1))
    return evaluate_centred (with, node);
  if (expression_is_call (node, "poly", 2))
    return evaluate_polynomial (with, node);
  if (expression_is_call (node, "ifelse", 3))
    return evaluate_ifelse (with, node);
  if (n_arguments == 2 && strchr ("&|", node->text[0]))
    return evaluate_logic (with, node);
  if (n_arguments == 1 && strchr ("!+-", node->text[0]))
    {
      Value *value = evaluate_number (with, g_ptr_array_index (node->arguments, 0));

      for (guint r = 0; value && node->text[0] != '+' && r < n; r++)
        if (isfinite (value->numbers[r]))
          value->numbers[r] = node->text[0] == '-' ? -value->numbers[r] : value->numbers[r] == 0;
      if (value)
        value->is_logical = node->text[0] == '!';
      return value;
    }
  for (guint i = 0; n_arguments == 1 && i < G_N_ELEMENTS (unaries); i++)
    if (g_str_equal (node->text, unaries[i].name))
      {
        Value *value = evaluate_number (with, g_ptr_array_index (node->arguments, 0));

        if (value)
          value->is_logical = FALSE;
        for (guint r = 0; value && r < n; r++)
          value->numbers[r] = settled (unaries[i].run (value->numbers[r]), value->numbers[r], 0);
        return value;
      }
  for (guint i = 0; n_arguments == 2 && i < G_N_ELEMENTS (binaries); i++)
    if (g_str_equal (node->text, binaries[i].name))
      return evaluate_binary (with, node, binaries[i].run);
  return fail (with, node, _("there is no such function with so many arguments. There are log, log2, log10, log1p, exp, expm1, sqrt, abs, "
                           "sin, cos, tan, round, floor, ceiling, pmin, pmax, ifelse, is.na, I, factor, center, scale and poly"));
}

static Value *
evaluate (const Evaluation *with, const Node *node)
{
  const guint n = with->frame->n_rows;
  Value *value;

  switch (node->kind)
    {
    case NODE_NUMBER:
      value = value_new (1, n);
      for (guint r = 0; r < n; r++)
        value->numbers[r] = node->number;
      return value;
    case NODE_TEXT:
      value = g_new0 (Value, 1);
      value->n_columns = 1;
      value->words = g_new0 (char *, n + 1);
      for (guint r = 0; r < n; r++)
        value->words[r] = data_frame_word (with->frame, node->text);
      return value;
    case NODE_NAME:
      return evaluate_name (with, node);
    case NODE_CALL:
      break;
    }
  return evaluate_call (with, node);
}

Learned *
learned_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

Value *
expression_evaluate (const Node *node, const DataFrame *frame, Learned *learned, GError **error)
{
  const Evaluation with = { frame, learned, error };

  g_return_val_if_fail (node != NULL && frame != NULL && learned != NULL, NULL);

  return evaluate (&with, node);
}
