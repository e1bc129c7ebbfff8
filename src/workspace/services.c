/* workspace/services.c */
#include "services.h"

#include <glib/gi18n.h>

#include "base/instant.h"
#include "services/open-meteo.h"
#include "store/contacts.h"
#include "weather.h"

void
service_host_free (ServiceHost *host)
{
  if (host == NULL)
    return;
  g_free (host->host);
  g_free (host->last_what);
  g_free (host->last_outcome);
  g_free (host);
}

static gboolean
add_host (SaltlineWorkspace *self, GPtrArray *hosts, Service service, char *name, const char *sent, GError **error)
{
  ServiceHost *host;
  g_autoptr(GPtrArray) contacts = NULL;

  for (guint i = 0; i < hosts->len; i++)
    if (g_str_equal (((ServiceHost *) g_ptr_array_index (hosts, i))->host, name))
      {
        g_free (name); /* an own server answers for all kinds */
        return TRUE;
      }
  host = g_new0 (ServiceHost, 1);
  host->service = service;
  host->host = name;
  host->sent = sent;
  host->last_us = INSTANT_UNKNOWN;
  g_ptr_array_add (hosts, host);
  contacts = store_contacts (saltline_workspace_get_store (self), name, 1, error);
  if (contacts == NULL)
    return FALSE;
  if (contacts->len > 0)
    {
      const ServiceContact *contact = g_ptr_array_index (contacts, 0);

      host->last_us = contact->at_us;
      host->last_what = g_strdup (contact->what);
      host->last_outcome = g_strdup (contact->outcome);
    }
  return TRUE;
}

GPtrArray *
saltline_workspace_service_hosts (SaltlineWorkspace *self, GError **error)
{
  static const OpenMeteoKind kinds[] = { OPEN_METEO_ARCHIVE, OPEN_METEO_HISTORICAL_FORECAST, OPEN_METEO_FORECAST };
  g_autoptr(GPtrArray) hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) service_host_free);
  g_autofree char *endpoint = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self), NULL);

  endpoint = saltline_workspace_weather_endpoint (self);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *url = open_meteo_url (&(OpenMeteoServer) { endpoint, NULL }, kinds[i]);

      if (!add_host (self, hosts, SERVICE_WEATHER, service_url_host (url),
                     _("The date of an outdoor workout and its place, rounded to a tenth of a degree (about 10 km, 6 miles). No name, nothing else of the athlete."), error))
        return NULL;
    }
  if (!add_host (self, hosts, SERVICE_STRAVA, g_strdup ("www.strava.com"),
                 _("The laboratory’s client ID and secret, the athlete’s token, and from which day on activities are asked for. Nothing of this workspace."), error))
    return NULL;
  return g_steal_pointer (&hosts);
}
