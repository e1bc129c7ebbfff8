/* workspace/season-associations.h
 *
 * What goes together in a season: sleep and load, load and the sleep after it, sleep and sweat losses, load and sweat losses.
 * Days are the athlete's own. With several athletes each one's deviations from the own mean are taken, and athletes are what
 * the interval draws; with one athlete, weeks. That two go together says nothing of a cause. In: timelines, sweat tests. Out:
 * coefficients with intervals, figures. May include: everything below. */
#pragma once

#include "model/association.h"
#include "plot/figure.h"
#include "season-figures.h"
#include "workspace.h"

G_BEGIN_DECLS

typedef enum {
  SEASON_SLEEP_AND_LOAD,       /* hours asleep in the night before, hours trained on the day */
  SEASON_LOAD_AND_SLEEP,       /* hours trained on a day, hours asleep in the night after */
  SEASON_SLEEP_AND_RATE,       /* hours asleep in the night before, whole-body sweating rate of a test */
  SEASON_LOAD_AND_RATE,        /* hours trained in the seven days before, whole-body sweating rate of a test */
  SEASON_N_PAIRS
} SeasonPair;

typedef struct {
  GArray *pairs[SEASON_N_PAIRS];   /* of AssociationPair */
  guint n_athletes;
} SeasonPairs;

SeasonPairs *season_pairs_load   (SaltlineWorkspace *workspace, const GPtrArray *athletes, const DaySpan *span, GError **error); /* of Athlete */
void         season_pairs_free   (SeasonPairs *pairs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SeasonPairs, season_pairs_free)

/* "sleep_load" …, and the axes in words. */
const char  *season_pair_name    (SeasonPair pair);
const char  *season_pair_x       (SeasonPair pair);
const char  *season_pair_y       (SeasonPair pair);

/* Spearman's, with 2000 draws and a fixed seed. */
void         season_associate    (const SeasonPairs *pairs, SeasonPair pair, Association *association);

/* (transfer full): "ρ = 0.31, 95 % 0.05 … 0.52 (120 days, 17 weeks)", or why nothing can be said. */
char        *season_association_text (const SeasonPairs *pairs, const Association *association);

/* Returns: (transfer full): the points (deviations with several athletes) and the sentence as its note. */
Figure      *figure_season_association (const SeasonPairs *pairs, SeasonPair pair);

G_END_DECLS
