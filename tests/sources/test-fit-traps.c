/* tests/sources/test-fit-traps.c: what devices write beside rows and summaries, on bytes made here and on the real files */
#include <math.h>

#include "made-fit.h"
#include "report-events.h"
#include "shared-files.h"
#include "sources/fit-file.h"
#include "sources/source.h"

static FitFile *
parse (const GByteArray *bytes)
{
  g_autoptr(GError) error = NULL;
  FitFile *file = fit_file_parse (bytes->data, bytes->len, &error);

  g_assert_no_error (error);
  return file;
}

static FitActivity *
first_activity (const FitFile *file)
{
  return g_ptr_array_index (file->activities, 0);
}

static SourceReport *
read_report (const GByteArray *bytes)
{
  return source_read_bytes ("made.fit", bytes->data, bytes->len, NULL);
}

static gboolean
has_flag (const SourceReport *report, const char *flag)
{
  return g_ptr_array_find_with_equal_func (report->flags, flag, g_str_equal, NULL);
}

/* Rows at START … START + 9 without a heart rate, but the one at START + 3. */
static void
put_rows (GByteArray *bytes)
{
  made_fit_put (bytes, "40 00 00 1400 02 FD0486 030102");
  for (guint i = 0; i < 10; i++)
    {
      made_fit_put (bytes, "00");
      made_fit_put_time (bytes, START + i);
      made_fit_put (bytes, i == 3 ? "32" : "FF");
    }
  made_fit_finish (bytes, 0);
}

/* A part with the strap's memory: tied at START + 1/4 s, where its clock is about to roll over; beats every second. */
static void
put_strap (GByteArray *bytes)
{
  guint at = bytes->len;
  g_autoptr(GByteArray) part = made_fit_begin ();

  /* timestamp, fractional_timestamp 1/32768 s, filtered_bpm, event_timestamp 1/1024 s */
  made_fit_put (part, "40 00 00 8400 04 FD0486 000284 060102 090486");
  made_fit_put (part, "00");
  made_fit_put_time (part, START);
  made_fit_put (part, "0020 64 00FEFFFF");
  /* filtered_bpm [4], event_timestamp_12 [6 bytes]: 0x200, 0x600, 0xA00, 0xE00 */
  made_fit_put (part, "41 00 00 8400 02 060402 0A060D");
  made_fit_put (part, "01 65 66 67 FF 000260 000AE0");
  /* and again from the roll-over of the twelve bits on: 0x200, 0x600, 0xA00, 0xE00 */
  made_fit_put (part, "01 69 6A 6B 6C 000260 000AE0");
  made_fit_finish (part, 0);
  g_byte_array_append (bytes, part->data, part->len);
  g_assert_cmpuint (bytes->len, >, at);
}

static void
test_beats_of_a_strap_fill_the_rows_that_have_no_rate (void)
{
  const float expected[] = { 100, 101, 102, 50, 103, 105, 106, 107, 108, 108 };
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;
  const FitActivity *activity;

  put_rows (bytes);
  put_strap (bytes);
  file = parse (bytes);
  activity = first_activity (file);
  g_assert_cmpuint (file->activities->len, ==, 1);
  g_assert_cmpuint (activity->beats->len, ==, 9);
  /* 0xFFFFFE00 + 1 s is 0x00000200: the clock rolled over. */
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat_with_epsilon (g_array_index (activity->beats, FitBeat, i).time_s, START + 0.25 + i, 1e-6);
  g_assert_true (isnan (g_array_index (activity->beats, FitBeat, 4).bpm));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpfloat (g_array_index (activity->records, FitRecord, i).heart_rate_bpm, ==, expected[i]);
  g_assert_cmpuint (activity->n_beats, ==, 8);
}

static void
test_beats_far_from_a_row_do_not_speak_for_it (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  made_fit_put (bytes, "40 00 00 1400 01 FD0486 00");
  made_fit_put_time (bytes, START - 1);
  made_fit_put (bytes, "00");
  made_fit_put_time (bytes, START + 60);
  made_fit_finish (bytes, 0);
  put_strap (bytes);
  file = parse (bytes);
  for (guint i = 0; i < 2; i++)
    g_assert_true (isnan (g_array_index (first_activity (file)->records, FitRecord, i).heart_rate_bpm));
}

static void
test_a_part_whose_clock_is_tied_to_no_time_is_left_out (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(GByteArray) part = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  put_rows (bytes);
  put_strap (bytes);
  made_fit_put (part, "41 00 00 8400 02 060402 0A060D 01 65666768 000260000AE0");
  made_fit_finish (part, 0);
  g_byte_array_append (bytes, part->data, part->len);
  file = parse (bytes);
  g_assert_cmpuint (first_activity (file)->beats->len, ==, 9);
}

static void
test_the_straps_memory_of_real_swims_reaches_their_rows (void)
{
  /* Rows that have a rate: those with one of their own, and those with a beat within 5 s (counted by a walk over the messages
   * in another language). */
  const struct { const char *name; guint at_least; double highest_bpm; } cases[] = {
    { "fit/python-fitparse__event_timestamp.fit", 4000, 220 },
    { "fit/fitdecode__garmin-fr935-cr.fit", 7000, 220 },
    { "fit/connectstats__track_cs_1451.fit", 3800, 220 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = shared_file (cases[i].name), *bytes = NULL;
      g_autoptr(FitFile) file = NULL;
      gsize length;
      guint n = 0;

      if (path == NULL)
        return;
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      file = fit_file_parse ((const guint8 *) bytes, length, NULL);
      for (guint r = 0; r < first_activity (file)->records->len; r++)
        {
          double bpm = g_array_index (first_activity (file)->records, FitRecord, r).heart_rate_bpm;

          n += bpm > 0;
          g_assert_true (isnan (bpm) || (bpm > 25 && bpm < cases[i].highest_bpm));
        }
      g_test_message ("%s: %u of %u rows", cases[i].name, n, first_activity (file)->records->len);
      g_assert_cmpuint (n, >=, cases[i].at_least);
    }
}

static void
test_sixteen_bit_times_of_a_day_go_on_over_their_roll_over (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(SourceReport) report = NULL;
  const Event *day;

  made_fit_put (bytes, "40 00 00 0000 01 000100 00 0F");
  /* monitoring_info: timestamp; then monitoring: timestamp_16, activity_type, cycles, every six hours for a day and a half */
  made_fit_put (bytes, "41 00 00 6700 01 FD0486 01");
  made_fit_put_time (bytes, START);
  made_fit_put (bytes, "42 00 00 3700 03 1A0284 050100 030486");
  for (guint i = 1; i <= 6; i++)
    {
      guint16 low = GUINT16_TO_LE ((guint16) (START + i * 6 * 3600));

      made_fit_put (bytes, "02");
      g_byte_array_append (bytes, (const guint8 *) &low, 2);
      made_fit_put (bytes, i % 2 ? "06" : "01");
      made_fit_put_time (bytes, i * 100);
    }
  /* one a minute late: it goes back, and not forward by eighteen hours */
  {
    guint16 low = GUINT16_TO_LE ((guint16) (START + 36 * 3600 - 60));

    made_fit_put (bytes, "02");
    g_byte_array_append (bytes, (const guint8 *) &low, 2);
    made_fit_put (bytes, "06");
    made_fit_put_time (bytes, 10);
  }
  /* monitoring_hr_data: resting heart rate of the day */
  made_fit_put (bytes, "43 00 00 D300 02 000102 010102 03 30 2F");
  made_fit_finish (bytes, 0);
  report = read_report (bytes);
  day = event_at (report, 0);
  g_assert_cmpint (day->kind, ==, EVENT_MONITORING);
  g_assert_cmpint (day->start_us, ==, (FIT_EPOCH_S + START + 6 * 3600) * INSTANT_SECOND);
  g_assert_cmpint (day->end_us, ==, (FIT_EPOCH_S + START + 36 * 3600) * INSTANT_SECOND);
  /* walked 500, run 600: each counts for itself from midnight */
  g_assert_cmpfloat (event_number (day, EVENT_FIELD_STEPS), ==, 1100);
  g_assert_cmpfloat (event_number (day, EVENT_FIELD_RESTING_HEART_RATE_BPM), ==, 47);
}

static void
test_a_course_is_no_event (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(SourceReport) report = NULL;

  made_fit_put (bytes, "40 00 00 0000 01 000100 00 06");
  made_fit_put (bytes, "41 00 00 1400 01 FD0486 01");
  made_fit_put_time (bytes, START);
  made_fit_finish (bytes, 0);
  report = read_report (bytes);
  g_assert_cmpint (event_at (report, 0)->kind, ==, EVENT_ROUTE);
  g_assert_true (has_flag (report, "course"));
}

static void
test_without_a_session_the_sport_message_and_the_rows_speak (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(SourceReport) report = NULL;
  const Event *event;

  made_fit_put (bytes, "40 00 00 0C00 01 000100 00 01"); /* sport: running */
  made_fit_put (bytes, "41 00 00 1400 02 FD0486 050486");
  for (guint i = 0; i < 3; i++)
    {
      made_fit_put (bytes, "01");
      made_fit_put_time (bytes, START + i * 10);
      made_fit_put_time (bytes, i * 3000);
    }
  made_fit_finish (bytes, 0);
  report = read_report (bytes);
  event = event_at (report, 0);
  g_assert_cmpstr (event->sport, ==, "running");
  g_assert_cmpfloat (event->elapsed_s, ==, 20);
  g_assert_cmpfloat (event->distance_m, ==, 60);
  g_assert_true (event->flags & EVENT_FLAG_NO_SUMMARY);
}

static void
test_a_session_without_a_start_ends_where_it_says (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(SourceReport) report = NULL;

  /* session: timestamp, total_elapsed_time, sport */
  made_fit_put (bytes, "40 00 00 1200 03 FD0486 070486 050100 00");
  made_fit_put_time (bytes, START + 600);
  made_fit_put_time (bytes, 600000);
  made_fit_put (bytes, "02");
  made_fit_finish (bytes, 0);
  report = read_report (bytes);
  g_assert_cmpint (event_at (report, 0)->start_us, ==, (FIT_EPOCH_S + START) * INSTANT_SECOND);
  g_assert_cmpint (event_at (report, 0)->end_us, ==, (FIT_EPOCH_S + START + 600) * INSTANT_SECOND);
}

static void
test_the_last_level_lasts_until_the_night_ends_where_the_watch_says_so (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(SourceReport) report = NULL;
  const Event *night;

  /* 273: timestamp, local time; 275: levels; 276: end */
  made_fit_put (bytes, "40 00 00 1101 02 FD0486 020486 00");
  made_fit_put_time (bytes, START);
  made_fit_put_time (bytes, START + 7200);
  made_fit_put (bytes, "41 00 00 1301 02 FD0486 000100 01");
  made_fit_put_time (bytes, START);
  made_fit_put (bytes, "02 01");
  made_fit_put_time (bytes, START + 3600);
  made_fit_put (bytes, "03");
  made_fit_put (bytes, "42 00 00 1401 01 FD0486 02");
  made_fit_put_time (bytes, START + 5400);
  made_fit_finish (bytes, 0);
  report = read_report (bytes);
  night = event_at (report, 0);
  g_assert_cmpint (night->kind, ==, EVENT_SLEEP);
  g_assert_cmpint (night->end_us, ==, (FIT_EPOCH_S + START + 5400) * INSTANT_SECOND);
  g_assert_cmpint (night->start_offset_s, ==, 7200);
  g_assert_cmpint (g_array_index (night->segments, SleepSegment, 1).stage, ==, SLEEP_STAGE_DEEP);
}

static void
test_a_nap_has_the_clock_of_each_of_its_ends (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(SourceReport) report = NULL;

  /* nap_event: start, its offset in minutes, end, its offset */
  made_fit_put (bytes, "40 00 00 9C01 04 000486 010283 020486 030283 00");
  made_fit_put_time (bytes, START);
  made_fit_put (bytes, "3C00");
  made_fit_put_time (bytes, START + 1800);
  made_fit_put (bytes, "C4FF");
  made_fit_finish (bytes, 0);
  report = read_report (bytes);
  g_assert_cmpint (event_at (report, 0)->start_offset_s, ==, 3600);
  g_assert_cmpint (event_at (report, 0)->end_offset_s, ==, -3600);
  g_assert_cmpfloat (event_number (event_at (report, 0), EVENT_FIELD_MAIN_SLEEP), ==, 0);
}

/* A session: timestamp, start_time, total_elapsed_time in ms, sport. */
static void
put_session (GByteArray *bytes, guint32 start, guint32 elapsed_ms, const char *sport)
{
  made_fit_put (bytes, "42 00 00 1200 04 FD0486 020486 070486 050100 02");
  made_fit_put_time (bytes, start + (elapsed_ms + 999) / 1000);
  made_fit_put_time (bytes, start);
  made_fit_put_time (bytes, elapsed_ms);
  made_fit_put (bytes, sport);
}

static guint
records_of_leg (const Event *parent, guint leg)
{
  return ((Event *) g_ptr_array_index (parent->children, leg))->n_records;
}

/* Ten rows a second apart, with 100, 101 … beats: legs of 4.0 and 5.2 s that share the second 4, and one that begins while the
 * second goes on. The border belongs to the leg that begins there. */
static void
test_a_row_on_the_border_of_two_legs_belongs_to_the_one_that_begins (void)
{
  for (guint summary_first = 0; summary_first < 2; summary_first++)
    {
      g_autoptr(GByteArray) bytes = made_fit_begin ();
      g_autoptr(SourceReport) report = NULL;
      const Event *parent, *swim;

      for (guint pass = 0; pass < 2; pass++)
        if (pass == summary_first)
          {
            made_fit_put (bytes, "40 00 00 1400 02 FD0486 030102");
            for (guint i = 0; i < 10; i++)
              {
                guint8 beats = (guint8) (100 + i);

                made_fit_put (bytes, "00");
                made_fit_put_time (bytes, START + i);
                g_byte_array_append (bytes, &beats, 1);
              }
          }
        else
          {
            put_session (bytes, START, 4000, "05");
            put_session (bytes, START + 4, 5200, "02");
            put_session (bytes, START + 8, 1000, "01");
          }
      made_fit_finish (bytes, 0);
      report = read_report (bytes);
      parent = event_at (report, 0);
      g_assert_cmpuint (parent->n_records, ==, 10);
      g_assert_cmpuint (records_of_leg (parent, 0), ==, 4);
      g_assert_cmpuint (records_of_leg (parent, 1), ==, 4);
      g_assert_cmpuint (records_of_leg (parent, 2), ==, 2);
      swim = g_ptr_array_index (parent->children, 0);
      g_assert_cmpfloat (event_number (swim, EVENT_FIELD_HEART_RATE_MAX_BPM), ==, 103);
      g_assert_cmpfloat (event_number (swim, EVENT_FIELD_HEART_RATE_AVG_BPM), ==, 101.5);
    }
}

static void
test_of_real_multisports_no_row_is_counted_twice (void)
{
  static const char *const files[] = { "fit/connectstats__track_cs_1451.fit", "fit/fit__activity-large-fenxi2-multisport.fit",
                                       "fit/fit__triathlon_summary_first.fit", "fit/python-fitparse__sample_mulitple_header.fit" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = shared_file (files[i]);
      g_autoptr(SourceReport) report = NULL;
      const Event *parent;
      guint n = 0;

      if (path == NULL)
        return;
      report = source_read (path, NULL);
      parent = event_at (report, 0);
      for (guint leg = 0; leg < parent->children->len; leg++)
        n += records_of_leg (parent, leg);
      g_test_message ("%s: %u rows, %u of them in its %u legs", files[i], parent->n_records, n, parent->children->len);
      /* The fenix2's rows go on where none of its legs does. */
      if (strstr (files[i], "fenxi2"))
        g_assert_cmpuint (n, <, parent->n_records);
      else
        g_assert_cmpuint (n, ==, parent->n_records);
    }
}

static void
put_three_rows (GByteArray *bytes)
{
  made_fit_put (bytes, "40 00 00 0000 01 000100 00 04"); /* file_id: an activity */
  made_fit_put (bytes, "41 00 00 1400 01 FD0486");
  for (guint i = 0; i < 3; i++)
    {
      made_fit_put (bytes, "01");
      made_fit_put_time (bytes, START + i);
    }
  made_fit_finish (bytes, 0);
}

static void
test_a_checksum_of_zero_is_none_and_another_that_is_wrong_is_said (void)
{
  static const struct { guint8 low, high; const char *flag, *other; } ends[] = {
    { 0, 0, "crc_0", "bad_crc" },
    { 0x12, 0x34, "bad_crc", "crc_0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr(GByteArray) bytes = made_fit_begin ();
      g_autoptr(SourceReport) report = NULL;

      put_three_rows (bytes);
      bytes->data[bytes->len - 2] = ends[i].low;
      bytes->data[bytes->len - 1] = ends[i].high;
      report = read_report (bytes);
      g_assert_true (has_flag (report, ends[i].flag));
      g_assert_false (has_flag (report, ends[i].other));
      g_assert_cmpuint (event_at (report, 0)->n_records, ==, 3);
      g_assert_cmpint (event_at (report, 0)->flags & EVENT_FLAG_PARTIAL, ==, 0);
      g_assert_cmpint (report->reason->len > 0, ==, ends[i].low != 0);
    }
}

/* The recorder died before it wrote how long its header is: both lengths that there are, alone and as a second part. */
static void
test_a_header_that_says_it_has_no_length_is_measured (void)
{
  for (guint header = 12; header <= 14; header += 2)
    for (guint part = 0; part < 2; part++)
      {
        g_autoptr(GByteArray) bytes = made_fit_begin (), second = NULL;
        g_autoptr(SourceReport) report = NULL;
        guint at = 0;

        put_three_rows (bytes);
        if (part)
          {
            second = g_byte_array_new ();
            g_byte_array_append (second, bytes->data, bytes->len);
            at = bytes->len;
            g_byte_array_append (bytes, second->data, second->len);
          }
        if (header == 12)
          g_byte_array_remove_range (bytes, at + 12, 2);
        bytes->data[at] = 0;
        bytes->data[bytes->len - 1] = bytes->data[bytes->len - 2] = 0;
        report = read_report (bytes);
        g_assert_true (report->ok);
        g_assert_cmpstr (report->format, ==, "fit");
        g_assert_true (has_flag (report, "header_size_0"));
        g_assert_nonnull (strstr (report->reason->str, part ? "header at byte 5" : "header at byte 0"));
        g_assert_cmpuint (report->events->len, ==, part + 1);
        g_assert_cmpuint (event_at (report, part)->n_records, ==, 3);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/fit-traps/beats", test_beats_of_a_strap_fill_the_rows_that_have_no_rate);
  g_test_add_func ("/sources/fit-traps/beats-far", test_beats_far_from_a_row_do_not_speak_for_it);
  g_test_add_func ("/sources/fit-traps/beats-untied", test_a_part_whose_clock_is_tied_to_no_time_is_left_out);
  g_test_add_func ("/sources/fit-traps/beats-real", test_the_straps_memory_of_real_swims_reaches_their_rows);
  g_test_add_func ("/sources/fit-traps/short-times", test_sixteen_bit_times_of_a_day_go_on_over_their_roll_over);
  g_test_add_func ("/sources/fit-traps/course", test_a_course_is_no_event);
  g_test_add_func ("/sources/fit-traps/sport-message", test_without_a_session_the_sport_message_and_the_rows_speak);
  g_test_add_func ("/sources/fit-traps/no-start", test_a_session_without_a_start_ends_where_it_says);
  g_test_add_func ("/sources/fit-traps/last-level", test_the_last_level_lasts_until_the_night_ends_where_the_watch_says_so);
  g_test_add_func ("/sources/fit-traps/nap", test_a_nap_has_the_clock_of_each_of_its_ends);
  g_test_add_func ("/sources/fit-traps/border", test_a_row_on_the_border_of_two_legs_belongs_to_the_one_that_begins);
  g_test_add_func ("/sources/fit-traps/legs-real", test_of_real_multisports_no_row_is_counted_twice);
  g_test_add_func ("/sources/fit-traps/crc-0", test_a_checksum_of_zero_is_none_and_another_that_is_wrong_is_said);
  g_test_add_func ("/sources/fit-traps/header-0", test_a_header_that_says_it_has_no_length_is_measured);
  return g_test_run ();
}
