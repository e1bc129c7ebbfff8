/* workspace/catalogue-kept.c */
#include "catalogue-kept.h"

#include <string.h>

#include "base/file.h"
#include "workspace-resources.h"

#define STARTER_RESOURCE "/io/github/saltline/Saltline/catalogue/starter.csv"
#define STARTER_SETTING  "catalogue_starter"

/* The catalogue that came with the program. */
static Catalogue *
starter_catalogue (void)
{
  g_autoptr(GBytes) bytes = g_resource_lookup_data (saltline_workspace_get_resource (), STARTER_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GError) error = NULL;
  Catalogue *catalogue = catalogue_parse ("starter.csv", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);

  if (catalogue == NULL)
    g_error ("%s", error->message); /* it is part of the program */
  return catalogue;
}

Catalogue *
saltline_workspace_catalogue (SaltlineWorkspace *self, GError **error)
{
  Store *store = saltline_workspace_get_store (self);
  g_autofree char *started = store_setting (store, STARTER_SETTING);

  if (started == NULL)
    {
      g_autoptr(Catalogue) starter = starter_catalogue ();

      if (saltline_workspace_is_read_only (self))
        return g_steal_pointer (&starter);
      if (!store_keep_catalogue (store, starter, error) || !store_set_setting (store, STARTER_SETTING, "1", error))
        return NULL;
    }
  return store_catalogue (store, error);
}

gboolean
saltline_workspace_import_catalogue (SaltlineWorkspace *self, const char *path, GPtrArray **doubts, guint *count, GError **error)
{
  g_autoptr(Catalogue) catalogue = NULL, before = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && path != NULL, FALSE);

  catalogue = catalogue_load (path, error);
  if (catalogue == NULL)
    return FALSE;
  before = saltline_workspace_catalogue (self, error); /* so that the starter does not come over it later */
  if (before == NULL || !store_keep_catalogue (saltline_workspace_get_store (self), catalogue, error))
    return FALSE;
  if (count)
    *count = catalogue->products->len;
  if (doubts)
    {
      *doubts = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < catalogue->products->len; i++)
        {
          char *doubt = product_energy_doubt (catalogue, g_ptr_array_index (catalogue->products, i));

          if (doubt)
            g_ptr_array_add (*doubts, doubt);
        }
    }
  saltline_workspace_catalogue_changed (self);
  return TRUE;
}

gboolean
saltline_workspace_export_catalogue (SaltlineWorkspace *self, const char *path, GError **error)
{
  g_autoptr(Catalogue) catalogue = NULL;
  g_autofree char *csv = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && path != NULL, FALSE);

  catalogue = saltline_workspace_catalogue (self, error);
  if (catalogue == NULL)
    return FALSE;
  csv = catalogue_to_csv (catalogue);
  return file_replace (path, csv, strlen (csv), error);
}

gboolean
saltline_workspace_add_limits (SaltlineWorkspace *self, gint64 athlete, const Catalogue *catalogue, PlanChoice *choice, GError **error)
{
  g_autoptr(AthleteLimits) limits = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && catalogue != NULL && choice != NULL, FALSE);

  limits = store_limits (saltline_workspace_get_store (self), athlete, error);
  if (limits == NULL)
    return FALSE;
  plan_choice_drop_unknown (&limits->choice, catalogue);
  plan_choice_add (choice, &limits->choice);
  return TRUE;
}
