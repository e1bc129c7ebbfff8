/* workspace/team-session.h
 *
 * A squad and one session: everybody's predicted losses and bottles in one table, who is most at risk first, and what to
 * pack for all of them out of one stock. In: athletes, an occasion. Out: rows, a packing list. May include: advice, sweat, store. */
#pragma once

#include "workout-advice.h"

G_BEGIN_DECLS

typedef enum {
  RISK_LOW,
  RISK_RAISED,  /* may end more than 2 % lighter, or the gut takes less than the 2 % rule asks for */
  RISK_HIGH,    /* may end more than 4 % lighter, or the plasma sodium may fall too low, or medical staff have to know */
  RISK_UNKNOWN, /* nothing can be predicted: `obstacle` says why */
} SessionRisk;

typedef struct {
  Athlete *athlete;
  AdviceRequest request;
  WorkoutAdvice *advice;       /* NULL: see obstacle */
  char *obstacle;              /* (nullable) */
  SessionRisk risk;
  double bottles;              /* to drink during the session */
  double loss_percent;         /* of body mass without drinking, expected */
  double end_loss_high_percent; /* with the drink, at the high end of the sweat's interval */
} SessionRow;

typedef struct {
  GPtrArray *rows;             /* of SessionRow: the greatest risk first, unknown last */
  double bottle_ml;
  double bottles;              /* of all */
  UnitSystem units;            /* that the question was asked in, and its words are in */
} TeamSession;

/* What the session is for everybody; unknown values as in Occasion. */
typedef struct {
  const Occasion *occasion;    /* with minutes */
  double start_hour;           /* NAN */
  double bottle_ml;            /* above 0 */
  gboolean competition;
} SessionQuestion;

TeamSession *saltline_workspace_team_session (SaltlineWorkspace *self, const GPtrArray *athletes, const SessionQuestion *question,
                                              GCancellable *cancellable, GError **error);
void         team_session_free (TeamSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TeamSession, team_session_free)

const char  *session_risk_name (SessionRisk risk); /* "low", "raised", "high", "unknown" */

typedef struct {
  const Product *product;
  gint64 units;
  guint athletes;              /* how many of them need it */
} PackingItem;

typedef struct {
  Catalogue *catalogue;        /* its stock is what is left */
  GPtrArray *needs;            /* of Needs, by row; NULL where nothing is planned */
  GPtrArray *plans;            /* of ProductPlans, by row of the session; NULL where nothing is planned */
  GArray *items;               /* of PackingItem, by name */
  GPtrArray *without;          /* of char *: who has no plan, and why */
  double cost;
  gboolean proven;             /* each plan is the best for its athlete */
} PackingList;

/**
 * team_session_pack:
 * @choice: for everybody, beside what is kept for each (store/athlete-limits.h)
 * @most_nodes: for each athlete
 *
 * A plan for each athlete, the greatest risk first, each out of the stock that the earlier ones left.
 */
PackingList *team_session_pack  (SaltlineWorkspace *self, const TeamSession *session, const PlanChoice *choice, guint64 most_nodes,
                                 GCancellable *cancellable, GError **error);
void         packing_list_free  (PackingList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PackingList, packing_list_free)

G_END_DECLS
