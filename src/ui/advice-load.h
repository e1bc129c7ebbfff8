/* ui/advice-load.h: the advice for one athlete, made in a thread */
#pragma once

#include "workspace/workout-advice.h"

G_BEGIN_DECLS

typedef struct {
  Athlete *athlete;
  AdviceRequest request;
  WorkoutAdvice *advice;
} LoadedAdvice;

void          loaded_advice_free (LoadedAdvice *loaded);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoadedAdvice, loaded_advice_free)

/* Its words in other units, when it was made in others. */
gboolean      loaded_advice_set_units (LoadedAdvice *loaded, SaltlineWorkspace *workspace, UnitSystem units, GError **error);

/* What no table knows. */
typedef struct {
  gboolean competition;  /* carbohydrate is loaded before a long one */
  gboolean dark_urine;   /* 2 h before: more is drunk */
} AdviceToday;

/**
 * advice_load_async:
 * @workout: (nullable): id in the timeline; as in AdviceRequest
 * @occasion: (nullable): what is said of it; copied
 * @today: what only holds this time
 */
void          advice_load_async  (SaltlineWorkspace *workspace, gint64 athlete, const char *workout, const Occasion *occasion, double start_hour,
                                  const AdviceToday *today,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
LoadedAdvice *advice_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
