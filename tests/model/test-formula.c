/* tests/model/test-formula.c */
#include "study.h"

#include "model/formula-pick.h"

static void
assert_names (const char *formula, const char *const *names)
{
  g_autoptr(DataFrame) frame = study_frame ();
  const ModelDataOptions none = { NULL, NULL, FALSE };
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelData) data = model_data_new (frame, formula, &none, &error);

  g_assert_no_error (error);
  g_assert_cmpstrv (data->fixed->names, names);
}

#define NAMES(...) (const char *const[]) { __VA_ARGS__, NULL }

static void
test_columns_are_named_and_ordered_as_in_r (void)
{
  assert_names ("y ~ x*sport", NAMES ("(Intercept)", "x", "sportrun", "sportswim", "x:sportrun", "x:sportswim"));
  assert_names ("y ~ 0 + sport + x", NAMES ("sportbike", "sportrun", "sportswim", "x"));
  assert_names ("y ~ factor(x > 5)", NAMES ("(Intercept)", "factor(x > 5)TRUE"));
  assert_names ("y ~ x:sport", NAMES ("(Intercept)", "x:sportbike", "x:sportrun", "x:sportswim"));
  assert_names ("y ~ z:x + x", NAMES ("(Intercept)", "x", "z:x"));
  assert_names ("y ~ (x + z)^2 - x:z", NAMES ("(Intercept)", "x", "z"));
  assert_names ("y ~ poly( x,2 ) + I(z ^2) + log(x+1) + I((x + 1) / 2)",
                NAMES ("(Intercept)", "poly(x, 2)1", "poly(x, 2)2", "I(z^2)", "log(x + 1)", "I((x + 1)/2)"));
  assert_names ("y ~ factor(w) + I(x > 5)", NAMES ("(Intercept)", "factor(w)2", "factor(w)3", "I(x > 5)TRUE"));
  assert_names ("y ~ sport/z", NAMES ("(Intercept)", "sportrun", "sportswim", "sportbike:z", "sportrun:z", "sportswim:z"));
  assert_names ("y ~ . - site - athlete - w", NAMES ("(Intercept)", "x", "z", "sportrun", "sportswim"));
  assert_names ("log(y) ~ scale(x) + center(z) - 1", NAMES ("scale(x)", "center(z)"));
}

static void
test_random_parts_expand_as_in_lme4 (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Formula) nested = formula_parse ("y ~ x + (1 | g/h/i)", NULL, &error);
  g_autoptr(Formula) bars = formula_parse ("y ~ (x + z || g)", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (nested->random->len, ==, 3);
  g_assert_cmpstr (((RandomPart *) g_ptr_array_index (nested->random, 1))->group, ==, "h:g");
  g_assert_cmpstr (((RandomPart *) g_ptr_array_index (nested->random, 2))->group, ==, "i:(h:g)");
  g_assert_cmpuint (bars->random->len, ==, 3);
  g_assert_true (((RandomPart *) g_ptr_array_index (bars->random, 0))->terms->intercept);
  g_assert_false (((RandomPart *) g_ptr_array_index (bars->random, 2))->terms->intercept);
}

static void
test_faults_name_their_place (void)
{
  g_autoptr(DataFrame) frame = study_frame ();
  const ModelDataOptions none = { NULL, NULL, FALSE };
  const char *const faults[][2] = {
    { "y ~ (x", "character 7" },      { "y ~ x +", "missing at the end" }, { "y x", "character 3" },
    { "x + y", "write response ~" },  { "y ~ nothing", "no column “nothing”" }, { "y ~ x | athlete", "brackets" },
    { "y ~ 2*x", "Only 0 and 1" },    { "sport ~ x", "not numeric" },     { "y ~ log(x - 5)", "no finite number" },
    { "y ~ `x", "backtick" },         { "y ~ poly(x, 0)", "degree" },     { "y ~ sqroot(x)", "no such function" },
    { "y ~ log(sport)", "words" },    { "y ~ (1 | x + z)", "no group" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (model_data_new (frame, faults[i][0], &none, &error));
      g_assert_nonnull (error);
      if (strstr (error->message, faults[i][1]) == NULL)
        g_error ("%s: %s", faults[i][0], error->message);
    }
}

static void
test_no_text_breaks_the_parser (void)
{
  static const char alphabet[] = "yxz()~|+-*/^:01 \"`.,=<>&!%Ilog";
  guint32 state = 1;

  for (guint i = 0; i < 20000; i++)
    {
      char text[24];
      const int length = study_random (&state, 23);
      g_autoptr(Formula) formula = NULL;

      for (int c = 0; c < length; c++)
        text[c] = alphabet[study_random (&state, (int) sizeof alphabet - 1)];
      text[length] = '\0';
      formula = formula_parse (text, NULL, NULL);
    }
}

static void
test_a_formula_without_end_is_refused (void)
{
  g_autoptr(GString) text = g_string_new ("y ~ x");
  g_autoptr(GError) error = NULL;

  while (text->len < 3000000)
    g_string_append (text, " + x");
  g_assert_null (formula_parse (text->str, NULL, &error));
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA);
}

static void
test_random_parts_beyond_reason_are_refused (void)
{
  g_autoptr(GString) text = g_string_new ("y,s,g\n");
  g_autoptr(DataFrame) frame = NULL;
  const ModelDataOptions none = { NULL, NULL, FALSE };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "%u,kind %u,group %u\n", i * i % 97, i % 33, i % 7);
  frame = frame_of_text (text->str);
  g_assert_null (model_data_new (frame, "y ~ 1 + (s | g)", &none, &error)); /* 33 kinds */
  g_assert_error (error, MODEL_ERROR, MODEL_ERROR_FORMULA);
}

static void
test_filters_and_derived_columns_mean_what_they_say (void)
{
  g_autoptr(DataFrame) frame = frame_of_text ("y,x,g\n1,2,a\n2,,b\n3,6,a\n4,8,c\n");
  g_autoptr(GError) error = NULL;
  const Column *derived;

  g_assert_true (data_frame_derive (frame, "r = ifelse(g == 'a', -y^2, x %in% 3)", &error) == FALSE);
  g_clear_error (&error);
  g_assert_true (data_frame_derive (frame, "r = ifelse(is.na(x), 0, -y^2 + x/2)", &error));
  g_assert_no_error (error);
  derived = data_frame_find (frame, "r");
  g_assert_cmpfloat (derived->values[0], ==, 0);
  g_assert_cmpfloat (derived->values[1], ==, 0);
  g_assert_cmpfloat (derived->values[2], ==, -6);
  g_assert_cmpint (data_frame_where (frame, "g != \"c\" & x > 1", &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpstr (frame->out[1], ==, "not where g != \"c\" & x > 1"); /* missing is not true */
  g_assert_true (frame->out[0] == NULL && frame->out[2] == NULL && frame->out[3] != NULL);
  g_assert_cmpint (data_frame_where (frame, "g", &error), ==, -1);
}

static void
test_what_is_true_or_false_is_a_factor_and_in_a_calculation_a_number (void)
{
  static const struct {
    const char *expression, *word; /* of the first row; NULL: no words */
    double number;
  } cases[] = {
    { "factor(x > 3)", "FALSE", NAN }, { "ifelse(g == 'a', x > 1, 5)", NULL, 1 }, { "ifelse(g == 'c', x > 1, 5)", NULL, 5 },
    { "center(x > 3)", NULL, -2.0 / 3 }, { "factor(x)", "2", NAN },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr(DataFrame) frame = frame_of_text ("y,x,g\n1,2,a\n2,,b\n3,6,a\n4,8,c\n");
      g_autoptr(GHashTable) learned = learned_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(Node) node = expression_parse (cases[c].expression, &error);
      g_autoptr(Value) value = expression_evaluate (node, frame, learned, &error);

      g_assert_no_error (error);
      g_assert_false (value->is_logical);
      if (cases[c].word)
        g_assert_cmpstr (value->words[0], ==, cases[c].word);
      else
        g_assert_cmpfloat_with_epsilon (value->numbers[0], cases[c].number, 1e-12);
    }
}

static void
test_picking_changes_only_what_was_picked (void)
{
  static const struct {
    const char *written, *response, *columns, *group, *slopes, *expected;
  } picks[] = {
    { NULL, "y", "", NULL, "", "y ~ 1" },
    { NULL, "y", "a b", "g", "a", "y ~ a + b + (1 + a | g)" },
    { "log(y) ~ 0 + log(a) + a:b + (1 | g)", "y", "a b", "g", "", "log(y) ~ 0 + log(a) + a:b + (1 | g)" },
    { "log(y) ~ log(a) + (1 | g)", "y", "a", "g", "a", "log(y) ~ log(a) + (1 + log(a) | g)" },
    { "y ~ a + (a | g)", "y", "a b", "g", "a", "y ~ a + b + (1 + a | g)" },
    { "y ~ a + (a || g)", "y", "a b", "g", "a", "y ~ a + b + (1 | g) + (0 + a | g)" },
    { "y ~ a + b + (a || g)", "y", "b", "g", "a", "y ~ b + (1 | g)" },
    { "y ~ a + (1 | g) + (1 | h)", "y", "a b", "g", "", "y ~ a + b + (1 | g) + (1 | h)" },
    { "y ~ a + (1 + a | g/h)", "y", "a b", "g", "a", "y ~ a + b + (1 + a | g) + (1 + a | h:g)" },
    { "y ~ a + (0 + a | g)", "y", "a", "g", "", "y ~ a + (1 | g)" },
    { "y ~ a + (0 + a | g)", "y", "a", "g", "a", "y ~ a + (0 + a | g)" },
    { "y ~ a + (a | g) + (1 | h)", "y", "a", NULL, "", "y ~ a + (1 | h)" },
    { "y ~ a + (a | g)", "y", "a", "h", "a", "y ~ a + (1 + a | h)" },
    { "y ~ a + b + (b | g)", "b", "a b", "g", "b", "b ~ a + (1 | g)" },
    { "y ~ `two words` + (1 | g)", "y", "a,two words", "g", "two words", "y ~ `two words` + a + (1 + `two words` | g)" },
    { "y ~ a + I(a^2) + (a | g)", "y", "a b", "g", "a", "y ~ a + I(a^2) + b + (1 + a | g)" },
    { "y ~ (0 + a | g)", "y", "b", "g", "a", "y ~ b + (0 + a | g)" },
  };
  g_autoptr(DataFrame) frame = frame_of_text ("y,a,b,two words,g,h\n1,2,3,4,p,q\n2,3,5,1,q,p\n");

  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    {
      g_auto(GStrv) columns = g_strsplit (picks[i].columns, strchr (picks[i].columns, ',') ? "," : " ", -1);
      g_auto(GStrv) slopes = strchr (picks[i].slopes, ' ') ? g_strsplit (picks[i].slopes, ",", -1) : g_strsplit (picks[i].slopes, " ", -1);
      g_autoptr(Formula) written = picks[i].written ? formula_parse (picks[i].written, frame, NULL) : NULL;
      const FormulaPicks wanted = { picks[i].response, (const char *const *) columns, picks[i].group, (const char *const *) slopes };
      g_autofree char *text = formula_pick (written, frame, &wanted);

      g_assert_cmpstr (text, ==, picks[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/formula/names", test_columns_are_named_and_ordered_as_in_r);
  g_test_add_func ("/model/formula/random", test_random_parts_expand_as_in_lme4);
  g_test_add_func ("/model/formula/faults", test_faults_name_their_place);
  g_test_add_func ("/model/formula/noise", test_no_text_breaks_the_parser);
  g_test_add_func ("/model/formula/without-end", test_a_formula_without_end_is_refused);
  g_test_add_func ("/model/formula/random-beyond-reason", test_random_parts_beyond_reason_are_refused);
  g_test_add_func ("/model/formula/filters", test_filters_and_derived_columns_mean_what_they_say);
  g_test_add_func ("/model/formula/true-or-false", test_what_is_true_or_false_is_a_factor_and_in_a_calculation_a_number);
  g_test_add_func ("/model/formula/picking", test_picking_changes_only_what_was_picked);
  return g_test_run ();
}
