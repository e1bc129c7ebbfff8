/* tests/ui/display.h
 *
 * What tests of a real window have in common: waiting for an effect, finding widgets, pictures of the window. */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

typedef gboolean (*Condition) (gpointer data);

/* Runs the main loop until @condition holds; fails the test after @seconds. */
void                 display_wait      (Condition condition, gpointer data, double seconds, const char *what);

/* Runs the main loop until nothing is left to do and a frame was drawn. */
void                 display_settle    (GtkWidget *widget);

/* The same, when transitions of half a second are over. */
void                 display_rest      (GtkWidget *widget);

/* Writes FOLDER/@name.png when $SALTLINE_SHOTS names a folder. */
void                 display_shoot     (GtkWidget *window, const char *name);

/* An application that is registered and active, and its window. */
SaltlineWindow      *display_open      (void);
void                 display_close     (SaltlineWindow *window);

/* The first of @root and the widgets below it that is of type @type, or for which @test holds. NULL: none. */
typedef gboolean (*WidgetTest) (GtkWidget *widget, gconstpointer data);
GtkWidget           *display_find      (GtkWidget *root, GType type);
GtkWidget           *display_find_that (GtkWidget *root, WidgetTest test, gconstpointer data);

/* The button that says @label. */
GtkWidget           *display_find_button (GtkWidget *root, const char *label);

/* Whether a label in sight holds @part. */
gboolean             display_shows     (GtkWidget *root, const char *part);

/* Makes the window 1280 × 800 and shows one of its pages. */
void                 display_show_page (SaltlineWindow *window, GtkWidget *page);

/* Adds photos and waits until every one is read or failed. */
void                 display_read_files (SaltlineWindow *window, char **paths);

/* A photo of a patch drawn with known truth, in a new folder. (transfer full): its path; NULL @truth_fill: not wanted */
char                *display_draw_photo (guint64 seed, double *truth_fill);

/* Runs xdotool with @arguments while the window goes on; FALSE when it is not installed. */
gboolean             display_xdotool    (const char *arguments);

/* Where a point of @widget is on the screen. */
void                 display_on_screen  (GtkWidget *widget, double x, double y, int *screen_x, int *screen_y);

G_END_DECLS
