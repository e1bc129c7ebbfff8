/* workspace/model-inputs.c */
#include "model-inputs.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "model/back-transform.h"

static const struct {
  const char *name, *unit, *origin;
  const char *others[9];  /* other names that tables use */
  const char *units[5];   /* how that unit is also written */
} known[N_INPUTS] = {
  [INPUT_LOCAL_RATE] = { "local_rate", "mg/cm²/min", N_("the patch"), { "local", "lsr", "local_sweat_rate", "local_sweating_rate", "local_rate_mg_cm2_min", "patch_rate" },
                         { "mg/cm2/min", "mg/cm^2/min", "mg·cm⁻²·min⁻¹", "mg cm-2 min-1" } },
  [INPUT_SODIUM] = { "sodium", "mmol/L", N_("the patch"), { "na", "sodium_mmol_l", "sweat_sodium" }, { "mmol/l", "mM" } },
  [INPUT_CHLORIDE] = { "chloride", "mmol/L", N_("the patch"), { "cl", "chloride_mmol_l", "sweat_chloride" }, { "mmol/l", "mM" } },
  [INPUT_MASS] = { "mass", "kg", N_("the weighing before, or the athlete"), { "body_mass", "bodymass", "bm", "weight", "mass_kg", "body_mass_kg", "bw" }, { NULL } },
  [INPUT_HEIGHT] = { "height", "m", N_("the athlete"), { "height_m", "stature" }, { NULL } },
  [INPUT_AGE] = { "age", NULL, N_("the athlete’s date of birth"), { "age_years", "years" }, { "years", "year", "y", "yr" } },
  [INPUT_TEMPERATURE] = { "temperature", "°C", N_("the workout’s weather"), { "temp", "tdb", "air", "air_c", "air_temperature", "temperature_c", "ambient", "ta" },
                          { "C", "degC", "celsius", "deg C" } },
  [INPUT_HUMIDITY] = { "humidity", "%", N_("the workout’s weather"), { "rh", "relative_humidity", "humidity_percent" }, { "percent" } },
  [INPUT_WIND] = { "wind", "m/s", N_("the workout’s weather, or the sport"), { "air_speed", "v", "wind_m_s", "wind_speed" }, { "m s-1" } },
  [INPUT_MINUTES] = { "minutes", "min", N_("the workout, or the time worn"), { "duration", "duration_min", "time_min" }, { "minute", "minutes" } },
  [INPUT_PHS] = { "phs", "L/h", N_("ISO 7933"), { "phs_l_h", "heat_strain", "phs_rate" }, { "l/h" } },
  [INPUT_SEX] = { "sex", NULL, N_("the athlete"), { "gender" }, { NULL } },
  [INPUT_SPORT] = { "sport", NULL, N_("the workout, or the athlete"), { "workout_type", "discipline", "activity" }, { NULL } },
  [INPUT_ATHLETE] = { "athlete", NULL, N_("the athlete"), { "subject", "participant", "id", "athlete_id", "player" }, { NULL } },
};

static const char *const rate_units[] = { "L/h", "l/h", "L/hr", "L h-1", "kg/h", "litre/h", "liter/h", NULL };

const char *
model_input_origin (ModelInput input)
{
  g_return_val_if_fail (input < N_INPUTS, NULL);
  return _(known[input].origin);
}

/* "Body Mass" and "body-mass" are body_mass. */
static char *
plain_name (const char *name)
{
  char *plain = g_ascii_strdown (name, -1);

  return g_strdelimit (plain, " -.", '_');
}

gboolean
model_input_find (const char *column, ModelInput *input)
{
  g_autofree char *plain = plain_name (column);

  for (guint i = 0; i < N_INPUTS; i++)
    if (g_str_equal (plain, known[i].name) || g_strv_contains (known[i].others, plain))
      {
        *input = (ModelInput) i;
        return TRUE;
      }
  return FALSE;
}

void
model_inputs_init (ModelInputs *inputs)
{
  g_return_if_fail (inputs != NULL);

  *inputs = (ModelInputs) { .sex = NULL };
  for (guint i = 0; i < N_NUMBER_INPUTS; i++)
    inputs->value[i] = NAN;
}

/* --- which columns a model needs --- */

/* The columns of the table that the fixed and the random terms need, derived ones traced back to what they are derived from. */
static GPtrArray *
needed_columns (const ModelEquation *equation)
{
  GPtrArray *names = formula_columns (equation->formula);

  for (guint d = equation->derived ? g_strv_length (equation->derived) : 0; d-- > 0;)
    {
      g_auto(GStrv) sides = g_strsplit (equation->derived[d], "=", 2);
      g_autoptr(Node) node = sides[0] && sides[1] ? expression_parse (sides[1], NULL) : NULL;
      guint at = 0;

      if (node && g_ptr_array_find_with_equal_func (names, g_strstrip (sides[0]), g_str_equal, &at))
        {
          g_ptr_array_remove_index (names, at);
          expression_names (node, names);
        }
    }
  return names;
}

gboolean
model_uses_input (const ModelEquation *equation, ModelInput input)
{
  g_autoptr(GPtrArray) names = needed_columns (equation);
  ModelInput found;

  for (guint i = 0; i < names->len; i++)
    if (model_input_find (g_ptr_array_index (names, i), &found) && found == input)
      return TRUE;
  return FALSE;
}

static gboolean
unit_is (const char *unit, ModelInput input)
{
  return unit == NULL || g_strcmp0 (unit, known[input].unit) == 0 || g_strv_contains (known[input].units, unit);
}

static gboolean
response_is_rate (const ModelEquation *equation, GError **error)
{
  const Node *response = equation->formula->response;
  const gboolean is_log = response_is_log (equation->formula);
  const Node *measured = is_log ? g_ptr_array_index (response->arguments, 0) : response;

  if (measured->kind == NODE_NAME && (equation->response_unit == NULL || g_strv_contains (rate_units, equation->response_unit)))
    return TRUE;
  if (measured->kind != NODE_NAME)
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The response “%s” is neither a column nor its logarithm: the whole-body rate cannot be had from it."),
                 equation->formula->response_name);
  else
    g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The response is in %s; a whole-body rate in L/h is needed. Derive such a column and fit again."),
                 equation->response_unit);
  return FALSE;
}

gboolean
model_inputs_check (const ModelEquation *equation, GError **error)
{
  g_autoptr(GPtrArray) names = needed_columns (equation);
  g_autoptr(GString) faults = g_string_new (NULL);
  g_autoptr(GString) offered = g_string_new (NULL);

  g_return_val_if_fail (equation != NULL, FALSE);

  if (!response_is_rate (equation, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const TrainedRange *range = equation_column (equation, name);
      ModelInput input;

      if (!model_input_find (name, &input))
        g_string_append_printf (faults, _(" “%s” is not known of a patch, an athlete or a workout."), name);
      else if (range && range->levels == NULL && input >= N_NUMBER_INPUTS)
        g_string_append_printf (faults, _(" “%s” is a number in the model, and a word here."), name);
      else if (range && range->levels && input < N_NUMBER_INPUTS)
        g_string_append_printf (faults, _(" “%s” is a word in the model, and a number here."), name);
      else if (range && range->levels == NULL && !unit_is (range->unit, input))
        g_string_append_printf (faults, _(" “%s” is in %s in the model, and in %s here."), name, range->unit, known[input].unit ? known[input].unit : _("years"));
    }
  if (faults->len == 0)
    return TRUE;
  for (guint i = 0; i < N_INPUTS; i++)
    g_string_append_printf (offered, "%s%s%s%s", i ? ", " : "", known[i].name, known[i].unit ? " in " : "", known[i].unit ? known[i].unit : "");
  g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The model cannot be used here:%s What can be filled in: %s."), faults->str, offered->str);
  return FALSE;
}

/* --- a row --- */

/* The model's own word for @word: by letters alone, or "m" and "men" for "male". */
static const char *
level_for (const char *word, char *const *levels, ModelInput input)
{
  static const char *const sexes[][6] = { { "female", "f", "women", "woman", "w", "fem" }, { "male", "m", "men", "man", "masc", "males" } };
  g_autofree char *plain = plain_name (word);

  for (guint l = 0; levels[l]; l++)
    {
      g_autofree char *level = plain_name (levels[l]);

      if (g_str_equal (level, plain))
        return levels[l];
      for (guint s = 0; input == INPUT_SEX && s < G_N_ELEMENTS (sexes); s++)
        if (g_str_equal (plain, sexes[s][0]))
          for (guint i = 0; i < G_N_ELEMENTS (sexes[s]); i++)
            if (g_str_equal (level, sexes[s][i]))
              return levels[l];
    }
  return NULL;
}

static gboolean
add_word (DataFrame *frame, const char *name, const char *word, char *const *levels, ModelInput input, GError **error)
{
  const char *level = word && levels ? level_for (word, levels, input) : word;

  if (level == NULL)
    {
      g_autofree char *list = levels ? g_strjoinv (", ", (char **) levels) : NULL;

      if (word)
        g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The model does not know the %s “%s”; it knows %s."), known[input].name, word, list);
      else
        g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The model needs “%s”, which is not known here (it comes from %s)."), name, _(known[input].origin));
      return FALSE;
    }
  data_frame_add_words (frame, name, name, &level);
  return TRUE;
}

static gboolean
add_number (DataFrame *frame, const char *name, double value, ModelInput input, GError **error)
{
  double *numbers;

  if (isnan (value))
    {
      g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The model needs “%s”, which is not known here (it comes from %s)."), name, _(known[input].origin));
      return FALSE;
    }
  numbers = g_new (double, 1);
  *numbers = value;
  data_frame_add_numbers (frame, name, name, numbers);
  return TRUE;
}

DataFrame *
model_inputs_frame (const ModelInputs *inputs, const ModelEquation *equation, GError **error)
{
  g_autoptr(GPtrArray) names = needed_columns (equation);
  g_autoptr(DataFrame) frame = data_frame_new_rows (equation->formula->text, 1);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const TrainedRange *range = equation_column (equation, name);
      ModelInput input;

      if (!model_input_find (name, &input))
        {
          g_set_error (error, MODEL_ERROR, MODEL_ERROR_TABLE, _("The model needs “%s”, which is not known of a patch, an athlete or a workout."), name);
          return NULL;
        }
      if (input < N_NUMBER_INPUTS)
        {
          if (!add_number (frame, name, inputs->value[input], input, error))
            return NULL;
        }
      else if (!add_word (frame, name, input == INPUT_SEX ? inputs->sex : input == INPUT_SPORT ? inputs->sport : inputs->athlete,
                          range ? range->levels : g_hash_table_lookup (equation->factors, name), input, error))
        return NULL;
    }
  /* the groups: athletes are known by their handle, sports by their name; without a column a group counts as new */
  for (guint a = 0; a < equation->formula->random->len; a++)
    {
      const RandomPart *part = g_ptr_array_index (equation->formula->random, a);

      for (guint c = 0; c < part->columns->len; c++)
        {
          const char *name = g_ptr_array_index (part->columns, c);
          const char *word = NULL;
          ModelInput input;

          if (data_frame_find (frame, name) == NULL && model_input_find (name, &input))
            word = input == INPUT_ATHLETE ? inputs->athlete : input == INPUT_SPORT ? inputs->sport : input == INPUT_SEX ? inputs->sex : NULL;
          if (word)
            data_frame_add_words (frame, name, name, &word);
        }
    }
  for (guint d = 0; equation->derived && equation->derived[d]; d++)
    {
      g_autoptr(GError) local = NULL;

      /* A definition that the model does not need may lack its columns. */
      data_frame_derive (frame, equation->derived[d], &local);
    }
  return g_steal_pointer (&frame);
}
