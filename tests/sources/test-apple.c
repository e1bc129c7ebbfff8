/* tests/sources/test-apple.c: an export with its traps, made here: one offset for all seasons, a broken DTD, a forbidden byte */
#include <math.h>
#include <string.h>

#include "report-events.h"
#include "shared-files.h"

static SourceReport *
read_text (const char *text, gsize length)
{
  return source_read_bytes ("export.xml", (const guint8 *) text, length, NULL);
}

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record)>\n<!ATTLIST Record\n  unit CDATA #IMPLIED\n<!ATTLIST Workout x CDATA>\n]>\n<HealthData locale=\"fr_FR\">\n"
#define MASS(id, version, value) \
  "<Record type=\"HKQuantityTypeIdentifierBodyMass\" sourceName=\"Balance\xC2\xA0" "1\" unit=\"kg\" startDate=\"2026-01-12 07:40:00 +0200\"" \
  " endDate=\"2026-01-12 07:40:00 +0200\" value=\"" value "\">\n <MetadataEntry key=\"HKMetadataKeySyncIdentifier\" value=\"" id "\"/>\n" \
  " <MetadataEntry key=\"HKMetadataKeySyncVersion\" value=\"" version "\"/>\n</Record>\n"
#define TAIL "</HealthData>\n"

static void
test_of_one_sync_identifier_the_higher_version_stands (void)
{
  const char text[] = HEAD MASS ("a", "2", "72.6") MASS ("a", "1", "72.4") MASS ("b", "1", "80") TAIL;
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);

  g_assert_true (report->ok);
  g_assert_cmpstr (report->format, ==, "apple-health");
  g_assert_cmpuint (report->events->len, ==, 2);
  g_assert_cmpfloat (event_number (event_at (report, 0), EVENT_FIELD_BODY_MASS_KG), ==, 72.6);
  g_assert_cmpstr (event_at (report, 0)->device, ==, "Balance 1");
}

static void
test_local_time_comes_from_the_zone_and_never_from_the_offset_of_the_file (void)
{
  const char text[] = HEAD "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"41.5\" durationUnit=\"min\""
                      " sourceName=\"Watch\" startDate=\"2026-01-15 18:00:00 +0200\" endDate=\"2026-01-15 18:45:00 +0200\">"
                      "<MetadataEntry key=\"HKTimeZone\" value=\"Europe/Paris\"/><MetadataEntry key=\"HKWeatherTemperature\" value=\"46.4 degF\"/>"
                      "<MetadataEntry key=\"HKWeatherHumidity\" value=\"6400 %\"/><MetadataEntry key=\"HKElevationAscended\" value=\"6575 cm\"/>"
                      "<WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" sum=\"8.21\" unit=\"km\"/></Workout>"
                      "<Workout workoutActivityType=\"HKWorkoutActivityTypeYoga\" duration=\"10\" durationUnit=\"min\" sourceName=\"Watch\""
                      " startDate=\"2026-01-16 18:00:00 +0200\" endDate=\"2026-01-16 18:10:00 +0200\"/>" TAIL;
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);
  const Event *run = event_at (report, 0);

  g_assert_cmpint (run->start_offset_s, ==, 3600);
  g_assert_cmpstr (run->zone, ==, "Europe/Paris");
  g_assert_cmpfloat (run->timer_s, ==, 41.5 * 60);
  g_assert_cmpfloat (run->elapsed_s, ==, 45 * 60);
  g_assert_cmpfloat_with_epsilon (run->distance_m, 8210, 1e-6);
  g_assert_cmpfloat_with_epsilon (event_number (run, EVENT_FIELD_WEATHER_TEMPERATURE_C), 8, 1e-9);
  g_assert_cmpfloat (event_number (run, EVENT_FIELD_WEATHER_HUMIDITY_PERCENT), ==, 64);
  g_assert_cmpfloat (event_number (run, EVENT_FIELD_ASCENT_M), ==, 65.75);
  g_assert_cmpint (event_at (report, 1)->start_offset_s, ==, INSTANT_OFFSET_UNKNOWN);
  g_assert_cmpstr (event_at (report, 1)->sport, ==, "yoga");
}

static void
test_stages_that_touch_are_one_event_of_their_source (void)
{
#define STAGE(source, from, to, value) \
  "<Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"" source "\" startDate=\"2026-03-29 " from " +0200\" endDate=\"2026-03-29 " to " +0200\"" \
  " value=\"HKCategoryValueSleepAnalysis" value "\"/>\n"
  const char text[] = HEAD STAGE ("Watch", "00:12:00", "02:40:00", "AsleepCore") STAGE ("Phone", "00:00:00", "07:35:00", "InBed")
                      STAGE ("Watch", "02:40:00", "03:25:00", "Awake") STAGE ("Watch", "03:25:00", "05:10:00", "AsleepDeep")
                      STAGE ("Watch", "06:10:00", "07:31:00", "AsleepREM") TAIL;
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);

  g_assert_cmpuint (report->events->len, ==, 3);
  g_assert_cmpuint (event_at (report, 1)->segments->len, ==, 3);
}

#define DEVICE(name, hardware) \
  " sourceName=\"" name "\" sourceVersion=\"8.5\" device=\"&lt;&lt;HKDevice: 0x2831&gt;, name:" name ", manufacturer:Apple Inc., model:X, hardware:" \
  hardware ", software:8.5&gt;\""
#define SLEEP(device, from, to, value) \
  "<Record type=\"HKCategoryTypeIdentifierSleepAnalysis\"" device " startDate=\"2026-03-03 " from " +0100\" endDate=\"2026-03-03 " to " +0100\"" \
  " value=\"HKCategoryValueSleepAnalysis" value "\"/>\n"
#define RUN(device) \
  "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30\" durationUnit=\"min\"" device \
  " startDate=\"2026-03-03 18:00:00 +0100\" endDate=\"2026-03-03 18:30:00 +0100\"/>\n"
#define MASS_OF(device) \
  "<Record type=\"HKQuantityTypeIdentifierBodyMass\"" device " unit=\"kg\" startDate=\"2026-03-03 07:40:00 +0100\" value=\"71\"/>\n"
#define NO_DEVICE(name) " sourceName=\"" name "\" sourceVersion=\"3.1\""

/* Two watches, a phone, an app on the watch and one that names no device, all of one night; and two that tell of one run. */
#define LIFE(watch, second, phone, app, other) \
  HEAD SLEEP (DEVICE (watch, "Watch6,2"), "00:00:00", "06:00:00", "AsleepCore") SLEEP (DEVICE (second, "Watch7,5"), "00:00:00", "05:00:00", "AsleepDeep") \
  SLEEP (DEVICE (phone, "iPhone12,1"), "00:00:00", "07:00:00", "InBed") SLEEP (NO_DEVICE (app), "00:00:00", "06:30:00", "Asleep") \
  SLEEP (NO_DEVICE (other), "00:00:00", "06:20:00", "Asleep") \
  RUN (DEVICE (watch, "Watch6,2")) RUN (NO_DEVICE (app)) MASS_OF (NO_DEVICE (app)) MASS_OF (NO_DEVICE (other)) TAIL

static void
test_devices_that_people_rename_tell_of_the_same_things_as_before (void)
{
  static const char *const exports[] = {
    LIFE ("Anna's Apple Watch", "Old watch", "Anna's iPhone", "AutoSleep", "Pillow"),
    LIFE ("Apple Watch von Anna", "Alte Uhr", "iPhone von Anna", "AutoSleep", "Pillow"),
    LIFE ("Apple Watch", "Apple Watch", "iPhone", "Z", "A"), /* two by one name, and names that sort the other way */
  };
  g_autoptr(SourceReport) first = read_text (exports[0], strlen (exports[0]));
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (first->events->len, ==, 9);
  for (guint i = 0; i < first->events->len; i++)
    g_assert_true (g_hash_table_insert (ids, event_at (first, i)->source_id, (gpointer) event_at (first, i)));
  for (guint e = 1; e < G_N_ELEMENTS (exports); e++)
    {
      g_autoptr(SourceReport) again = read_text (exports[e], strlen (exports[e]));

      g_assert_cmpuint (again->events->len, ==, first->events->len);
      for (guint i = 0; i < again->events->len; i++)
        {
          const Event *event = event_at (again, i), *before = g_hash_table_lookup (ids, event->source_id);

          g_assert_nonnull (before);
          g_assert_cmpint (event->start_us, ==, before->start_us);
          g_assert_cmpint (event->end_us, ==, before->end_us);
          if (g_str_has_prefix (before->device_id, "apple:Watch") || g_str_has_prefix (before->device_id, "apple:iPhone"))
            g_assert_cmpstr (event->device_id, ==, before->device_id);
        }
    }
}

static void
test_records_within_a_correlation_are_passed_over (void)
{
  const char text[] = HEAD "<Correlation type=\"x\">" MASS ("c", "1", "70") "</Correlation>" MASS ("d", "1", "71") TAIL;
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);

  g_assert_cmpuint (report->events->len, ==, 1);
}

static void
test_odd_bytes_entities_and_brackets_in_values_do_no_harm (void)
{
  const char text[] = HEAD "<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"a > b \v\" value=\"61\"/>\n"
                      "<Record type=\"HKQuantityTypeIdentifierBodyMass\" sourceName=\"&lt;A&amp;B&gt; &#8217;\" unit=\"lb\" device=\"<x>\""
                      " startDate=\"2026-02-12 07:40:00 +0200\" value=\"159.4\"/>\n<!-- <Record type=\"HKQuantityTypeIdentifierBodyMass\"/> -->" TAIL;
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);

  g_assert_cmpuint (report->events->len, ==, 1);
  g_assert_cmpstr (event_at (report, 0)->device, ==, "<A&B> ’");
  g_assert_cmpfloat_with_epsilon (event_number (event_at (report, 0), EVENT_FIELD_BODY_MASS_KG), 72.3026, 1e-3);
}

/* Whatever passes through the window in pieces is read as in one: megabytes of other records, tags across every border. */
static void
test_a_long_export_loses_nothing_at_the_borders_of_the_window (void)
{
  GString *text = g_string_new (HEAD);
  g_autoptr(SourceReport) report = NULL;
  guint n_masses = 0;

  for (guint i = 0; text->len < 5 * 1024 * 1024; i++)
    {
      g_string_append_printf (text, "<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"W\" device=\"%0*u\" value=\"61\"/>\n",
                              (int) (i % 97) + 1, i);
      if (i % 11 == 0)
        {
          g_string_append_printf (text, "<Record type=\"HKQuantityTypeIdentifierBodyMass\" sourceName=\"S\" unit=\"kg\""
                                  " startDate=\"2026-01-%02u %02u:%02u:%02u +0000\" value=\"70\"/>\n",
                                  n_masses / 86400 + 1, n_masses / 3600 % 24, n_masses / 60 % 60, n_masses % 60);
          n_masses++;
        }
    }
  g_string_append (text, TAIL);
  report = read_text (text->str, text->len);
  g_assert_cmpuint (report->events->len, ==, n_masses);
  g_string_free (text, TRUE);
}

static void
test_an_export_that_breaks_off_keeps_what_stands_before_and_says_so (void)
{
  const char text[] = HEAD MASS ("a", "1", "72") "<Record type=\"HKQuantityTypeIdentifierBodyMass\" unit=\"k";
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);

  g_assert_true (report->ok);
  g_assert_cmpuint (report->events->len, ==, 1);
  g_assert_true (g_ptr_array_find_with_equal_func (report->flags, "truncated", g_str_equal, NULL));
  g_assert_nonnull (strstr (report->reason->str, "byte"));
}

static void
test_the_zip_of_the_phone_holds_the_same_as_its_file (void)
{
  g_autofree char *plain = shared_file ("made/apple_export_traps.xml"), *zip = plain ? shared_file ("made/apple_export_traps.zip") : NULL;
  g_autoptr(SourceReport) first = NULL, second = NULL;

  if (zip == NULL)
    return;
  first = source_read (plain, NULL);
  second = source_read (zip, NULL);
  g_assert_cmpuint (first->events->len, ==, 5);
  g_assert_cmpuint (second->events->len, ==, first->events->len);
  for (guint i = 0; i < first->events->len; i++)
    g_assert_cmpstr (event_at (first, i)->source_id, ==, event_at (second, i)->source_id);
}

#define RECORD(type, source, unit, at, value, more) \
  "<Record type=\"HKQuantityTypeIdentifier" type "\" sourceName=\"" source "\" unit=\"" unit "\" startDate=\"2026-01-15 " at " +0000\" endDate=\"2026-01-15 " at \
  " +0000\" value=\"" value "\">" more "</Record>\n"
#define HOUR_OF_RUNNING "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"60\" durationUnit=\"min\" sourceName=\"Watch\"" \
            " startDate=\"2026-01-15 18:00:00 +0000\" endDate=\"2026-01-15 19:00:00 +0000\"/>\n"
#define SYNC(id, version) "<MetadataEntry key=\"HKMetadataKeySyncIdentifier\" value=\"" id "\"/><MetadataEntry key=\"HKMetadataKeySyncVersion\" value=\"" version "\"/>"

static void
test_water_goes_to_the_workout_in_which_it_was_drunk_and_the_rest_is_counted (void)
{
  const char text[] = HEAD RECORD ("DietaryWater", "Bottle", "mL", "17:59:59", "111", "")       /* before */
                      RECORD ("DietaryWater", "Bottle", "mL", "18:00:00", "150", "")
                      RECORD ("DietaryWater", "Bottle", "mL", "18:10:00", "100", SYNC ("d", "1")) /* set right in its second version */
                      RECORD ("DietaryWater", "Bottle", "mL", "18:10:00", "200", SYNC ("d", "2"))
                      RECORD ("DietaryWater", "Bottle", "L", "18:20:00", "0.25", "")
                      RECORD ("DietaryWater", "Diary", "mL", "18:20:00", "250", "")               /* copied by another app */
                      RECORD ("DietaryWater", "Bottle", "fl_oz_us", "18:30:00", "10", "")
                      RECORD ("DietaryWater", "Bottle", "fl_oz_us", "18:30:00", "10", "")         /* the same again by the same app: two cups */
                      RECORD ("DietaryWater", "Bottle", "gills", "18:40:00", "1", "") HOUR_OF_RUNNING
                      RECORD ("DietaryWater", "Bottle", "mL", "20:00:00", "333", "") TAIL;
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);

  g_assert_cmpuint (report->events->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (event_number (event_at (report, 0), EVENT_FIELD_DRUNK_ML), 150 + 200 + 250 + 2 * 295.735295625, 1e-6);
  g_assert_true (g_ptr_array_find_with_equal_func (report->flags, "drinks_left_out", g_str_equal, NULL));
  g_assert_nonnull (strstr (report->reason->str, "2 of 444 mL"));
  g_assert_nonnull (strstr (report->reason->str, "known here, left out: 1."));
}

static void
test_fat_goes_to_the_weighing_of_its_scale (void)
{
  const char text[] = HEAD RECORD ("BodyFatPercentage", "Scale", "%", "07:00:01", "0.182", "") RECORD ("BodyFatPercentage", "Pen", "%", "07:00:00", "0.3", "")
                      RECORD ("BodyMass", "Scale", "kg", "07:00:00", "70", "") RECORD ("BodyMass", "Scale", "kg", "08:00:00", "71", "") TAIL;
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);

  g_assert_cmpuint (report->events->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (event_number (event_at (report, 0), EVENT_FIELD_BODY_FAT_PERCENT), 18.2, 1e-9);
  g_assert_true (isnan (event_number (event_at (report, 1), EVENT_FIELD_BODY_FAT_PERCENT)));
  g_assert_nonnull (strstr (report->reason->str, "no weighing, left out: 1."));
}

static void
test_what_a_workout_says_beside_reaches_it (void)
{
  const char text[] = HEAD "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" sourceName=\"Watch\" startDate=\"2026-01-15 18:00:00 +0000\""
                      " endDate=\"2026-01-15 19:00:00 +0000\"><MetadataEntry key=\"HKElevationDescended\" value=\"4250 cm\"/>"
                      "<WorkoutStatistics type=\"HKQuantityTypeIdentifierRunningPower\" average=\"231\" maximum=\"402\" unit=\"W\"/>"
                      "<WorkoutStatistics type=\"HKQuantityTypeIdentifierStepCount\" sum=\"9876\" unit=\"count\"/></Workout>" TAIL;
  g_autoptr(SourceReport) report = read_text (text, sizeof text - 1);

  g_assert_cmpfloat (event_number (event_at (report, 0), EVENT_FIELD_DESCENT_M), ==, 42.5);
  g_assert_cmpfloat (event_number (event_at (report, 0), EVENT_FIELD_POWER_AVG_W), ==, 231);
  g_assert_cmpfloat (event_number (event_at (report, 0), EVENT_FIELD_POWER_MAX_W), ==, 402);
  g_assert_cmpfloat (event_number (event_at (report, 0), EVENT_FIELD_STEPS), ==, 9876);
  g_assert_cmpuint (report->reason->len, ==, 0);
}

static void
test_what_is_passed_over_is_counted_and_said (void)
{
  g_autoptr(GString) text = g_string_new (HEAD);
  g_autoptr(SourceReport) report = NULL;

  for (guint i = 0; i < 300; i++) /* by turns, and more types than are kept apart */
    {
      g_string_append (text, RECORD ("HeartRate", "W", "count/min", "18:00:00", "61", "<MetadataEntry key=\"HKMetadataKeyHeartRateMotionContext\" value=\"1\"/>"));
      if (i % 2)
        g_string_append (text, RECORD ("RespiratoryRate", "W", "count/min", "18:00:00", "14", ""));
      g_string_append_printf (text, "<Record type=\"HKQuantityTypeIdentifierMade%u\" value=\"1\"/>\n", i);
    }
  g_string_append (text, "<Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"W\" startDate=\"2026-01-15 01:00:00 +0000\""
                         " endDate=\"2026-01-15 02:00:00 +0000\" value=\"HKCategoryValueSleepAnalysisDreaming\"/>\n" TAIL);
  report = read_text (text->str, text->len);
  g_assert_true (report->ok);
  g_assert_nonnull (strstr (report->reason->str, "nor drink: 750 (HeartRate 300, RespiratoryRate 150, Made0 1,"));
  g_assert_nonnull (strstr (report->reason->str, "value that is known here, left out: 1."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/apple/sync", test_of_one_sync_identifier_the_higher_version_stands);
  g_test_add_func ("/sources/apple/zone", test_local_time_comes_from_the_zone_and_never_from_the_offset_of_the_file);
  g_test_add_func ("/sources/apple/stages", test_stages_that_touch_are_one_event_of_their_source);
  g_test_add_func ("/sources/apple/renamed", test_devices_that_people_rename_tell_of_the_same_things_as_before);
  g_test_add_func ("/sources/apple/correlation", test_records_within_a_correlation_are_passed_over);
  g_test_add_func ("/sources/apple/odd-bytes", test_odd_bytes_entities_and_brackets_in_values_do_no_harm);
  g_test_add_func ("/sources/apple/window", test_a_long_export_loses_nothing_at_the_borders_of_the_window);
  g_test_add_func ("/sources/apple/breaks-off", test_an_export_that_breaks_off_keeps_what_stands_before_and_says_so);
  g_test_add_func ("/sources/apple/zip", test_the_zip_of_the_phone_holds_the_same_as_its_file);
  g_test_add_func ("/sources/apple/water", test_water_goes_to_the_workout_in_which_it_was_drunk_and_the_rest_is_counted);
  g_test_add_func ("/sources/apple/fat", test_fat_goes_to_the_weighing_of_its_scale);
  g_test_add_func ("/sources/apple/beside", test_what_a_workout_says_beside_reaches_it);
  g_test_add_func ("/sources/apple/passed-over", test_what_is_passed_over_is_counted_and_said);
  return g_test_run ();
}
