/* patch/measure.c: colour and both channels of a registered patch */
#include <glib/gi18n.h>
#include <math.h>

#include "blocks.h"
#include "blur.h"
#include "chloride-channel.h"
#include "colour.h"
#include "concentration.h"
#include "dye.h"
#include "halves.h"
#include "patch-features.h"
#include "patch-view.h"
#include "reading.h"
#include "volume-channel.h"

#define MOST_HIDDEN (1.0 / 3)
#define SOME_HIDDEN 0.06
#define SOME_SHINE 0.01
#define MOST_SHINE 0.5            /* of the base clipped: overexposed */
#define UNEVEN 0.55               /* log of brightest over darkest base: a factor of 1.7 */
#define DARK 0.03                 /* linear light of the base: sRGB 48 of 255 */
#define NOISY 0.12                /* relative standard deviation of one pixel of base */
#define BLUR_FLAG 0.35            /* channel widths, Gaussian */
#define BLUR_REFUSED 0.48         /* a Gaussian of half a width mixes dye, walls and base; readable photos reach 0.41 */
#define LEAST_CONTRAST 0.6        /* dark print against base; more is no print */
#define POOR_FIT_UNIT 0.45        /* of a channel width, rms of the landmarks */
#define REGISTRATION_SHARE 0.6    /* of the landmarks' rms that moves a front along its channel, where a person laid the map */
#define PRINT_SD_WIDTHS 0.04      /* print tolerance, and dye that does not end straight across */
#define SHARED_SD_WIDTHS 0.05     /* of it, half the variance: the drawing and the print, the same in every photo of a patch */
#define BEND_REACH_WIDTHS 0.5
#define BEND_SD_WIDTHS 0.2        /* a front in a bend lies along neither leg: anywhere within ± 0.35 widths */
#define SET_BY_HAND_WIDTHS 0.7    /* standard deviation of a front that a person marked */
#define OFF_CURVE_SDS 3.0
#define MODEL_DELTA_E 1.6         /* departure of camera colour from the lot's that nothing else explains */
#define STRAYED_COVERAGE 0.6
#define STRAYED_BRIGHTNESS 0.35
#define MOST_COVERED_AROUND 0.56  /* of the places within one node, itself among them, that lie on the base: of nine, five */
#define EXACT_UNIT 0.05           /* rms of a map that lies right: what covers the patch's border is a cloth, not the skin beyond it */
#define FEWEST_STRAYED 5
#define MOST_STRAYED 0.012        /* of the base */
#define OTHER_INK 28.0            /* ΔE2000 between two blocks that should be one ink */
#define BARE_DIFFERENCE 12.0      /* or this much, when one of them … */
#define MOST_BLOCK_VEIL 0.5       /* light that shine may add over a block, of the base's own */
#define COLOURLESS 15.0           /* chroma of the strongest ink: the dimmest warm photos that can be read show 35 */
#define PALE 40.0                 /* likewise, where no dye is seen at all */
#define LIGHTEST_INK 104.0        /* L* against the base: no ink is lighter than what it is printed on */
#define BARE_CHROMA 7.0           /* … looks like base */

static void
refuse (PatchReading *reading, const char *why)
{
  reading->status = READING_REFUSED;
  reading->volume_read = reading->chloride_read = FALSE;
  g_free (reading->reason);
  reading->reason = g_strdup (why);
}

static void
forget_numbers (PatchReading *reading)
{
  reading->flags &= READING_FLAG_MANUAL_LANDMARKS | READING_FLAG_POOR_FIT;
  reading->volume_read = reading->chloride_read = reading->overflow = FALSE;
  reading->fill_fraction = reading->fill_sd = NAN;
  reading->front = (Point2) { NAN, NAN };
  reading->volume_ul = reading->volume_sd_ul = NAN;
  reading->local_rate_mg_cm2_min = reading->local_rate_sd = NAN;
  reading->chloride_mmol_l = reading->chloride_sd_mmol_l = NAN;
  reading->sodium_mmol_l = reading->sodium_sd_mmol_l = NAN;
  reading->bound = CHLORIDE_WITHIN;
  for (int i = 0; i < 3; i++)
    reading->lab[i] = reading->lab_sd[i] = NAN;
  g_clear_pointer (&reading->volume_profile, g_free);
  g_clear_pointer (&reading->chloride_profile, g_free);
  g_clear_pointer (&reading->reason, g_free);
  reading->n_volume_profile = reading->n_chloride_profile = 0;
}

/* Returns: %FALSE where shine adds so much white that the ink cannot be told. */
static gboolean
block_lab (const BlockLight *block, const Illumination *illumination, double lab[3])
{
  float white[3];
  double relative[3];
  BaseAround around;

  illumination_at (illumination, block->centre, white, &around);
  for (int c = 0; c < 3; c++)
    relative[c] = block->light[c] / white[c];
  colour_lab_from_relative (relative, lab);
  return !around.glaring && around.veil < MOST_BLOCK_VEIL && lab[0] < LIGHTEST_INK;
}

/* Of the inks that are seen, against the base; NAN where none is. A photo in shades of grey would pass for one of an empty patch. */
static double
strongest_chroma (const BlockLight *blocks, guint n_blocks, const Illumination *illumination)
{
  double lab[3], strongest = NAN;

  for (guint i = 0; i < n_blocks; i++)
    if (blocks[i].seen && block_lab (&blocks[i], illumination, lab))
      strongest = fmax (strongest, hypot (lab[1], lab[2]));
  return strongest;
}

/* Blocks of one name in two sets that are clearly different inks, or of which one is bare base: another kind of patch, or not
 * where it was found. */
static gboolean
blocks_contradict (const BlockLight *blocks, guint n_blocks, const Illumination *illumination)
{
  guint n_pairs = 0, n_different = 0;

  for (guint i = 0; i < n_blocks; i++)
    for (guint j = i + 1; j < n_blocks; j++)
      {
        double first[3], second[3], difference;

        if (!blocks[i].seen || !blocks[j].seen || blocks[i].block->set == blocks[j].block->set
            || g_strcmp0 (blocks[i].block->name, blocks[j].block->name) != 0)
          continue;
        if (!block_lab (&blocks[i], illumination, first) || !block_lab (&blocks[j], illumination, second))
          continue;
        difference = colour_difference_2000 (first, second);
        n_pairs++;
        n_different += difference > OTHER_INK
                       || (difference > BARE_DIFFERENCE && MIN (hypot (first[1], first[2]), hypot (second[1], second[2])) < BARE_CHROMA);
      }
  return n_pairs >= 2 && 2 * n_different > n_pairs;
}

/* A line of something on the base, not a cloth over it: few of the places around are covered, too. At the border of
 * the patch, with an @exact map, only places on the patch count. */
static gboolean
is_narrow (const Illumination *illumination, guint column, guint row, gboolean exact)
{
  guint n_covered = 0, n_known = 0;

  for (guint y = MAX (row, 1) - 1; y <= MIN (row + 1, illumination->height - 1); y++)
    for (guint x = MAX (column, 1) - 1; x <= MIN (column + 1, illumination->width - 1); x++)
      {
        guint at = y * illumination->width + x;

        n_known += illumination->places[at].kind != 0;
        n_covered += illumination->places[at].kind < 0;
      }
  return n_covered <= MOST_COVERED_AROUND * (exact ? n_known : 9);
}

/* Dye where the template has bare base: the map is wrong, however well its landmarks agree. */
static gboolean
dye_has_strayed (const PatchTemplate *geometry, const Illumination *illumination, double rms_unit)
{
  DyeModel dye;
  guint n_strayed = 0, n_known = 0;

  dye_model_init (&dye, geometry);
  for (guint i = 0; i < illumination->width * illumination->height; i++)
    {
      const BasePlace *place = &illumination->places[i];
      float relative[3];
      double brightness;

      n_known += place->kind != 0;
      if (place->kind >= 0)
        continue;
      for (int c = 0; c < 3; c++)
        relative[c] = place->light[c] / illumination->white[3 * i + c];
      n_strayed += dye_coverage (&dye, relative, &brightness) > STRAYED_COVERAGE && brightness > STRAYED_BRIGHTNESS
                   && dye_resembles (&dye, relative) && is_narrow (illumination, i % illumination->width, i / illumination->width, rms_unit < EXACT_UNIT);
    }
  return n_strayed >= FEWEST_STRAYED && n_strayed > MOST_STRAYED * n_known;
}

double
reading_shared_fill_sd (const PatchTemplate *geometry)
{
  g_return_val_if_fail (geometry != NULL, NAN);

  return SHARED_SD_WIDTHS * geometry->volume.width / geometry->volume.length;
}

/* Of where the front lies on the channel as drawn, whatever its own sharpness: the map, the print, and in a bend the line
 * across which the dye ends. Template units. */
static double
laid_sd (const PatchReading *reading, double fraction)
{
  const PatchChannel *channel = &reading->geometry->volume;
  const Point2 *points = channel->centreline.points;
  guint place = MIN (MAP_CERTAINTY_PLACES - 1, (guint) (fraction * MAP_CERTAINTY_PLACES));
  double map = reading->certainty.known     ? reading->certainty.along_unit[place]
               : isnan (reading->rms_unit) ? 0
                                            : REGISTRATION_SHARE * reading->rms_unit;
  double at = 0, bend = 0;

  for (guint i = 1; i + 1 < channel->centreline.n; i++)
    {
      at += point2_distance (points[i - 1], points[i]);
      if (fabs (at - fraction * channel->length) < BEND_REACH_WIDTHS * channel->width)
        bend = BEND_SD_WIDTHS * channel->width;
    }
  return sqrt (map * map + bend * bend + pow (PRINT_SD_WIDTHS * channel->width, 2));
}

static void
take_volume (PatchReading *reading, const ReadingOptions *options, VolumeResult *volume)
{
  const PatchChannel *channel = &reading->geometry->volume;

  reading->volume_profile = g_steal_pointer (&volume->profile);
  reading->n_volume_profile = volume->n_profile;
  if (options && options->set_front)
    {
      Point2 at = channel_point (channel, options->front_fraction * channel->length, NULL);

      reading->volume_read = TRUE;
      reading->fill_fraction = CLAMP (options->front_fraction, 0.0, 1.0);
      reading->fill_sd = SET_BY_HAND_WIDTHS * channel->width / channel->length;
      reading->front = patch_map_to_photo (&reading->map, at);
      reading->overflow = options->front_fraction >= 1;
    }
  else if (volume->read)
    {
      reading->volume_read = TRUE;
      reading->fill_fraction = volume->fraction;
      reading->fill_sd = hypot (volume->sd, laid_sd (reading, volume->fraction) / channel->length);
      reading->front = volume->front;
      reading->overflow = volume->overflow;
    }
  else
    return;
  if (volume->gap)
    reading->flags |= READING_FLAG_GAP;
  if (reading->overflow)
    reading->flags |= READING_FLAG_OVERFLOW;
}

static void
convert_volume (PatchReading *reading, const ReadingOptions *options)
{
  const PatchCalibration *calibration = reading->calibration;

  if (!reading->volume_read || calibration == NULL || calibration->n_volume == 0)
    return;
  volume_from_fraction (calibration, reading->fill_fraction, reading->fill_sd, &reading->volume_ul, &reading->volume_sd_ul);
  if (options && options->worn_min > 0 && calibration->collection_area_cm2 > 0)
    {
      /* A microlitre of sweat weighs a milligram to half a percent. */
      double area_minutes = calibration->collection_area_cm2 * options->worn_min;

      reading->local_rate_mg_cm2_min = reading->volume_ul / area_minutes;
      reading->local_rate_sd = reading->volume_sd_ul / area_minutes;
    }
}

/* Returns: (nullable): why no concentration can be given. */
static char *
convert_chloride (PatchReading *reading, const double covariance[9])
{
  const PatchCalibration *calibration = reading->calibration;
  ChlorideEstimate estimate;

  if (calibration == NULL || calibration->n_chloride < 2)
    return NULL;
  chloride_from_lab (calibration, reading->lab, covariance, &estimate);
  if (estimate.distance > OFF_CURVE_SDS * hypot (estimate.explained, MODEL_DELTA_E))
    {
      g_autofree char *distance = g_strdup_printf ("%.1f", estimate.distance);

      reading->flags |= READING_FLAG_OFF_CURVE;
      /* Translators: %1$s is a colour difference such as 12.3, %2$s the name of a production lot. */
      return g_strdup_printf (_("The chloride channel's colour lies %1$s ΔE off the curve of lot %2$s, more than its uncertainty explains. Check that the calibration belongs to this lot."),
                              distance, calibration->lot);
    }
  reading->chloride_mmol_l = estimate.chloride_mmol_l;
  reading->chloride_sd_mmol_l = estimate.sd_mmol_l;
  reading->bound = estimate.bound;
  if (calibration->has_sodium)
    {
      reading->sodium_mmol_l = calibration->sodium_slope * estimate.chloride_mmol_l + calibration->sodium_intercept_mmol_l;
      reading->sodium_sd_mmol_l = hypot (calibration->sodium_slope * estimate.sd_mmol_l, calibration->sodium_sd_mmol_l);
    }
  return NULL;
}

/* What the whole patch shows, before its channels. Returns: (nullable): why nothing can be measured. */
static const char *
look_over (PatchReading *reading, const Photo *photo, const Illumination *illumination, const EdgeBlur *blur, gboolean *displaced)
{
  double width = reading->geometry->volume.width;
  double blur_widths = blur->sigma_px / (width * patch_map_scale (&reading->map, reading->map.centre));

  if (photo->flags & (PHOTO_FLAG_NO_PROFILE | PHOTO_FLAG_BAD_PROFILE))
    reading->flags |= READING_FLAG_NO_PROFILE;
  if (reading->rms_unit > POOR_FIT_UNIT * width)
    reading->flags |= READING_FLAG_POOR_FIT;
  if (illumination == NULL)
    return _("No white base is visible where the patch should be.");
  if (MAX (illumination->shining, illumination->clipped) > SOME_SHINE)
    reading->flags |= READING_FLAG_GLARE;
  if (illumination->hidden > SOME_HIDDEN)
    reading->flags |= READING_FLAG_PARTLY_HIDDEN;
  if (illumination->unevenness > UNEVEN)
    reading->flags |= READING_FLAG_SHADOW;
  if (illumination->level[1] < DARK || illumination->noise[1] > NOISY)
    reading->flags |= READING_FLAG_LOW_LIGHT;
  if (blur_widths > BLUR_FLAG)
    reading->flags |= READING_FLAG_BLUR;

  if (illumination->hidden > MOST_HIDDEN)
    return _("More than a third of the patch is hidden or outside the photo. Show the whole patch.");
  if (blur_widths > BLUR_REFUSED)
    return _("The photo is too blurred to tell the channels from the base. Hold the phone still and let it focus.");
  *displaced = dye_has_strayed (reading->geometry, illumination, reading->rms_unit);
  if (*displaced)
    return _("The template could not be laid over the patch: dye is seen where the template has bare base. Place the landmarks by hand, or take the photo from straight above.");
  if (blur->n_looked >= 6 && 3 * blur->n_edges < blur->n_looked)
    return _("The dark print is not where the template has it: this may be another kind of patch, or none.");
  return NULL;
}

static void
conclude (PatchReading *reading, const char *volume_reason, const char *chloride_reason)
{
  if (reading->volume_read && reading->chloride_read)
    reading->status = READING_OK;
  else if (reading->volume_read || reading->chloride_read)
    {
      reading->status = READING_PARTIAL;
      reading->reason = g_strdup (reading->volume_read ? chloride_reason : volume_reason);
    }
  else
    {
      reading->status = READING_REFUSED;
      reading->reason = g_strdup_printf ("%s %s", volume_reason, chloride_reason);
    }
}

void
patch_measure_checked (const Photo *photo, const ReadingOptions *options, gboolean *displaced, PatchReading *reading)
{
  const PatchRegions *regions;
  g_autoptr(Illumination) illumination = NULL;
  g_autofree BlockLight *blocks = NULL;
  g_autofree char *off_curve = NULL;
  EdgeBlur blur;
  PatchView view;
  ColourCorrection correction;
  VolumeResult volume;
  ChlorideResult chloride;
  const char *why;
  double chroma;
  guint n_blocks;

  *displaced = FALSE;
  forget_numbers (reading);
  n_blocks = reading->geometry->n_blocks;
  patch_view_init (&view, photo, reading, options);
  regions = patch_features_of (reading->geometry)->regions;
  blocks = blocks_measure (&view);
  illumination = illumination_new (&view, regions, blocks, n_blocks);
  blur_measure (&view, regions, &blur);
  why = look_over (reading, photo, illumination, &blur, displaced);
  if (why != NULL)
    {
      refuse (reading, why);
      return;
    }
  colour_correction_from_blocks (&correction, blocks, n_blocks, illumination);

  volume_channel_read (&view, illumination, &volume);
  chroma = strongest_chroma (blocks, n_blocks, illumination);
  if (chroma < COLOURLESS || (chroma < PALE && volume.read && volume.fraction <= 0))
    {
      g_free (volume.profile);
      refuse (reading, _("The photo has no colours, or too pale ones, to tell dye from an empty channel. Take it in colour, without a filter."));
      return;
    }
  take_volume (reading, options, &volume);
  if (volume.blinded && !reading->volume_read)
    {
      /* A photo to be taken again: a colour alone would pass for a reading. */
      reading->flags |= READING_FLAG_GLARE;
      refuse (reading, volume.why_not);
      return;
    }
  convert_volume (reading, options);

  chloride_channel_read (&view, illumination, &correction, volume.empty, blur.sigma_px, illumination->shining > MOST_SHINE,
                         &chloride);
  reading->chloride_profile = g_steal_pointer (&chloride.profile);
  reading->n_chloride_profile = chloride.n_profile;
  if (chloride.read && blocks_contradict (blocks, n_blocks, illumination))
    {
      chloride.read = FALSE;
      chloride.why_not = _("The reference blocks are not those of this template: another kind of patch, whose chloride colours are not known.");
    }
  if (chloride.read)
    {
      for (int i = 0; i < 3; i++)
        {
          reading->lab[i] = chloride.lab[i];
          reading->lab_sd[i] = sqrt (chloride.covariance[4 * i]);
        }
      if (chloride.partial)
        reading->flags |= READING_FLAG_CHLORIDE_PARTIAL;
      off_curve = convert_chloride (reading, chloride.covariance);
      reading->chloride_read = off_curve == NULL;
    }
  if (volume.glaring || chloride.glaring)
    reading->flags |= READING_FLAG_GLARE;
  conclude (reading, volume.why_not, off_curve ? off_curve : chloride.why_not);
}

void
patch_measure (const Photo *photo, const ReadingOptions *options, PatchReading *reading)
{
  gboolean displaced;

  g_return_if_fail (photo != NULL && reading != NULL);
  g_return_if_fail (reading->registered && reading->geometry != NULL);

  patch_measure_checked (photo, options, &displaced, reading);
}
