/* ui/typing.c */
#include "typing.h"

#include "store/photo-edits.h"

typedef struct {
  TypingWrong wrong;
  gpointer data;
  gint64 step;          /* 0: nothing was typed since it was left */
  char *complaint;      /* NULL: nothing is wrong */
} Typing;

static void
typing_free (gpointer data)
{
  g_free (((Typing *) data)->complaint);
  g_free (data);
}

static Typing *
typing_of (GtkWidget *entry)
{
  return g_object_get_data (G_OBJECT (entry), "typing");
}

static void
left_cb (Typing *typing)
{
  typing->step = 0;
  if (typing->complaint != NULL)
    typing->wrong (typing->data, typing->complaint);
}

void
typing_watch (GtkWidget *entry, TypingWrong wrong, gpointer data)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  Typing *typing = g_new0 (Typing, 1);

  g_return_if_fail (GTK_IS_WIDGET (entry) && wrong != NULL && typing_of (entry) == NULL);

  *typing = (Typing) { .wrong = wrong, .data = data };
  g_object_set_data_full (G_OBJECT (entry), "typing", typing, typing_free);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), typing);
  gtk_widget_add_controller (entry, focus);
}

gint64
typing_step (GtkWidget *entry)
{
  Typing *typing = typing_of (entry);

  g_return_val_if_fail (typing != NULL, 0);

  if (typing->step == 0)
    typing->step = store_new_step ();
  return typing->step;
}

void
typing_complain (GtkWidget *entry, const char *complaint)
{
  Typing *typing = typing_of (entry);

  g_return_if_fail (typing != NULL);

  g_free (typing->complaint);
  typing->complaint = g_strdup (complaint);
  if (complaint != NULL)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
}
