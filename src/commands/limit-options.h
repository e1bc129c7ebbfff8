/* commands/limit-options.h: private to command-athlete.c: what may not be in an athlete's plans, and what advice has to know */
#pragma once

#include "base/json.h"
#include "command.h"
#include "store/athlete-limits.h"
#include "workspace/workspace.h"

G_BEGIN_DECLS

/* As typed; NULL where nothing was. */
typedef struct {
  char *avoid, *only, *pregnant, *trained_gut;
  char **exclude, **must;
} LimitOptions;

#define LIMIT_ENTRIES(o) \
  { "avoid", 0, 0, G_OPTION_ARG_STRING, &(o).avoid, N_("allergens that no plan may hold: \"milk nuts\" (\"\": none)"), N_("WORDS") }, \
  { "only", 0, 0, G_OPTION_ARG_STRING, &(o).only, N_("tags that every product of a plan has to have, such as vegan (\"\": none)"), N_("TAGS") }, \
  { "exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(o).exclude, N_("a product that no plan may use (may be repeated; \"\": none)"), N_("PRODUCT") }, \
  { "must", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(o).must, N_("a product that every plan has to use (may be repeated; \"\": none)"), N_("PRODUCT") }, \
  { "pregnant", 0, 0, G_OPTION_ARG_STRING, &(o).pregnant, N_("yes or no: no caffeine is advised"), N_("YES|NO") }, \
  { "trained-gut", 0, 0, G_OPTION_ARG_STRING, &(o).trained_gut, N_("yes or no: takes up to 120 g of carbohydrate in an hour"), N_("YES|NO") }

void          limit_options_clear (LimitOptions *options);
gboolean      limit_options_said  (const LimitOptions *options);

/* Changes what is kept for @athlete by what was typed. Says what is wrong with it. */
CommandStatus limit_options_keep  (const LimitOptions *options, SaltlineWorkspace *workspace, gint64 athlete);

/* Nothing is printed of who has no limits. */
void          limits_print        (const AthleteLimits *limits);
void          limits_put          (const AthleteLimits *limits, JsonBuilder *builder);

G_END_DECLS
