/* ui/athlete-item.h
 *
 * An athlete as the roster shows her. */
#pragma once

#include <gio/gio.h>

#include "store/people.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_ATHLETE_ITEM (saltline_athlete_item_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineAthleteItem, saltline_athlete_item, SALTLINE, ATHLETE_ITEM, GObject)

/* @athlete: (transfer full) */
SaltlineAthleteItem *saltline_athlete_item_new         (Athlete *athlete);
const Athlete       *saltline_athlete_item_get_athlete (SaltlineAthleteItem *self);
/* Case-folded name, id and sport. */
const char          *saltline_athlete_item_get_search_text (SaltlineAthleteItem *self);
/* For strcmp(): names and ids as people order them, 2 before 10. */
const char          *saltline_athlete_item_get_name_key (SaltlineAthleteItem *self);
const char          *saltline_athlete_item_get_id_key   (SaltlineAthleteItem *self);

G_END_DECLS
