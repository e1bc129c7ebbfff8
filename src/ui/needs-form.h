/* ui/needs-form.h
 *
 * Needs typed by hand: for each part of the day and each nutrient at least and at most so much. In: the needs to begin with. Out: what
 * was typed. It keeps nothing itself. */
#pragma once

#include <adwaita.h>

#include "advice/needs.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_NEEDS_FORM (saltline_needs_form_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineNeedsForm, saltline_needs_form, SALTLINE, NEEDS_FORM, AdwBin)

/* Signal: "changed" (gboolean typing): something else is meant than before, and it is not nonsense; @typing: an entry was typed in, and
 * not left yet. */

/* @json: (nullable): needs_to_json(); NULL: the advice says what is needed. */
void   saltline_needs_form_set      (SaltlineNeedsForm *self, const char *json);
/* (transfer full) (nullable): needs_to_json(); NULL: the advice says what is needed */
char  *saltline_needs_form_get      (SaltlineNeedsForm *self);
/* FALSE: a number is nonsense; it is marked. */
gboolean saltline_needs_form_check  (SaltlineNeedsForm *self);
/* What to begin with when somebody chooses to type, instead of nothing. (nullable) */
void   saltline_needs_form_suggest  (SaltlineNeedsForm *self, const Needs *needs);

G_END_DECLS
