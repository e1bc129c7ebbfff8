/* store/people.h
 *
 * Athletes and teams. An athlete is called by a handle that people type, unique for ever; a deleted one is hidden and
 * can come back. May include: base. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  char *handle;     /* 1–64 characters without blanks at the ends */
  char *name;
  char *sex;        /* (nullable): "female", "male", "other" */
  char *born;       /* (nullable): YYYY-MM-DD */
  double mass_kg;   /* NAN: not known; 20–300 */
  double height_m;  /* NAN: not known; 0.5–2.6 */
  char *sport;      /* (nullable) */
  char *zone;       /* (nullable): IANA name */
  char *note;
  gboolean deleted;
} Athlete;

Athlete   *athlete_new      (const char *handle, const char *name);
Athlete   *athlete_copy     (const Athlete *athlete);
GPtrArray *athletes_copy    (const GPtrArray *athletes); /* (transfer full): what a thread works on while the list changes */
void       athlete_free     (Athlete *athlete);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Athlete, athlete_free)

/* "Mia Weiß" → "mia-weiss": letters and digits of the ASCII transliteration; a name without any keeps its own letters. (transfer full) */
char      *athlete_handle_from_name (const char *name);

/* What no athlete can be is STORE_ERROR_REFUSED, with the range: said before SQLite says it, in words that help. */
gboolean   athlete_is_possible (const Athlete *athlete, GError **error);

/* Sets @athlete->id. STORE_ERROR_EXISTS when the handle is taken, also by a deleted athlete. */
gboolean   store_add_athlete    (Store *store, Athlete *athlete, GError **error);
gboolean   store_update_athlete (Store *store, const Athlete *athlete, GError **error);
Athlete   *store_find_athlete   (Store *store, const char *handle, GError **error); /* STORE_ERROR_MISSING names close handles */
Athlete   *store_find_athlete_also_deleted (Store *store, const char *handle, GError **error);
Athlete   *store_athlete        (Store *store, gint64 id, GError **error);
GPtrArray *store_athletes       (Store *store, const char *team, GError **error);   /* of Athlete, by name; @team NULL: all */
gboolean   store_delete_athlete (Store *store, gint64 id, gboolean deleted, GError **error);
gboolean   store_restore_athlete (Store *store, const char *handle, GError **error);

gboolean   store_add_team       (Store *store, const char *name, GError **error);
GPtrArray *store_teams          (Store *store, GError **error);                     /* of char *, by name */
gboolean   store_join_team      (Store *store, const char *team, gint64 athlete, gboolean member, GError **error);

G_END_DECLS
