/* patch/map-model.h
 *
 * The parameters of a map from the template to the photo, and their least squares: what registration adjusts.
 * In: observations "this point of the template lies on that line (or point) of the photo". Out: parameters, their
 * information matrix, a PatchMap. Private to patch. May include: base, template, patch-map. */
#pragma once

#include "patch-map.h"

G_BEGIN_DECLS

#define MAP_HOMOGRAPHY  8
#define MAP_BEND        (2 * PATCH_MAP_BEND_TERMS)
#define MAP_TRIM        2 /* the die that cuts the outline does not meet the print exactly: a shift in template units */
#define MAP_PARAMETERS  (MAP_HOMOGRAPHY + MAP_BEND + MAP_TRIM)

/* How the sticker may lie. What is not adjusted stays as it is. */
typedef enum {
  MAP_FLAT,     /* homography alone */
  MAP_CYLINDER, /* rolled around a cylinder: depth's three columns and the curvature's vector stand in the bend's first five places */
  MAP_BENT,     /* homography and the polynomial of PatchMap */
} MapKind;

typedef struct {
  MapKind kind;
  Point2 centre;                  /* template units, as in PatchMap */
  double half_size;
  Point2 photo_centre;            /* photo pixels; the homography's range is normalised, so that its numbers are near 1 */
  double photo_half;
  double value[MAP_PARAMETERS];   /* homography (its ninth is 1), bend of x, bend of y, trim */
} MapModel;

typedef struct {
  Point2 at;        /* template units */
  gboolean trimmed; /* the point lies on the cut edge, not on the print */
  Point2 target;    /* photo pixels */
  Point2 normal;    /* unit vector in the photo: only the distance along it counts; (0, 0): both directions count */
  double sd_px;
  double weight;    /* out: 1 as good as its standard deviation says, towards 0: an outlier */
  double residual;  /* out: photo pixels, along the normal (or distance) */
} MapObservation;

/* What is known of each parameter before looking. */
typedef struct {
  double mean[MAP_PARAMETERS];
  double sd[MAP_PARAMETERS]; /* INFINITY: nothing is known */
} MapPrior;

/* Seen from 15 cm or more, tilted by 35° or less, on forearms of 35 mm radius or more. */
void     map_prior_init        (MapKind kind, MapPrior *prior);

/* Makes the polynomial's the same map as the cylinder's, as well as it can. */
void     map_model_unroll      (MapModel *model);

/* Rolls a flat model slightly, so that the curvature has a direction to start from: radians over half the length. */
void     map_model_roll        (MapModel *model, double x, double y);

/* An affine map to start from: photo = matrix (2 × 3, row-major) of template units. */
void     map_model_from_affine (const PatchTemplate *geometry, const double affine[6], MapModel *model);
void     map_model_to_map      (const MapModel *model, PatchMap *map);

/**
 * map_model_project:
 * @derivative: (out) (optional): of photo pixels by each parameter
 * @local: (out) (optional): of photo pixels by template units: x by x, x by y, y by x, y by y
 *
 * Returns: %FALSE behind the camera.
 */
gboolean map_model_project     (const MapModel *model, Point2 at, gboolean trimmed, Point2 *photo,
                                double derivative[2][MAP_PARAMETERS], double local[4]);

/**
 * map_model_solve:
 * @robust: residuals beyond about this many standard deviations lose their say; INFINITY: none does
 * @factor: (out) (optional): lower Cholesky factor of the information matrix at the solution, MAP_PARAMETERS² row-major
 *
 * Gauss–Newton with iteratively reweighted (Geman–McClure) residuals.
 * Returns: %FALSE when the observations do not fix the map; @model is then unchanged.
 */
gboolean map_model_solve       (MapModel *model, MapObservation *observations, guint n, const MapPrior *prior,
                                double robust, double *factor);

/* A flat map (≥ 4 pairs) or a bent one (≥ 12) through pairs of points. FALSE: they do not fix it. */
gboolean map_model_fit_points  (const PatchTemplate *geometry, const Point2 *on_template, const Point2 *on_photo,
                                const double *weights, guint n, gboolean bend, MapModel *model);

/* Standard deviation in pixels, along the unit vector @normal, of where @at is predicted. */
double   map_model_predicted_sd (const MapModel *model, const double *factor, Point2 at, gboolean trimmed, Point2 normal);

G_END_DECLS
