/* workspace/advice-sheet.h
 *
 * Advice on paper: a sheet for one athlete, a sheet for a team with its packing list. The same content is the same file.
 * In: advice, plans. Out: PDF. May include: advice, plot. */
#pragma once

#include "team-session.h"

G_BEGIN_DECLS

/* What people call a phase, an item, a nutrient of the catalogue. */
const char *phase_title    (const char *phase);
const char *item_title     (AdviceItem item);
const char *nutrient_title (const char *nutrient, UnitSystem units);

/* Whether people read it as a drink, in the units of drinks. */
gboolean    nutrient_is_drink   (const char *nutrient);

/* The amount without its unit; (transfer full). */
char       *nutrient_number     (const char *nutrient, UnitSystem units, double amount);

/* "375–525", "at least 20", "at most 400"; (transfer full). */
char       *need_bounds         (const Need *need, UnitSystem units);

/**
 * athlete_sheet_write:
 * @plan, @needs: (nullable): the products that cover it
 * @path: replaced whole, or left as it was
 */
gboolean athlete_sheet_write (const Athlete *athlete, const WorkoutAdvice *advice, const ProductPlan *plan, const Needs *needs, const char *path,
                              GError **error);

/* A table of everybody, the packing list, and a page for each athlete. @list: (nullable) */
gboolean team_sheet_write    (const char *team, const TeamSession *session, const PackingList *list, const char *path, GError **error);

G_END_DECLS
