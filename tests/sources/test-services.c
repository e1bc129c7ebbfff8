/* tests/sources/test-services.c: the traps of each service's JSON and of Apple's workouts, one test each (SOURCES §4–6, §9) */
#include <math.h>
#include <string.h>

#include "report-events.h"

static SourceReport *
read_json (const char *json, const char *zone)
{
  const SourceOptions options = { .zone = zone };

  return source_read_bytes ("service.json", (const guint8 *) json, strlen (json), &options);
}

static void
test_garmins_account_export_counts_in_centimetres_and_milliseconds (void)
{
  g_autoptr(SourceReport) report = read_json (
    "[{\"summarizedActivitiesExport\":[{\"activityId\":4017099594,\"name\":\"Run\",\"activityType\":\"running\",\"sportType\":\"RUNNING\","
    "\"beginTimestamp\":1567449229000,\"startTimeGmt\":1.567449229E12,\"startTimeLocal\":1.567452829E12,\"duration\":579540.0,"
    "\"elapsedDuration\":634380.0,\"movingDuration\":570000.0,\"distance\":189052.0,\"elevationGain\":1250.0,\"maxSpeed\":0.4512,"
    "\"avgHr\":151.0,\"calories\":836.8,\"deviceId\":3305029741,\"splits\":[{\"startTimeGMT\":1567449229000}]}]}]", NULL);
  const Event *event = event_at (report, 0);

  g_assert_cmpuint (report->events->len, ==, 1);
  assert_instant (event->start_us, "2019-09-02T18:33:49+00:00");
  g_assert_cmpint (event->start_offset_s, ==, 3600);
  g_assert_cmpfloat_with_epsilon (event->timer_s, 579.54, 1e-9);
  g_assert_cmpfloat_with_epsilon (event->elapsed_s, 634.38, 1e-9);
  g_assert_cmpfloat_with_epsilon (event->distance_m, 1890.52, 1e-9);
  g_assert_cmpfloat_with_epsilon (event_number (event, EVENT_FIELD_ASCENT_M), 12.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (event_number (event, EVENT_FIELD_SPEED_MAX_M_S), 4.512, 1e-9);
  g_assert_cmpfloat_with_epsilon (event_number (event, EVENT_FIELD_ENERGY_KCAL), 200, 1e-9);
}

static void
test_elapsed_milliseconds_of_a_false_start_do_not_swallow_the_ride (void)
{
  g_autoptr(SourceReport) report = read_json (
    "[{\"activityId\":3972796194,\"startTimeGMT\":\"2019-08-15 06:30:00\",\"startTimeLocal\":\"2019-08-15 07:30:00\",\"duration\":19.0,"
    "\"elapsedDuration\":19000.0,\"distance\":14.0,\"activityType\":{\"typeKey\":\"cycling\"}},"
    "{\"activityId\":3972796346,\"startTimeGMT\":\"2019-08-15 06:30:47\",\"duration\":1800.0,\"elapsedDuration\":1815.0,\"distance\":9970.0,"
    "\"activityType\":{\"typeKey\":\"cycling\"}}]", NULL);

  g_assert_cmpfloat (event_at (report, 0)->elapsed_s, ==, 19);
  g_assert_cmpfloat (event_at (report, 1)->elapsed_s, ==, 1815);
}

static void
test_garmins_nights_naps_and_weighings_are_read_from_both_services (void)
{
  g_autoptr(SourceReport) night = read_json (
    "[{\"sleepStartTimestampGMT\":\"2024-03-30T22:10:00.0\",\"sleepEndTimestampGMT\":\"2024-03-31T05:40:00.0\",\"calendarDate\":\"2024-03-31\","
    "\"sleepWindowConfirmationType\":\"ENHANCED_CONFIRMED_FINAL\",\"deepSleepSeconds\":5400,\"lightSleepSeconds\":14400,\"remSleepSeconds\":5400,"
    "\"awakeSleepSeconds\":1800,\"sleepScores\":{\"overallScore\":81},"
    "\"napList\":[{\"napTimeSec\":1500,\"napStartTimestampGMT\":\"2024-03-31T12:00:00.0\",\"napEndTimestampGMT\":\"2024-03-31T12:25:00.0\"}]},"
    "{\"calendarDate\":\"2024-04-01\",\"sleepStartTimestampGMT\":null}]", NULL);
  g_autoptr(SourceReport) weight = read_json (
    "[{\"userProfilePK\":1,\"metaData\":{\"calendarDate\":{\"date\":\"Mar 31, 2024 6:00:00 AM\"}},"
    "\"weight\":{\"weight\":71900.0,\"bodyFat\":0.0,\"muscleMass\":34500.0,\"sourceType\":\"INDEX_SCALE\",\"timestampGMT\":\"2024-03-31T05:55:00.0\"}}]", NULL);
  const Event *weighing = event_at (weight, 0);

  g_assert_cmpuint (night->events->len, ==, 2);
  assert_instant (event_at (night, 0)->start_us, "2024-03-31T12:00:00+00:00");
  g_assert_cmpfloat (event_number (event_at (night, 0), EVENT_FIELD_MAIN_SLEEP), ==, 0);
  assert_instant (event_at (night, 1)->end_us, "2024-03-31T05:40:00+00:00");
  g_assert_cmpfloat (event_number (event_at (night, 1), EVENT_FIELD_SLEEP_SCORE), ==, 81);
  assert_instant (weighing->start_us, "2024-03-31T05:55:00+00:00");
  g_assert_cmpfloat_with_epsilon (event_number (weighing, EVENT_FIELD_BODY_MASS_KG), 71.9, 1e-9);
  g_assert_true (isnan (event_number (weighing, EVENT_FIELD_BODY_FAT_PERCENT))); /* 0 % is a scale that could not tell */
  g_assert_cmpfloat_with_epsilon (event_number (weighing, EVENT_FIELD_MUSCLE_MASS_KG), 34.5, 1e-9);
}

static void
test_garmins_days_tell_of_steps_and_of_the_heart_at_rest (void)
{
  g_autoptr(SourceReport) report = read_json (
    "[{\"userProfilePK\":1,\"calendarDate\":\"2024-03-31\",\"uuid\":\"x\",\"durationInMilliseconds\":82800000,\"totalSteps\":9100,"
    "\"restingHeartRate\":47,\"wellnessStartTimeGmt\":\"2024-03-30T23:00:00.0\",\"wellnessStartTimeLocal\":\"2024-03-31T00:00:00.0\","
    "\"wellnessEndTimeGmt\":\"2024-03-31T22:00:00.0\",\"wellnessEndTimeLocal\":\"2024-04-01T00:00:00.0\",\"allDayStress\":{\"x\":[]}},"
    "{\"calendarDate\":{\"date\":\"Feb 1, 2019 12:00:00 AM\"},\"totalSteps\":100,\"wellnessStartTimeGmt\":{\"date\":\"Jan 31, 2019 11:00:00 PM\"},"
    "\"wellnessEndTimeGmt\":{\"date\":\"Feb 1, 2019 11:00:00 PM\"}},"
    "{\"calendarDate\":\"2024-04-01\",\"totalSteps\":0,\"wellnessStartTimeGmt\":\"2024-03-31T22:00:00.0\",\"wellnessEndTimeGmt\":\"2024-04-01T22:00:00.0\"}]",
    NULL);
  g_autoptr(SourceReport) pushed = read_json (
    "{\"dailies\":[{\"summaryId\":\"x1\",\"calendarDate\":\"2024-03-31\",\"activityType\":\"WALKING\",\"startTimeInSeconds\":1711839600,"
    "\"startTimeOffsetInSeconds\":3600,\"durationInSeconds\":86400,\"steps\":9100,\"stepsGoal\":8000,\"restingHeartRateInBeatsPerMinute\":47}]}", NULL);
  const Event *day = event_at (report, 0);

  g_assert_cmpuint (report->events->len, ==, 2);
  g_assert_cmpint (day->kind, ==, EVENT_MONITORING);
  g_assert_cmpfloat (day->elapsed_s, ==, 23 * 3600); /* clocks went forward */
  g_assert_cmpint (day->start_offset_s, ==, 3600);
  g_assert_cmpint (day->end_offset_s, ==, 7200);
  g_assert_cmpfloat (event_number (day, EVENT_FIELD_STEPS), ==, 9100);
  g_assert_cmpfloat (event_number (day, EVENT_FIELD_RESTING_HEART_RATE_BPM), ==, 47);
  g_assert_cmpstr (event_at (report, 1)->source_id, ==, "day:2019-02-01");
  assert_instant (event_at (report, 1)->start_us, "2019-01-31T23:00:00+00:00");
  g_assert_cmpint (event_at (pushed, 0)->kind, ==, EVENT_MONITORING); /* no walk of 24 hours */
}

static void
test_what_garmin_logged_of_drinks_and_sweat_goes_to_its_activity (void)
{
  g_autoptr(SourceReport) report = read_json (
    "[{\"calendarDate\":\"2024-06-01\",\"persistedTimestampGMT\":\"2024-06-01T09:00:00.0\",\"hydrationSource\":\"GARMIN_ACTIVITY\",\"valueInML\":0.0,"
    "\"activityId\":77,\"capped\":false,\"estimatedSweatLossInML\":913.0,\"duration\":3600.0},"
    "{\"calendarDate\":\"2024-06-01\",\"persistedTimestampGMT\":\"2024-06-01T09:05:00.0\",\"hydrationSource\":\"MANUAL\",\"valueInML\":750.0,\"activityId\":77},"
    "{\"calendarDate\":\"2024-06-01\",\"persistedTimestampGMT\":\"2024-06-01T09:06:00.0\",\"hydrationSource\":\"MANUAL\",\"valueInML\":-250.0,\"activityId\":77},"
    "{\"calendarDate\":\"2024-06-01\",\"persistedTimestampGMT\":\"2024-06-01T12:00:00.0\",\"hydrationSource\":\"MANUAL\",\"valueInML\":250.0}]", NULL);
  g_autoptr(SourceReport) list = read_json (
    "[{\"activityId\":77,\"startTimeGMT\":\"2024-06-01 08:00:00\",\"duration\":3600.0,\"waterEstimated\":913.0,\"waterConsumed\":500.0}]", NULL);
  const Event *water = event_at (report, 0);

  g_assert_cmpuint (report->events->len, ==, 1);
  g_assert_cmpfloat (event_number (water, EVENT_FIELD_DEVICE_SWEAT_LOSS_ML), ==, 913);
  g_assert_cmpfloat (event_number (water, EVENT_FIELD_DRUNK_ML), ==, 500);
  g_assert_true (g_ptr_array_find_with_equal_func (water->links, "garmin-activity:77", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (report->flags, "drinks_left_out", g_str_equal, NULL));
  g_assert_nonnull (strstr (report->reason->str, "left out"));
  g_assert_cmpfloat (event_number (event_at (list, 0), EVENT_FIELD_DEVICE_SWEAT_LOSS_ML), ==, 913);
  g_assert_cmpfloat (event_number (event_at (list, 0), EVENT_FIELD_DRUNK_ML), ==, 500);
}

static void
test_nobody_is_in_the_gulf_of_guinea (void)
{
  g_autoptr(SourceReport) list = read_json (
    "[{\"activityId\":77,\"startTimeGMT\":\"2024-06-01 08:00:00\",\"duration\":3600.0,\"startLatitude\":0.0,\"startLongitude\":0.0}]", NULL);
  const char gpx[] = "<gpx><trk><trkseg><trkpt lat=\"0\" lon=\"0\"><time>2026-01-01T10:00:00Z</time></trkpt>"
                     "<trkpt lat=\"48,0\" lon=\"2,0\"><time>2026-01-01T10:00:05Z</time></trkpt>"
                     "<trkpt lat=\"48,001\" lon=\"2,0\"><time>2026-01-01T10:00:35Z</time></trkpt></trkseg></trk></gpx>";
  g_autoptr(SourceReport) track = source_read_bytes ("track.gpx", (const guint8 *) gpx, sizeof gpx - 1, NULL);

  g_assert_true (isnan (event_number (event_at (list, 0), EVENT_FIELD_START_LATITUDE_DEG)));
  g_assert_cmpfloat (event_number (event_at (track, 0), EVENT_FIELD_START_LATITUDE_DEG), ==, 48); /* decimal commas are read */
  g_assert_cmpfloat_with_epsilon (event_at (track, 0)->distance_m, 111.2, 0.1);
}

static void
test_legs_that_stand_beside_their_multisport_become_its_children (void)
{
  const char *const forms[] = {
    "[{\"activityId\":2,\"parentId\":1,\"startTimeGMT\":\"2020-06-01 08:00:00\",\"duration\":600,\"activityType\":{\"typeKey\":\"running\"}},"
    "{\"activityId\":1,\"isMultiSportParent\":true,\"startTimeGMT\":\"2020-06-01 08:00:00\",\"duration\":1800,\"activityType\":{\"typeKey\":\"multi_sport\"}},"
    "{\"activityId\":3,\"parentId\":1,\"startTimeGMT\":\"2020-06-01 08:10:00\",\"duration\":1200,\"activityType\":{\"typeKey\":\"cycling\"}},"
    "{\"activityId\":4,\"parentId\":99,\"startTimeGMT\":\"2020-06-02 08:10:00\",\"duration\":1200,\"activityType\":{\"typeKey\":\"cycling\"}}]",
    "{\"activities\":[{\"summaryId\":\"2\",\"parentSummaryId\":\"1\",\"startTimeInSeconds\":1590998400,\"durationInSeconds\":600,\"activityType\":\"RUNNING\"},"
    "{\"summaryId\":\"1\",\"isParent\":true,\"startTimeInSeconds\":1590998400,\"durationInSeconds\":1800,\"activityType\":\"MULTI_SPORT\"},"
    "{\"summaryId\":\"3\",\"parentSummaryId\":\"1\",\"startTimeInSeconds\":1590999000,\"durationInSeconds\":1200,\"activityType\":\"CYCLING\"},"
    "{\"summaryId\":\"4\",\"startTimeInSeconds\":1591099000,\"durationInSeconds\":1200,\"activityType\":\"CYCLING\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr(SourceReport) report = read_json (forms[i], NULL);

      g_assert_cmpuint (report->events->len, ==, 2);
      g_assert_cmpuint (event_at (report, 0)->children->len, ==, 2);
      g_assert_cmpuint (event_at (report, 1)->children->len, ==, 0);
      for (guint e = 0; e < 2; e++)
        for (guint l = 0; l < event_at (report, e)->links->len; l++)
          g_assert_false (g_str_has_prefix (g_ptr_array_index (event_at (report, e)->links, l), "garmin-parent:"));
    }
}

#define FITBIT_LOG(begin, end, duration, levels) \
  "{\"sleep\":[{\"logId\":1,\"isMainSleep\":true,\"startTime\":\"" begin "\",\"endTime\":\"" end "\",\"duration\":" duration ",\"minutesAsleep\":400," \
  "\"levels\":{\"data\":[" levels "],\"shortData\":[]}}]}"
#define LEVEL(time, level, seconds) "{\"dateTime\":\"" time "\",\"level\":\"" level "\",\"seconds\":" seconds "}"

static double
sum_s (const Event *event)
{
  double sum = 0;

  for (guint i = 0; i < event->segments->len; i++)
    sum += (double) (g_array_index (event->segments, SleepSegment, i).end_us - g_array_index (event->segments, SleepSegment, i).start_us) / INSTANT_SECOND;
  return sum;
}

static void
test_fitbits_clock_times_follow_the_clock_of_the_night (void)
{
  /* Autumn: 23:00 to 07:00 is nine hours, and 02:30 comes twice. */
  g_autoptr(SourceReport) autumn = read_json (FITBIT_LOG ("2025-10-25T23:00:00.000", "2025-10-26T07:00:00.000", "32400000",
    LEVEL ("2025-10-25T23:00:00.000", "light", "12600") "," LEVEL ("2025-10-26T02:30:00.000", "deep", "1800") ","
    LEVEL ("2025-10-26T02:00:00.000", "rem", "1800") "," LEVEL ("2025-10-26T02:30:00.000", "light", "16200")), "Europe/Paris");
  /* Spring: seven. */
  g_autoptr(SourceReport) spring = read_json (FITBIT_LOG ("2026-03-28T23:00:00.000", "2026-03-29T07:00:00.000", "25200000",
    LEVEL ("2026-03-28T23:00:00.000", "light", "10800") "," LEVEL ("2026-03-29T03:00:00.000", "deep", "14400")), "Europe/Paris");
  g_autoptr(SourceReport) nowhere = read_json (FITBIT_LOG ("2026-03-28T23:00:00.000", "2026-03-29T07:00:00.000", "25200000",
    LEVEL ("2026-03-28T23:00:00.000", "light", "10800") "," LEVEL ("2026-03-29T03:00:00.000", "deep", "14400")), NULL);

  g_assert_cmpfloat (event_at (autumn, 0)->elapsed_s, ==, 9 * 3600);
  g_assert_cmpfloat (sum_s (event_at (autumn, 0)), ==, 9 * 3600);
  g_assert_cmpint (event_at (autumn, 0)->start_offset_s, ==, 7200);
  g_assert_cmpint (event_at (autumn, 0)->end_offset_s, ==, 3600);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpint (g_array_index (event_at (autumn, 0)->segments, SleepSegment, i).start_us, ==,
                     g_array_index (event_at (autumn, 0)->segments, SleepSegment, i - 1).end_us);
  g_assert_cmpfloat (event_at (spring, 0)->elapsed_s, ==, 7 * 3600);
  g_assert_cmpfloat (sum_s (event_at (spring, 0)), ==, 7 * 3600);
  g_assert_cmpfloat (event_at (nowhere, 0)->elapsed_s, ==, 7 * 3600);
  g_assert_true (event_at (nowhere, 0)->flags & EVENT_FLAG_NO_ZONE);
}

static void
test_fitbits_older_minutes_and_the_name_of_its_export_are_known (void)
{
  g_autoptr(SourceReport) report = read_json (
    "[{\"logId\":7,\"mainSleep\":false,\"startTime\":\"2019-05-01T14:00:00.000\",\"endTime\":\"2019-05-01T14:05:00.000\",\"duration\":300000,"
    "\"minutesAsleep\":3,\"minuteData\":[{\"dateTime\":\"14:00:00\",\"value\":\"3\"},{\"dateTime\":\"14:01:00\",\"value\":\"1\"},"
    "{\"dateTime\":\"14:02:00\",\"value\":\"1\"},{\"dateTime\":\"14:03:00\",\"value\":\"2\"},{\"dateTime\":\"14:04:00\",\"value\":\"1\"}]}]", "Europe/Paris");
  const Event *nap = event_at (report, 0);

  g_assert_cmpfloat (event_number (nap, EVENT_FIELD_MAIN_SLEEP), ==, 0);
  g_assert_cmpuint (nap->segments->len, ==, 4);
  g_assert_cmpint (g_array_index (nap->segments, SleepSegment, 1).stage, ==, SLEEP_STAGE_ASLEEP);
  g_assert_cmpfloat (sum_s (nap), ==, 300);
}

static void
test_fitbits_exports_count_in_pounds_and_write_the_month_first (void)
{
  g_autoptr(SourceReport) exercise = read_json (
    "[{\"logId\":3,\"activityName\":\"Run\",\"averageHeartRate\":150,\"calories\":300,\"duration\":1800000,\"activeDuration\":1750000,"
    "\"startTime\":\"03/04/24 17:10:00\",\"distance\":3.1,\"distanceUnit\":\"Mile\",\"logType\":\"tracker\"}]", "Europe/Paris");
  g_autoptr(SourceReport) weight = read_json (
    "[{\"logId\":1704268799000,\"weight\":157.4,\"bmi\":22.1,\"fat\":15.2,\"date\":\"07/04/24\",\"time\":\"07:59:59\"}]", "Europe/Paris");
  g_autoptr(SourceReport) asked = read_json (
    "{\"weight\":[{\"logId\":1,\"weight\":71.4,\"bmi\":22.1,\"date\":\"2024-07-04\",\"time\":\"07:59:59\"}]}", "Europe/Paris");

  g_assert_cmpstr (exercise->format, ==, "fitbit");
  assert_instant (event_at (exercise, 0)->start_us, "2024-03-04T17:10:00+00:00"); /* UTC, and so in no zone of the athlete */
  g_assert_cmpfloat (event_at (exercise, 0)->elapsed_s, ==, 1800);
  g_assert_cmpfloat_with_epsilon (event_at (exercise, 0)->distance_m, 4989, 0.1);
  assert_instant (event_at (weight, 0)->start_us, "2024-07-04T05:59:59+00:00");
  g_assert_cmpfloat_with_epsilon (event_number (event_at (weight, 0), EVENT_FIELD_BODY_MASS_KG), 71.395, 1e-3);
  assert_instant (event_at (asked, 0)->start_us, "2024-07-04T05:59:59+00:00");
  g_assert_cmpfloat (event_number (event_at (asked, 0), EVENT_FIELD_BODY_MASS_KG), ==, 71.4);
}

static void
test_ouras_rest_is_no_sleep_and_the_finer_stages_are_taken (void)
{
  g_autoptr(SourceReport) report = read_json (
    "{\"data\":[{\"id\":\"a\",\"day\":\"2024-01-02\",\"type\":\"long_sleep\",\"bedtime_start\":\"2024-01-01T23:00:00+01:00\","
    "\"bedtime_end\":\"2024-01-01T23:10:00+01:00\",\"sleep_phase_5_min\":\"12\",\"sleep_phase_30_sec\":\"44441111222233334444\"},"
    "{\"id\":\"b\",\"type\":\"rest\",\"bedtime_start\":\"2024-01-02T14:00:00+01:00\",\"bedtime_end\":\"2024-01-02T14:30:00+01:00\"},"
    "{\"id\":\"c\",\"type\":\"deleted\",\"bedtime_start\":\"2024-01-02T15:00:00+01:00\",\"bedtime_end\":\"2024-01-02T15:30:00+01:00\"},"
    "{\"id\":\"d\",\"type\":\"late_nap\",\"bedtime_start\":\"2024-01-02T17:00:00+01:00\",\"bedtime_end\":\"2024-01-02T17:30:00+01:00\"}]}", NULL);

  g_assert_cmpuint (report->events->len, ==, 2);
  g_assert_cmpuint (event_at (report, 0)->segments->len, ==, 5);
  g_assert_cmpint (g_array_index (event_at (report, 0)->segments, SleepSegment, 0).stage, ==, SLEEP_STAGE_AWAKE);
  g_assert_cmpfloat (event_number (event_at (report, 1), EVENT_FIELD_MAIN_SLEEP), ==, 0);
}

static void
test_stravas_false_z_and_standard_label_say_nothing (void)
{
  g_autoptr(SourceReport) report = read_json (
    "[{\"id\":2674169797,\"sport_type\":\"Run\",\"start_date\":\"2019-07-02T18:33:49Z\",\"start_date_local\":\"2019-07-02T19:33:49Z\","
    "\"timezone\":\"(GMT+00:00) Europe/London\",\"utc_offset\":3600.0,\"elapsed_time\":634,\"moving_time\":560,\"distance\":1889.2,"
    "\"external_id\":\"garmin_push_4017099594\",\"manual\":false},"
    "{\"id\":5,\"type\":\"Ride\",\"start_date\":\"2019-07-03T18:33:49Z\",\"elapsed_time\":60,\"external_id\":\"garmin_ping_77\"},"
    "{\"id\":6,\"lap_index\":1,\"type\":\"Ride\",\"start_date\":\"2019-07-03T18:33:49Z\",\"elapsed_time\":60}]", NULL);
  const Event *event = event_at (report, 0);

  g_assert_cmpuint (report->events->len, ==, 2);
  assert_instant (event->start_us, "2019-07-02T18:33:49+00:00");
  g_assert_cmpint (event->start_offset_s, ==, 3600);
  g_assert_cmpstr (event->zone, ==, "Europe/London");
  g_assert_true (isnan (event->timer_s)); /* moving time is no timer time */
  g_assert_true (g_ptr_array_find_with_equal_func (event->links, "garmin-activity:4017099594", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (event_at (report, 1)->links, "garmin-activity:77", g_str_equal, NULL));
}

static SourceReport *
read_apple (const char *inner)
{
  g_autofree char *xml = g_strconcat ("<?xml version=\"1.0\"?><!DOCTYPE HealthData [<!ELEMENT broken (]>\n<HealthData>", inner, "</HealthData>", NULL);

  return source_read_bytes ("export.xml", (const guint8 *) xml, strlen (xml), NULL);
}

#define WORKOUT(type, inner) "<Workout workoutActivityType=\"HKWorkoutActivityType" type "\" duration=\"60\" durationUnit=\"min\" sourceName=\"Watch\" " \
  "startDate=\"2025-06-01 08:00:00 +0200\" endDate=\"2025-06-01 09:05:00 +0200\">" inner "</Workout>"
#define PART(inner) "<WorkoutActivity uuid=\"A\" startDate=\"2025-06-01 08:00:00 +0200\" endDate=\"2025-06-01 08:30:00 +0200\">" inner "</WorkoutActivity>"
#define DISTANCE(type, sum) "<WorkoutStatistics type=\"HKQuantityTypeIdentifierDistance" type "\" sum=\"" sum "\" unit=\"km\"/>"
#define HEART(average) "<WorkoutStatistics type=\"HKQuantityTypeIdentifierHeartRate\" average=\"" average "\" maximum=\"180\" unit=\"count/min\"/>"

static void
test_totals_of_an_apple_workout_are_its_own_and_not_those_of_a_part (void)
{
  g_autoptr(SourceReport) both = read_apple (WORKOUT ("Running", PART (DISTANCE ("WalkingRunning", "1.5") HEART ("120"))
                                                      PART (DISTANCE ("WalkingRunning", "3")) DISTANCE ("WalkingRunning", "4.6") HEART ("150")));
  g_autoptr(SourceReport) parts = read_apple (WORKOUT ("SwimBikeRun", PART (DISTANCE ("Swimming", "1.5")) PART (DISTANCE ("Cycling", "40"))));
  g_autoptr(SourceReport) two = read_apple (WORKOUT ("Cycling", DISTANCE ("WalkingRunning", "0.2") DISTANCE ("Cycling", "25")));

  g_assert_cmpfloat_with_epsilon (event_at (both, 0)->distance_m, 4600, 1e-6);
  g_assert_cmpfloat (event_number (event_at (both, 0), EVENT_FIELD_HEART_RATE_AVG_BPM), ==, 150);
  g_assert_cmpfloat_with_epsilon (event_at (parts, 0)->distance_m, 41500, 1e-6);
  g_assert_cmpstr (event_at (parts, 0)->sport, ==, "multisport");
  g_assert_cmpfloat_with_epsilon (event_at (two, 0)->distance_m, 25000, 1e-6);
  g_assert_cmpfloat (event_at (two, 0)->elapsed_s, ==, 3900);
  g_assert_cmpfloat (event_at (two, 0)->timer_s, ==, 3600);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/services/garmin-export", test_garmins_account_export_counts_in_centimetres_and_milliseconds);
  g_test_add_func ("/sources/services/garmin-milliseconds", test_elapsed_milliseconds_of_a_false_start_do_not_swallow_the_ride);
  g_test_add_func ("/sources/services/garmin-wellness", test_garmins_nights_naps_and_weighings_are_read_from_both_services);
  g_test_add_func ("/sources/services/garmin-days", test_garmins_days_tell_of_steps_and_of_the_heart_at_rest);
  g_test_add_func ("/sources/services/garmin-water", test_what_garmin_logged_of_drinks_and_sweat_goes_to_its_activity);
  g_test_add_func ("/sources/services/nowhere", test_nobody_is_in_the_gulf_of_guinea);
  g_test_add_func ("/sources/services/garmin-legs", test_legs_that_stand_beside_their_multisport_become_its_children);
  g_test_add_func ("/sources/services/fitbit-clock", test_fitbits_clock_times_follow_the_clock_of_the_night);
  g_test_add_func ("/sources/services/fitbit-minutes", test_fitbits_older_minutes_and_the_name_of_its_export_are_known);
  g_test_add_func ("/sources/services/fitbit-logs", test_fitbits_exports_count_in_pounds_and_write_the_month_first);
  g_test_add_func ("/sources/services/oura", test_ouras_rest_is_no_sleep_and_the_finer_stages_are_taken);
  g_test_add_func ("/sources/services/strava", test_stravas_false_z_and_standard_label_say_nothing);
  g_test_add_func ("/sources/services/apple-parts", test_totals_of_an_apple_workout_are_its_own_and_not_those_of_a_part);
  return g_test_run ();
}
