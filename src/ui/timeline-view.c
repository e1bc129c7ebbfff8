/* ui/timeline-view.c */
#include "timeline-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "timeline-painter.h"

#define SHORTEST_US   (20 * INSTANT_MINUTE)    /* across the view */
#define LONGEST_US    (40 * 365 * INSTANT_DAY)
#define FIRST_SPAN_US (28 * INSTANT_DAY)
#define ZOOM_STEP     1.25
#define SCROLL_PART   0.08                     /* of the view, for a notch of the wheel */

struct _SaltlineTimelineView {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *area;
  GtkLabel *readout;
  const AthleteLife *life;
  gint64 athlete;
  gboolean placed;       /* where events are */
  gint64 from_us;
  gint64 span_us;
  gint64 drag_from_us;
  const LifeMark *chosen;
  const LifeMark *pointed;
  double pointer_x;      /* NAN: outside */
};

enum { SIGNAL_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineTimelineView, saltline_timeline_view, GTK_TYPE_WIDGET)

static double
lanes_width (SaltlineTimelineView *self)
{
  return fmax (gtk_widget_get_width (self->area) - TIMELINE_LEFT, 100.0);
}

static TimelineLook
look_of (SaltlineTimelineView *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  TimelineLook look = { .from_us = self->from_us, .us_per_px = (double) self->span_us / lanes_width (self),
                        .width = gtk_widget_get_width (self->area), .height = gtk_widget_get_height (self->area),
                        .chosen = self->chosen, .pointed = self->pointed };

  gtk_style_context_get_color (context, &look.ink);
  if (!gtk_style_context_lookup_color (context, "accent_color", &look.accent))
    look.accent = look.ink;
  return look;
}

static char *
mark_text (SaltlineTimelineView *self, const LifeMark *mark)
{
  g_autofree char *start = athlete_life_format_time (self->life, mark->start_us);

  return g_strdup_printf ("%s · %s%s%s", start, mark->title, *mark->details != '\0' ? " · " : "", mark->details);
}

/* Longer views need no clock times. */
static char *
edge_text (SaltlineTimelineView *self, gint64 instant_us)
{
  g_autoptr(GDateTime) utc = NULL, local = NULL;

  if (self->span_us < 2 * INSTANT_DAY)
    return athlete_life_format_time (self->life, instant_us);
  utc = g_date_time_new_from_unix_utc (instant_us / INSTANT_SECOND);
  local = g_date_time_to_timezone (utc, self->life->zone);
  return g_date_time_format (local, "%a %-d %b %Y");
}

/* What is pointed at, else what is chosen, else what is seen; the same for eyes and for a screen reader. */
static void
show_readout (SaltlineTimelineView *self)
{
  g_autofree char *text = NULL, *from = NULL, *to = NULL, *label = NULL, *chosen = NULL;
  const LifeMark *mark = self->pointed != NULL ? self->pointed : self->chosen;

  if (self->life == NULL)
    {
      gtk_label_set_label (self->readout, "");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline"), -1);
      return;
    }
  from = edge_text (self, self->from_us);
  to = edge_text (self, self->from_us + self->span_us);
  text = mark != NULL ? mark_text (self, mark) : g_strdup_printf (_("%s to %s"), from, to);
  gtk_label_set_label (self->readout, text);
  chosen = self->chosen != NULL ? mark_text (self, self->chosen) : g_strdup (_("nothing"));
  label = g_strdup_printf (_("Timeline from %s to %s; in all %u workouts, %u sleeps, %u patches, %u weighings, %u times weather. Chosen: %s"), from, to,
                           self->life->n_in_lane[LANE_WORKOUTS], self->life->n_in_lane[LANE_SLEEP], self->life->n_in_lane[LANE_PATCHES],
                           self->life->n_in_lane[LANE_WEIGHT], self->life->n_in_lane[LANE_WEATHER], chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_from (SaltlineTimelineView *self, gint64 from_us, gint64 span_us)
{
  self->span_us = CLAMP (span_us, SHORTEST_US, LONGEST_US);
  /* Years 1 to 9999 are what calendars know; nobody's life reaches beyond 100 years of 1970. */
  self->from_us = CLAMP (from_us, -100 * 365 * INSTANT_DAY, 200 * 365 * INSTANT_DAY);
  show_readout (self);
  gtk_widget_queue_draw (self->area);
}

/* The instant at @x stays where it is. */
static void
zoom_at (SaltlineTimelineView *self, double factor, double x)
{
  double part = CLAMP ((x - TIMELINE_LEFT) / lanes_width (self), 0.0, 1.0);
  gint64 at_us = self->from_us + (gint64) (part * (double) self->span_us);
  gint64 span_us = CLAMP ((gint64) ((double) self->span_us * factor), SHORTEST_US, LONGEST_US);

  show_from (self, at_us - (gint64) (part * (double) span_us), span_us);
}

static void
choose (SaltlineTimelineView *self, const LifeMark *mark)
{
  if (mark == self->chosen)
    return;
  self->chosen = mark;
  /* Travelling leads along: what is chosen is seen. */
  if (mark != NULL && (mark->end_us < self->from_us || mark->start_us > self->from_us + self->span_us))
    show_from (self, mark->start_us - self->span_us / 2, self->span_us);
  show_readout (self);
  gtk_widget_queue_draw (self->area);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SaltlineTimelineView *self = data;
  TimelineLook look;

  if (self->life == NULL)
    return;
  look = look_of (self);
  timeline_paint (cr, &look, self->life);
  if (gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    {
      gdk_cairo_set_source_rgba (cr, &look.accent);
      cairo_set_line_width (cr, 2.0);
      cairo_rectangle (cr, 1.0, 1.0, width - 2.0, height - 2.0);
      cairo_stroke (cr);
    }
}

/* --- pointer --- */

static void
motion_cb (SaltlineTimelineView *self, double x, double y)
{
  TimelineLook look = look_of (self);
  const LifeMark *mark = self->life != NULL ? timeline_mark_at (&look, self->life, x, y) : NULL;

  self->pointer_x = x;
  if (mark == self->pointed)
    return;
  self->pointed = mark;
  show_readout (self);
  gtk_widget_queue_draw (self->area);
}

static void
leave_cb (SaltlineTimelineView *self)
{
  self->pointer_x = NAN;
  self->pointed = NULL;
  show_readout (self);
  gtk_widget_queue_draw (self->area);
}

static gboolean
scroll_cb (SaltlineTimelineView *self, double dx, double dy, GtkEventController *controller)
{
  if (self->life == NULL)
    return FALSE;
  if (gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK)
    zoom_at (self, pow (ZOOM_STEP, dy), isnan (self->pointer_x) ? TIMELINE_LEFT + lanes_width (self) / 2.0 : self->pointer_x);
  else
    show_from (self, self->from_us + (gint64) ((dx + dy) * SCROLL_PART * (double) self->span_us), self->span_us);
  return TRUE;
}

static void
drag_begin_cb (SaltlineTimelineView *self)
{
  self->drag_from_us = self->from_us;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_update_cb (SaltlineTimelineView *self, double dx)
{
  show_from (self, self->drag_from_us - (gint64) (dx * (double) self->span_us / lanes_width (self)), self->span_us);
}

static void
click_cb (SaltlineTimelineView *self, int n_press, double x, double y)
{
  TimelineLook look = look_of (self);
  const LifeMark *mark = self->life != NULL ? timeline_mark_at (&look, self->life, x, y) : NULL;

  if (mark != NULL)
    choose (self, mark);
}

/* --- keyboard --- */

/* One level nearer (1) or farther (−1): year, week, day, the event itself. */
static void
step_level (SaltlineTimelineView *self, int step)
{
  const gint64 levels[] = { 365 * INSTANT_DAY, 7 * INSTANT_DAY, INSTANT_DAY };
  int at = 0;

  while (at < (int) G_N_ELEMENTS (levels) && levels[at] > self->span_us)
    at++;
  if (step > 0)
    {
      if (at < (int) G_N_ELEMENTS (levels) && levels[at] == self->span_us)
        at++;
      if (at >= (int) G_N_ELEMENTS (levels))
        saltline_timeline_view_show_event (self);
      else
        saltline_timeline_view_show_span (self, levels[at]);
    }
  else if (at > 0)
    saltline_timeline_view_show_span (self, levels[at - 1]);
}

static gint64
middle_of (const LifeMark *mark)
{
  return mark->start_us + (mark->end_us - mark->start_us) / 2;
}

/* The next mark of the lane, or the one before; where none is chosen, any. */
static void
step_in_lane (SaltlineTimelineView *self, int step)
{
  int n = (int) self->life->marks->len;
  int at = self->chosen != NULL ? (int) (self->chosen - &g_array_index (self->life->marks, LifeMark, 0)) : n;

  if (self->chosen == NULL)
    {
      saltline_timeline_view_step (self, step);
      return;
    }
  for (at += step; at >= 0 && at < n; at += step)
    if (g_array_index (self->life->marks, LifeMark, at).lane == self->chosen->lane)
      {
        choose (self, &g_array_index (self->life->marks, LifeMark, at));
        return;
      }
}

static gboolean
key_cb (SaltlineTimelineView *self, guint key, guint code, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (self->life == NULL)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (control)
        show_from (self, self->from_us + (key == GDK_KEY_Left ? -1 : 1) * self->span_us / 8, self->span_us);
      else if (state & GDK_SHIFT_MASK)
        step_in_lane (self, key == GDK_KEY_Left ? -1 : 1);
      else
        saltline_timeline_view_step (self, key == GDK_KEY_Left ? -1 : 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      saltline_timeline_view_step_lane (self, key == GDK_KEY_Up ? -1 : 1);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_End:
      saltline_timeline_view_step (self, key == GDK_KEY_Home ? G_MININT / 2 : G_MAXINT / 2);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      show_from (self, self->from_us + (key == GDK_KEY_Page_Up ? -1 : 1) * self->span_us, self->span_us);
      return TRUE;
    case GDK_KEY_y:
    case GDK_KEY_1:
      saltline_timeline_view_show_span (self, 365 * INSTANT_DAY);
      return TRUE;
    case GDK_KEY_w:
    case GDK_KEY_2:
      saltline_timeline_view_show_span (self, 7 * INSTANT_DAY);
      return TRUE;
    case GDK_KEY_d:
    case GDK_KEY_3:
      saltline_timeline_view_show_span (self, INSTANT_DAY);
      return TRUE;
    case GDK_KEY_e:
    case GDK_KEY_4:
      saltline_timeline_view_show_event (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      step_level (self, 1);
      return TRUE;
    case GDK_KEY_BackSpace:
      step_level (self, -1);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_equal:
      saltline_timeline_view_zoom (self, 1.0 / ZOOM_STEP);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      saltline_timeline_view_zoom (self, ZOOM_STEP);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- life cycle --- */

static void
saltline_timeline_view_dispose (GObject *object)
{
  SaltlineTimelineView *self = SALTLINE_TIMELINE_VIEW (object);

  self->life = NULL;
  self->chosen = self->pointed = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (saltline_timeline_view_parent_class)->dispose (object);
}

static void
saltline_timeline_view_class_init (SaltlineTimelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = saltline_timeline_view_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (SaltlineTimelineView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (click_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->area, motion);
  gtk_widget_add_controller (self->area, scroll);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static void
saltline_timeline_view_init (SaltlineTimelineView *self)
{
  GtkWidget *readout = gtk_label_new (NULL);

  self->pointer_x = NAN;
  self->span_us = FIRST_SPAN_US;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->area = gtk_drawing_area_new ();
  self->readout = GTK_LABEL (readout);
  gtk_widget_set_vexpand (self->area, TRUE);
  gtk_widget_set_size_request (self->area, 240, 200);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  gtk_label_set_ellipsize (self->readout, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->readout, 0.0f);
  gtk_widget_set_margin_start (readout, 10);
  gtk_widget_set_margin_end (readout, 10);
  gtk_widget_set_margin_top (readout, 6);
  gtk_widget_set_margin_bottom (readout, 8);
  gtk_box_append (GTK_BOX (self->box), self->area);
  gtk_box_append (GTK_BOX (self->box), readout);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (self, "state-flags-changed", G_CALLBACK (gtk_widget_queue_draw), self->area);
  add_controllers (self);
  show_readout (self);
}

/* --- public --- */

static const LifeMark *
mark_of_id (const AthleteLife *life, const char *id)
{
  for (guint i = 0; id != NULL && i < life->marks->len; i++)
    if (g_str_equal (g_array_index (life->marks, LifeMark, i).id, id))
      return &g_array_index (life->marks, LifeMark, i);
  return NULL;
}

void
saltline_timeline_view_set_life (SaltlineTimelineView *self, const AthleteLife *life)
{
  g_autofree char *chosen = NULL;

  g_return_if_fail (SALTLINE_IS_TIMELINE_VIEW (self));

  chosen = self->chosen != NULL ? g_strdup (self->chosen->id) : NULL;
  self->pointed = self->chosen = NULL;
  self->life = life;
  if (life != NULL && (life->athlete != self->athlete || !self->placed))
    {
      guint n = life->marks->len;
      gint64 last_us = n > 0 ? g_array_index (life->marks, LifeMark, n - 1).end_us : g_get_real_time ();

      self->athlete = life->athlete;
      self->placed = n > 0;
      show_from (self, last_us - self->span_us + self->span_us / 12, self->span_us);
    }
  if (life != NULL)
    self->chosen = mark_of_id (life, chosen);
  show_readout (self);
  gtk_widget_queue_draw (self->area);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

const LifeMark *
saltline_timeline_view_get_chosen (SaltlineTimelineView *self)
{
  g_return_val_if_fail (SALTLINE_IS_TIMELINE_VIEW (self), NULL);

  return self->chosen;
}

void
saltline_timeline_view_choose_id (SaltlineTimelineView *self, const char *id)
{
  const LifeMark *mark;

  g_return_if_fail (SALTLINE_IS_TIMELINE_VIEW (self) && id != NULL);

  mark = self->life != NULL ? mark_of_id (self->life, id) : NULL;
  if (mark != NULL)
    choose (self, mark);
}

gint64
saltline_timeline_view_get_middle (SaltlineTimelineView *self)
{
  g_return_val_if_fail (SALTLINE_IS_TIMELINE_VIEW (self), 0);

  return self->from_us + self->span_us / 2;
}

void
saltline_timeline_view_step (SaltlineTimelineView *self, int n_steps)
{
  int n, at;

  g_return_if_fail (SALTLINE_IS_TIMELINE_VIEW (self));

  n = self->life != NULL ? (int) self->life->marks->len : 0;
  if (n == 0)
    return;
  if (self->chosen != NULL)
    at = (int) (self->chosen - &g_array_index (self->life->marks, LifeMark, 0)) + n_steps;
  else if (n_steps < -n || n_steps > n) /* the first or last of all */
    at = n_steps;
  else if (n_steps < 0) /* the last that is seen, else the first */
    for (at = n - 1; at > 0 && g_array_index (self->life->marks, LifeMark, at).start_us > self->from_us + self->span_us; at--)
      ;
  else
    for (at = 0; at < n - 1 && g_array_index (self->life->marks, LifeMark, at).end_us < self->from_us; at++)
      ;
  choose (self, &g_array_index (self->life->marks, LifeMark, CLAMP (at, 0, n - 1)));
}

void
saltline_timeline_view_step_lane (SaltlineTimelineView *self, int step)
{
  const LifeMark *nearest = NULL;

  g_return_if_fail (SALTLINE_IS_TIMELINE_VIEW (self) && (step == 1 || step == -1));

  if (self->life == NULL || self->chosen == NULL)
    {
      saltline_timeline_view_step (self, -1); /* the last that is seen */
      return;
    }
  for (int lane = (int) self->chosen->lane + step; nearest == NULL && lane >= 0 && lane < N_LANES; lane += step)
    for (guint i = 0; i < self->life->marks->len; i++)
      {
        const LifeMark *mark = &g_array_index (self->life->marks, LifeMark, i);

        if ((int) mark->lane == lane
            && (nearest == NULL || ABS (middle_of (mark) - middle_of (self->chosen)) < ABS (middle_of (nearest) - middle_of (self->chosen))))
          nearest = mark;
      }
  if (nearest != NULL)
    choose (self, nearest);
}

/* The athlete's midnight before @instant_us; of Monday with @of_week. */
static gint64
midnight_before (const AthleteLife *life, gint64 instant_us, gboolean of_week)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant_us / INSTANT_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, life->zone);
  g_autoptr(GDateTime) midnight = g_date_time_new (life->zone, g_date_time_get_year (local), g_date_time_get_month (local),
                                                   g_date_time_get_day_of_month (local), 0, 0, 0);
  g_autoptr(GDateTime) monday = g_date_time_add_days (midnight, 1 - g_date_time_get_day_of_week (midnight));

  return g_date_time_to_unix (of_week ? monday : midnight) * INSTANT_SECOND;
}

/* Where one looks closer: at the last event that is seen, else at the middle. */
static gint64
place_to_look_at (SaltlineTimelineView *self)
{
  const gint64 end_us = self->from_us + self->span_us;

  for (guint i = self->life != NULL ? self->life->marks->len : 0; i > 0; i--)
    {
      const LifeMark *mark = &g_array_index (self->life->marks, LifeMark, i - 1);

      if (mark->start_us < self->from_us)
        break;
      if (mark->start_us < end_us)
        return mark->start_us;
    }
  return self->from_us + self->span_us / 2;
}

/* The end of what is known: longer views do not show an empty future. */
static gint64
end_of_life (const AthleteLife *life)
{
  gint64 end_us = g_get_real_time ();

  if (life->marks->len > 0)
    end_us = MAX (end_us, g_array_index (life->marks, LifeMark, life->marks->len - 1).end_us);
  return end_us;
}

void
saltline_timeline_view_show_span (SaltlineTimelineView *self, gint64 span_us)
{
  gint64 middle_us, from_us;

  g_return_if_fail (SALTLINE_IS_TIMELINE_VIEW (self));

  middle_us = self->chosen != NULL ? self->chosen->start_us + (self->chosen->end_us - self->chosen->start_us) / 2
              : span_us < self->span_us ? place_to_look_at (self) : self->from_us + self->span_us / 2;
  from_us = middle_us - span_us / 2;
  if (self->life != NULL && (span_us == INSTANT_DAY || span_us == 7 * INSTANT_DAY))
    from_us = midnight_before (self->life, middle_us, span_us != INSTANT_DAY);
  else if (self->life != NULL && span_us > 7 * INSTANT_DAY)
    from_us = MIN (from_us, end_of_life (self->life) + span_us / 24 - span_us);
  show_from (self, from_us, span_us);
}

void
saltline_timeline_view_show_event (SaltlineTimelineView *self)
{
  gint64 span_us;

  g_return_if_fail (SALTLINE_IS_TIMELINE_VIEW (self));

  if (self->chosen == NULL)
    saltline_timeline_view_step (self, -1); /* the last that is seen */
  if (self->chosen == NULL)
    return;
  span_us = CLAMP ((self->chosen->end_us - self->chosen->start_us) * 3 / 2, SHORTEST_US, LONGEST_US);
  show_from (self, self->chosen->start_us + (self->chosen->end_us - self->chosen->start_us) / 2 - span_us / 2, span_us);
}

/* Around what is chosen, if it is in view: so nobody loses what they look at. */
static double
zoom_centre (SaltlineTimelineView *self)
{
  gint64 at_us = self->chosen != NULL ? middle_of (self->chosen) : INSTANT_UNKNOWN;

  if (self->chosen != NULL && at_us >= self->from_us && at_us <= self->from_us + self->span_us)
    return TIMELINE_LEFT + (double) (at_us - self->from_us) / (double) self->span_us * lanes_width (self);
  return isnan (self->pointer_x) ? TIMELINE_LEFT + lanes_width (self) / 2.0 : self->pointer_x;
}

void
saltline_timeline_view_zoom (SaltlineTimelineView *self, double factor)
{
  g_return_if_fail (SALTLINE_IS_TIMELINE_VIEW (self) && factor > 0.0);

  zoom_at (self, factor, zoom_centre (self));
}

gint64
saltline_timeline_view_get_span (SaltlineTimelineView *self)
{
  g_return_val_if_fail (SALTLINE_IS_TIMELINE_VIEW (self), 0);

  return self->span_us;
}
