/* timeline/pair.h
 *
 * How two tellings relate: one thing, certainly two, or nothing can be said. */
#pragma once

#include "timeline.h"

G_BEGIN_DECLS

/* Clocks are set, and people fly: what goes on for longer is no day. */
#define PAIR_LONGEST_DAY_US (26 * INSTANT_HOUR)

/* An event among the others. */
typedef struct {
  const Event *event;
  char *key;
  guint parent;        /* index of the multisport it is a leg of; G_MAXUINT */
  gint64 end_us;       /* at least the start */
} TimelineNode;

typedef enum {
  PAIR_APART,          /* nothing says that they are one */
  PAIR_FORBIDDEN,      /* they are two: one device, parent and leg, or a person said so */
  PAIR_LIKELY,         /* by overlap */
  PAIR_LINKED,         /* by an id, by their bytes, or a person said so */
} PairRelation;

/**
 * pair_relation:
 * @linked: that they share a link or their content
 * @likeness: (out): 0–1: overlap / union, at which clusters find their middle; 2 for linked
 */
PairRelation pair_relation      (const TimelineNode *a, const TimelineNode *b, guint index_a, guint index_b, gboolean linked,
                                 const DuplicateRules *rules, double *likeness);

/* Whether one is a leg of the other, or both are legs of one: then not even a person can make them one. */
gboolean     pair_is_family      (const TimelineNode *a, const TimelineNode *b, guint index_a, guint index_b);

/* Whether the two look like one event of which one clock went wrong. */
gboolean     pair_is_clock_fault (const TimelineNode *a, const TimelineNode *b, const DuplicateRules *rules, Suggestion *suggestion);

G_END_DECLS
