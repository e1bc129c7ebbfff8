/* ui/units.c */
#include "units.h"

#include <string.h>

#define SETTING "units"

static const char *const choices[] = { "region", "metric", "us" };
static int chosen = 0; /* index of choices; of the main thread */
static int shown = -1; /* UnitSystem; atomic; -1: nothing was chosen yet */

/* What "changed" is emitted by. */
#define UNITS_TYPE_TELLER (units_teller_get_type ())
G_DECLARE_FINAL_TYPE (UnitsTeller, units_teller, UNITS, TELLER, GObject)

struct _UnitsTeller {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (UnitsTeller, units_teller, G_TYPE_OBJECT)

static guint changed_signal;

static void
units_teller_class_init (UnitsTellerClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
units_teller_init (UnitsTeller *self)
{
}

static GObject *
teller (void)
{
  static UnitsTeller *the_one = NULL;

  if (the_one == NULL)
    the_one = g_object_new (UNITS_TYPE_TELLER, NULL);
  return G_OBJECT (the_one);
}

UnitSystem
units_shown (void)
{
  int system = g_atomic_int_get (&shown);

  return system >= 0 ? (UnitSystem) system : units_of_region ();
}

const char *
units_choice (void)
{
  return choices[chosen];
}

static void
take (const char *choice)
{
  const UnitSystem systems[] = { units_of_region (), UNITS_METRIC, UNITS_US };
  UnitSystem before = units_shown ();

  chosen = 0;
  for (guint c = 0; c < G_N_ELEMENTS (choices); c++)
    if (g_strcmp0 (choice, choices[c]) == 0)
      chosen = (int) c;
  g_atomic_int_set (&shown, (int) systems[chosen]);
  if (systems[chosen] != before)
    g_signal_emit (teller (), changed_signal, 0);
}

void
units_recall (Store *store)
{
  g_autofree char *choice = store != NULL ? store_setting (store, SETTING) : NULL;

  take (choice);
}

gboolean
units_choose (const char *choice, Store *store, GError **error)
{
  take (choice);
  return store == NULL || store_set_setting (store, SETTING, units_choice (), error);
}

void
units_watch (gpointer object, GCallback changed)
{
  g_return_if_fail (G_IS_OBJECT (object) && changed != NULL);

  g_signal_connect_object (teller (), "changed", changed, object, G_CONNECT_SWAPPED);
}
