/* patch/settle-kind.c */
#include "settle-kind.h"

#include <math.h>

#include "ink-match.h"

void
settle_kind (const Pyramid *pyramid, const GArray *candidates, Attempt *attempt)
{
  const PatchTemplate *leader = attempt->candidate->geometry;
  const MapModel *model = &attempt->refinement->model;
  Candidate *chosen = attempt->candidate;
  g_autoptr(Refinement) other = NULL;
  InkMatch best, inks;

  ink_match (pyramid, leader, model, &best);
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->twin != leader)
        continue;
      ink_match (pyramid, candidate->geometry, model, &inks);
      if (isnan (inks.match) || inks.match <= best.match)
        continue;
      best = inks;
      chosen = candidate;
    }
  if (chosen == attempt->candidate)
    return;
  other = refinement_new (patch_features_of (chosen->geometry));
  /* The other kind's blocks pulled the map to where they are not. */
  if (!refine_again (other, pyramid, attempt->refinement, ANCHORS_NONE, NULL, 0))
    return;
  refinement_free (attempt->refinement);
  attempt->refinement = g_steal_pointer (&other);
  attempt->candidate = chosen;
}
