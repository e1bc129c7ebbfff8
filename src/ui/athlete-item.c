/* ui/athlete-item.c */
#include "athlete-item.h"

struct _SaltlineAthleteItem {
  GObject parent_instance;

  Athlete *athlete;
  char *search_text;
  char *name_key, *id_key;
};

G_DEFINE_FINAL_TYPE (SaltlineAthleteItem, saltline_athlete_item, G_TYPE_OBJECT)

static void
saltline_athlete_item_finalize (GObject *object)
{
  SaltlineAthleteItem *self = SALTLINE_ATHLETE_ITEM (object);

  athlete_free (self->athlete);
  g_free (self->search_text);
  g_free (self->name_key);
  g_free (self->id_key);
  G_OBJECT_CLASS (saltline_athlete_item_parent_class)->finalize (object);
}

static void
saltline_athlete_item_class_init (SaltlineAthleteItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = saltline_athlete_item_finalize;
}

static void
saltline_athlete_item_init (SaltlineAthleteItem *self)
{
}

SaltlineAthleteItem *
saltline_athlete_item_new (Athlete *athlete)
{
  SaltlineAthleteItem *self;
  g_autofree char *text = NULL;

  g_return_val_if_fail (athlete != NULL, NULL);

  self = g_object_new (SALTLINE_TYPE_ATHLETE_ITEM, NULL);
  self->athlete = athlete;
  text = g_strjoin ("\n", athlete->name, athlete->handle, athlete->sport, NULL);
  self->search_text = g_utf8_casefold (text, -1);
  self->name_key = g_utf8_collate_key_for_filename (athlete->name, -1);
  self->id_key = g_utf8_collate_key_for_filename (athlete->handle, -1);
  return self;
}

const Athlete *
saltline_athlete_item_get_athlete (SaltlineAthleteItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETE_ITEM (self), NULL);

  return self->athlete;
}

const char *
saltline_athlete_item_get_search_text (SaltlineAthleteItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETE_ITEM (self), NULL);

  return self->search_text;
}

const char *
saltline_athlete_item_get_name_key (SaltlineAthleteItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETE_ITEM (self), NULL);

  return self->name_key;
}

const char *
saltline_athlete_item_get_id_key (SaltlineAthleteItem *self)
{
  g_return_val_if_fail (SALTLINE_IS_ATHLETE_ITEM (self), NULL);

  return self->id_key;
}
