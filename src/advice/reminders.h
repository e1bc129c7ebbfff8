/* advice/reminders.h
 *
 * What to remind of around a planned workout, and when to say it. Pure: the clock, the zone and what was said already are
 * given. In: plans with their advice, marks, the instant. Out: what is due now, and when to look again.
 * May include: base, timeline. */
#pragma once

#include "advise.h"
#include "base/instant.h"

G_BEGIN_DECLS

typedef enum {
  REMINDER_DRINK,         /* what to drink, and until when */
  REMINDER_WEIGH_BEFORE,
  REMINDER_PATCH,         /* to put on */
  REMINDER_WEIGH_AFTER,
  REMINDER_PHOTO,         /* of the patch */
  N_REMINDERS,
} ReminderKind;

const char *reminder_kind_name (ReminderKind kind);   /* "drink", "weigh_before", "patch", "weigh_after", "photo" */

/* A workout to come, as far as it matters here. */
typedef struct {
  gint64 athlete;           /* row */
  const char *name;         /* of the athlete */
  const char *workout;      /* id in the timeline */
  const char *what;         /* "Running" */
  gint64 start_us, end_us;  /* equal when the length is not known */
  int offset_s;             /* of the athlete's clock at the start */
  gboolean patch;           /* one is to be worn */
  gboolean begun;           /* its activity has arrived: what comes before it is over */
  UnitSystem units;         /* that the words are in */
  gboolean photo_there, weighing_there; /* what was asked for is in the workspace, or will never be */
} RemindedWorkout;

typedef struct {
  char *key;          /* athlete, workout and kind: the same when the workout moves */
  gint64 athlete;
  char *workout;
  ReminderKind kind;
  gint64 start_us;    /* of the workout */
  gint64 due_us;
  gint64 until_us;    /* from then on it would be of no use */
  char *title, *body; /* for people */
} Reminder;

void        reminder_free       (Reminder *reminder);

/**
 * reminders_add:
 * @reminders: of Reminder
 * @advice: (nullable): without it there is nothing to say of drinking
 */
void        reminders_add       (GPtrArray *reminders, const RemindedWorkout *workout, const Advice *advice);

/* When nobody wants to be disturbed, on the clock of the person at this machine; equal: never. */
typedef struct {
  int from_minute, to_minute;   /* 0–1439; 22:00 to 7:00 is 1320, 420 */
} QuietHours;

/* What was said of a reminder. */
typedef struct {
  char *key;
  gint64 start_us;    /* of the workout then: a workout that moved by more than half an hour is another */
  gint64 at_us;       /* when it was said */
  gint64 again_us;    /* "later": to be said once more then; 0: not */
} ReminderMark;

void        reminder_mark_free  (ReminderMark *mark);

/* Something to say. */
typedef struct {
  const Reminder *reminder;
  gboolean silent;    /* there was no other time than within the quiet hours */
} DueReminder;

/**
 * reminders_due:
 * @marks: of ReminderMark
 * @zone: of this machine; it may be another than at the last call
 * @next_us: (out): when something is due next; INSTANT_UNKNOWN: nothing is to come
 *
 * What is due and was not said. Late is better than never, as long as it is of use: after a suspend, a restart, a night without
 * power. In quiet hours, what belongs before a workout is said just before they begin, what belongs after it when they end.
 *
 * Returns: (transfer full) (element-type DueReminder): by when they were due.
 */
GArray     *reminders_due       (const GPtrArray *reminders, const GPtrArray *marks, const QuietHours *quiet, GTimeZone *zone, gint64 now_us,
                                 gint64 *next_us);

/* Returns: (transfer container) (element-type utf8): keys of @marks that are shown and whose reminder is no more, or over. */
GPtrArray  *reminders_withdrawn (const GPtrArray *reminders, const GPtrArray *marks, gint64 now_us);

G_END_DECLS
