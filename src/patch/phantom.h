/* patch/phantom.h
 *
 * Draws the photo of a patch with known truth: what tests measure the reader against, what a laboratory prints to test its
 * phones, and what a newcomer opens first. Everything follows from the scene and its seed, bit for bit.
 * Model: a printed sheet bent over a cylinder (developable), a pinhole camera, linear light that the illumination multiplies,
 * lens and motion blur, shot and read noise, the sRGB curve. No trademark is drawn.
 * In: a template, a scene. Out: pixels and the truth. May include: base, photo. */
#pragma once

#include "calibration.h"
#include "template.h"

G_BEGIN_DECLS

#define PHANTOM_UNIT_MM_ASSUMED 3.0 /* where the template does not know its size: about 57 mm of a forearm */
#define PHANTOM_MOST_GAPS 8
#define PHANTOM_MOST_SIDE 12000     /* pixels */

typedef enum {
  PHANTOM_SURFACE_SKIN_1, /* Fitzpatrick's six types */
  PHANTOM_SURFACE_SKIN_2,
  PHANTOM_SURFACE_SKIN_3,
  PHANTOM_SURFACE_SKIN_4,
  PHANTOM_SURFACE_SKIN_5,
  PHANTOM_SURFACE_SKIN_6,
  PHANTOM_SURFACE_DARK_TABLE,
  PHANTOM_SURFACE_GREY_TABLE,
  PHANTOM_SURFACE_WOOD,
  PHANTOM_SURFACE_WHITE_TABLE,
  PHANTOM_SURFACE_CLOTH,
  PHANTOM_SURFACE_PLAIN,  /* one colour, as a drawing has */
  PHANTOM_N_SURFACES,
} PhantomSurface;

/* What lies there instead of a patch. */
typedef enum {
  PHANTOM_OBJECT_PATCH,
  PHANTOM_OBJECT_NOTHING,
  PHANTOM_OBJECT_RULER,
  PHANTOM_OBJECT_ORANGE_LINES,
  PHANTOM_OBJECT_CHEQUERBOARD,
  PHANTOM_OBJECT_PAGE,
  PHANTOM_OBJECT_WHITE_CARD,
  PHANTOM_OBJECT_BLACK_BOX,
  PHANTOM_N_OBJECTS,
} PhantomObject;

typedef enum { PHANTOM_EMBLEM_NONE, PHANTOM_EMBLEM_DROP, PHANTOM_EMBLEM_RING, PHANTOM_EMBLEM_BARS, PHANTOM_N_EMBLEMS } PhantomEmblem;

typedef struct {
  double from; /* fractions of the visible centreline */
  double to;
} PhantomGap;

/* How the sheet is printed and made, as far as patches differ among themselves. */
typedef struct {
  double corner_radius;    /* template units, of the sticker */
  double trim;             /* template units: how far each corner of the cut is off, at most */
  double bend_radius;      /* template units: rounding of the channels' bends; 0: sharp */
  gboolean mitred;         /* outer corners of sharp bends are square */
  double white[3];         /* reflectance of the base, linear */
  double empty_grey;       /* how much darker the empty channel is, 0–0.2 */
  gboolean empty_printed;  /* the empty channel has the template's empty colour, as a drawing has */
  double ink_shift;        /* how far the blocks' inks are off, relative: printers and lots differ */
  double emboss;           /* contrast of the channel's embossed edges, 0–0.3 */
  double emboss_width;     /* template units */
  double edge_line;        /* darkness of thin printed lines along channels, 0: none */
  double block_line;       /* darkness of lines between reference blocks, 0: none */
  double outline_line;     /* darkness of a line along the sticker's edge, 0: none */
  gboolean halftone;       /* blocks of names ending in "_halftone" are dots */
  double box_light;        /* reflectance of the dark region */
  PhantomEmblem emblem;
  double rim;              /* width of the carrier film beyond the print, template units; 0: none */
  double drop_shadow;      /* darkness of the shadow around the sticker, 0–0.7 */
  double paper_noise;      /* relative standard deviation of the base's grain */
  double dye_from, dye_to; /* dye strength at inlet and front: 0 diluted, 1 full */
  double dye_wave;         /* amplitude of the strength's waves between */
  double bleed;            /* dye seen beside the channel, 0–0.2 */
  double meniscus;         /* how far the front bulges, in channel widths */
  gboolean tab;            /* a pull tab sticks out on the left */
  gboolean jagged;         /* no smoothing of edges, as crude drawings have */
} PhantomLook;

typedef struct {
  guint64 seed;
  guint width, height;          /* pixels */
  PhantomObject object;
  double fill;                  /* 0–1, the farthest filled position */
  PhantomGap gaps[PHANTOM_MOST_GAPS];
  guint n_gaps;                 /* all behind fill */
  double chloride_mmol_l;       /* within the calibration's curve; NAN without one */
  double chloride_departure;    /* mmol/L: of this patch from its lot's curve; its colour is that of so much more */
  double chloride_strength;     /* 0–1: colour of the chloride channel when there is no curve */
  double chloride_fill;         /* 0–1 of its centreline */
  double px_per_unit;           /* photo pixels for a template unit in the middle of the patch */
  double rotate_deg;            /* clockwise in the photo */
  double tilt_deg;              /* 0–60, away from the camera */
  double tilt_axis_deg;         /* of the axis of tilt in the photo */
  double bend_radius_mm;        /* of the forearm; INFINITY: flat */
  double bend_axis_deg;         /* direction of the forearm on the template; 0 along x */
  double distance_mm;           /* camera to patch: the shorter, the stronger the perspective */
  double shift_x, shift_y;      /* of the patch from the photo's middle, fractions of width and height */
  double ev;                    /* exposure; the base is at 0.5 of the encoding's white at 0 */
  double kelvin;                /* of the light, with the camera balanced for 6500 K */
  double tint;                  /* gain of green, −0.3 to 0.3 */
  double gradient;              /* 0–1: relative fall of light across the patch */
  double gradient_deg;
  double shadow;                /* 0–0.9: depth of a shadow's edge that crosses the patch */
  double glare;                 /* 0–1: strength of a highlight on the patch */
  double glare_width;           /* its standard deviation in half lengths of the patch, 0.02–2; a lamp's image 0.14, a window's 0.5 */
  gboolean glare_on_front;      /* the highlight hides the front */
  double blur_px;               /* standard deviation of the lens's blur */
  double motion_px;
  double noise;                 /* standard deviation at middle grey, in counts of 255 */
  PhantomSurface surface;
  guint hairs;
  guint drops;                  /* sweat drops on the patch */
  gboolean mirrored;
  gboolean two;                 /* a second patch beside the first */
  double hide;                  /* 0–1: share of the patch covered by a cloth */
  double hide_deg;              /* from which side */
  PhantomLook look;
} PhantomScene;

typedef enum { PHANTOM_EASY, PHANTOM_MEDIUM, PHANTOM_HARD } PhantomLevel;

typedef struct {
  double fill;
  double front_px[2];
  gboolean front_hidden; /* a cover or a highlight lies on it: nobody could read it */
  Point2 *landmarks_px; /* one for each of the template's */
  guint n_landmarks;
  double lab[3];        /* of the chloride channel, D50, relative to the base */
  double chloride_mmol_l; /* NAN: no curve */
  double px_per_unit;   /* in the middle of the patch */
  double unit_mm;       /* used for the bend; assumed where the template does not know it */
  gboolean unit_assumed;
} PhantomTruth;

/* A plain, well lit photo of a flat patch, 1600 × 1200. The look follows from @seed. */
void     phantom_scene_init    (PhantomScene *scene, guint64 seed);

/**
 * phantom_scene_random:
 *
 * Everything from @seed, as hard as @level: pose, bend, light, camera, surface, look, fill, chloride. @calibration (nullable)
 * bounds the chloride.
 */
void     phantom_scene_random  (PhantomScene *scene, PhantomLevel level, guint64 seed, guint width, guint height,
                                const PatchCalibration *calibration);

/**
 * phantom_scene_check:
 *
 * Returns: %FALSE with PATCH_ERROR_IMPOSSIBLE when the scene contradicts itself (a gap beyond the front, a bend so tight that the
 * patch would meet itself …).
 */
gboolean phantom_scene_check   (const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration,
                                GError **error);

/**
 * phantom_draw:
 * @scene: checked
 * @truth: (out caller-allocates): cleared with phantom_truth_clear
 *
 * Returns: (transfer full): width × height × 3 bytes, sRGB
 */
guint8  *phantom_draw          (const PhantomScene *scene, const PatchTemplate *geometry, const PatchCalibration *calibration,
                                PhantomTruth *truth);
void     phantom_truth_clear   (PhantomTruth *truth);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PhantomTruth, phantom_truth_clear)

/* "skin-1" … "skin-6", "dark", "grey", "wood", "white", "cloth", "plain"; "patch", "nothing", "ruler" … */
const char *phantom_surface_name (PhantomSurface surface);
const char *phantom_object_name  (PhantomObject object);

/**
 * phantom_save:
 * @path: ends in .png, .jpg or .jpeg
 * @quality: 1–100, of a JPEG
 */
gboolean phantom_save          (const char *path, guint width, guint height, const guint8 *rgb, int quality, GError **error);

/**
 * phantom_print:
 *
 * A PDF page (A4) with the patch at its true size, a scale to check the printer by and a line of truth. Where the template knows
 * no size, PHANTOM_UNIT_MM_ASSUMED is used and the page says so.
 */
gboolean phantom_print         (const char *path, const PhantomScene *scene, const PatchTemplate *geometry,
                                const PatchCalibration *calibration, GError **error);

G_END_DECLS
