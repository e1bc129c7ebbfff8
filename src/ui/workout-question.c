/* ui/workout-question.c */
#include "workout-question.h"

#include <glib/gi18n.h>

#include "field-words.h"

struct _SaltlineWorkoutQuestion {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  const AthleteLife *life;   /* the page's */
};

enum { SIGNAL_ANSWERED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineWorkoutQuestion, saltline_workout_question, ADW_TYPE_BIN)

static void
photo_cb (SaltlineWorkoutQuestion *self)
{
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, (guint) WORKOUT_ANSWER_PHOTO);
}

static void
weighing_cb (SaltlineWorkoutQuestion *self)
{
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, (guint) WORKOUT_ANSWER_WEIGHING);
}

static void
nothing_cb (SaltlineWorkoutQuestion *self)
{
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, (guint) WORKOUT_ANSWER_NOTHING);
}

static void
saltline_workout_question_class_init (SaltlineWorkoutQuestionClass *klass)
{
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
add_button (SaltlineWorkoutQuestion *self, GtkFlowBox *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label), *place = gtk_flow_box_child_new ();

  gtk_widget_set_focusable (place, FALSE); /* the button is */
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (place), button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_flow_box_append (box, place);
}

static void
saltline_workout_question_init (SaltlineWorkoutQuestion *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *buttons = gtk_flow_box_new ();

  /* Beside each other, below each other in a narrow window; over the whole width, for at its natural width a flow box has one column. */
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (buttons), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (buttons), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (buttons), 6);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (buttons), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (buttons), 3);

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0.0f);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  add_button (self, GTK_FLOW_BOX (buttons), _("Patch Photo…"), G_CALLBACK (photo_cb));
  add_button (self, GTK_FLOW_BOX (buttons), _("Weighing…"), G_CALLBACK (weighing_cb));
  add_button (self, GTK_FLOW_BOX (buttons), _("Nothing"), G_CALLBACK (nothing_cb));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "workout-question");
  gtk_revealer_set_child (self->revealer, box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
}

void
saltline_workout_question_set_life (SaltlineWorkoutQuestion *self, const AthleteLife *life)
{
  const WorkoutQuestion *question;

  g_return_if_fail (SALTLINE_IS_WORKOUT_QUESTION (self));

  self->life = life;
  question = saltline_workout_question_get (self);
  gtk_revealer_set_reveal_child (self->revealer, question != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), question != NULL);
  if (question != NULL)
    {
      const Event *merged = question->workout->merged;
      const char *title = event_text (merged, EVENT_FIELD_TITLE);
      g_autofree char *start = athlete_life_format_time (life, merged->start_us);
      g_autofree char *what = title != NULL ? g_strdup (title) : sport_words (merged->sport != NULL ? merged->sport : _("Workout"));
      g_autofree char *text = g_strdup_printf (question->patch_planned ? _("%s, %s: a patch was planned. A photo of it, a weighing, or nothing?")
                                                                       : _("%s, %s: is there a photo of a patch, a weighing, or nothing?"),
                                               what, start);

      gtk_label_set_label (self->label, text);
    }
}

const WorkoutQuestion *
saltline_workout_question_get (SaltlineWorkoutQuestion *self)
{
  g_return_val_if_fail (SALTLINE_IS_WORKOUT_QUESTION (self), NULL);

  return self->life != NULL && self->life->questions->len > 0 ? &g_array_index (self->life->questions, WorkoutQuestion, 0) : NULL;
}
