/* model/expression.c: R's grammar, as far as formulas need it */
#include "expression.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define DEEPEST_BRACKETS 100
#define LONGEST_TEXT     10000u /* bytes: whoever walks the tree goes down with every operator */

typedef struct {
  const char *text;
  const char *at;
  guint depth;
  GError **error;
} Parser;

static const struct {
  const char *written;
  const char *name;
  int precedence;
} binaries[] = {
  { "~", "~", 1 },   { "||", "||", 2 },     { "|", "|", 2 },   { "&&", "&&", 3 }, { "&", "&", 3 },   { "==", "==", 5 },
  { "!=", "!=", 5 }, { "<=", "<=", 5 },     { ">=", ">=", 5 }, { "<", "<", 5 },   { ">", ">", 5 },   { "+", "+", 6 },
  { "-", "-", 6 },   { "*", "*", 7 },       { "/", "/", 7 },   { "%in%", "%in%", 8 }, { ":", ":", 9 }, { "^", "^", 11 },
};
#define NOT_PRECEDENCE   4
#define UNARY_PRECEDENCE 10

static Node *
node_new (NodeKind kind, const char *text)
{
  Node *node = g_new0 (Node, 1);

  node->kind = kind;
  node->text = g_strdup (text);
  node->number = NAN;
  if (kind == NODE_CALL)
    node->arguments = g_ptr_array_new_with_free_func ((GDestroyNotify) expression_free);
  return node;
}

static Node *
node_number (double number)
{
  Node *node = node_new (NODE_NUMBER, NULL);

  node->number = number;
  return node;
}

static Node *
fail (Parser *parser, const char *what)
{
  if (parser->error && *parser->error == NULL)
    g_set_error (parser->error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("“%s”, at character %ld: %s."), parser->text,
                 g_utf8_pointer_to_offset (parser->text, parser->at) + 1, what);
  return NULL;
}

static void
skip_space (Parser *parser)
{
  while (g_ascii_isspace (*parser->at))
    parser->at++;
}

static gboolean
starts_name (const char *p)
{
  return g_unichar_isalpha (g_utf8_get_char (p)) || (*p == '.' && !g_ascii_isdigit (p[1]));
}

static char *
take_name (Parser *parser)
{
  const char *start = parser->at;

  while (g_unichar_isalnum (g_utf8_get_char (parser->at)) || *parser->at == '.' || *parser->at == '_')
    parser->at = g_utf8_next_char (parser->at);
  return g_strndup (start, parser->at - start);
}

static char *
take_quoted (Parser *parser)
{
  const char quote = *parser->at;
  const char *end = strchr (parser->at + 1, quote);
  char *inside;

  if (end == NULL)
    {
      fail (parser, quote == '`' ? _("the backtick is never closed") : _("the quotation mark is never closed"));
      return NULL;
    }
  inside = g_strndup (parser->at + 1, end - parser->at - 1);
  parser->at = end + 1;
  return inside;
}

static Node *parse_from (Parser *parser, int least_precedence);

static gboolean
parse_arguments (Parser *parser, Node *call)
{
  call->keywords = g_ptr_array_new_with_free_func (g_free);
  skip_space (parser);
  if (*parser->at == ')')
    {
      parser->at++;
      return TRUE;
    }
  for (;;)
    {
      const char *start = parser->at;
      g_autofree char *keyword = NULL;
      Node *argument;

      skip_space (parser);
      if (starts_name (parser->at))
        {
          keyword = take_name (parser);
          skip_space (parser);
          if (*parser->at == '=' && parser->at[1] != '=')
            parser->at++;
          else
            {
              g_clear_pointer (&keyword, g_free);
              parser->at = start;
            }
        }
      argument = parse_from (parser, 1);
      if (argument == NULL)
        return FALSE;
      g_ptr_array_add (call->arguments, argument);
      g_ptr_array_add (call->keywords, g_steal_pointer (&keyword));
      skip_space (parser);
      if (*parser->at == ',')
        parser->at++;
      else if (*parser->at == ')')
        {
          parser->at++;
          return TRUE;
        }
      else
        {
          fail (parser, _("a comma or a closing bracket is expected"));
          return FALSE;
        }
    }
}

static Node *
parse_name_or_call (Parser *parser)
{
  g_autofree char *name = take_name (parser);
  g_autoptr(Node) call = NULL;

  if (g_str_equal (name, "TRUE") || g_str_equal (name, "FALSE"))
    return node_number (name[0] == 'T');
  if (g_str_equal (name, "NA"))
    return node_number (NAN);
  if (*parser->at != '(')
    return node_new (NODE_NAME, name);
  parser->at++;
  call = node_new (NODE_CALL, name);
  return parse_arguments (parser, call) ? g_steal_pointer (&call) : NULL;
}

static Node *
parse_operand (Parser *parser)
{
  skip_space (parser);
  if (g_ascii_isdigit (*parser->at) || (*parser->at == '.' && g_ascii_isdigit (parser->at[1])))
    {
      char *end;
      const double number = g_ascii_strtod (parser->at, &end);

      parser->at = end;
      return node_number (number);
    }
  if (*parser->at == '"' || *parser->at == '\'' || *parser->at == '`')
    {
      const NodeKind kind = *parser->at == '`' ? NODE_NAME : NODE_TEXT;
      g_autofree char *inside = take_quoted (parser);

      return inside ? node_new (kind, inside) : NULL;
    }
  if (*parser->at == '(')
    {
      g_autoptr(Node) brackets = node_new (NODE_CALL, "(");
      Node *inside;

      parser->at++;
      inside = parse_from (parser, 1);
      if (inside == NULL)
        return NULL;
      g_ptr_array_add (brackets->arguments, inside);
      skip_space (parser);
      if (*parser->at != ')')
        return fail (parser, _("a closing bracket is expected"));
      parser->at++;
      return g_steal_pointer (&brackets);
    }
  if (starts_name (parser->at))
    return parse_name_or_call (parser);
  return fail (parser, *parser->at ? _("a name, a number or a bracket is expected") : _("something is missing at the end"));
}

static Node *
parse_prefix (Parser *parser)
{
  const char sign = (skip_space (parser), *parser->at);
  Node *call, *operand;

  if (!(sign == '-' || sign == '+' || sign == '~' || (sign == '!' && parser->at[1] != '=')))
    return parse_operand (parser);
  parser->at++;
  operand = parse_from (parser, sign == '!' ? NOT_PRECEDENCE : sign == '~' ? 2 : UNARY_PRECEDENCE);
  if (operand == NULL)
    return NULL;
  call = node_new (NODE_CALL, (char[]) { sign, 0 });
  g_ptr_array_add (call->arguments, operand);
  return call;
}

static Node *
parse_from (Parser *parser, int least_precedence)
{
  g_autoptr(Node) left = NULL;

  if (++parser->depth > DEEPEST_BRACKETS)
    return fail (parser, _("the brackets are nested too deeply"));
  left = parse_prefix (parser);
  while (left)
    {
      guint found = G_N_ELEMENTS (binaries);
      Node *right, *call;

      skip_space (parser);
      for (guint i = 0; i < G_N_ELEMENTS (binaries) && found == G_N_ELEMENTS (binaries); i++)
        if (g_str_has_prefix (parser->at, binaries[i].written))
          found = i;
      if (found == G_N_ELEMENTS (binaries) || binaries[found].precedence < least_precedence)
        break;
      parser->at += strlen (binaries[found].written);
      /* ^ groups to the right and takes -2 as its exponent, as in R */
      right = parse_from (parser, g_str_equal (binaries[found].name, "^") ? UNARY_PRECEDENCE : binaries[found].precedence + 1);
      if (right == NULL)
        return NULL;
      call = node_new (NODE_CALL, binaries[found].name);
      g_ptr_array_add (call->arguments, g_steal_pointer (&left));
      g_ptr_array_add (call->arguments, right);
      left = call;
    }
  parser->depth--;
  return g_steal_pointer (&left);
}

Node *
expression_parse (const char *text, GError **error)
{
  g_autoptr(GError) local = NULL;
  Parser parser = { text, text, 0, &local };
  g_autoptr(Node) node = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("The expression is not UTF-8 text."));
      return NULL;
    }
  if (strlen (text) > LONGEST_TEXT)
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA, _("The expression is longer than %u characters."), LONGEST_TEXT);
      return NULL;
    }
  node = parse_from (&parser, 1);
  if (node)
    {
      skip_space (&parser);
      if (*parser.at)
        fail (&parser, _("this does not belong to the expression"));
    }
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&node);
}

void
expression_free (Node *node)
{
  if (node == NULL)
    return;
  g_free (node->text);
  g_clear_pointer (&node->arguments, g_ptr_array_unref);
  g_clear_pointer (&node->keywords, g_ptr_array_unref);
  g_free (node);
}

gboolean
expression_is_call (const Node *node, const char *name, guint n)
{
  return node->kind == NODE_CALL && node->arguments->len == n && g_str_equal (node->text, name);
}

static gboolean
is_operator (const Node *node)
{
  return node->kind == NODE_CALL && !starts_name (node->text) && !g_str_equal (node->text, "(");
}

static gboolean
is_plain_name (const char *name)
{
  if (!starts_name (name))
    return FALSE;
  for (const char *p = name; *p; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && *p != '.' && *p != '_')
      return FALSE;
  return TRUE;
}

static void
deparse_into (GString *text, const Node *node)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  switch (node->kind)
    {
    case NODE_NUMBER:
      g_string_append (text, isnan (node->number) ? "NA" : g_ascii_formatd (digits, sizeof digits, "%.15g", node->number));
      return;
    case NODE_TEXT:
      g_string_append_printf (text, "\"%s\"", node->text);
      return;
    case NODE_NAME:
      g_string_append_printf (text, is_plain_name (node->text) ? "%s" : "`%s`", node->text);
      return;
    case NODE_CALL:
      break;
    }
  if (is_operator (node) && node->arguments->len == 2)
    {
      const gboolean tight = strchr ("^:/", node->text[0]) != NULL;

      deparse_into (text, g_ptr_array_index (node->arguments, 0));
      g_string_append_printf (text, tight ? "%s" : " %s ", node->text);
      deparse_into (text, g_ptr_array_index (node->arguments, 1));
      return;
    }
  if (is_operator (node))
    {
      g_string_append (text, node->text);
      deparse_into (text, g_ptr_array_index (node->arguments, 0));
      return;
    }
  g_string_append_printf (text, "%s(", node->text[0] == '(' ? "" : node->text);
  for (guint i = 0; i < node->arguments->len; i++)
    {
      const char *keyword = node->keywords ? g_ptr_array_index (node->keywords, i) : NULL;

      if (i)
        g_string_append (text, ", ");
      if (keyword)
        g_string_append_printf (text, "%s = ", keyword);
      deparse_into (text, g_ptr_array_index (node->arguments, i));
    }
  g_string_append_c (text, ')');
}

char *
expression_deparse (const Node *node)
{
  GString *text = g_string_new (NULL);

  deparse_into (text, node);
  return g_string_free (text, FALSE);
}

void
expression_names (const Node *node, GPtrArray *names)
{
  if (node->kind == NODE_NAME && !g_ptr_array_find_with_equal_func (names, node->text, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (node->text));
  for (guint i = 0; node->kind == NODE_CALL && i < node->arguments->len; i++)
    expression_names (g_ptr_array_index (node->arguments, i), names);
}
