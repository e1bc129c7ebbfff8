/* sources/fit-file.c: headers, parts and definitions; what each message says is in fit-summary.c */
#include "fit-file.h"

#include <string.h>

#include "fit-crc.h"
#include "fit-summary.h"

#define SMALLEST_HEADER 12
#define HEADER_WITH_CRC 14
#define CRC_SIZE 2
#define MESSAGE_RECORD 20
#define FIELD_TIMESTAMP 253
#define A_DAY_S 86400u

typedef struct {
  const guint8 *bytes;
  gsize length;
  FitFile *file;
  FitActivity *activity;      /* that messages go to; NULL before the first part */
  FitDefinition *definitions; /* sixteen local ones */
  FitRecordPlan *plans[16];   /* of those that define records */
  GArray *descriptions;       /* of FitDeveloperDescription */
  guint32 last_time;          /* the full timestamp that compressed ones roll forward from */
  guint32 accumulated;
  gboolean known_end;         /* the header says where the data ends */
} Reader;

static guint16
half_at (const guint8 *bytes)
{
  return (guint16) (bytes[0] | bytes[1] << 8);
}

static guint32
word_at (const guint8 *bytes)
{
  return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

static void G_GNUC_PRINTF (2, 3)
add_flag (FitFile *file, const char *format, ...)
{
  g_autofree char *flag = NULL;
  va_list arguments;

  va_start (arguments, format);
  flag = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (!g_ptr_array_find_with_equal_func (file->flags, flag, g_str_equal, NULL))
    g_ptr_array_add (file->flags, g_steal_pointer (&flag));
}

static void G_GNUC_PRINTF (2, 3)
add_reason (FitFile *file, const char *format, ...)
{
  va_list arguments;

  if (file->reason->len)
    g_string_append_c (file->reason, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (file->reason, format, arguments);
  va_end (arguments);
}

static void
clear_plan (Reader *reader, guint local)
{
  g_clear_pointer (&reader->plans[local], fit_record_plan_free);
}

/* Every part begins anew: no local definition and no developer's field outlives it. */
static void
forget_definitions (Reader *reader)
{
  for (guint i = 0; i < 16; i++)
    {
      reader->definitions[i].defined = FALSE;
      clear_plan (reader, i);
    }
  g_array_set_size (reader->descriptions, 0);
  reader->last_time = FIT_NO_TIME;
  reader->accumulated = 0;
}

static void
description_clear (gpointer description)
{
  g_free (((FitDeveloperDescription *) description)->name);
  g_free (((FitDeveloperDescription *) description)->unit);
}

/* Returns: the byte after the definition, or 0 when it does not end before @end. */
static gsize
read_definition (Reader *reader, gsize at, gsize end)
{
  guint8 header = reader->bytes[at];
  guint local = header & 0x0F;
  FitDefinition *definition = &reader->definitions[local];
  const guint8 *p;
  guint n_fields, offset = 0;

  if (end - at < 6)
    return 0;
  p = reader->bytes + at + 1;
  n_fields = p[4];
  at += 6;
  if (end - at < n_fields * 3)
    return 0;
  clear_plan (reader, local);
  definition->defined = TRUE;
  definition->big_endian = p[1] != 0;
  definition->global = definition->big_endian ? (guint16) (p[2] << 8 | p[3]) : half_at (p + 2);
  definition->n_fields = n_fields;
  definition->n_developer_fields = 0;
  for (guint i = 0; i < n_fields; i++, at += 3)
    {
      definition->fields[i] = (FitField) { reader->bytes[at], reader->bytes[at + 1], reader->bytes[at + 2], (guint16) offset };
      offset += reader->bytes[at + 1];
    }
  if (header & 0x20)
    {
      guint n_developer_fields;

      if (at >= end)
        return 0;
      n_developer_fields = reader->bytes[at++];
      if (end - at < n_developer_fields * 3)
        return 0;
      definition->n_developer_fields = n_developer_fields;
      for (guint i = 0; i < n_developer_fields; i++, at += 3)
        {
          definition->developer_fields[i] = (FitDeveloperField) { reader->bytes[at], reader->bytes[at + 1], reader->bytes[at + 2],
                                                                  (guint16) offset };
          offset += reader->bytes[at + 1];
        }
      if (n_developer_fields)
        add_flag (reader->file, "developer_fields");
    }
  definition->size = offset;
  if (definition->big_endian)
    add_flag (reader->file, "big_endian");
  return at;
}

static void
read_record (Reader *reader, const FitMessage *message, guint local, guint32 compressed_time)
{
  GArray *records = reader->activity->records;
  FitRecord *record;

  if (reader->plans[local] == NULL)
    reader->plans[local] = fit_record_plan_new (message->definition, reader->descriptions);
  g_array_set_size (records, records->len + 1);
  record = &g_array_index (records, FitRecord, records->len - 1);
  fit_record_plan_read (reader->plans[local], message->bytes, &reader->accumulated, record);
  if (record->time != FIT_NO_TIME)
    reader->last_time = record->time;
  else
    record->time = compressed_time;
}

static void
read_data (Reader *reader, gsize at, guint local, guint32 compressed_time)
{
  FitMessage message = { &reader->definitions[local], reader->bytes + at + 1, at };

  reader->file->n_messages++;
  if (message.definition->global == MESSAGE_RECORD)
    read_record (reader, &message, local, compressed_time);
  else
    {
      guint32 time = fit_message_time (&message, FIELD_TIMESTAMP);

      if (time != FIT_NO_TIME)
        reader->last_time = time;
      fit_summary_read (reader->activity, &message, time != FIT_NO_TIME ? time : compressed_time, &reader->last_time,
                        reader->descriptions);
      if (message.definition->global == FIT_MESSAGE_FIELD_DESCRIPTION) /* what was planned may mean something else now */
        for (guint i = 0; i < G_N_ELEMENTS (reader->plans); i++)
          clear_plan (reader, i);
    }
}

/* A clock that leaps more than a day just before a fault is part of the fault: those rows stay, without a time. */
static void
forget_times_before_fault (Reader *reader)
{
  GArray *records = reader->activity->records;
  guint n = 0, first_bad = records->len;
  guint32 earlier = FIT_NO_TIME;

  for (guint i = records->len; i-- > 0 && n < 64; n++)
    {
      const FitRecord *record = &g_array_index (records, FitRecord, i);
      const FitRecord *before = i ? &g_array_index (records, FitRecord, i - 1) : NULL;

      if (before && record->time != FIT_NO_TIME && before->time != FIT_NO_TIME && record->time > before->time
          && record->time - before->time > A_DAY_S)
        {
          first_bad = i;
          earlier = before->time;
        }
    }
  for (guint i = first_bad; i < records->len; i++)
    {
      FitRecord *record = &g_array_index (records, FitRecord, i);

      if (record->time != FIT_NO_TIME && record->time > earlier)
        record->time = FIT_NO_TIME;
    }
  if (first_bad < records->len)
    add_flag (reader->file, "last_time_garbage");
}

static void G_GNUC_PRINTF (4, 5)
meet_fault (Reader *reader, gsize at, const char *flag, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add_flag (reader->file, "%s", flag);
  add_reason (reader->file, "%s at byte %" G_GSIZE_FORMAT "; what stands before it is kept.", what, at);
  reader->activity->damaged = TRUE;
  forget_times_before_fault (reader);
}

/* Reads the messages of [@at, @end). Returns: %FALSE when a fault ended it. */
static gboolean
read_messages (Reader *reader, gsize at, gsize end)
{
  while (at < end)
    {
      guint8 header = reader->bytes[at];
      guint32 compressed_time = FIT_NO_TIME;
      guint local;

      if (!(header & 0x80) && header & 0x40)
        {
          gsize next = read_definition (reader, at, end);

          if (next == 0)
            {
              if (!reader->known_end && end - at <= CRC_SIZE)
                return TRUE;
              meet_fault (reader, at, "truncated", "The file ends inside a definition");
              return FALSE;
            }
          at = next;
          continue;
        }
      local = header & 0x80 ? (header >> 5) & 3 : header & 0x0F;
      if (!reader->definitions[local].defined)
        {
          meet_fault (reader, at, "fault_undefined_local_message", "A message of local type %u that was never defined", local);
          return FALSE;
        }
      if (end - at - 1 < reader->definitions[local].size)
        {
          if (end == reader->length)
            meet_fault (reader, at, "truncated", "The file ends inside a message");
          else
            meet_fault (reader, at, "fault_message_overrun", "A message goes beyond the data size that the header gives");
          return FALSE;
        }
      if (header & 0x80)
        {
          add_flag (reader->file, "compressed_timestamps");
          if (reader->last_time != FIT_NO_TIME)
            {
              reader->last_time += ((header & 0x1F) - reader->last_time) & 0x1F;
              compressed_time = reader->last_time;
            }
        }
      read_data (reader, at, local, compressed_time);
      at += 1 + reader->definitions[local].size;
    }
  return TRUE;
}

static FitActivity *
activity_new (gsize offset)
{
  FitActivity *activity = g_new0 (FitActivity, 1);

  activity->offset = offset;
  activity->records = g_array_new (FALSE, FALSE, sizeof (FitRecord));
  activity->sessions = g_array_new (FALSE, FALSE, sizeof (FitSession));
  activity->sleep_levels = g_array_new (FALSE, FALSE, sizeof (FitSleepLevel));
  activity->naps = g_array_new (FALSE, FALSE, sizeof (FitNap));
  activity->weights = g_array_new (FALSE, FALSE, sizeof (FitWeight));
  activity->beats = g_array_new (FALSE, FALSE, sizeof (FitBeat));
  fit_summary_begin (activity);
  return activity;
}

static void
activity_free (gpointer data)
{
  FitActivity *activity = data;

  g_free (activity->product_name);
  g_array_unref (activity->records);
  g_array_unref (activity->sessions);
  g_array_unref (activity->sleep_levels);
  g_array_unref (activity->naps);
  g_array_unref (activity->weights);
  g_array_unref (activity->beats);
  g_free (activity);
}

/* A part that begins with anything but a definition of file_id (global message 0) belongs to the one before: a strap's
 * memory of a swim comes so. */
static gboolean
part_has_file_id (const guint8 *data, gsize length)
{
  return length >= 6 && (data[0] & 0xC0) == 0x40 && data[3] == 0 && data[4] == 0;
}

/* How long the header at @at is. A recorder that died may leave 0 there: the definition of file_id that follows tells then. */
static guint
size_of_header (Reader *reader, gsize at)
{
  const guint8 *header = reader->bytes + at;
  guint size = header[0];

  if (size >= SMALLEST_HEADER)
    return size;
  size = part_has_file_id (header + SMALLEST_HEADER, reader->length - at - SMALLEST_HEADER) ? SMALLEST_HEADER : HEADER_WITH_CRC;
  add_flag (reader->file, "header_size_%u", header[0]);
  add_reason (reader->file, "The header at byte %" G_GSIZE_FORMAT " says that it is %u bytes long, which none is: taken for %u.", at, header[0], size);
  return size;
}

static void
check_header (Reader *reader, gsize at, guint header_size)
{
  guint16 stored;

  if (header_size < HEADER_WITH_CRC)
    {
      add_flag (reader->file, "header_12_bytes");
      return;
    }
  stored = half_at (reader->bytes + at + 12);
  if (stored == 0)
    add_flag (reader->file, "header_crc_0"); /* "not given" */
  else if (reader->bytes[at] >= SMALLEST_HEADER && stored != fit_crc (reader->bytes + at, 12))
    {
      add_flag (reader->file, "header_crc_bad");
      add_reason (reader->file, "The header's checksum at byte %" G_GSIZE_FORMAT " is wrong.", at + 12);
    }
}

gboolean
fit_file_sniff (const guint8 *bytes, gsize length)
{
  return length >= SMALLEST_HEADER && (bytes[0] == 0 || (bytes[0] >= SMALLEST_HEADER && bytes[0] < 64)) && memcmp (bytes + 8, ".FIT", 4) == 0;
}

/* A checksum of 0 is none, in the header as at the end: devices and programs that do not reckon it write it so. */
static void
check_sum (Reader *reader, gsize at, gsize end)
{
  guint16 stored = half_at (reader->bytes + end);

  if (stored == fit_crc (reader->bytes + at, end - at))
    return;
  if (stored == 0)
    {
      add_flag (reader->file, "crc_0");
      return;
    }
  add_flag (reader->file, "bad_crc");
  add_reason (reader->file, "The checksum at byte %" G_GSIZE_FORMAT " is wrong: a byte between %" G_GSIZE_FORMAT " and there has changed; all is kept.",
              end, at);
}

/* Reads the part at @at. Returns: where the next one would begin, or the length of the file when nothing can follow. */
static gsize
read_part (Reader *reader, gsize at)
{
  guint header_size = size_of_header (reader, at);
  guint32 data_size = word_at (reader->bytes + at + 4);
  gsize data = at + header_size, end = data + data_size;
  gboolean truncated = FALSE, whole;

  reader->file->n_parts++;
  forget_definitions (reader);
  if (data > reader->length)
    {
      add_flag (reader->file, "truncated");
      add_reason (reader->file, "The file ends inside the header at byte %" G_GSIZE_FORMAT ".", at);
      return reader->length;
    }
  check_header (reader, at, header_size);
  reader->known_end = data_size != 0;
  if (data_size == 0)
    {
      add_flag (reader->file, "data_size_0");
      end = reader->length;
      if (end - data <= CRC_SIZE)
        {
          add_reason (reader->file, "The part at byte %" G_GSIZE_FORMAT " is empty: its data size is 0.", at);
          return reader->length;
        }
      end -= CRC_SIZE;
      add_reason (reader->file, "The header at byte %" G_GSIZE_FORMAT " gives a data size of 0: the recorder died, so all that "
                  "follows is read.", at);
    }
  else if (end + CRC_SIZE > reader->length)
    {
      truncated = TRUE;
      end = MIN (end, reader->length);
    }
  if (reader->activity == NULL || part_has_file_id (reader->bytes + data, end - data))
    {
      reader->activity = activity_new (at);
      g_ptr_array_add (reader->file->activities, reader->activity);
    }
  reader->activity->beat_clock = (FitBeatClock) { 0 };
  whole = read_messages (reader, data, end);
  if (truncated)
    {
      add_flag (reader->file, "truncated");
      reader->activity->damaged = TRUE;
      if (whole)
        add_reason (reader->file, "The file ends at byte %" G_GSIZE_FORMAT ", before byte %" G_GSIZE_FORMAT " that its header "
                    "names; all whole messages are kept.", reader->length, data + data_size + CRC_SIZE);
      return reader->length;
    }
  check_sum (reader, at, end);
  return end + CRC_SIZE;
}

/* What came behind the rows, and belongs among them. */
static void
lay_beats (FitFile *file)
{
  for (guint i = 0; i < file->activities->len; i++)
    {
      FitActivity *activity = g_ptr_array_index (file->activities, i);

      if (activity->beats->len == 0)
        continue;
      add_flag (file, "strap_memory");
      fit_beats_lay_on_records (activity->beats, activity->records);
      activity->n_beats += fit_beats_intervals (activity->beats);
    }
}

FitFile *
fit_file_parse (const guint8 *bytes, gsize length, GError **error)
{
  g_autoptr(FitFile) file = NULL;
  g_autofree FitDefinition *definitions = NULL;
  Reader reader = { bytes, length };
  gsize at = 0;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);
  if (!fit_file_sniff (bytes, length))
    {
      g_set_error (error, SOURCE_ERROR, SOURCE_ERROR_NOT_THIS, "No FIT file: its first 12 bytes are no FIT header.");
      return NULL;
    }
  file = g_new0 (FitFile, 1);
  file->activities = g_ptr_array_new_with_free_func (activity_free);
  file->flags = g_ptr_array_new_with_free_func (g_free);
  file->reason = g_string_new (NULL);
  definitions = g_new0 (FitDefinition, 16);
  reader.file = file;
  reader.definitions = definitions;
  reader.descriptions = g_array_new (FALSE, TRUE, sizeof (FitDeveloperDescription));
  g_array_set_clear_func (reader.descriptions, description_clear);
  while (at < length)
    {
      if (!fit_file_sniff (bytes + at, length - at))
        {
          add_flag (file, "bad_header_at_%" G_GSIZE_FORMAT, at);
          add_reason (file, "Byte %" G_GSIZE_FORMAT " should begin another part and is no FIT header; the %" G_GSIZE_FORMAT
                      " bytes from there on are left out.", at, length - at);
          break;
        }
      at = read_part (&reader, at);
    }
  forget_definitions (&reader);
  g_array_unref (reader.descriptions);
  lay_beats (file);
  if (file->n_parts > 1)
    add_flag (file, "chained_%u", file->n_parts);
  return g_steal_pointer (&file);
}

void
fit_file_free (FitFile *file)
{
  if (file == NULL)
    return;
  g_ptr_array_unref (file->activities);
  g_ptr_array_unref (file->flags);
  g_string_free (file->reason, TRUE);
  g_free (file);
}
