/* ui/photo-item.c */
#include "photo-item.h"

#include <glib/gi18n.h>
#include <math.h>

#include "quantity-text.h"

struct _SaltlinePhotoItem {
  GObject parent_instance;

  GFile *file;
  char *title;
  char *error;
  PhotoState state;
  PhotoFacts facts;
  GdkTexture *thumbnail;
  PatchReading *automatic;
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
clear_facts (PhotoFacts *facts)
{
  g_free (facts->sha256);
  g_free (facts->profile);
  g_free (facts->camera);
  g_free (facts->captured);
  *facts = (PhotoFacts) { 0 };
}

static void
saltline_photo_item_finalize (GObject *object)
{
  SaltlinePhotoItem *self = SALTLINE_PHOTO_ITEM (object);

  g_object_unref (self->file);
  g_free (self->title);
  g_free (self->error);
  clear_facts (&self->facts);
  g_clear_object (&self->thumbnail);
  g_clear_pointer (&self->automatic, patch_reading_free);
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
saltline_photo_item_new (GFile *file)
{
  SaltlinePhotoItem *self = g_object_new (SALTLINE_TYPE_PHOTO_ITEM, NULL);
  g_autofree char *name = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->title = g_filename_display_name (name);
  return self;
}

GFile *
saltline_photo_item_get_file (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->file;
}

const char *
saltline_photo_item_get_title (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->title;
}

PhotoState
saltline_photo_item_get_state (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), PHOTO_WAITING);

  return self->state;
}

const PhotoFacts *
saltline_photo_item_get_facts (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return &self->facts;
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

const PatchReading *
saltline_photo_item_get_reading (SaltlinePhotoItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_PHOTO_ITEM (self), NULL);

  return self->automatic;
}

void
saltline_photo_item_set_state (SaltlinePhotoItem *self, PhotoState state)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  self->state = state;
  changed (self);
}

void
saltline_photo_item_set_failed (SaltlinePhotoItem *self, const char *message)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  g_free (self->error);
  self->error = g_strdup (message);
  self->state = PHOTO_FAILED;
  changed (self);
}

void
saltline_photo_item_set_thumbnail (SaltlinePhotoItem *self, GdkTexture *thumbnail)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self));

  g_set_object (&self->thumbnail, thumbnail);
  changed (self);
}

void
saltline_photo_item_set_facts (SaltlinePhotoItem *self, const Photo *photo)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self) && photo != NULL);

  clear_facts (&self->facts);
  self->facts = (PhotoFacts) {
    .width = photo->width,
    .height = photo->height,
    .bits = photo->bits,
    .flags = photo->flags,
    .sha256 = g_strdup (photo->sha256),
    .profile = g_strdup (photo->profile),
    .camera = g_strdup (photo->camera),
    .captured = g_strdup (photo->captured),
  };
}

void
saltline_photo_item_set_automatic (SaltlinePhotoItem *self, PatchReading *reading)
{
  g_return_if_fail (SALTLINE_IS_PHOTO_ITEM (self) && reading != NULL);

  g_clear_pointer (&self->automatic, patch_reading_free);
  self->automatic = reading;
  self->state = PHOTO_READ;
  changed (self);
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

char *
saltline_photo_item_summary (SaltlinePhotoItem *self)
{
  const PatchReading *reading = saltline_photo_item_get_reading (self);

  switch (self->state)
    {
    case PHOTO_WAITING:
      return g_strdup (_("Waiting"));
    case PHOTO_READING:
      return g_strdup (_("Reading…"));
    case PHOTO_STOPPED:
      return g_strdup (_("Not read: stopped"));
    case PHOTO_FAILED:
      return g_strdup (self->error);
    case PHOTO_READ:
      break;
    }
  if (reading == NULL || reading->status == READING_REFUSED)
    return g_strdup (reading != NULL && reading->reason != NULL ? reading->reason : _("Refused"));
  return numbers_in_short (reading);
}

char *
saltline_photo_item_search_text (SaltlinePhotoItem *self)
{
  const PatchReading *reading = saltline_photo_item_get_reading (self);
  g_autoptr(GString) text = g_string_new (self->title);

  if (self->facts.camera != NULL)
    g_string_append_printf (text, " %s", self->facts.camera);
  if (self->error != NULL)
    g_string_append_printf (text, " %s", self->error);
  if (reading != NULL)
    {
      g_string_append_printf (text, " %s", reading_status_name (reading->status));
      for (guint bit = 1; bit != 0; bit <<= 1)
        if (reading->flags & bit)
          g_string_append_printf (text, " %s", reading_flag_name (bit));
    }
  return g_utf8_casefold (text->str, -1);
}
