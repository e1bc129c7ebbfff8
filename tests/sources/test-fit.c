/* tests/sources/test-fit.c: the decoder on bytes made here, each with one property; real files are in test-truth.c */
#include <math.h>
#include <string.h>

#include "made-fit.h"
#include "sources/fit-file.h"
#include "sources/source.h"

static FitFile *
parse (GByteArray *bytes)
{
  g_autoptr(GError) error = NULL;
  FitFile *file = fit_file_parse (bytes->data, bytes->len, &error);

  g_assert_no_error (error);
  return file;
}

static const FitRecord *
record_of (const FitFile *file, guint i)
{
  const FitActivity *activity = g_ptr_array_index (file->activities, 0);

  g_assert_cmpuint (i, <, activity->records->len);
  return &g_array_index (activity->records, FitRecord, i);
}

static gboolean
has_flag (const FitFile *file, const char *flag)
{
  return g_ptr_array_find_with_equal_func (file->flags, flag, g_str_equal, NULL);
}

static void
test_eight_bytes_at_a_step_give_the_checksum_of_one (void)
{
  /* The profile's own example of a CRC: that of "123456789" with this polynomial is 0xBB3D. */
  g_assert_cmpuint (fit_crc ((const guint8 *) "123456789", 9), ==, 0xBB3D);
  g_assert_cmpuint (fit_crc (NULL, 0), ==, 0);
}

static void
test_fields_are_scaled_and_invalid_ones_absent (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  /* record: timestamp, altitude uint16, heart_rate uint8, distance uint32, temperature sint8 */
  made_fit_put (bytes, "40 00 00 1400 05 FD0486 020284 030102 050486 0D0101");
  made_fit_put (bytes, "00");
  made_fit_put_time (bytes, START);
  made_fit_put (bytes, "A00F 8C 40E20100 F6");
  made_fit_put (bytes, "00");
  made_fit_put_time (bytes, START + 1);
  made_fit_put (bytes, "FFFF FF FFFFFFFF 7F");
  made_fit_finish (bytes, 0);
  file = parse (bytes);
  g_assert_cmpuint (record_of (file, 0)->time, ==, START);
  g_assert_cmpfloat (record_of (file, 0)->altitude_m, ==, 300);
  g_assert_cmpfloat (record_of (file, 0)->heart_rate_bpm, ==, 140);
  g_assert_cmpfloat_with_epsilon (record_of (file, 0)->distance_m, 1234.56, 1e-9);
  g_assert_cmpfloat (record_of (file, 0)->temperature_c, ==, -10);
  g_assert_true (isnan (record_of (file, 1)->altitude_m));
  g_assert_true (isnan (record_of (file, 1)->heart_rate_bpm));
  g_assert_true (isnan (record_of (file, 1)->distance_m));
  g_assert_true (isnan (record_of (file, 1)->temperature_c));
  g_assert_cmpuint (file->reason->len, ==, 0);
}

static void
test_byte_order_belongs_to_the_definition (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  made_fit_put (bytes, "40 00 01 0014 02 FD0486 070284"); /* big-endian: timestamp, power */
  made_fit_put (bytes, "00 4190AB00 012C");
  made_fit_put (bytes, "41 00 00 1400 02 FD0486 070284"); /* little-endian */
  made_fit_put (bytes, "01 01AB9041 2C01");
  made_fit_finish (bytes, 0);
  file = parse (bytes);
  g_assert_cmpuint (record_of (file, 0)->time, ==, 0x4190AB00);
  g_assert_cmpuint (record_of (file, 1)->time, ==, 0x4190AB01);
  g_assert_cmpfloat (record_of (file, 0)->power_w, ==, 300);
  g_assert_cmpfloat (record_of (file, 1)->power_w, ==, 300);
  g_assert_true (has_flag (file, "big_endian"));
}

static void
test_compressed_times_roll_forward_by_thirty_two_seconds (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;
  guint32 base = (START & ~31u) + 30;

  made_fit_put (bytes, "40 00 00 1400 01 FD0486"); /* local 0: a full time */
  made_fit_put (bytes, "41 00 00 1400 01 030102"); /* local 1: a heart rate */
  made_fit_put (bytes, "00");
  made_fit_put_time (bytes, base);
  made_fit_put (bytes, "BF 64"); /* compressed, local 1, low bits 31 */
  made_fit_put (bytes, "A1 65"); /* 1: rolls over */
  made_fit_put (bytes, "A1 66"); /* 1 again: the same second */
  made_fit_put (bytes, "A0 67"); /* 0: goes back, so rolls over again */
  made_fit_finish (bytes, 0);
  file = parse (bytes);
  g_assert_cmpuint (record_of (file, 1)->time, ==, base + 1);
  g_assert_cmpuint (record_of (file, 2)->time, ==, base + 3);
  g_assert_cmpuint (record_of (file, 3)->time, ==, base + 3);
  g_assert_cmpuint (record_of (file, 4)->time, ==, base + 34);
}

static void
test_compressed_distance_accumulates_over_its_roll_over (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  made_fit_put (bytes, "40 00 00 1400 02 FD0486 08030D");
  made_fit_put (bytes, "00 00AB9041 2C01 FF"); /* speed 300/100; distance 4080/16 = 255 m */
  made_fit_put (bytes, "00 01AB9041 2C01 02"); /* distance 32 + 4096: 258 m */
  made_fit_finish (bytes, 0);
  file = parse (bytes);
  g_assert_cmpfloat_with_epsilon (record_of (file, 0)->speed_m_s, 3, 1e-6);
  g_assert_cmpfloat_with_epsilon (record_of (file, 0)->distance_m, 255, 1e-9);
  g_assert_cmpfloat_with_epsilon (record_of (file, 1)->distance_m, 258, 1e-9);
}

static void
test_an_enhanced_field_wins_where_it_is_valid (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  made_fit_put (bytes, "40 00 00 1400 02 490486 060284"); /* enhanced_speed before speed */
  made_fit_put (bytes, "00 88130000 E803");
  made_fit_put (bytes, "00 FFFFFFFF E803");
  made_fit_finish (bytes, 0);
  file = parse (bytes);
  g_assert_cmpfloat (record_of (file, 0)->speed_m_s, ==, 5);
  g_assert_cmpfloat (record_of (file, 1)->speed_m_s, ==, 1);
}

static void
test_developer_fields_fill_what_the_native_ones_leave_open (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  /* field_description: index 0, number 7, uint16, native message 20, native field 7 (power) */
  made_fit_put (bytes, "40 00 00 CE00 05 000102 010102 020102 0E0284 0F0102");
  made_fit_put (bytes, "00 00 07 84 1400 07");
  made_fit_put (bytes, "61 00 00 1400 01 030102 02 070200 630400"); /* heart rate; developer field 7, and 99 that nobody describes */
  made_fit_put (bytes, "01 64 FA00 DEADBEEF");
  made_fit_finish (bytes, 0);
  file = parse (bytes);
  g_assert_cmpfloat (record_of (file, 0)->heart_rate_bpm, ==, 100);
  g_assert_cmpfloat (record_of (file, 0)->power_w, ==, 250);
  g_assert_true (has_flag (file, "developer_fields"));
}

static void
test_the_size_in_the_definition_wins (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  /* heart_rate as uint8[3], distance as a uint32 of three bytes, then cadence */
  made_fit_put (bytes, "40 00 00 1400 03 030302 050386 040102");
  made_fit_put (bytes, "00 646566 010203 50");
  made_fit_finish (bytes, 0);
  file = parse (bytes);
  g_assert_cmpfloat (record_of (file, 0)->heart_rate_bpm, ==, 100);
  g_assert_true (isnan (record_of (file, 0)->distance_m));
  g_assert_cmpfloat (record_of (file, 0)->cadence_rpm, ==, 80);
}

static void
test_every_cut_keeps_what_stands_before_it (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  guint before = 0;

  made_fit_put (bytes, "40 00 00 1400 02 FD0486 030102");
  for (guint i = 0; i < 20; i++)
    {
      made_fit_put (bytes, "00");
      made_fit_put_time (bytes, START + i);
      made_fit_put (bytes, "64");
    }
  made_fit_finish (bytes, 0);
  for (guint length = 30; length <= bytes->len; length++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree guint8 *copy = g_memdup2 (bytes->data, length); /* so that a sanitizer sees a step beyond */
      g_autoptr(FitFile) file = fit_file_parse (copy, length, &error);
      guint n;

      g_assert_no_error (error);
      n = ((FitActivity *) g_ptr_array_index (file->activities, 0))->records->len;
      g_assert_cmpuint (n, >=, before);
      g_assert_cmpint (has_flag (file, "truncated"), ==, length < bytes->len);
      before = n;
    }
  g_assert_cmpuint (before, ==, 20);
}

static void
test_a_changed_byte_is_flagged_and_nothing_lost (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  made_fit_put (bytes, "40 00 00 1400 01 030102 00 64 00 65");
  made_fit_finish (bytes, 0);
  bytes->data[bytes->len - 3] ^= 1;
  file = parse (bytes);
  g_assert_true (has_flag (file, "bad_crc"));
  g_assert_nonnull (strstr (file->reason->str, "byte 27"));
  g_assert_cmpfloat (record_of (file, 1)->heart_rate_bpm, ==, 100);
}

static void
test_local_definitions_do_not_outlive_their_part (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(GByteArray) second = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  made_fit_put (bytes, "40 00 00 1400 01 030102 00 64");
  made_fit_finish (bytes, 0);
  made_fit_put (second, "00 65");
  made_fit_finish (second, 0);
  g_byte_array_append (bytes, second->data, second->len);
  file = parse (bytes);
  g_assert_true (has_flag (file, "chained_2"));
  g_assert_true (has_flag (file, "fault_undefined_local_message"));
  g_assert_cmpuint (file->activities->len, ==, 1); /* no file_id: it belongs to the part before */
}

static void
test_a_leap_of_the_clock_before_a_fault_is_part_of_it (void)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(FitFile) file = NULL;

  made_fit_put (bytes, "40 00 00 1400 01 FD0486 00");
  made_fit_put_time (bytes, START);
  made_fit_put (bytes, "00");
  made_fit_put_time (bytes, START + 1);
  made_fit_put (bytes, "00");
  made_fit_put_time (bytes, START + 60 * 365 * 86400u);
  made_fit_put (bytes, "0F 00");
  made_fit_finish (bytes, 0);
  file = parse (bytes);
  g_assert_true (has_flag (file, "last_time_garbage"));
  g_assert_cmpuint (record_of (file, 1)->time, ==, START + 1);
  g_assert_cmpuint (record_of (file, 2)->time, ==, FIT_NO_TIME);
}

static void
test_only_plausible_offsets_are_taken (void)
{
  const struct { guint32 offset_s; int expected; } cases[] = { { 7200, 7200 }, { (guint32) -12600, -12600 }, { 3601, INSTANT_OFFSET_UNKNOWN } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GByteArray) bytes = made_fit_begin ();
      g_autoptr(SourceReport) report = NULL;

      made_fit_put (bytes, "40 00 00 1400 01 FD0486 00");
      made_fit_put_time (bytes, START);
      made_fit_put (bytes, "41 00 00 2200 02 FD0486 050486 01");
      made_fit_put_time (bytes, START);
      made_fit_put_time (bytes, START + cases[i].offset_s);
      made_fit_finish (bytes, 0);
      report = source_read_bytes ("made.fit", bytes->data, bytes->len, NULL);
      g_assert_true (report->ok);
      g_assert_cmpint (((Event *) g_ptr_array_index (report->events, 0))->start_offset_s, ==, cases[i].expected);
    }
}

/* session: start_time, total_elapsed_time, total_timer_time, sport */
static Event *
event_of_session (double elapsed_s, double timer_s, guint32 last)
{
  g_autoptr(GByteArray) bytes = made_fit_begin ();
  g_autoptr(SourceReport) report = NULL;

  made_fit_put (bytes, "40 00 00 1400 01 FD0486 00");
  made_fit_put_time (bytes, START);
  made_fit_put (bytes, "00");
  made_fit_put_time (bytes, last);
  made_fit_put (bytes, "41 00 00 1200 04 020486 070486 080486 050100 01");
  made_fit_put_time (bytes, START);
  made_fit_put_time (bytes, (guint32) (elapsed_s * 1000));
  made_fit_put_time (bytes, (guint32) (timer_s * 1000));
  made_fit_put (bytes, "01");
  made_fit_finish (bytes, 0);
  report = source_read_bytes ("made.fit", bytes->data, bytes->len, NULL);
  g_assert_cmpuint (report->events->len, ==, 1);
  return g_ptr_array_steal_index (report->events, 0);
}

static void
test_a_recorder_left_paused_for_weeks_ends_with_its_last_record (void)
{
  g_autoptr(Event) weeks = event_of_session (28 * 86400, 3600, START + 3700);
  g_autoptr(Event) lunch = event_of_session (7200, 3600, START + 7200);

  g_assert_cmpfloat (weeks->elapsed_s, ==, 3700);
  g_assert_true (weeks->flags & EVENT_FLAG_LEFT_PAUSED);
  g_assert_cmpfloat (lunch->elapsed_s, ==, 7200);
  g_assert_cmpuint (lunch->flags, ==, 0);
}

static void
test_elapsed_below_timer_gives_way_to_the_span_of_the_records (void)
{
  g_autoptr(Event) event = event_of_session (100, 18940, START + 3000);

  g_assert_cmpfloat (event->elapsed_s, ==, 3000);
  g_assert_true (isnan (event->timer_s));
  g_assert_true (event->flags & EVENT_FLAG_TIMES_DISAGREE);
}

static void
test_what_is_no_fit_file_is_called_by_its_name (void)
{
  const struct { const char *bytes, *format; } cases[] = {
    { "", "empty" },
    { "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "git-lfs-pointer" },
    { "<!DOCTYPE html><html><body>404</body></html>", "html" },
    { "\001\002\003\004\005\006\007\016\017\020\021\022\023", "unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SourceReport) report = source_read_bytes ("activity.fit", (const guint8 *) cases[i].bytes, strlen (cases[i].bytes), NULL);

      g_assert_false (report->ok);
      g_assert_cmpstr (report->format, ==, cases[i].format);
      g_assert_cmpuint (report->reason->len, >, 10);
      g_assert_cmpuint (report->events->len, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/fit/crc", test_eight_bytes_at_a_step_give_the_checksum_of_one);
  g_test_add_func ("/sources/fit/scales", test_fields_are_scaled_and_invalid_ones_absent);
  g_test_add_func ("/sources/fit/byte-order", test_byte_order_belongs_to_the_definition);
  g_test_add_func ("/sources/fit/compressed-times", test_compressed_times_roll_forward_by_thirty_two_seconds);
  g_test_add_func ("/sources/fit/compressed-distance", test_compressed_distance_accumulates_over_its_roll_over);
  g_test_add_func ("/sources/fit/enhanced", test_an_enhanced_field_wins_where_it_is_valid);
  g_test_add_func ("/sources/fit/developer", test_developer_fields_fill_what_the_native_ones_leave_open);
  g_test_add_func ("/sources/fit/sizes", test_the_size_in_the_definition_wins);
  g_test_add_func ("/sources/fit/cuts", test_every_cut_keeps_what_stands_before_it);
  g_test_add_func ("/sources/fit/changed-byte", test_a_changed_byte_is_flagged_and_nothing_lost);
  g_test_add_func ("/sources/fit/parts", test_local_definitions_do_not_outlive_their_part);
  g_test_add_func ("/sources/fit/leap", test_a_leap_of_the_clock_before_a_fault_is_part_of_it);
  g_test_add_func ("/sources/fit/offsets", test_only_plausible_offsets_are_taken);
  g_test_add_func ("/sources/fit/left-paused", test_a_recorder_left_paused_for_weeks_ends_with_its_last_record);
  g_test_add_func ("/sources/fit/times-disagree", test_elapsed_below_timer_gives_way_to_the_span_of_the_records);
  g_test_add_func ("/sources/fit/no-fit", test_what_is_no_fit_file_is_called_by_its_name);
  return g_test_run ();
}
