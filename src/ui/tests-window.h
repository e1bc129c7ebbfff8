/* ui/tests-window.h
 *
 * What earlier tests predicted against what was seen, of one athlete or of many: a figure, how many lie inside of their interval,
 * both to be exported. Of one athlete also the tests themselves: each can be retired with a reason and taken back; Ctrl+Z takes the
 * last of it back. */
#pragma once

#include <adwaita.h>

#include "workspace/prediction-check.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_TESTS_WINDOW (saltline_tests_window_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineTestsWindow, saltline_tests_window, SALTLINE, TESTS_WINDOW, AdwWindow)

/* @athletes: (element-type Athlete): copied; read in a thread. @whose: the title under the title */
SaltlineTestsWindow    *saltline_tests_window_new        (SaltlineWorkspace *workspace, const GPtrArray *athletes, const char *whose);

/* (nullable) (transfer none): what is shown; NULL: not read yet */
const PredictionRecord *saltline_tests_window_get_record (SaltlineTestsWindow *self);

/* What the buttons do. @reason: (nullable): NULL: the test speaks again */
void                    saltline_tests_window_retire     (SaltlineTestsWindow *self, const char *test, const char *reason);
/* The figure; a name that ends in .csv: its data. */
void                    saltline_tests_window_export     (SaltlineTestsWindow *self, const char *path);

G_END_DECLS
