/* store/contacts.c */
#include "contacts.h"

#include "statement.h"

#define KEPT 2000

void
service_contact_free (ServiceContact *contact)
{
  if (contact == NULL)
    return;
  g_free (contact->service);
  g_free (contact->host);
  g_free (contact->what);
  g_free (contact->outcome);
  g_free (contact);
}

gboolean
store_begin_contact (Store *store, const char *service, const char *host, const char *what, gint64 *id, GError **error)
{
  return store_run (store, id, error, "INSERT INTO service_contact (at_us, service, host, what, outcome) VALUES (?, ?, ?, ?, 'asked')",
                    "isss", g_get_real_time (), service, host, what)
         && store_run (store, NULL, error, "DELETE FROM service_contact WHERE id <= ?", "i", *id - KEPT);
}

gboolean
store_end_contact (Store *store, gint64 id, const char *outcome, GError **error)
{
  return store_run (store, NULL, error, "UPDATE service_contact SET outcome = ? WHERE id = ?", "si", outcome, id);
}

GPtrArray *
store_contacts (Store *store, const char *host, guint most, GError **error)
{
  g_autoptr(GPtrArray) contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) service_contact_free);
  g_autoptr(StoreRows) rows = store_query (store, error,
                                           "SELECT at_us, service, host, what, outcome FROM service_contact"
                                           " WHERE ?1 IS NULL OR host = ?1 ORDER BY id DESC LIMIT ?2",
                                           "si", host, (gint64) most);

  if (rows == NULL)
    return NULL;
  while (store_next (rows))
    {
      ServiceContact *contact = g_new (ServiceContact, 1);

      *contact = (ServiceContact) { store_int (rows, 0), g_strdup (store_text (rows, 1)), g_strdup (store_text (rows, 2)),
                                    g_strdup (store_text (rows, 3)), g_strdup (store_text (rows, 4)) };
      g_ptr_array_add (contacts, contact);
    }
  return store_rows_fault (rows, error) ? NULL : g_steal_pointer (&contacts);
}
