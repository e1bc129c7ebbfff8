/* ui/team-work.h: a team's session and its packing list, made in a thread */
#pragma once

#include "job.h"
#include "workspace/team-session.h"

G_BEGIN_DECLS

typedef struct {
  TeamSession *session;
  PackingList *packing;   /* (nullable): was not asked for */
} TeamWork;

void      team_work_free   (TeamWork *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TeamWork, team_work_free)

/**
 * team_work_async:
 * @team: (nullable): NULL: everybody
 * @question: copied
 * @pack: also plans products for everybody
 *
 * Returns: (transfer full): the job, to be shown; it ends itself
 */
SaltlineJob *team_work_async  (SaltlineWorkspace *workspace, const char *team, const SessionQuestion *question, gboolean pack,
                               GAsyncReadyCallback callback, gpointer data);
TeamWork    *team_work_finish (GAsyncResult *result, GError **error);

G_END_DECLS
