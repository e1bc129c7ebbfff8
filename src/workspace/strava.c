/* workspace/strava.c */
#include "strava.h"

#include <glib/gi18n.h>

#define KEYRING_SETTING "services.keyring"

const char *
strava_explanation (void)
{
  return _("The better way first: the athlete asks Strava for the bulk export (strava.com, Settings, My Account, Download or Delete Your Account, Get Started) "
           "and imports the zip here. It is the athlete’s own file: it holds the original recordings, stays, and counts in every analysis.\n\n"
           "A connection fetches the list of activities by itself. By Strava’s terms what comes that way is shown in this athlete’s own view only, is erased 7 days "
           "after it came, and stays out of timelines, models, comparisons, team views and exports. The program sees to that.\n\n"
           "It needs the laboratory’s own client ID and secret (strava.com/settings/api, callback domain 127.0.0.1) and the athlete’s consent in the browser. Secret and tokens lie in "
           "the desktop’s keyring and nowhere else. Disconnecting ends the access at Strava and erases everything here.");
}

/* Names this workspace in the keyring, so that two of them do not share an athlete. */
static char *
keyring_name (Store *store, GError **error)
{
  g_autofree char *name = store_setting (store, KEYRING_SETTING);

  if (name)
    return g_steal_pointer (&name);
  name = g_uuid_string_random ();
  return store_set_setting (store, KEYRING_SETTING, name, error) ? g_steal_pointer (&name) : NULL;
}

AthleteStrava *
saltline_workspace_strava (SaltlineWorkspace *self, const Athlete *athlete, SecretKeeper *keeper, const char *base, GError **error)
{
  AthleteStrava *strava;
  Store *store;
  g_autofree char *name = NULL;

  g_return_val_if_fail (SALTLINE_IS_WORKSPACE (self) && athlete != NULL && keeper != NULL, NULL);

  store = saltline_workspace_get_store (self);
  name = keyring_name (store, error);
  if (name == NULL)
    return NULL;
  strava = g_new0 (AthleteStrava, 1);
  strava->client = http_client_new ();
  strava->base = g_strdup (base ? base : STRAVA_BASE);
  strava->account = g_strdup_printf ("strava %s %s %" G_GINT64_FORMAT, strava->base, name, athlete->id);
  strava->client_account = g_strdup_printf ("strava %s client", strava->base);
  strava->gate = (ServiceGate) { store, strava->client, SERVICE_STRAVA, athlete->id };
  strava->access = (StravaAccess) { &strava->gate, keeper, strava->base, strava->account, strava->client_account };
  return strava;
}

void
athlete_strava_free (AthleteStrava *strava)
{
  if (strava == NULL)
    return;
  http_client_free (strava->client);
  g_free (strava->base);
  g_free (strava->account);
  g_free (strava->client_account);
  g_free (strava);
}

static gboolean
log_in (AthleteStrava *strava, ShowPage show, gpointer data, guint most_ms, GCancellable *cancellable, GError **error)
{
  g_autofree char *client_id = strava_client_id (&strava->access, error), *scope = NULL, *code = NULL;
  g_autoptr(StravaLogin) login = client_id ? strava_login_new (strava->base, client_id, error) : NULL;
  gboolean connected;

  if (client_id == NULL && error && *error == NULL)
    g_set_error_literal (error, SERVICES_ERROR, SERVICES_ERROR_USAGE, _("The laboratory’s client ID and secret are needed first."));
  if (login == NULL || !show (strava_login_url (login), data, error))
    return FALSE;
  code = strava_login_wait (login, most_ms, &scope, cancellable, error);
  connected = code && strava_exchange_code (&strava->access, code, scope, cancellable, error);
  secret_free (g_steal_pointer (&code));
  return connected;
}

gboolean
athlete_strava_connect (AthleteStrava *strava, ShowPage show, gpointer data, guint most_ms, GCancellable *cancellable, GError **error)
{
  Store *store;
  gint64 athlete;
  gboolean before;

  g_return_val_if_fail (strava != NULL && show != NULL, FALSE);

  store = strava->gate.store;
  athlete = strava->gate.athlete;
  if (!services_are_on (store))
    return service_gate_may_pass (&strava->gate, error);
  before = service_is_chosen (store, SERVICE_STRAVA, athlete);
  if (!service_choose (store, SERVICE_STRAVA, athlete, TRUE, error))
    return FALSE;
  if (log_in (strava, show, data, most_ms, cancellable, error))
    return TRUE;
  service_choose (store, SERVICE_STRAVA, athlete, before, NULL);
  return FALSE;
}

gboolean
athlete_strava_disconnect (AthleteStrava *strava, guint *erased, gboolean *revoked, GCancellable *cancellable, GError **error)
{
  g_autoptr(GError) local = NULL;
  Store *store;
  gint64 athlete;

  g_return_val_if_fail (strava != NULL && erased != NULL && revoked != NULL, FALSE);

  store = strava->gate.store;
  athlete = strava->gate.athlete;
  *revoked = strava_deauthorize (&strava->access, cancellable, &local);
  if (!store_erase_lent (store, athlete, STRAVA_SOURCE, erased, error) || !strava_forget (&strava->access, error)
      || !service_choose (store, SERVICE_STRAVA, athlete, FALSE, error))
    return FALSE;
  if (!*revoked)
    g_set_error (error, SERVICES_ERROR, local->domain == SERVICES_ERROR ? local->code : SERVICES_ERROR_UNREACHABLE,
                 _("Everything is erased here, but Strava was not told (%s). The athlete can end the access at strava.com/settings/apps."), local->message);
  return *revoked;
}

char *
saltline_workspace_forget_strava (SaltlineWorkspace *self, gint64 athlete, SecretKeeper *keeper, const char *base)
{
  Store *store = saltline_workspace_get_store (self);
  g_autofree char *name = store_setting (store, KEYRING_SETTING);
  const Athlete only_its_id = { .id = athlete };
  g_autoptr(AthleteStrava) strava = NULL;
  g_autoptr(GError) error = NULL;
  gboolean connected, revoked;
  guint erased;

  g_return_val_if_fail (keeper != NULL, NULL);

  if (name == NULL)
    return NULL;
  strava = saltline_workspace_strava (self, &only_its_id, keeper, base, &error);
  connected = strava && strava_is_connected (&strava->access, &error);
  if (connected && !athlete_strava_disconnect (strava, &erased, &revoked, NULL, &error))
    return g_strdup (error->message);
  if (!connected && error == NULL) /* what lies there cannot be used, and must not stay either */
    strava_forget (&strava->access, &error);
  /* Without a keyring nothing can lie in it, unless this athlete was connected when there was one. */
  return error && service_is_chosen (store, SERVICE_STRAVA, athlete)
           ? g_strdup_printf (_("the keyring: tokens for Strava may remain (%s) The athlete can end the access at strava.com/settings/apps."), error->message)
           : NULL;
}
