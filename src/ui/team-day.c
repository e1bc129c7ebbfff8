/* ui/team-day.c */
#include "team-day.h"

#include <glib/gi18n.h>
#include <math.h>

#include "athlete-item.h"
#include "team-day-load.h"
#include "timeline-painter.h"
#include "units.h"

#define ROW_HEIGHT  40
#define HEAD_HEIGHT 24
#define NAME_WIDTH  150.0
#define TEXT_SIZE   11.0
#define SOON_MS     150    /* a roster that is being typed at or imported changes many times */

struct _SaltlineTeamDay {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *area;
  GtkLabel *title;
  SaltlineWorkspace *workspace;
  GListModel *athletes;
  GCancellable *loading;
  TeamDay *shown;          /* (nullable) */
  CivilDay day;
  guint chosen;            /* row; G_MAXUINT: none */
  guint reload_id;
};

enum { SIGNAL_OPENED, SIGNAL_FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineTeamDay, saltline_team_day, GTK_TYPE_WIDGET)

static double
hours_width (SaltlineTeamDay *self)
{
  return fmax (gtk_widget_get_width (self->area) - NAME_WIDTH - 8.0, 100.0);
}

static double
x_of (SaltlineTeamDay *self, const TeamRow *row, gint64 instant_us)
{
  return NAME_WIDTH + (double) (instant_us - row->day_us) / INSTANT_DAY * hours_width (self);
}

static gboolean
is_of_the_day (const TeamRow *row, const LifeMark *mark)
{
  return mark->end_us >= row->day_us && mark->start_us < row->day_us + INSTANT_DAY;
}

/* "Ada: Night, Running 1 h 02 min; …": what a screen reader is told. */
static char *
row_text (const TeamRow *row)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < row->life->marks->len; i++)
    {
      const LifeMark *mark = &g_array_index (row->life->marks, LifeMark, i);

      if (is_of_the_day (row, mark) && mark->lane != LANE_WEATHER)
        g_string_append_printf (text, "%s%s%s%s", text->len ? ", " : "", mark->planned ? _("planned: ") : "", mark->title,
                                mark->lane == LANE_PATCHES ? _(" (patch)") : "");
    }
  return g_strdup_printf ("%s: %s", row->name, text->len ? text->str : _("nothing"));
}

static void
show_title (SaltlineTeamDay *self)
{
  g_autofree char *day = NULL, *label = NULL, *title = NULL, *chosen = NULL;
  int year, month, day_of_month;
  g_autoptr(GDateTime) date = NULL;

  civil_day_to_date (self->day, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  day = date != NULL ? g_date_time_format (date, "%A %-d %B %Y") : civil_day_format (self->day);
  title = self->shown == NULL ? g_strdup (day)
          : self->shown->n_left_out > 0 ? g_strdup_printf (_("%s, the first %u athletes of the list"), day, self->shown->rows->len)
                                        : g_strdup_printf (ngettext ("%s, %u athlete", "%s, %u athletes, each on their own clock", self->shown->rows->len), day,
                                                           self->shown->rows->len);
  gtk_label_set_label (self->title, title);
  chosen = self->shown != NULL && self->chosen < self->shown->rows->len ? row_text (g_ptr_array_index (self->shown->rows, self->chosen)) : g_strdup ("");
  label = g_strdup_printf (_("Day of the team, %s. %s"), title, chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* --- drawing --- */

static void
paint_text (cairo_t *cr, const GdkRGBA *ink, double alpha, double x, double y, double width, const char *text)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, y - 20.0, width, 28.0);
  cairo_clip (cr);
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, alpha);
  cairo_move_to (cr, x, y);
  cairo_show_text (cr, text);
  cairo_restore (cr);
}

/* Sleep lies low, what was done stands high, points are points. */
static void
paint_mark (SaltlineTeamDay *self, cairo_t *cr, const GdkRGBA *ink, const TeamRow *row, const LifeMark *mark, double top)
{
  double x = fmax (x_of (self, row, mark->start_us), NAME_WIDTH);
  double end = fmin (x_of (self, row, mark->end_us), NAME_WIDTH + hours_width (self));
  double width = fmax (end - x, 3.0), y = mark->lane == LANE_SLEEP ? top + 24.0 : top + 5.0, height = mark->lane == LANE_SLEEP ? 10.0 : 18.0;

  timeline_set_lane_colour (cr, ink, mark->lane, 0.85);
  if (mark->lane == LANE_PATCHES)
    {
      cairo_move_to (cr, x, y + 4.0);
      cairo_line_to (cr, x + 5.0, y + 9.0);
      cairo_line_to (cr, x, y + 14.0);
      cairo_line_to (cr, x - 5.0, y + 9.0);
      cairo_close_path (cr);
      cairo_fill (cr);
      return;
    }
  if (mark->lane == LANE_WEIGHT)
    {
      cairo_arc (cr, x, top + 29.0, 3.5, 0.0, 2.0 * G_PI);
      cairo_fill (cr);
      return;
    }
  cairo_rectangle (cr, x + 0.5, y + 0.5, width - 1.0, height - 1.0);
  cairo_set_line_width (cr, 1.5);
  if (mark->planned)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
  if (mark->lane == LANE_WORKOUTS)
    paint_text (cr, ink, 0.9, end + 4.0 > NAME_WIDTH + hours_width (self) - 60.0 ? x - 64.0 : fmax (end, x + 3.0) + 4.0, y + 13.0, 110.0, mark->title);
}

static void
paint_hours (SaltlineTeamDay *self, cairo_t *cr, const GdkRGBA *ink, int height)
{
  int step = hours_width (self) < 420.0 ? 6 : 3;

  for (int hour = 0; hour <= 24; hour += step)
    {
      double x = floor (NAME_WIDTH + hour / 24.0 * hours_width (self)) + 0.5;
      char text[8];

      g_snprintf (text, sizeof text, "%02d", hour);
      cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.14);
      cairo_set_line_width (cr, 1.0);
      cairo_move_to (cr, x, HEAD_HEIGHT - 6.0);
      cairo_line_to (cr, x, height);
      cairo_stroke (cr);
      if (hour < 24)
        paint_text (cr, ink, 0.75, x + 3.0, HEAD_HEIGHT - 8.0, 40.0, text);
    }
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaltlineTeamDay *self = data;
  GdkRGBA ink;

  if (self->shown == NULL)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, TEXT_SIZE);
  paint_hours (self, cr, &ink, height);
  for (guint i = 0; i < self->shown->rows->len; i++)
    {
      const TeamRow *row = g_ptr_array_index (self->shown->rows, i);
      double top = HEAD_HEIGHT + i * ROW_HEIGHT;

      if (i == self->chosen)
        {
          cairo_set_source_rgba (cr, ink.red, ink.green, ink.blue, gtk_widget_has_focus (GTK_WIDGET (self)) ? 0.14 : 0.07);
          cairo_rectangle (cr, 0.0, top, width, ROW_HEIGHT);
          cairo_fill (cr);
        }
      cairo_set_source_rgba (cr, ink.red, ink.green, ink.blue, 0.14);
      cairo_set_line_width (cr, 1.0);
      cairo_move_to (cr, 0.0, floor (top) + 0.5);
      cairo_line_to (cr, width, floor (top) + 0.5);
      cairo_stroke (cr);
      paint_text (cr, &ink, 0.9, 10.0, top + 24.0, NAME_WIDTH - 16.0, row->name);
      for (guint m = 0; m < row->life->marks->len; m++)
        {
          const LifeMark *mark = &g_array_index (row->life->marks, LifeMark, m);

          if (mark->lane != LANE_WEATHER && is_of_the_day (row, mark))
            paint_mark (self, cr, &ink, row, mark, top);
        }
    }
}

/* --- loading --- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(SaltlineTeamDay) self = data;
  g_autoptr(GError) error = NULL;
  TeamDay *day = team_day_load_finish (result, &error);

  if (self->box == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading)
    {
      team_day_free (day);
      return;
    }
  if (day == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  g_clear_pointer (&self->shown, team_day_free);
  self->shown = day;
  if (self->chosen >= day->rows->len)
    self->chosen = day->rows->len > 0 ? 0 : G_MAXUINT;
  gtk_widget_set_size_request (self->area, 300, HEAD_HEIGHT + MAX ((int) day->rows->len, 1) * ROW_HEIGHT + 1);
  show_title (self);
  gtk_widget_queue_draw (self->area);
}

static void
load (SaltlineTeamDay *self)
{
  g_autoptr(GPtrArray) athletes = g_ptr_array_new ();
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  for (guint i = 0; i < g_list_model_get_n_items (self->athletes); i++)
    {
      SaltlineAthleteItem *item = g_list_model_get_item (self->athletes, i);

      g_ptr_array_add (items, item);
      g_ptr_array_add (athletes, (gpointer) saltline_athlete_item_get_athlete (item));
    }
  team_day_load_async (self->workspace, athletes, self->day, self->loading, loaded_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer data)
{
  SaltlineTeamDay *self = data;

  self->reload_id = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* Only what is seen is loaded; what is hidden is loaded anew when it is shown. */
static void
changed_cb (SaltlineTeamDay *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->reload_id == 0)
    self->reload_id = g_timeout_add (SOON_MS, reload_cb, self);
}

/* --- pointer and keyboard --- */

static void
choose (SaltlineTeamDay *self, guint row)
{
  self->chosen = row;
  show_title (self);
  gtk_widget_queue_draw (self->area);
}

static void
open_chosen (SaltlineTeamDay *self)
{
  if (self->shown != NULL && self->chosen < self->shown->rows->len)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, ((TeamRow *) g_ptr_array_index (self->shown->rows, self->chosen))->life->athlete);
}

static void
click_cb (SaltlineTeamDay *self, int n_press, double x, double y)
{
  guint row = y > HEAD_HEIGHT ? (guint) ((y - HEAD_HEIGHT) / ROW_HEIGHT) : G_MAXUINT;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->shown == NULL || row >= self->shown->rows->len)
    return;
  choose (self, row);
  if (n_press == 2)
    open_chosen (self);
}

static gboolean
key_cb (SaltlineTeamDay *self, guint key)
{
  guint n = self->shown != NULL ? self->shown->rows->len : 0;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      saltline_team_day_show (self, self->day + (key == GDK_KEY_Left ? -1 : 1));
      return TRUE;
    case GDK_KEY_Up:
      if (n > 0)
        choose (self, self->chosen == 0 || self->chosen >= n ? 0 : self->chosen - 1);
      return TRUE;
    case GDK_KEY_Down:
      if (n > 0)
        choose (self, self->chosen >= n ? 0 : MIN (self->chosen + 1, n - 1));
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      open_chosen (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- life cycle --- */

static void
saltline_team_day_dispose (GObject *object)
{
  SaltlineTeamDay *self = SALTLINE_TEAM_DAY (object);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->workspace);
  g_clear_object (&self->athletes);
  g_clear_pointer (&self->shown, team_day_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (saltline_team_day_parent_class)->dispose (object);
}

static void
saltline_team_day_class_init (SaltlineTeamDayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_team_day_dispose;
  signals[SIGNAL_OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
saltline_team_day_init (SaltlineTeamDay *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *title = gtk_label_new (NULL);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->chosen = G_MAXUINT;
  self->day = instant_civil_day (g_get_real_time (), 0);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->area = gtk_drawing_area_new ();
  self->title = GTK_LABEL (title);
  gtk_label_set_xalign (self->title, 0.0f);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (title, 10);
  gtk_widget_set_margin_bottom (title, 6);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->area);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (click_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

/* --- public --- */

void
saltline_team_day_set_athletes (SaltlineTeamDay *self, SaltlineWorkspace *workspace, GListModel *athletes)
{
  g_return_if_fail (SALTLINE_IS_TEAM_DAY (self) && SALTLINE_IS_WORKSPACE (workspace) && G_IS_LIST_MODEL (athletes) && self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  self->athletes = g_object_ref (athletes);
  g_signal_connect_object (athletes, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "timeline-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  units_watch (self, G_CALLBACK (changed_cb));
}

void
saltline_team_day_show (SaltlineTeamDay *self, CivilDay day)
{
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  gint64 now_us = g_get_real_time ();

  g_return_if_fail (SALTLINE_IS_TEAM_DAY (self) && self->workspace != NULL);

  self->day = day != CIVIL_DAY_UNKNOWN ? day : instant_civil_day (now_us, instant_offset_in_zone (now_us, here));
  show_title (self);
  load (self);
}

CivilDay
saltline_team_day_get_day (SaltlineTeamDay *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEAM_DAY (self), CIVIL_DAY_UNKNOWN);

  return self->day;
}

guint
saltline_team_day_count (SaltlineTeamDay *self)
{
  guint n = 0;

  g_return_val_if_fail (SALTLINE_IS_TEAM_DAY (self), 0);

  for (guint i = 0; self->shown != NULL && self->shown->day == self->day && i < self->shown->rows->len; i++)
    {
      const TeamRow *row = g_ptr_array_index (self->shown->rows, i);
      gboolean found = FALSE;

      for (guint m = 0; !found && m < row->life->marks->len; m++)
        found = is_of_the_day (row, &g_array_index (row->life->marks, LifeMark, m));
      n += found;
    }
  return n;
}
