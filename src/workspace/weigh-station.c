/* workspace/weigh-station.c */
#include "weigh-station.h"

#include <glib/gi18n.h>
#include <math.h>

#include "typed-events.h"
#include "weighed-event.h"

#define TAKEN_UP_US    (12 * INSTANT_HOUR)
#define MASS_TO_ASK    0.08   /* of the mass that is known: another athlete's number, or pounds */
#define LEAST_KG       15.0
#define MOST_KG        660.0  /* so that pounds get their question */

struct _WeighStation {
  SaltlineWorkspace *workspace;
  GPtrArray *rows;
};

static void
row_free (gpointer data)
{
  StationRow *row = data;

  athlete_free (row->athlete);
  g_free (row);
}

void
weigh_station_free (WeighStation *station)
{
  if (station == NULL)
    return;
  g_object_unref (station->workspace);
  g_ptr_array_unref (station->rows);
  g_free (station);
}

const GPtrArray *
weigh_station_rows (const WeighStation *station)
{
  return station->rows;
}

/* The last reading before that still waits for the one after. */
static gboolean
take_up (WeighStation *station, StationRow *row, GError **error)
{
  g_autoptr(AthleteTimeline) timeline = saltline_workspace_timeline (station->workspace, row->athlete, error);
  gint64 since = g_get_real_time () - TAKEN_UP_US, last_end_us = G_MININT64;

  if (timeline == NULL)
    return FALSE;
  for (guint i = 0; i < timeline->timeline->events->len; i++)
    {
      const Event *event = ((TimelineEvent *) g_ptr_array_index (timeline->timeline->events, i))->merged;

      if (event->start_us == INSTANT_UNKNOWN)
        continue;
      if (event->kind == EVENT_LAB_TRIAL && !isnan (event_number (event, EVENT_FIELD_BODY_MASS_AFTER_KG)) && event->end_us != INSTANT_UNKNOWN)
        last_end_us = MAX (last_end_us, event->end_us);
      if (event->kind == EVENT_BODY_MASS && event_number (event, EVENT_FIELD_TYPED) > 0 && event->start_us >= since)
        {
          row->before_kg = event_number (event, EVENT_FIELD_BODY_MASS_KG);
          row->before_us = event->start_us;
        }
    }
  if (!isnan (row->before_kg) && last_end_us >= row->before_us)
    row->before_kg = NAN; /* that one is done */
  return TRUE;
}

WeighStation *
weigh_station_new (SaltlineWorkspace *workspace, const GPtrArray *athletes, GError **error)
{
  g_autoptr(WeighStation) station = g_new0 (WeighStation, 1);

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (workspace) && athletes != NULL, NULL);

  station->workspace = g_object_ref (workspace);
  station->rows = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 0; i < athletes->len; i++)
    {
      StationRow *row = g_new0 (StationRow, 1);

      row->number = i + 1;
      row->before_kg = row->after_kg = NAN;
      row->athlete = store_athlete (saltline_workspace_get_store (workspace), ((Athlete *) g_ptr_array_index (athletes, i))->id, error);
      g_ptr_array_add (station->rows, row);
      if (row->athlete == NULL || !take_up (station, row, error))
        return NULL;
    }
  return g_steal_pointer (&station);
}

static StationRow *
find_row (const WeighStation *station, const char *who)
{
  guint64 number;

  for (guint i = 0; i < station->rows->len; i++)
    {
      StationRow *row = g_ptr_array_index (station->rows, i);

      if (g_ascii_strcasecmp (row->athlete->handle, who) == 0)
        return row;
    }
  if (g_ascii_string_to_unsigned (who, 10, 1, station->rows->len, &number, NULL))
    return g_ptr_array_index (station->rows, number - 1);
  return NULL;
}

/* A question about a first reading, or NULL: against the mass that the roster knows. */
static char *
question_before (const StationRow *row, UnitSystem units, double kg)
{
  double known = row->athlete->mass_kg, meant_kg;
  g_autofree char *read = quantity_sentence (QUANTITY_BODY_MASS, units, kg, QUANTITY_EXACT);

  if (body_mass_looks_misread (units, kg, known, &meant_kg))
    {
      g_autofree char *meant = quantity_sentence (QUANTITY_BODY_MASS, units, meant_kg, 1);

      return g_strdup_printf (_("%s: %s — is that in %s? It would be %s."), row->athlete->name, read,
                              quantity_unit_words (QUANTITY_BODY_MASS, units == UNITS_US ? UNITS_METRIC : UNITS_US), meant);
    }
  if (!isnan (known) && fabs (kg / known - 1) > MASS_TO_ASK)
    {
      g_autofree char *before = quantity_sentence (QUANTITY_BODY_MASS, units, known, 1), *now = quantity_sentence (QUANTITY_BODY_MASS, units, kg, 1);

      return g_strdup_printf (_("%s weighed %s until now and %s on this scale: is it the right athlete?"), row->athlete->name, before, now);
    }
  return NULL;
}

static StationOutcome
keep_before (WeighStation *station, StationRow *row, UnitSystem units, double kg, char **sentence)
{
  g_autofree char *read = quantity_sentence (QUANTITY_BODY_MASS, units, kg, 2);
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  g_autoptr(GError) error = NULL;
  Event *event = typed_event_new (EVENT_BODY_MASS);

  event->start_us = event->end_us = g_get_real_time ();
  event_set_number (event, EVENT_FIELD_BODY_MASS_KG, kg);
  g_ptr_array_add (events, event);
  if (!saltline_workspace_put_typed (station->workspace, row->athlete->id, events, _("Weigh before a session"), &error))
    {
      *sentence = g_strdup (error->message);
      return STATION_REFUSED;
    }
  row->before_kg = kg;
  row->before_us = event->start_us;
  row->after_kg = NAN;
  *sentence = g_strdup_printf (_("%s: %s before."), row->athlete->name, read);
  return STATION_KEPT_BEFORE;
}

static StationOutcome
keep_after (WeighStation *station, StationRow *row, const StationSession *session, double kg, double drunk_ml, gboolean confirmed, char **sentence)
{
  WeighedBout bout;
  SweatingRate rate;
  g_autoptr(GError) error = NULL;
  g_autofree char *read = quantity_sentence (QUANTITY_BODY_MASS, session->units, kg, 2), *sweat = NULL, *per_hour = NULL;

  weighed_bout_init (&bout);
  bout.units = session->units;
  bout.mass_before_kg = row->before_kg;
  bout.mass_after_kg = kg;
  bout.drunk_ml = drunk_ml;
  bout.duration_min = session->minutes;
  bout.confirmed = confirmed;
  if (!sweating_rate_by_mass_balance (&bout, &rate, &error))
    {
      *sentence = g_strdup_printf ("%s: %s", row->athlete->name, error->message);
      return g_error_matches (error, SWEAT_ERROR, SWEAT_ERROR_IMPLAUSIBLE) ? STATION_QUESTION : STATION_REFUSED;
    }
  if (!saltline_workspace_keep_weighing (station->workspace, row->athlete, &bout, session->sport,
                                         g_get_real_time () - (gint64) (session->minutes * (double) INSTANT_MINUTE), session->air_c,
                                         session->relative_humidity, &error))
    {
      *sentence = g_strdup (error->message);
      return STATION_REFUSED;
    }
  row->after_kg = kg;
  row->rate = rate;
  sweat = quantity_sentence (QUANTITY_LOSS, session->units, rate.sweat_l, 2);
  per_hour = quantity_sentence (QUANTITY_RATE, session->units, rate.rate_l_per_h, 2);
  *sentence = g_strdup_printf (_("%s: %s after, %s of sweat, %s, %.1f %% of the body mass."), row->athlete->name, read, sweat, per_hour,
                               rate.loss_percent);
  return STATION_KEPT_AFTER;
}

StationOutcome
weigh_station_enter (WeighStation *station, const StationSession *session, const char *who, double kg, double drunk_ml, gboolean confirmed,
                     char **sentence)
{
  StationRow *row;

  g_return_val_if_fail (station != NULL && session != NULL && who != NULL && sentence != NULL, STATION_REFUSED);

  row = find_row (station, who);
  if (row == NULL)
    {
      *sentence = g_strdup_printf (_("There is no athlete “%s” here: type a number from 1 to %u, or an ID."), who, station->rows->len);
      return STATION_REFUSED;
    }
  if (!(kg >= LEAST_KG && kg <= MOST_KG))
    {
      g_autofree char *least = quantity_number (QUANTITY_BODY_MASS, session->units, LEAST_KG, 0);
      g_autofree char *most = quantity_sentence (QUANTITY_BODY_MASS, session->units, MOST_KG, 0);

      *sentence = g_strdup_printf (_("%s: a body mass lies between %s and %s."), row->athlete->name, least, most);
      return STATION_REFUSED;
    }
  if (!isnan (row->before_kg) && isnan (row->after_kg))
    return keep_after (station, row, session, kg, drunk_ml, confirmed, sentence);
  *sentence = confirmed ? NULL : question_before (row, session->units, kg);
  return *sentence ? STATION_QUESTION : keep_before (station, row, session->units, kg, sentence);
}
