/* ui/photo-item.c */
#include "photo-item.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/quantity-text.h"
#include "workspace/reading-row.h"

struct _SaltlinePhotoItem {
  GObject parent_instance;

  GFile *file;
  StoredPhoto *stored;
  char *path;
  char *title;
  char *error;
  char *athlete;
  char *contradiction;
  char *origin;
  char *profile;
  guint bits;
  PhotoStage stage;
  GdkTexture *thumbnail;
  PatchReading *numbers;  /* of the row that stands */
  PatchReading *full;     /* with map and profiles */
  gint64 row;             /* that stands */
  gint64 full_row;        /* the full one's; 0: of an edit that is not stored yet */
};

/* Emitted when anything of the item changed. */
enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlinePhotoItem, saltline_photo_item, G_TYPE_OBJECT)

static void
changed (SaltlinePhotoItem *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
saltline_photo_item_finalize (GObject *object)
{
  SaltlinePhotoItem *self = SALTLINE_PHOTO_ITEM (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->stored, stored_photo_free);
  g_free (self->path);
  g_free (self->title);
  g_free (self->error);
  g_free (self->athlete);
  g_free (self->contradiction);
  g_free (self->origin);
  g_free (self->profile);
  g_clear_object (&self->thumbnail);
  g_clear_pointer (&self->numbers, patch_reading_free);
  g_clear_pointer (&self->full, patch_reading_free);
  G_OBJECT_CLASS (saltline_photo_item_parent_class)->finalize (object);
}

static void
saltline_photo_item_class_init (SaltlinePhotoItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_photo_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_photo_item_init (SaltlinePhotoItem *self)
{
}

SaltlinePhotoItem *
saltline_photo_item_new_pending (GFile *file)
{
  SaltlinePhotoItem *self = g_object_new (SALTLINE_TYPE_PHOTO_ITEM, NULL);
  g_autofree char *name = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->title = g_filename_display_name (name);
  return self;
}

gint64
saltline_photo_item_get_id (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), 0);

  return self->stored != NULL ? self->stored->id : 0;
}

GFile *
saltline_photo_item_get_file (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->file;
}

const StoredPhoto *
saltline_photo_item_get_stored (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->stored;
}

const char *
saltline_photo_item_get_path (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->path;
}

const char *
saltline_photo_item_get_title (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->title;
}

PhotoStage
saltline_photo_item_get_stage (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), PHOTO_WAITING);

  return self->stage;
}

GdkTexture *
saltline_photo_item_get_thumbnail (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->thumbnail;
}

const char *
saltline_photo_item_get_error (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->error;
}

const char *
saltline_photo_item_get_contradiction (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->contradiction;
}

const char *
saltline_photo_item_get_athlete (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->athlete;
}

const char *
saltline_photo_item_get_origin (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->origin;
}

const char *
saltline_photo_item_get_profile (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->profile;
}

guint
saltline_photo_item_get_bits (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), 0);

  return self->bits;
}

const PatchReading *
saltline_photo_item_get_reading (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->full != NULL && (self->full_row == self->row || self->full_row == 0) ? self->full : self->numbers;
}

const PatchReading *
saltline_photo_item_get_full (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->full;
}

gboolean
saltline_photo_item_is_live (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), FALSE);

  return self->full != NULL && self->full_row == 0;
}

void
saltline_photo_item_set_stage (SaltlinePhotoItem *self, PhotoStage stage)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  self->stage = stage;
  changed (self);
}

void
saltline_photo_item_set_failed (SaltlinePhotoItem *self, const char *message)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  g_free (self->error);
  self->error = g_strdup (message);
  self->stage = PHOTO_FAILED;
  changed (self);
}

void
saltline_photo_item_set_thumbnail (SaltlinePhotoItem *self, GdkTexture *thumbnail)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  if (g_set_object (&self->thumbnail, thumbnail))
    changed (self);
}

void
saltline_photo_item_set_path (SaltlinePhotoItem *self, const char *path)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  g_free (self->path);
  self->path = g_strdup (path);
}

void
saltline_photo_item_set_contradiction (SaltlinePhotoItem *self, const char *words)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  if (g_strcmp0 (self->contradiction, words) == 0)
    return;
  g_free (self->contradiction);
  self->contradiction = g_strdup (words);
  changed (self);
}

void
saltline_photo_item_set_athlete (SaltlinePhotoItem *self, const char *name)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  if (g_strcmp0 (self->athlete, name) == 0)
    return;
  g_free (self->athlete);
  self->athlete = g_strdup (name);
  changed (self);
}

void
saltline_photo_item_set_format (SaltlinePhotoItem *self, const Photo *photo)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self) && photo != NULL);

  g_free (self->profile);
  self->profile = g_strdup (photo->profile);
  self->bits = photo->bits;
  changed (self);
}

void
saltline_photo_item_set_stored (SaltlinePhotoItem *self, StoredPhoto *stored, StoredReading *standing)
{
  g_autoptr(StoredReading) row = standing;

  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self) && stored != NULL);

  g_clear_pointer (&self->stored, stored_photo_free);
  self->stored = stored;
  g_free (self->origin);
  self->origin = g_strdup (row != NULL ? row->origin : NULL);
  if (self->full_row == 0 && row != NULL && (row->id != self->row || !stored->state.due))
    self->full_row = -1; /* what was shown while dragging gives way to what was stored */
  if (row != NULL && row->id != self->row)
    {
      g_clear_pointer (&self->numbers, patch_reading_free);
      self->numbers = reading_from_row (row);
      self->row = row->id;
    }
  if (row != NULL)
    self->stage = PHOTO_READ;
  changed (self);
}

void
saltline_photo_item_set_full (SaltlinePhotoItem *self, PatchReading *reading, gint64 row)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self) && reading != NULL);

  g_clear_pointer (&self->full, patch_reading_free);
  self->full = reading;
  self->full_row = row;
  self->stage = PHOTO_READ;
  changed (self);
}

void
saltline_photo_item_forget_full (SaltlinePhotoItem *self)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  g_clear_pointer (&self->full, patch_reading_free);
  if (self->numbers == NULL && self->stage == PHOTO_READ)
    self->stage = PHOTO_STOPPED;
  changed (self);
}

SaltlinePhotoItem *
saltline_photo_item_new_stored (StoredPhoto *stored, StoredReading *standing)
{
  SaltlinePhotoItem *self = g_object_new (SALTLINE_TYPE_PHOTO_ITEM, NULL);

  self->title = g_filename_display_name (stored->name);
  self->stage = PHOTO_STOPPED;
  saltline_photo_item_set_stored (self, stored, standing);
  return self;
}

static char *
numbers_in_short (const PatchReading *reading)
{
  g_autofree char *fill = quantity_text_short (100.0 * reading->fill_fraction, 100.0 * reading->fill_sd, "%");
  g_autofree char *chloride = quantity_text_short (reading->chloride_mmol_l, reading->chloride_sd_mmol_l, "mmol/L");

  if (!reading->volume_read)
    return reading->chloride_read ? g_strdup_printf (_("chloride %s"), chloride) : g_strdup ("–");
  if (!reading->chloride_read || isnan (reading->chloride_mmol_l))
    return g_strdup_printf (_("%s filled"), fill);
  return g_strdup_printf (_("%s filled · %s"), fill, chloride);
}

/* When it was taken, else when it came: "22 Nov"; NULL when it is not kept. */
static char *
day_in_short (const StoredPhoto *stored)
{
  g_autoptr(GDateTime) day = NULL, now = NULL;
  int year, month, date;

  if (stored == NULL)
    return NULL;
  if (stored->captured != NULL && sscanf (stored->captured, "%4d%*1[:-]%2d%*1[:-]%2d", &year, &month, &date) == 3)
    day = g_date_time_new_local (year, month, date, 12, 0, 0);
  if (day == NULL)
    day = g_date_time_new_from_unix_local (stored->imported_us / G_USEC_PER_SEC);
  now = g_date_time_new_now_local ();
  return g_date_time_format (day, g_date_time_get_year (day) == g_date_time_get_year (now) ? C_("day of this year", "%-e %b") : C_("day of another year", "%-e %b %Y"));
}

/* What was read, or why nothing was. */
static char *
outcome_in_short (SaltlinePhotoItem *self)
{
  const PatchReading *reading = saltline_photo_item_get_reading (self);
  g_autofree char *numbers = NULL, *rate = NULL;

  switch (self->stage)
    {
    case PHOTO_WAITING:
      return g_strdup (_("Waiting"));
    case PHOTO_READING:
      return g_strdup (_("Reading…"));
    case PHOTO_STOPPED:
      return g_strdup (_("Not read yet"));
    case PHOTO_FAILED:
      return g_strdup (self->error);
    case PHOTO_READ:
      break;
    }
  if (reading == NULL || reading->status == READING_REFUSED)
    return g_strdup (reading != NULL && reading->reason != NULL ? reading->reason : _("Refused"));
  numbers = numbers_in_short (reading);
  if (isnan (reading->local_rate_mg_cm2_min))
    return g_steal_pointer (&numbers);
  rate = quantity_text_short (reading->local_rate_mg_cm2_min, reading->local_rate_sd, "mg/cm²/min");
  return g_strdup_printf ("%s\n%s", numbers, rate);
}

char *
saltline_photo_item_summary (SaltlinePhotoItem *self)
{
  g_autofree char *outcome = NULL, *day = NULL;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  outcome = outcome_in_short (self);
  day = day_in_short (self->stored);
  if (self->athlete != NULL && day != NULL)
    return g_strdup_printf ("%s · %s\n%s", self->athlete, day, outcome);
  if (self->athlete != NULL || day != NULL)
    return g_strdup_printf ("%s\n%s", day != NULL ? day : self->athlete, outcome);
  return g_steal_pointer (&outcome);
}

char *
saltline_photo_item_search_text (SaltlinePhotoItem *self)
{
  const PatchReading *reading = saltline_photo_item_get_reading (self);
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  text = g_string_new (self->title);
  if (self->athlete != NULL)
    g_string_append_printf (text, " %s", self->athlete);
  if (self->stored != NULL && self->stored->camera != NULL)
    g_string_append_printf (text, " %s", self->stored->camera);
  if (self->stored != NULL && self->stored->state.note != NULL)
    g_string_append_printf (text, " %s", self->stored->state.note);
  if (self->error != NULL)
    g_string_append_printf (text, " %s", self->error);
  if (self->contradiction != NULL)
    g_string_append_printf (text, " contradiction %s", self->contradiction);
  if (reading != NULL)
    {
      g_string_append_printf (text, " %s", reading_status_name (reading->status));
      for (guint bit = 1; bit <= READING_FLAG_OFF_CURVE; bit <<= 1)
        if (reading->flags & bit)
          g_string_append_printf (text, " %s", reading_flag_name (bit));
    }
  return g_utf8_casefold (text->str, -1);
}
