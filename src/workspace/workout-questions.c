/* workspace/workout-questions.c */
#include "workout-questions.h"

#include <glib/gi18n.h>
#include <math.h>

#include "patches.h"
#include "photo-workout.h"
#include "store/photos.h"

#define ASKED_FOR_US   (3 * INSTANT_DAY)
#define SCALE_AFTER_US (2 * INSTANT_HOUR)   /* and a weighing */

typedef struct {
  const AthleteTimeline *timeline;
  GHashTable *answers;
  GPtrArray *photos;     /* of StoredPhoto: of everybody */
  gint64 athlete;
} Known;

static gboolean
was_answered (const Known *known, const TimelineEvent *workout)
{
  for (guint i = 0; i < workout->members->len; i++)
    {
      g_autofree char *member = timeline_event_key (g_ptr_array_index (workout->members, i));

      if (g_hash_table_contains (known->answers, member))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_photo (const Known *known, const TimelineEvent *workout)
{
  for (guint i = 0; i < known->photos->len; i++)
    {
      const StoredPhoto *photo = g_ptr_array_index (known->photos, i);

      if (photo->state.athlete == known->athlete && photo_was_taken_of (known->timeline, photo, workout))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_weighing (const Known *known, const TimelineEvent *workout)
{
  const GPtrArray *events = known->timeline->timeline->events;
  gint64 start_us = workout->merged->start_us, end_us = workout->merged->end_us;

  if (!isnan (event_number (workout->merged, EVENT_FIELD_BODY_MASS_AFTER_KG)))
    return TRUE;
  for (guint i = 0; i < events->len; i++)
    {
      const Event *other = ((TimelineEvent *) g_ptr_array_index (events, i))->merged;

      if (other->start_us == INSTANT_UNKNOWN)
        continue;
      if ((other->kind == EVENT_BODY_MASS && other->start_us >= end_us && other->start_us <= end_us + SCALE_AFTER_US)
          || (other->kind == EVENT_LAB_TRIAL && other->start_us < end_us && other->end_us > start_us))
        return TRUE;
    }
  return FALSE;
}

GArray *
saltline_workspace_questions (SaltlineWorkspace *self, gint64 athlete, const AthleteTimeline *timeline, gint64 now_us, GError **error)
{
  Store *store;
  g_autoptr(GHashTable) answers = NULL;
  g_autoptr(GPtrArray) photos = NULL;
  Known known;
  GArray *questions;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && timeline != NULL, NULL);

  store = saltline_workspace_get_store (self);
  answers = store_workout_answers (store, athlete, error);
  photos = answers ? store_photos (store, FALSE, error) : NULL;
  if (photos == NULL)
    return NULL;
  known = (Known) { timeline, answers, photos, athlete };
  questions = g_array_new (FALSE, FALSE, sizeof (WorkoutQuestion));
  for (guint i = timeline->timeline->events->len; i-- > 0;)
    {
      const TimelineEvent *event = g_ptr_array_index (timeline->timeline->events, i);
      const Event *merged = event->merged, *plan = event->plan ? event->plan->merged : NULL;
      WorkoutQuestion question = { event, event_number (merged, EVENT_FIELD_PATCH) > 0 || (plan && event_number (plan, EVENT_FIELD_PATCH) > 0) };

      if (merged->kind == EVENT_WORKOUT && merged->start_us != INSTANT_UNKNOWN && merged->end_us != INSTANT_UNKNOWN
          && merged->end_us <= now_us && merged->end_us > now_us - ASKED_FOR_US && !was_answered (&known, event)
          && !has_photo (&known, event) && (question.patch_planned || !has_weighing (&known, event)))
        g_array_append_val (questions, question);
    }
  return questions;
}

gboolean
saltline_workspace_answer (SaltlineWorkspace *self, gint64 athlete, const TimelineEvent *workout, WorkoutAnswer answer, GError **error)
{
  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && workout != NULL, FALSE);

  if (!store_answer_workout (saltline_workspace_get_store (self), athlete, workout->id, answer, error))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete);
  return TRUE;
}

gboolean
saltline_workspace_add_patch_photo (SaltlineWorkspace *self, gint64 athlete, const char *workout, double minutes, const char *path,
                                    GCancellable *cancellable, GError **error)
{
  g_autoptr(StoredPhoto) photo = NULL;
  Store *store;
  gint64 id;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && workout != NULL && path != NULL, FALSE);

  store = saltline_workspace_get_store (self);
  if (!saltline_workspace_add_photo (self, path, &id, NULL, cancellable, error))
    return FALSE;
  photo = store_photo (store, id, error);
  if (photo == NULL)
    return FALSE;
  photo->state.athlete = athlete;
  g_free (photo->state.workout);
  photo->state.workout = g_strdup (workout);
  if (isnan (photo->state.worn_min))
    photo->state.worn_min = minutes;
  photo->state.deleted = FALSE;
  if (!saltline_workspace_edit_photo (self, id, &photo->state, NULL, _("Add to a workout"), 0, cancellable, error))
    return FALSE;
  stored_photo_free (photo);
  photo = store_photo (store, id, error);
  if (photo == NULL
      || (photo->state.reading == 0 && !saltline_workspace_read_photo (self, id, NULL, "automatic", NULL, cancellable, error))
      || !store_answer_workout (store, athlete, workout, WORKOUT_ANSWER_PHOTO, error))
    return FALSE;
  saltline_workspace_timeline_changed (self, athlete);
  return TRUE;
}
