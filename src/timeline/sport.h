/* timeline/sport.h
 *
 * Sports by one name. Every maker has words of its own ("Biking", "VirtualRide", "HKWorkoutActivityTypeCycling",
 * "lap_swimming"); inside there is the FIT profile's vocabulary, and a family that says which recordings can be of one event.
 * May include: nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SPORT_FAMILY_OTHER,       /* could be anything: "other", "workout", "training", "generic" */
  SPORT_FAMILY_RIDE,        /* road, mountain, virtual, indoor */
  SPORT_FAMILY_RUN,
  SPORT_FAMILY_WALK,        /* and hiking, mountaineering, snowshoeing */
  SPORT_FAMILY_SWIM,
  SPORT_FAMILY_ROW,         /* and paddling, kayaking */
  SPORT_FAMILY_SNOW,        /* skis, boards and skates on snow and ice */
  SPORT_FAMILY_GYM,         /* strength, elliptical, intervals, yoga, pilates, dance: what rooms hold */
  SPORT_FAMILY_BALL,        /* teams and rackets */
  SPORT_FAMILY_WATER,       /* diving, sailing, boards */
  SPORT_FAMILY_MULTISPORT,  /* the parent of several; never one of them */
  SPORT_FAMILY_TRANSITION,
  SPORT_FAMILY_OUTDOOR,     /* the rest that has a name */
} SportFamily;

/**
 * sport_canonical:
 * @words: (nullable): a sport in anyone's words
 *
 * Returns: (nullable): the FIT profile's name for it; %NULL when the words name no sport that is known here.
 */
const char *sport_canonical          (const char *words);

/* Of a canonical name; SPORT_FAMILY_OTHER for %NULL and unknown names. */
SportFamily sport_family             (const char *sport);

/* Whether two recordings can be of one event: equal families, or one of them could be anything but the parent of a multisport. */
gboolean    sport_families_agree     (SportFamily a, SportFamily b);

/* Whether the name says less than other names of its family could ("cycling" against "other"). */
gboolean    sport_is_vague           (const char *sport);

G_END_DECLS
