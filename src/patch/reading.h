/* patch/reading.h
 *
 * What was read from one photo of a patch, with how sure: the result of everything in this folder.
 * NAN means "not known". In: a photo, templates, a calibration. Out: PatchReading. May include: base, photo. */
#pragma once

#include "calibration.h"
#include "patch-map.h"
#include "photo/photo.h"
#include "template.h"

G_BEGIN_DECLS

typedef enum {
  READING_OK,       /* both channels read */
  READING_PARTIAL,  /* one channel read; reason says why not the other */
  READING_REFUSED,  /* no number at all; reason says why */
} ReadingStatus;

/* Each has a short name for files ("gap") and a sentence with a remedy for people: reading_flag_name, reading_flag_advice. */
typedef enum {
  READING_FLAG_GAP = 1 << 0,             /* empty stretches, droplets or slugs behind the front */
  READING_FLAG_OVERFLOW = 1 << 1,        /* full: the volume is a lower bound */
  READING_FLAG_GLARE = 1 << 2,           /* clipped or glaring pixels were left out */
  READING_FLAG_BLUR = 1 << 3,            /* blurred; intervals are wider */
  READING_FLAG_SHADOW = 1 << 4,          /* uneven light across the patch */
  READING_FLAG_PARTLY_HIDDEN = 1 << 5,   /* part of the patch is covered or outside the photo */
  READING_FLAG_LOW_LIGHT = 1 << 6,
  READING_FLAG_NO_PROFILE = 1 << 7,      /* no colour profile: taken as sRGB */
  READING_FLAG_CHLORIDE_PARTIAL = 1 << 8,/* the chloride channel is only partly filled */
  READING_FLAG_POOR_FIT = 1 << 9,        /* the template fits worse than usual */
  READING_FLAG_MANUAL_LANDMARKS = 1 << 10,
  READING_FLAG_OFF_CURVE = 1 << 11,      /* chloride colour lies off the lot's curve */
} ReadingFlags;

typedef enum { CHLORIDE_WITHIN, CHLORIDE_BELOW, CHLORIDE_ABOVE } ChlorideBound;

typedef struct {
  char *id;         /* of the template's landmark */
  Point2 at;        /* photo pixels */
  gboolean manual;  /* placed by a person */
} FoundLandmark;

/* One sample of the profile along a channel: what the figure beside the photo shows. */
typedef struct {
  double fraction;   /* 0–1 of the visible centreline */
  float relative[3]; /* linear light divided by the base white's at the same place */
  float filled;      /* probability that there is dye here, 0–1 */
  gboolean usable;   /* FALSE: clipped, glaring, hidden */
} ChannelSample;

#define MAP_CERTAINTY_PLACES 64

/* How sure a map is along the volume channel. */
typedef struct {
  gboolean known;                           /* FALSE: a person laid the map; its residuals stand for its certainty */
  double along_unit[MAP_CERTAINTY_PLACES];  /* standard deviation along the channel at evenly spaced places, template units */
} MapCertainty;

typedef struct {
  ReadingStatus status;
  char *reason;             /* NULL when status is ok */
  ReadingFlags flags;
  const PatchTemplate *geometry;          /* (transfer none); NULL when refused before a template was chosen */
  const PatchCalibration *calibration;    /* (transfer none) (nullable) */

  gboolean registered;      /* map and landmarks are valid (also for some refusals, so that a person sees where it looked) */
  PatchMap map;
  MapCertainty certainty;
  double rms_px;
  double rms_unit;
  FoundLandmark *landmarks; guint n_landmarks;

  gboolean volume_read;
  double fill_fraction;     /* 0–1 */
  double fill_sd;
  Point2 front;             /* photo pixels */
  gboolean overflow;
  double volume_ul, volume_sd_ul;
  double local_rate_mg_cm2_min, local_rate_sd;
  ChannelSample *volume_profile; guint n_volume_profile;

  gboolean chloride_read;   /* the colour was measured; mmol/L needs a calibration besides */
  double lab[3];            /* CIELAB D50 relative to the base */
  double lab_sd[3];
  double chloride_mmol_l, chloride_sd_mmol_l;
  ChlorideBound bound;
  double sodium_mmol_l, sodium_sd_mmol_l;
  ChannelSample *chloride_profile; guint n_chloride_profile;
} PatchReading;

/* What a person may set before reading. All zero: everything automatic. */
typedef struct {
  double worn_min;               /* minutes on the skin; 0 or NAN: not known, no local rate */
  const FoundLandmark *landmarks; guint n_landmarks; /* a person's points; replace the automatic ones they name, or bend the map between them (bend-points.h) */
  double front_fraction;         /* a person's front; NAN or 0 with set_front FALSE: automatic */
  gboolean set_front;
  double chloride_from, chloride_to; /* stretch of the chloride channel to be measured, fractions, with set_chloride */
  gboolean set_chloride;
  const Polygon *left_out; guint n_left_out;  /* photo pixels: regions not to be measured */
} ReadingOptions;

/**
 * patch_read:
 * @templates: the candidates; the one that fits best is chosen
 * @calibrations: (nullable): the first whose template_id is the chosen template's is used
 *
 * Registration, colour and both channels of one photo. Thread-safe for different photos. Takes no locks, keeps no state.
 *
 * Returns: (transfer full): never NULL unless cancelled; a photo that cannot be read gives a refused reading with its reason.
 */
PatchReading *patch_read (const Photo *photo,
                          const PatchTemplate *const *templates, guint n_templates,
                          const PatchCalibration *const *calibrations, guint n_calibrations,
                          const ReadingOptions *options, GCancellable *cancellable);

/* A reading of which nothing is known yet: refused, every number NAN. */
PatchReading *patch_reading_new   (void);

const char   *reading_status_name (ReadingStatus status);  /* "ok", "partial", "refused" */
const char   *chloride_bound_name (ChlorideBound bound);   /* "below", "above"; NULL within */
const char   *reading_flag_name   (ReadingFlags flag);     /* one flag: "gap" */
const char   *reading_flag_advice (ReadingFlags flag);     /* a translated sentence with a remedy */
void          patch_reading_free  (PatchReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PatchReading, patch_reading_free)

/* The two halves of patch_read, for the page and the tests. */

/**
 * patch_register:
 *
 * Finds the patch and fills registered, map, rms, landmarks of @reading, or status, reason.
 * Returns: %FALSE when refused.
 */
gboolean patch_register (const Photo *photo, const PatchTemplate *const *templates, guint n_templates,
                         const ReadingOptions *options, GCancellable *cancellable, PatchReading *reading);

/**
 * patch_measure:
 * @reading: registered; volume, chloride, flags, status are filled in
 *
 * Colour and both channels, given the map. ≤ 4 ms on a 12 MP photo, so that a dragged handle shows new numbers at once.
 */
void     patch_measure  (const Photo *photo, const ReadingOptions *options, PatchReading *reading);

/* The part of a fill's standard deviation that all photos of one patch share: its digitised centreline and print tolerance. */
double   reading_shared_fill_sd (const PatchTemplate *geometry);

G_END_DECLS
