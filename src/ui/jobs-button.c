/* ui/jobs-button.c */
#include "jobs-button.h"

#include <glib/gi18n.h>
#include <math.h>

#define ENDED_KEPT 6

struct _SaltlineJobsButton {
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkDrawingArea *ring;
  GtkListBox *list;
  GListStore *jobs; /* newest first */
};

G_DEFINE_FINAL_TYPE (SaltlineJobsButton, saltline_jobs_button, ADW_TYPE_BIN)

static void
count (SaltlineJobsButton *self, guint *n_running, double *fraction)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->jobs));
  double sum = 0.0;

  *n_running = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SaltlineJob) job = g_list_model_get_item (G_LIST_MODEL (self->jobs), i);

      if (saltline_job_get_running (job))
        {
          (*n_running)++;
          sum += saltline_job_get_fraction (job);
        }
    }
  *fraction = *n_running > 0 ? sum / *n_running : 1.0;
}

static void
draw_ring_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaltlineJobsButton *self = data;
  double radius = MIN (width, height) / 2.0 - 1.5;
  guint n_running;
  double fraction;
  GdkRGBA colour;

  count (self, &n_running, &fraction);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  cairo_set_line_width (cr, 2.5);
  gdk_cairo_set_source_rgba (cr, &(GdkRGBA) { colour.red, colour.green, colour.blue, 0.25f });
  cairo_arc (cr, width / 2.0, height / 2.0, radius, 0.0, 2.0 * G_PI);
  cairo_stroke (cr);
  if (n_running == 0)
    return;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_arc (cr, width / 2.0, height / 2.0, radius, -G_PI_2, -G_PI_2 + 2.0 * G_PI * fmax (fraction, 0.03));
  cairo_stroke (cr);
}

static void
refresh (SaltlineJobsButton *self)
{
  g_autofree char *label = NULL;
  guint n_running;
  double fraction;

  count (self, &n_running, &fraction);
  if (n_running > 0)
    label = g_strdup_printf (ngettext ("%u job runs, %.0f %% done", "%u jobs run, %.0f %% done", n_running), n_running, 100.0 * fraction);
  else
    label = g_strdup (_("Jobs: nothing runs"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->ring));
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) > 0);
}

static void
job_changed_cb (SaltlineJob *job, GParamSpec *pspec, SaltlineJobsButton *self)
{
  refresh (self);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer data)
{
  SaltlineJob *job = item;
  GtkBuilder *builder = gtk_builder_new_from_resource ("/io/github/saltline/Saltline/job-row.ui");
  GtkWidget *row = GTK_WIDGET (g_object_ref_sink (gtk_builder_get_object (builder, "row")));
  GtkWidget *stop = GTK_WIDGET (gtk_builder_get_object (builder, "stop"));

  g_object_bind_property (job, "title", gtk_builder_get_object (builder, "title"), "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (job, "detail", gtk_builder_get_object (builder, "detail"), "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (job, "fraction", gtk_builder_get_object (builder, "progress"), "fraction", G_BINDING_SYNC_CREATE);
  g_object_bind_property (job, "running", gtk_builder_get_object (builder, "progress"), "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (job, "running", stop, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (stop, "clicked", G_CALLBACK (saltline_job_cancel), job, G_CONNECT_SWAPPED);
  g_object_unref (builder);
  return row;
}

static void
saltline_jobs_button_dispose (GObject *object)
{
  SaltlineJobsButton *self = SALTLINE_JOBS_BUTTON (object);

  g_clear_object (&self->jobs);
  G_OBJECT_CLASS (saltline_jobs_button_parent_class)->dispose (object);
}

static void
saltline_jobs_button_class_init (SaltlineJobsButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_jobs_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/jobs-button.ui");
  gtk_widget_class_bind_template_child (widget_class, SaltlineJobsButton, button);
  gtk_widget_class_bind_template_child (widget_class, SaltlineJobsButton, ring);
  gtk_widget_class_bind_template_child (widget_class, SaltlineJobsButton, list);
}

static void
saltline_jobs_button_init (SaltlineJobsButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->jobs = g_list_store_new (SALTLINE_TYPE_JOB);
  gtk_drawing_area_set_draw_func (self->ring, draw_ring_cb, self, NULL);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->jobs), create_row_cb, self, NULL);
  refresh (self);
}

void
saltline_jobs_button_add (SaltlineJobsButton *self, SaltlineJob *job)
{
  guint n_ended = 0;

  g_return_if_fail (SALTLINE_IS_JOBS_BUTTON (self) && SALTLINE_IS_JOB (job));

  g_list_store_insert (self->jobs, 0, job);
  g_signal_connect_object (job, "notify", G_CALLBACK (job_changed_cb), self, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->jobs)); i++)
    {
      g_autoptr(SaltlineJob) other = g_list_model_get_item (G_LIST_MODEL (self->jobs), i);

      if (!saltline_job_get_running (other) && ++n_ended > ENDED_KEPT)
        g_list_store_remove (self->jobs, i--);
    }
  refresh (self);
}
