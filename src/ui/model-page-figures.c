/* ui/model-page-figures.c: the figure that is shown */
#include <glib/gi18n.h>

#include "model-page-private.h"

void
model_page_show_figure (SaltlineModelPage *self)
{
  SaltlineModelItem *model = saltline_model_page_get_chosen (self);
  const guint i = gtk_drop_down_get_selected (self->figure_drop);
  g_autoptr(GError) error = NULL;
  Figure *figure;

  if (model == NULL || i >= self->figures->len)
    {
      saltline_figure_view_set_figure (self->view, NULL);
      return;
    }
  figure = saltline_model_item_draw_figure (model, g_ptr_array_index (self->figures, i), &error);
  saltline_figure_view_set_figure (self->view, figure);
  if (figure == NULL && error != NULL)
    saltline_page_show_message (SALTLINE_PAGE (self), error->message, NULL, NULL);
}

/* The same figure as of the model before, where the new one has it. */
void
model_page_fill_figures (SaltlineModelPage *self, SaltlineModelItem *model)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GPtrArray) before = g_steal_pointer (&self->figures);
  const guint was = gtk_drop_down_get_selected (self->figure_drop);
  guint wanted = 0;

  self->figures = model != NULL ? saltline_model_item_offer_figures (model) : g_ptr_array_new ();
  for (guint i = 0; i < self->figures->len; i++)
    {
      const FigureOffer *offer = g_ptr_array_index (self->figures, i);

      gtk_string_list_append (names, offer->title);
      if (was < before->len && g_str_equal (offer->file, ((const FigureOffer *) g_ptr_array_index (before, was))->file))
        wanted = i;
    }
  g_signal_handlers_block_by_func (self->figure_drop, model_page_show_figure, self);
  gtk_drop_down_set_model (self->figure_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->figure_drop, wanted);
  g_signal_handlers_unblock_by_func (self->figure_drop, model_page_show_figure, self);
  model_page_show_figure (self);
}
