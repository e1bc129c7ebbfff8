/* ui/workout-question.h
 *
 * What is asked after a workout: a photo of the patch, a weighing, or nothing. One row above the timeline, gone when nothing is to be
 * asked. */
#pragma once

#include <adwaita.h>

#include "athlete-life.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_WORKOUT_QUESTION (saltline_workout_question_get_type ())
G_DECLARE_FINAL_TYPE (SaltlineWorkoutQuestion, saltline_workout_question, SALTLINE, WORKOUT_QUESTION, AdwBin)

/* Signal "answered" (guint WorkoutAnswer). */

/* @life: (nullable): stays the caller's and must live until another is set */
void                   saltline_workout_question_set_life (SaltlineWorkoutQuestion *self, const AthleteLife *life);

/* (nullable): what is asked now */
const WorkoutQuestion *saltline_workout_question_get      (SaltlineWorkoutQuestion *self);

G_END_DECLS
