/* workspace/roster-table.c */
#include "roster-table.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/column-map.h"
#include "base/unit.h"
#include "roster-roll.h"
#include "roster-row.h"
#include "sources/source-table.h"

static const struct {
  const char *name, *title;
  const char *words;      /* blank-separated, as column_plain_name() has them: what people call the column */
} fields[ROSTER_N_FIELDS] = {
  [ROSTER_ID] = { "id", N_("ID"), "id handle athleteid athletenid code kuerzel kurzel subject subjectid participant participantid probandin proband sujet codigo" },
  [ROSTER_NAME] = { "name", N_("Name"), "name fullname athlete athletename nom nomcomplet spieler spielerin player athlet athletin nombre nome jugador atleta naam navn namn 名前 氏名 имя" },
  [ROSTER_FIRST_NAME] = { "first_name", N_("First name"), "firstname givenname forename vorname prenom primernombre nombredepila nomedibattesimo voornaam fornavn fornamn" },
  [ROSTER_LAST_NAME] = { "last_name", N_("Last name"), "lastname surname familyname nachname familienname nomdefamille apellido apellidos cognome sobrenome achternaam etternavn efternamn" },
  [ROSTER_SEX] = { "sex", N_("Sex"), "sex gender geschlecht sexe sexo genero sesso genere geslacht kjonn kon 性別 пол" },
  [ROSTER_BORN] = { "born", N_("Date of birth"), "born birthdate dateofbirth birthday dob geburtsdatum geburtstag geboren naissance datedenaissance fechadenacimiento nacimiento datadinascita datadenascimento geboortedatum fodselsdato fodelsedatum 生年月日" },
  [ROSTER_MASS] = { "mass", N_("Mass"), "mass masskg bodymass bodymasskg weight weightkg bodyweight gewicht gewichtkg korpergewicht korpergewichtkg poids poidskg masse massecorporelle peso pesokg vekt vikt 体重 вес" },
  [ROSTER_HEIGHT] = { "height", N_("Height"), "height heightm heightcm stature groesse grosse korpergrosse korpergroesse taille taillecm talla tallacm estatura altura altezza lengte hoyde langd 身長 рост" },
  [ROSTER_SPORT] = { "sport", N_("Sport"), "sport sportart discipline disziplin deporte esporte disciplina idrett 種目" },
  [ROSTER_ZONE] = { "zone", N_("Time zone"), "zone timezone zeitzone fuseau fuseauhoraire zonahoraria fusoorario tijdzone" },
  [ROSTER_TEAM] = { "team", N_("Team"), "team squad group mannschaft gruppe kader verein equipe groupe equipo grupo squadra gruppo ploeg lag チーム" },
  [ROSTER_NOTE] = { "note", N_("Note"), "note notes remark remarks comment comments bemerkung bemerkungen anmerkung remarque commentaire notas nota observaciones opmerking" },
};

const char *
roster_field_name (RosterField field)
{
  g_return_val_if_fail ((guint) field < ROSTER_N_FIELDS, NULL);
  return fields[field].name;
}

const char *
roster_field_title (RosterField field)
{
  g_return_val_if_fail ((guint) field < ROSTER_N_FIELDS, NULL);
  return _(fields[field].title);
}

static void
row_free (gpointer data)
{
  RosterRow *row = data;

  athlete_free (row->athlete);
  g_free (row->team);
  g_free (row->remark);
  g_free (row);
}

void
roster_table_free (RosterTable *roster)
{
  if (roster == NULL)
    return;
  g_clear_pointer (&roster->table, table_free);
  g_clear_pointer (&roster->rows, g_ptr_array_unref);
  g_free (roster);
}

/* --- columns --- */

static char *
plain_header (const char *header)
{
  g_autofree char *name = NULL;
  g_autoptr(UnitConversion) unit = unit_header_split (header, &name);

  return column_plain_name (name);
}

/* Beside a first name, "Name" and "Nom" are the family's; beside "Apellidos", "Nombre" is the first. Not where it has both. */
static void
settle_names (RosterTable *roster)
{
  int *name = &roster->columns[ROSTER_NAME], *first = &roster->columns[ROSTER_FIRST_NAME], *last = &roster->columns[ROSTER_LAST_NAME];
  int *missing = *first < 0 ? first : last, beside = *first < 0 ? *last : *first;

  if (*name < 0 || (*first < 0) == (*last < 0))
    return;
  for (guint row = 0; row < roster->table->rows->len; row++)
    {
      const char *part = table_cell (roster->table, row, (guint) beside);

      if (*part && strstr (table_cell (roster->table, row, (guint) *name), part))
        return;
    }
  *missing = *name;
  *name = -1;
}

static void
find_columns (RosterTable *roster)
{
  for (guint f = 0; f < ROSTER_N_FIELDS; f++)
    roster->columns[f] = -1;
  for (guint c = 0; c < roster->table->n_columns; c++)
    {
      g_autofree char *plain = plain_header (roster->table->names[c]);

      for (guint f = 0; f < ROSTER_N_FIELDS; f++)
        if (roster->columns[f] < 0 && roster_word_is_among (fields[f].words, plain))
          {
            roster->columns[f] = (int) c;
            break;
          }
    }
  settle_names (roster);
}

/* "name=Nom,born=": the last says that no column is meant. */
static gboolean
apply_map (RosterTable *roster, const char *path, const char *map, GError **error)
{
  g_autoptr(GArray) pairs = column_map_parse (map, error);

  for (guint i = 0; pairs && i < pairs->len; i++)
    {
      const ColumnPair *pair = &g_array_index (pairs, ColumnPair, i);
      guint f = 0;
      int column = -1;

      while (f < ROSTER_N_FIELDS && !g_str_equal (pair->field, fields[f].name))
        f++;
      if (f == ROSTER_N_FIELDS)
        {
          g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED,
                       _("The map “%s” is not of the form FIELD=COLUMN with a FIELD of id, name, first_name, last_name, sex, born, mass, height, "
                         "sport, zone, team, note."), pair->field);
          return FALSE;
        }
      if (*pair->column && (column = table_find_column (roster->table, pair->column)) < 0)
        {
          g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, _("%s has no column “%s”."), path, pair->column);
          return FALSE;
        }
      for (guint other = 0; other < ROSTER_N_FIELDS; other++)
        if (roster->columns[other] == column)
          roster->columns[other] = -1;
      roster->columns[f] = column;
    }
  return pairs != NULL;
}

/* --- against the roster that there is --- */

/* "mass (kg): 61 → 62" */
static void
add_change (GString *remark, const char *title, QuantityKind kind, UnitSystem units, double before, double after)
{
  g_autofree char *was = quantity_number (kind, units, before, QUANTITY_EXACT), *is = quantity_number (kind, units, after, QUANTITY_EXACT);

  if (before != after && !(isnan (before) && isnan (after)))
    g_string_append_printf (remark, "%s%s (%s): %s → %s", remark->len ? ", " : "", title, quantity_unit (kind, units), was, is);
}

static gboolean
is_known_as (const Athlete *a, const Athlete *b, UnitSystem units, GString *remark)
{
  const struct { const char *title; const char *before, *after; } texts[] = {
    { _("name"), a->name, b->name }, { _("sex"), a->sex, b->sex }, { _("born"), a->born, b->born }, { _("sport"), a->sport, b->sport },
    { _("zone"), a->zone, b->zone }, { _("note"), a->note, b->note },
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (texts[i].before, texts[i].after) != 0)
      g_string_append_printf (remark, "%s%s: %s → %s", remark->len ? ", " : "", texts[i].title, texts[i].before && *texts[i].before ? texts[i].before : "–",
                              texts[i].after ? texts[i].after : "–");
  add_change (remark, _("mass"), QUANTITY_BODY_MASS, units, a->mass_kg, b->mass_kg);
  add_change (remark, _("height"), QUANTITY_HEIGHT, units, a->height_m, b->height_m);
  return remark->len == 0;
}

static void
judge_row (RosterRoll *roll, const RosterTable *roster, UnitSystem units, guint at, RosterRow *row)
{
  g_autofree char *handle = roster_cell (roster, at, ROSTER_ID), *name = roster_name_of (roster, at);
  g_autoptr(GString) remark = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  const Athlete *known = NULL;
  guint n = 0, line;

  if (handle == NULL && name == NULL)
    {
      roster_row_refuse (row, _("nobody is named"));
      return;
    }
  row->athlete = athlete_new (handle ? handle : "", name ? name : handle);
  if (!roster_row_take (roster, at, row))
    return;
  known = handle ? roster_roll_find (roll, handle) : roster_roll_find_name (roll, name, row->athlete->born, &n);
  if (n > 1)
    {
      roster_row_refuse (row, _("%u athletes are called so; a column with their IDs tells them apart"), n);
      return;
    }
  if (known)
    {
      athlete_free (row->athlete);
      row->athlete = athlete_copy (known);
      roster_row_take (roster, at, row);
    }
  else if (handle == NULL)
    {
      g_free (row->athlete->handle);
      row->athlete->handle = roster_roll_new_handle (roll, name);
    }
  else if (roster_roll_is_taken (roll, handle))
    {
      roster_row_refuse (row, _("%s was deleted; “saltline athlete restore %s” brings the athlete back"), handle, handle);
      return;
    }
  line = roster_roll_line (roll, row->athlete, handle == NULL);
  if (line != 0)
    {
      roster_row_refuse (row, _("the same athlete as in line %u"), line);
      return;
    }
  if (!athlete_is_possible (row->athlete, &error))
    {
      roster_row_refuse (row, "%s", error->message);
      return;
    }
  row->team = roster_cell (roster, at, ROSTER_TEAM);
  row->outcome = known == NULL ? ROSTER_NEW : is_known_as (known, row->athlete, units, remark) ? ROSTER_SAME : ROSTER_CHANGED;
  if (known && row->team && !roster_roll_is_member (roll, row->team, known->id))
    {
      row->outcome = ROSTER_CHANGED;
      g_string_append_printf (remark, _("%steam: %s"), remark->len ? ", " : "", row->team);
    }
  g_free (row->remark);
  row->remark = g_strdup (remark->str);
}

RosterTable *
roster_table_load (SaltlineWorkspace *workspace, const char *path, const char *map, UnitSystem units, GError **error)
{
  g_autoptr(RosterTable) roster = NULL;
  g_autoptr(RosterRoll) roll = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && path != NULL, NULL);

  roster = g_new0 (RosterTable, 1);
  roster->rows = g_ptr_array_new_with_free_func (row_free);
  roster->table = table_load (path, error);
  if (roster->table == NULL)
    return NULL;
  find_columns (roster);
  if (map && *map && !apply_map (roster, path, map, error))
    return NULL;
  if (roster->columns[ROSTER_ID] < 0 && roster->columns[ROSTER_NAME] < 0 && roster->columns[ROSTER_FIRST_NAME] < 0 && roster->columns[ROSTER_LAST_NAME] < 0)
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED, _("%s: no column says who. Name it by a map: name=COLUMN."), path);
      return NULL;
    }
  roll = roster_roll_new (saltline_workspace_get_store (workspace), error);
  if (roll == NULL)
    return NULL;
  if (roster->columns[ROSTER_BORN] >= 0)
    roster->born_order = source_date_order (roster->table, (guint) roster->columns[ROSTER_BORN]);
  for (guint i = 0; i < roster->table->rows->len; i++)
    {
      RosterRow *row = g_new0 (RosterRow, 1);

      row->line = g_array_index (roster->table->line_numbers, guint, i);
      row->remark = g_strdup ("");
      judge_row (roll, roster, units, i, row);
      if (row->athlete != NULL)
        roster_roll_add_line (roll, row->athlete, row->line);
      g_ptr_array_add (roster->rows, row);
      roster->counts[row->outcome]++;
    }
  return g_steal_pointer (&roster);
}

/* --- keeping --- */

static gboolean
join_team (Store *store, const char *name, gint64 athlete, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (!store_add_team (store, name, &local) && !g_error_matches (local, STORE_ERROR, STORE_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return store_join_team (store, name, athlete, TRUE, error);
}

static gboolean
keep_work (Store *store, gpointer data, GError **error)
{
  const RosterTable *roster = data;

  for (guint i = 0; i < roster->rows->len; i++)
    {
      const RosterRow *row = g_ptr_array_index (roster->rows, i);
      gboolean done = TRUE;

      if (row->outcome == ROSTER_NEW)
        done = store_add_athlete (store, row->athlete, error);
      else if (row->outcome == ROSTER_CHANGED)
        done = store_update_athlete (store, row->athlete, error);
      else
        continue;
      if (!done || (row->team && !join_team (store, row->team, row->athlete->id, error)))
        {
          g_prefix_error (error, _("Line %u: "), row->line);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
roster_table_keep (SaltlineWorkspace *workspace, const RosterTable *roster, GError **error)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && roster != NULL, FALSE);

  if (!store_transaction (saltline_workspace_get_store (workspace), keep_work, (gpointer) roster, error))
    return FALSE;
  saltline_workspace_roster_changed (workspace);
  return TRUE;
}
