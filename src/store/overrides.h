/* store/overrides.h
 *
 * What practitioners put in place of a line of advice, and tests that no longer speak for an athlete; both with a reason.
 * An override holds for one workout, or for whatever the athlete does. What is withdrawn stays as history.
 * May include: advice. */
#pragma once

#include "advice/advise.h"
#include "store.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  char *workout;          /* (nullable): id of the event; NULL: any workout */
  AdviceOverride given;   /* its words belong to this */
  gboolean withdrawn;
} StoredOverride;

void       stored_override_free    (StoredOverride *override);

/* @workout: (nullable). An earlier one of the same line and workout is withdrawn with it. @id: (out) (optional) */
gboolean   store_override          (Store *store, gint64 athlete, const char *workout, const AdviceOverride *given, gint64 *id, GError **error);
/* STORE_ERROR_MISSING when nothing stands for that line. */
gboolean   store_withdraw_override (Store *store, gint64 athlete, const char *workout, const char *line, GError **error);

/**
 * store_overrides:
 * @workout: (nullable): then only those for any workout
 *
 * Returns: (transfer full) (element-type StoredOverride): those that stand: for @workout first, then for any
 */
GPtrArray *store_overrides         (Store *store, gint64 athlete, const char *workout, GError **error);

/* Tests by their key: "event ID" with the id in the timeline, or "photo SHA256". */
gboolean   store_retire_test       (Store *store, gint64 athlete, const char *test, const char *reason, GError **error);
gboolean   store_use_test_again    (Store *store, gint64 athlete, const char *test, GError **error);
/* Returns: (transfer full): test → reason */
GHashTable *store_retired_tests    (Store *store, gint64 athlete, GError **error);

G_END_DECLS
