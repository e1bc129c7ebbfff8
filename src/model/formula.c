/* model/formula.c */
#include "formula.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_VARIABLES 64u
#define MOST_TERMS     4096u

typedef struct {
  TermSet *set;
  GPtrArray *random;       /* NULL inside a random part */
  const DataFrame *frame;  /* nullable */
  const Node *response;    /* nullable */
  GError **error;
} Reading;

static GArray *read_terms (Reading *reading, const Node *node);

static TermSet *
term_set_new (void)
{
  TermSet *set = g_new0 (TermSet, 1);

  set->variables = g_ptr_array_new_with_free_func ((GDestroyNotify) expression_free);
  set->names = g_ptr_array_new_with_free_func (g_free);
  set->terms = g_array_new (FALSE, FALSE, sizeof (guint64));
  set->intercept = TRUE;
  return set;
}

static void
term_set_free (TermSet *set)
{
  if (set == NULL)
    return;
  g_ptr_array_unref (set->variables);
  g_ptr_array_unref (set->names);
  g_array_unref (set->terms);
  g_free (set);
}

static void
random_part_free (RandomPart *part)
{
  term_set_free (part->terms);
  g_free (part->group);
  g_clear_pointer (&part->columns, g_ptr_array_unref);
  g_free (part);
}

static GArray *
no_terms (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint64));
}

static void
add_term (GArray *terms, guint64 term)
{
  for (guint i = 0; i < terms->len; i++)
    if (g_array_index (terms, guint64, i) == term)
      return;
  g_array_append_val (terms, term);
}

static void
add_terms (GArray *terms, const GArray *more)
{
  for (guint i = 0; i < more->len; i++)
    add_term (terms, g_array_index (more, guint64, i));
}

static Node *
node_copy (const Node *node)
{
  Node *copy = g_new0 (Node, 1);

  copy->kind = node->kind;
  copy->number = node->number;
  copy->text = g_strdup (node->text);
  if (node->arguments)
    copy->arguments = g_ptr_array_new_with_free_func ((GDestroyNotify) expression_free);
  if (node->keywords)
    copy->keywords = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; node->arguments && i < node->arguments->len; i++)
    g_ptr_array_add (copy->arguments, node_copy (g_ptr_array_index (node->arguments, i)));
  for (guint i = 0; node->keywords && i < node->keywords->len; i++)
    g_ptr_array_add (copy->keywords, g_strdup (g_ptr_array_index (node->keywords, i)));
  return copy;
}

static GArray *
read_variable (Reading *reading, const Node *node)
{
  g_autofree char *name = expression_deparse (node);
  GArray *terms;
  guint at;

  if (!g_ptr_array_find_with_equal_func (reading->set->names, name, g_str_equal, &at))
    {
      at = reading->set->names->len;
      if (at == MOST_VARIABLES)
        {
          g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("The formula has more than %u variables."), MOST_VARIABLES);
          return NULL;
        }
      g_ptr_array_add (reading->set->names, g_steal_pointer (&name));
      g_ptr_array_add (reading->set->variables, node_copy (node));
    }
  terms = no_terms ();
  add_term (terms, G_GUINT64_CONSTANT (1) << at);
  return terms;
}

static GArray *
cross (const GArray *left, const GArray *right)
{
  GArray *terms = no_terms ();

  for (guint i = 0; i < left->len && terms->len < MOST_TERMS; i++)
    for (guint j = 0; j < right->len; j++)
      add_term (terms, g_array_index (left, guint64, i) | g_array_index (right, guint64, j));
  return terms;
}

static GArray *
read_number (Reading *reading, const Node *node, gboolean removes)
{
  if (node->number != 0 && node->number != 1)
    {
      g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA,
                   _("Only 0 and 1 may stand as a term of a formula; write I(…) for arithmetic."));
      return NULL;
    }
  reading->set->intercept = (node->number == 1) != removes;
  return no_terms ();
}

/* All columns of the frame that the response does not use. */
static GArray *
read_dot (Reading *reading)
{
  g_autoptr(GPtrArray) used = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) terms = no_terms ();

  if (reading->frame == NULL)
    {
      g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“.” needs a table to stand for its columns."));
      return NULL;
    }
  if (reading->response)
    expression_names (reading->response, used);
  for (guint c = 0; c < reading->frame->columns->len; c++)
    {
      const Column *column = g_ptr_array_index (reading->frame->columns, c);
      Node node = { NODE_NAME, NAN, column->name, NULL, NULL };
      g_autoptr(GArray) term = NULL;

      if (*column->name == '\0' || g_ptr_array_find_with_equal_func (used, column->name, g_str_equal, NULL))
        continue;
      term = read_variable (reading, &node);
      if (term == NULL)
        return NULL;
      add_terms (terms, term);
    }
  return g_steal_pointer (&terms);
}

static Node *
node_cross (const Node *a, const Node *b)
{
  Node *node = g_new0 (Node, 1);

  node->kind = NODE_CALL;
  node->number = NAN;
  node->text = g_strdup (":");
  node->arguments = g_ptr_array_new_with_free_func ((GDestroyNotify) expression_free);
  g_ptr_array_add (node->arguments, node_copy (a));
  g_ptr_array_add (node->arguments, b->kind == NODE_CALL && g_str_equal (b->text, ":") ? NULL : node_copy (b));
  if (g_ptr_array_index (node->arguments, 1) == NULL) /* lme4 writes c:(b:a) */
    {
      Node *brackets = g_new0 (Node, 1);

      brackets->kind = NODE_CALL;
      brackets->number = NAN;
      brackets->text = g_strdup ("(");
      brackets->arguments = g_ptr_array_new_with_free_func ((GDestroyNotify) expression_free);
      g_ptr_array_add (brackets->arguments, node_copy (b));
      node->arguments->pdata[1] = brackets;
    }
  return node;
}

/* a/b/c → a, b:a, c:(b:a); anything else is itself. */
static void
expand_nesting (const Node *node, GPtrArray *groups)
{
  if (expression_is_call (node, "(", 1))
    expand_nesting (g_ptr_array_index (node->arguments, 0), groups);
  else if (expression_is_call (node, "/", 2))
    {
      expand_nesting (g_ptr_array_index (node->arguments, 0), groups);
      g_ptr_array_add (groups, node_cross (g_ptr_array_index (node->arguments, 1), g_ptr_array_index (groups, groups->len - 1)));
    }
  else
    g_ptr_array_add (groups, node_copy (node));
}

static gboolean
group_columns (const Node *node, GPtrArray *columns)
{
  if (node->kind == NODE_NAME)
    {
      g_ptr_array_add (columns, g_strdup (node->text));
      return TRUE;
    }
  if (expression_is_call (node, "(", 1) || expression_is_call (node, "factor", 1))
    return group_columns (g_ptr_array_index (node->arguments, 0), columns);
  return expression_is_call (node, ":", 2) && group_columns (g_ptr_array_index (node->arguments, 0), columns)
         && group_columns (g_ptr_array_index (node->arguments, 1), columns);
}

static int
compare_terms (gconstpointer a, gconstpointer b, gpointer terms)
{
  const guint64 x = g_array_index ((GArray *) terms, guint64, *(const guint *) a);
  const guint64 y = g_array_index ((GArray *) terms, guint64, *(const guint *) b);
  const int order = __builtin_popcountll (x) - __builtin_popcountll (y);

  return order ? order : (*(const guint *) a > *(const guint *) b) - (*(const guint *) a < *(const guint *) b);
}

/* By the number of variables; otherwise as written. */
static void
set_terms (TermSet *set, GArray *terms)
{
  g_autofree guint *order = g_new (guint, MAX (terms->len, 1));

  for (guint i = 0; i < terms->len; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) terms->len, sizeof *order, compare_terms, terms);
  for (guint i = 0; i < terms->len; i++)
    g_array_append_val (set->terms, g_array_index (terms, guint64, order[i]));
}

static TermSet *
read_term_set (Reading *outer, const Node *node)
{
  TermSet *set = term_set_new ();
  Reading reading = { set, NULL, outer->frame, outer->response, outer->error };
  g_autoptr(GArray) terms = read_terms (&reading, node);

  if (terms == NULL)
    {
      term_set_free (set);
      return NULL;
    }
  set_terms (set, terms);
  return set;
}

/* One part of @terms: all of them, only the intercept (@only −1), or only the i-th term. */
static TermSet *
term_set_part (const TermSet *terms, int only)
{
  TermSet *part = term_set_new ();

  for (guint i = 0; i < terms->variables->len; i++)
    {
      g_ptr_array_add (part->variables, node_copy (g_ptr_array_index (terms->variables, i)));
      g_ptr_array_add (part->names, g_strdup (g_ptr_array_index (terms->names, i)));
    }
  part->intercept = only == -1;
  if (only >= 0)
    g_array_append_val (part->terms, g_array_index (terms->terms, guint64, only));
  return part;
}

static gboolean
add_random (Reading *reading, const Node *bar)
{
  const gboolean correlated = g_str_equal (bar->text, "|");
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) expression_free);
  TermSet *terms = read_term_set (reading, g_ptr_array_index (bar->arguments, 0));

  if (terms == NULL)
    return FALSE;
  expand_nesting (g_ptr_array_index (bar->arguments, 1), groups);
  if (!terms->intercept && terms->terms->len == 0)
    {
      g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("A random part without terms: write (1 | group)."));
      term_set_free (terms);
      return FALSE;
    }
  for (guint g = 0; g < groups->len; g++)
    for (int only = terms->intercept ? -1 : 0; only < (int) terms->terms->len; only++)
      {
        const Node *group = g_ptr_array_index (groups, g);
        RandomPart *part = g_new0 (RandomPart, 1);

        g_ptr_array_add (reading->random, part);
        part->group = expression_deparse (group);
        part->columns = g_ptr_array_new_with_free_func (g_free);
        if (!group_columns (group, part->columns))
          {
            g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA,
                         _("“%s” is no group: write a column, a:b or a/b behind the bar."), part->group);
            term_set_free (terms);
            return FALSE;
          }
        part->terms = term_set_part (terms, only);
        if (correlated)
          {
            part->terms->intercept = terms->intercept;
            g_array_set_size (part->terms->terms, 0);
            g_array_append_vals (part->terms->terms, terms->terms->data, terms->terms->len);
            break;
          }
      }
  term_set_free (terms);
  return TRUE;
}

static gboolean
is_bar (const Node *node)
{
  return expression_is_call (node, "|", 2) || expression_is_call (node, "||", 2);
}

static GArray *
read_operator (Reading *reading, const Node *node)
{
  const Node *first = g_ptr_array_index (node->arguments, 0), *second = g_ptr_array_index (node->arguments, 1);
  const char operator = node->text[0];
  g_autoptr(GArray) left = read_terms (reading, first);
  g_autoptr(GArray) right = NULL;
  g_autoptr(GArray) crossed = NULL;

  if (left == NULL)
    return NULL;
  if (operator == '^')
    {
      GArray *terms;

      if (second->kind != NODE_NUMBER || !(second->number >= 1 && second->number <= 10) || second->number != floor (second->number))
        {
          g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA,
                       _("A formula's ^ needs a whole number from 1 to 10; write I(a^b) for a power of numbers."));
          return NULL;
        }
      terms = g_array_copy (left);
      for (guint i = 1; i < (guint) second->number; i++)
        {
          g_autoptr(GArray) next = cross (terms, left);

          add_terms (terms, next);
        }
      return terms;
    }
  if (operator == '-' && second->kind == NODE_NUMBER)
    {
      right = read_number (reading, second, TRUE);
      return right ? g_steal_pointer (&left) : NULL;
    }
  right = read_terms (reading, second);
  if (right == NULL)
    return NULL;
  switch (operator)
    {
    case '+':
      add_terms (left, right);
      break;
    case '-':
      for (guint i = left->len; i-- > 0;)
        for (guint j = 0; j < right->len; j++)
          if (g_array_index (left, guint64, i) == g_array_index (right, guint64, j))
            {
              g_array_remove_index (left, i);
              break;
            }
      break;
    case '*':
      crossed = cross (left, right);
      add_terms (left, right);
      add_terms (left, crossed);
      break;
    case '/':
      {
        g_autoptr(GArray) all = no_terms ();
        guint64 together = 0;

        for (guint i = 0; i < left->len; i++)
          together |= g_array_index (left, guint64, i);
        add_term (all, together);
        crossed = cross (all, right);
        add_terms (left, crossed);
        break;
      }
    default: /* ':' and %in% */
      return cross (left, right);
    }
  return g_steal_pointer (&left);
}

static GArray *
read_terms (Reading *reading, const Node *node)
{
  if (node->kind == NODE_NUMBER)
    return read_number (reading, node, FALSE);
  if (node->kind == NODE_TEXT)
    {
      g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” in quotation marks is no term; write the name without, or in backticks."), node->text);
      return NULL;
    }
  if (node->kind == NODE_NAME)
    return g_str_equal (node->text, ".") ? read_dot (reading) : read_variable (reading, node);
  if (expression_is_call (node, "(", 1))
    {
      const Node *inside = g_ptr_array_index (node->arguments, 0);

      if (!is_bar (inside))
        return read_terms (reading, inside);
      if (reading->random == NULL)
        {
          g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("A random part cannot stand inside another."));
          return NULL;
        }
      return add_random (reading, inside) ? no_terms () : NULL;
    }
  if (is_bar (node))
    {
      g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("Put random terms in brackets: y ~ a + (1 | group)."));
      return NULL;
    }
  if (node->arguments->len == 2
      && (strlen (node->text) == 1 ? strchr ("+-*/:^", node->text[0]) != NULL : g_str_equal (node->text, "%in%")))
    return read_operator (reading, node);
  if (expression_is_call (node, "-", 1))
    {
      const Node *first = g_ptr_array_index (node->arguments, 0);

      if (first->kind == NODE_NUMBER)
        return read_number (reading, first, TRUE);
      return no_terms ();
    }
  if (expression_is_call (node, "+", 1))
    return read_terms (reading, g_ptr_array_index (node->arguments, 0));
  if (!(g_unichar_isalpha (g_utf8_get_char (node->text))))
    {
      g_set_error (reading->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” has no meaning in a formula; write I(…) for calculations."), node->text);
      return NULL;
    }
  return read_variable (reading, node);
}

Formula *
formula_parse (const char *text, const DataFrame *frame, GError **error)
{
  g_autoptr(Node) node = expression_parse (text, error);
  g_autoptr(Formula) formula = NULL;
  g_autoptr(GArray) terms = NULL;
  Reading reading;

  if (node == NULL)
    return NULL;
  if (!expression_is_call (node, "~", 2))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s” is no model: write response ~ terms."), text);
      return NULL;
    }
  formula = g_new0 (Formula, 1);
  formula->text = g_strdup (text);
  formula->response = node_copy (g_ptr_array_index (node->arguments, 0));
  formula->response_name = expression_deparse (formula->response);
  formula->fixed = term_set_new ();
  formula->random = g_ptr_array_new_with_free_func ((GDestroyNotify) random_part_free);
  reading = (Reading){ formula->fixed, formula->random, frame, formula->response, error };
  terms = read_terms (&reading, g_ptr_array_index (node->arguments, 1));
  if (terms == NULL)
    return NULL;
  if (terms->len >= MOST_TERMS)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("The formula has more than %u terms."), MOST_TERMS);
      return NULL;
    }
  set_terms (formula->fixed, terms);
  return g_steal_pointer (&formula);
}

void
formula_free (Formula *formula)
{
  if (formula == NULL)
    return;
  g_free (formula->text);
  g_clear_pointer (&formula->response, expression_free);
  g_free (formula->response_name);
  term_set_free (formula->fixed);
  g_clear_pointer (&formula->random, g_ptr_array_unref);
  g_free (formula);
}

char *
term_label (const TermSet *set, guint64 term)
{
  GString *label = g_string_new (NULL);

  for (guint i = 0; i < set->names->len; i++)
    if (term >> i & 1)
      g_string_append_printf (label, "%s%s", label->len ? ":" : "", (char *) g_ptr_array_index (set->names, i));
  return g_string_free (label, FALSE);
}

static void
add_columns (const TermSet *terms, GPtrArray *names)
{
  for (guint v = 0; v < terms->variables->len; v++)
    expression_names (g_ptr_array_index (terms->variables, v), names);
}

GPtrArray *
formula_columns (const Formula *formula)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  add_columns (formula->fixed, names);
  for (guint a = 0; a < formula->random->len; a++)
    add_columns (((const RandomPart *) g_ptr_array_index (formula->random, a))->terms, names);
  return names;
}
