/* ui/field-words.h
 *
 * What the fields of an event are called and how their values are written for people: "Heart rate, mean", "139 bpm". */
#pragma once

#include "athlete-life.h"

G_BEGIN_DECLS

/* @name: as in ChosenField. (transfer full); a field that has no words of its own is called by its name. */
char *field_words_title (const char *name);

/* The value with its unit; (transfer full) (nullable): NULL when the origin and the start say it already. */
char *field_words_value (const AthleteLife *life, const Event *merged, const char *name);

/* The same words with a capital letter in front: sports and methods are kept in small letters. (transfer full) */
char *words_capitalised (const char *words);
/* (transfer full): a sport as it is kept, "american_football", for people: "American football" */
char *sport_words       (const char *sport);

G_END_DECLS
