/* ui/entry-number.c */
#include "entry-number.h"

#include <math.h>

char *
entry_text (GtkEditable *entry)
{
  char *text;

  g_return_val_if_fail (GTK_IS_EDITABLE (entry), NULL);

  text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  return *text != '\0' ? text : (g_free (text), NULL);
}

gboolean
entry_read_number (GtkEditable *entry, double *number)
{
  g_autofree char *text = entry_text (entry);
  char *end;

  g_return_val_if_fail (number != NULL, FALSE);

  *number = NAN;
  if (text == NULL)
    return TRUE;
  g_strdelimit (text, ",", '.');
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*number);
}

/* The text means @text already, or nothing yet, and goes on: a blank after a word, a 0 before its point. */
static gboolean
is_being_typed (GtkEditable *entry, const char *text)
{
  GtkEditable *delegate = gtk_editable_get_delegate (entry);
  g_autofree char *typed = NULL;
  double number, shown;

  if (!gtk_widget_has_focus (GTK_WIDGET (delegate != NULL ? delegate : entry)))
    return FALSE;
  typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  if (g_str_equal (typed, text) || gtk_widget_has_css_class (GTK_WIDGET (entry), "error"))
    return TRUE;
  shown = g_ascii_strtod (text, NULL);
  return *text != '\0' && entry_read_number (entry, &number) && number == shown;
}

void
entry_show_text (GtkEditable *entry, const char *text)
{
  g_return_if_fail (GTK_IS_EDITABLE (entry));

  if (text == NULL)
    text = "";
  if (is_being_typed (entry, text))
    return;
  if (!g_str_equal (gtk_editable_get_text (entry), text))
    gtk_editable_set_text (entry, text);
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

void
entry_show_number (GtkEditable *entry, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  g_return_if_fail (GTK_IS_EDITABLE (entry));

  if (!isnan (number))
    g_ascii_formatd (text, sizeof text, "%.6g", number);
  entry_show_text (entry, text);
}
