/* plot/figure.h
 *
 * Figures on a cairo context: series (data) → axis (range, ticks) → mark (points, line, band …) → figure (layout, legend,
 * hit-testing). A figure knows its data (copy as table), draws at any size on any surface, and is exported byte for byte alike
 * from run to run. In: numbers. Out: drawings, tables. May include: base; cairo and Pango. */
#pragma once

#include <cairo.h>

#include "axis.h"
#include "palette.h"
#include "series.h"

G_BEGIN_DECLS

typedef enum {
  MARK_POINTS,      /* a sign at each point; its shape follows the colour */
  MARK_LINE,        /* through the points in their order; broken at gaps */
  MARK_BAND,        /* between low and high along x */
  MARK_BARS,        /* from 0 to y, as wide as the least distance in x */
  MARK_INTERVALS,   /* a sign at each point, a vertical line from low to high */
  MARK_WHISKERS,    /* the same lying: a horizontal line from low to high around x */
  MARK_LEVEL,       /* a horizontal line across at each y; its label stands at the right end */
  MARK_DIAGONAL,    /* y = x across */
  MARK_DENSITY,     /* a curve of a kernel density of x (Silverman's rule); y is not used */
} MarkKind;

typedef struct {
  MarkKind kind;
  Series *series;
  guint colour;     /* of the palette */
  gboolean dashed;
  gboolean faint;
} Mark;

typedef struct {
  char *title;      /* nullable */
  char *note;       /* nullable: one line below, e.g. where the numbers are from */
  Axis x, y;
  GPtrArray *marks; /* of Mark, drawn in this order */
  GHashTable *selected; /* keys of points that are drawn as selected; nullable, borrowed */
  char *font;       /* Pango's name; "Sans" if NULL */
  gboolean dark;    /* light on a dark ground, on the screen; exports are on white */
} Figure;

Figure *figure_new       (const char *title, const char *x_title, const char *y_title);
void    figure_free      (Figure *figure);

/* Takes @series. Returns: (transfer none): to set dashed or faint. */
Mark   *figure_add       (Figure *figure, MarkKind kind, Series *series, guint colour);
/* A horizontal line at @at, nothing when that is not finite; @label: (nullable). */
void    figure_add_level (Figure *figure, double at, const char *label, guint colour, gboolean dashed);
/* Takes @places: names of the places 0, 1, 2 … of the y axis. */
void    figure_set_places (Figure *figure, char **places);

/* A colour of the palette, and a grey from 0 (ink) to 1 (paper), on the figure's ground. */
Colour  figure_colour    (const Figure *figure, guint i);
void    figure_set_ink   (const Figure *figure, cairo_t *cr, double grey);

/* Draws into 0, 0 … @width, @height of @cr, on white, or on dark. Sizes are in points on paper, pixels on a screen. */
void    figure_draw      (Figure *figure, cairo_t *cr, double width, double height);

/**
 * figure_pick:
 * @distance: how far away at most, in the units of @width
 * @mark: (out): which mark
 * @point: (out): which of its points
 *
 * Returns: %FALSE when no point is near (@px, @py) of a figure drawn at this size.
 */
gboolean figure_pick     (Figure *figure, double width, double height, double px, double py, double distance, guint *mark, guint *point);

/**
 * figure_to_table:
 * @delimiter: '\t' for the clipboard, ',' for a file
 *
 * Every mark's data: series, label, x, y, low, high. Missing numbers are empty; the point is the decimal mark in every locale.
 */
char   *figure_to_table  (const Figure *figure, char delimiter);

/* A sentence for those who do not see it: title, axes with their ranges, how many points each series has. */
char   *figure_describe  (Figure *figure);

/**
 * figure_export:
 * @path: ends in .svg, .pdf, .png or .csv
 *
 * Written beside and renamed, so that a failure leaves no half file. PNG has two pixels for each point.
 */
gboolean figure_export   (Figure *figure, const char *path, double width, double height, GError **error);

/* For drawing and picking: the frame of the plot and the ranges at a size. */
typedef struct {
  double left, top, right, bottom;
  double x_low, x_high, y_low, y_high;
} FigureLayout;

FigureLayout figure_lay_out (Figure *figure, cairo_t *cr, double width, double height);
double       layout_x       (const FigureLayout *layout, double x);
double       layout_y       (const FigureLayout *layout, double y);
/* marks.c */
void         mark_draw      (const Mark *mark, const Figure *figure, cairo_t *cr, const FigureLayout *layout);
void         mark_draw_sign (const Mark *mark, cairo_t *cr, double x, double y);
void         mark_include   (const Mark *mark, Axis *x, Axis *y);
/* text.c: Pango with fixed metrics, so that exports are alike. */
void         text_extent    (cairo_t *cr, const char *font, double size, const char *text, double *width, double *height);
void         text_draw      (cairo_t *cr, const char *font, double size, const char *text, double x, double y, double align_x, double align_y);
double       text_wrapped_height (cairo_t *cr, const char *font, double size, const char *text, double width);
/* @x, @y: the top left corner; @align: 0 at the left, 1 at the right edge of @width. */
void         text_draw_wrapped (cairo_t *cr, const char *font, double size, const char *text, double x, double y, double width, double align);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Figure, figure_free)

G_END_DECLS
