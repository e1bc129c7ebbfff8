/* workspace/own-view.c */
#include "own-view.h"

void
own_activity_free (OwnActivity *activity)
{
  if (activity == NULL)
    return;
  g_free (activity->service);
  g_free (activity->title);
  g_free (activity->sport);
  g_free (activity);
}

GPtrArray *
saltline_workspace_own_view (SaltlineWorkspace *self, const Athlete *athlete, GError **error)
{
  g_autoptr(GPtrArray) lent = NULL;
  GPtrArray *activities;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL, NULL);

  lent = store_lent_events (saltline_workspace_get_store (self), athlete->id, error);
  if (lent == NULL)
    return NULL;
  activities = g_ptr_array_new_with_free_func ((GDestroyNotify) own_activity_free);
  for (guint i = 0; i < lent->len; i++)
    {
      const LentEvent *one = g_ptr_array_index (lent, i);
      OwnActivity *activity = g_new (OwnActivity, 1);

      *activity = (OwnActivity) { g_strdup ("Strava"), g_strdup (event_text (one->event, EVENT_FIELD_TITLE)), g_strdup (one->event->sport),
                                  one->event->start_us, one->event->start_offset_s, one->event->elapsed_s, one->event->distance_m, one->gone_us };
      g_ptr_array_add (activities, activity);
    }
  return activities;
}
