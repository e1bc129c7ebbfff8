/* ui/team-day-load.h
 *
 * One day of many athletes, read in a thread. In: the workspace, athletes, a day. Out: a life of that day for each. */
#pragma once

#include "athlete-life.h"

G_BEGIN_DECLS

#define TEAM_DAY_MOST 300   /* athletes at once: more than a screen or a coach can hold */

typedef struct {
  char *name;
  gint64 day_us;         /* midnight on the athlete's clock */
  AthleteLife *life;
} TeamRow;

typedef struct {
  CivilDay day;
  GPtrArray *rows;       /* of TeamRow, in the order of the athletes */
  guint n_left_out;      /* athletes beyond TEAM_DAY_MOST */
} TeamDay;

void     team_day_free        (TeamDay *day);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TeamDay, team_day_free)

/* @athletes: (element-type Athlete): copied */
void     team_day_load_async  (SaltlineWorkspace *workspace, const GPtrArray *athletes, CivilDay day, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer data);
TeamDay *team_day_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
