/* ui/template-editor.c */
#include "template-editor.h"

#include <glib/gi18n.h>
#include <math.h>

#include "snap.h"
#include "store/photo-edits.h"
#include "template-painter.h"

#define PICK_REACH 12.0 /* logical pixels */
#define SNAP_REACH 9.0
#define NUDGE      0.5
#define NUDGE_FAST 5.0
#define REST_MS    600  /* after the last nudge: the next is another step of undo */

struct _SaltlineTemplateEditor {
  GObject parent_instance;

  SaltlinePhotoCanvas *canvas; /* not owned: it outlives the editor, or clears it */
  TemplateDraft *draft;        /* borrowed */
  const Photo *photo;          /* borrowed */
  gboolean may_edit;
  TemplatePart part;
  guint index;
  int chosen;                  /* point; −1 */
  int hovered;
  gboolean adding;
  gboolean dragging;
  Point2 before;               /* of the dragged point, template */
  Point2 grip;                 /* from the pointer to the handle, view */
  char *what;                  /* of an edit that is being made */
  gint64 step;                 /* of nudges; 0: the next begins another */
  guint rest_id;
};

enum { SIGNAL_EDITED, SIGNAL_MOVED, SIGNAL_PART_CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaltlineTemplateEditor, saltline_template_editor, G_TYPE_OBJECT)

char *
template_part_name (const PatchTemplate *geometry, TemplatePart part, guint index)
{
  g_return_val_if_fail (geometry != NULL, NULL);

  switch (part)
    {
    case TEMPLATE_OUTLINE:
      return g_strdup (_("Outline"));
    case TEMPLATE_DARK_REGION:
      return g_strdup_printf (_("Dark region %u"), index + 1);
    case TEMPLATE_LANDMARK:
      return g_strdup_printf (_("Landmark %s"), geometry->landmarks[index].id);
    case TEMPLATE_VOLUME_CHANNEL:
      return g_strdup (_("Volume channel"));
    case TEMPLATE_CHLORIDE_CHANNEL:
      return g_strdup (_("Chloride channel"));
    case TEMPLATE_BLOCK:
      return g_strdup_printf (_("Block %s, set %d"), geometry->blocks[index].name, geometry->blocks[index].set);
    case TEMPLATE_BASE_REGION:
      return g_strdup_printf (_("White base %u"), index + 1);
    case TEMPLATE_N_PARTS:
    default:
      return NULL;
    }
}

/* --- points --- */

static Point2
on_view (SaltlineTemplateEditor *self, Point2 on_template)
{
  return view_transform_from_photo (saltline_photo_canvas_get_view (self->canvas), patch_map_to_photo (&self->draft->map, on_template));
}

static gboolean
on_template (SaltlineTemplateEditor *self, Point2 at_view, gboolean snap, Point2 *at)
{
  const ViewTransform *view = saltline_photo_canvas_get_view (self->canvas);
  Point2 on_photo = view_transform_to_photo (view, at_view);

  if (snap && self->photo != NULL)
    on_photo = snap_to_corner (self->photo, on_photo, SNAP_REACH * view_transform_pixel (view));
  return patch_map_to_template (&self->draft->map, on_photo, at);
}

static guint
n_points (SaltlineTemplateEditor *self)
{
  return self->draft != NULL && self->index < template_count_parts (self->draft->geometry, self->part)
           ? template_count_points (self->draft->geometry, self->part, self->index) : 0;
}

static TemplateSpot
spot_of (SaltlineTemplateEditor *self, guint point)
{
  return (TemplateSpot) { self->part, self->index, point };
}

static int
point_at (SaltlineTemplateEditor *self, Point2 at_view)
{
  double nearest = PICK_REACH;
  int found = -1;

  for (guint i = 0; i < n_points (self); i++)
    {
      double distance = point2_distance (on_view (self, template_get_point (self->draft->geometry, spot_of (self, i))), at_view);

      if (distance < nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}

static void
choose (SaltlineTemplateEditor *self, int point)
{
  if (point != self->chosen)
    self->step = 0;
  self->chosen = point;
  saltline_photo_canvas_queue_overlay (self->canvas);
  g_signal_emit (self, signals[SIGNAL_PART_CHOSEN], 0);
}

/* Another part whose point is under the pointer. */
static gboolean
choose_part_at (SaltlineTemplateEditor *self, Point2 at_view)
{
  const PatchTemplate *geometry = self->draft->geometry;
  TemplatePart part = self->part;
  guint index = self->index;

  for (TemplatePart other = 0; other < TEMPLATE_N_PARTS; other++)
    for (guint i = 0; i < template_count_parts (geometry, other); i++)
      {
        int point;

        self->part = other;
        self->index = i;
        point = point_at (self, at_view);
        if (point >= 0)
          {
            choose (self, point);
            return TRUE;
          }
      }
  self->part = part;
  self->index = index;
  return FALSE;
}

/* --- edits --- */

static void
hand_out_in_step (SaltlineTemplateEditor *self, gint64 step)
{
  g_autofree char *what = g_steal_pointer (&self->what);

  if (what != NULL)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0, what, step);
}

static void
hand_out (SaltlineTemplateEditor *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->step = 0;
  hand_out_in_step (self, 0);
}

static void
edited (SaltlineTemplateEditor *self, const char *format)
{
  g_autofree char *name = template_part_name (self->draft->geometry, self->part, self->index);

  g_free (self->what);
  self->what = g_strdup_printf ("%s: %s", name, format);
  saltline_photo_canvas_queue_overlay (self->canvas);
}

static gboolean
rested_cb (gpointer data)
{
  SaltlineTemplateEditor *self = data;

  self->rest_id = 0;
  self->step = 0;
  return G_SOURCE_REMOVE;
}

/* Puts a point in where the part's line is near, else at its end. */
static void
add_point (SaltlineTemplateEditor *self, Point2 at)
{
  PatchTemplate *geometry = self->draft->geometry;
  double distance, reach = PICK_REACH * view_transform_pixel (saltline_photo_canvas_get_view (self->canvas)) / patch_map_scale (&self->draft->map, at);
  guint n = n_points (self), place;

  hand_out (self);
  if (self->part == TEMPLATE_LANDMARK)
    {
      self->index = template_add_part (geometry, TEMPLATE_LANDMARK, at);
      edited (self, _("add"));
      hand_out (self);
      choose (self, 0);
      return;
    }
  place = template_place_on (geometry, self->part, self->index, at, &distance);
  if (distance > reach || n < 2)
    place = n;
  if (!template_insert_point (geometry, spot_of (self, place), at))
    return;
  edited (self, _("add a point"));
  hand_out (self);
  choose (self, (int) place);
}

static void
move_chosen (SaltlineTemplateEditor *self, Point2 to)
{
  template_move_point (self->draft->geometry, spot_of (self, (guint) self->chosen), to);
  edited (self, _("move a point"));
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
remove_chosen (SaltlineTemplateEditor *self)
{
  if (self->part == TEMPLATE_LANDMARK)
    {
      saltline_template_editor_remove_part (self);
      return;
    }
  hand_out (self);
  template_remove_point (self->draft->geometry, spot_of (self, (guint) self->chosen));
  edited (self, _("remove a point"));
  hand_out (self);
  choose (self, MIN (self->chosen, (int) n_points (self) - 1));
}

/* Half way to the next point; in the middle of the view while there is none to go to. */
static void
insert_after_chosen (SaltlineTemplateEditor *self)
{
  const ViewTransform *view = saltline_photo_canvas_get_view (self->canvas);
  guint n = n_points (self), next;
  Point2 at, a, b;

  if (self->part == TEMPLATE_LANDMARK || self->chosen < 0 || n < 2)
    {
      if (on_template (self, (Point2) { view->width / 2.0 + 20.0 * n, view->height / 2.0 }, FALSE, &at))
        add_point (self, at);
      return;
    }
  hand_out (self);
  next = ((guint) self->chosen + 1) % n;
  if (next == 0 && (self->part == TEMPLATE_VOLUME_CHANNEL || self->part == TEMPLATE_CHLORIDE_CHANNEL))
    next = (guint) self->chosen - 1; /* the line's end: between it and the point before */
  a = template_get_point (self->draft->geometry, spot_of (self, (guint) self->chosen));
  b = template_get_point (self->draft->geometry, spot_of (self, next));
  at = (Point2) { (a.x + b.x) / 2, (a.y + b.y) / 2 };
  next = next < (guint) self->chosen && next != 0 ? (guint) self->chosen : (guint) self->chosen + 1;
  if (!template_insert_point (self->draft->geometry, spot_of (self, next), at))
    return;
  edited (self, _("add a point"));
  hand_out (self);
  choose (self, (int) next);
}

/* --- the tool --- */

static gboolean
press_cb (Point2 at, GdkModifierType state, gpointer data)
{
  SaltlineTemplateEditor *self = data;
  Point2 handle, place;
  int point;

  if (self->draft == NULL || !self->may_edit)
    return FALSE;
  hand_out (self);
  point = point_at (self, at);
  if (self->adding && point < 0)
    {
      if (on_template (self, at, !(state & (GDK_CONTROL_MASK | GDK_ALT_MASK)), &place))
        add_point (self, place);
      return TRUE;
    }
  if (point >= 0)
    choose (self, point);
  else if (!choose_part_at (self, at))
    return FALSE;
  self->before = template_get_point (self->draft->geometry, spot_of (self, (guint) self->chosen));
  handle = on_view (self, self->before);
  self->grip = (Point2) { handle.x - at.x, handle.y - at.y };
  self->dragging = TRUE;
  return TRUE;
}

static void
drag_cb (Point2 at, GdkModifierType state, gpointer data)
{
  SaltlineTemplateEditor *self = data;
  Point2 to;

  if (self->dragging && on_template (self, (Point2) { at.x + self->grip.x, at.y + self->grip.y }, !(state & (GDK_CONTROL_MASK | GDK_ALT_MASK)), &to))
    move_chosen (self, to);
}

static void
release_cb (Point2 at, gpointer data)
{
  SaltlineTemplateEditor *self = data;

  self->dragging = FALSE;
  hand_out (self);
}

static void
cancel_cb (gpointer data)
{
  SaltlineTemplateEditor *self = data;

  if (self->dragging)
    {
      template_move_point (self->draft->geometry, spot_of (self, (guint) self->chosen), self->before);
      g_clear_pointer (&self->what, g_free);
      g_signal_emit (self, signals[SIGNAL_MOVED], 0);
    }
  self->dragging = FALSE;
  saltline_photo_canvas_queue_overlay (self->canvas);
}

static const char *
hover_cb (Point2 at, gboolean inside, gpointer data)
{
  SaltlineTemplateEditor *self = data;
  int point = self->draft != NULL && inside ? point_at (self, at) : -1;

  if (point != self->hovered)
    {
      self->hovered = point;
      saltline_photo_canvas_queue_overlay (self->canvas);
    }
  return point >= 0 ? "grab" : self->adding && self->may_edit ? "crosshair" : NULL;
}

static gboolean
nudge (SaltlineTemplateEditor *self, double dx, double dy, gboolean fast)
{
  double step = fast ? NUDGE_FAST : NUDGE;
  Point2 at = on_view (self, template_get_point (self->draft->geometry, spot_of (self, (guint) self->chosen))), to;

  if (!on_template (self, (Point2) { at.x + dx * step, at.y + dy * step }, FALSE, &to))
    return FALSE;
  move_chosen (self, to);
  saltline_photo_canvas_reveal (self->canvas, patch_map_to_photo (&self->draft->map, to));
  if (self->step == 0)
    self->step = store_new_step ();
  hand_out_in_step (self, self->step);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, rested_cb, self);
  return TRUE;
}

static gboolean
key_cb (guint keyval, GdkModifierType state, gpointer data)
{
  SaltlineTemplateEditor *self = data;
  gboolean fast = (state & GDK_SHIFT_MASK) != 0;
  guint n;

  if (self->draft == NULL)
    return FALSE;
  n = n_points (self);
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    {
      int next = self->chosen + (keyval == GDK_KEY_Tab && !fast ? 1 : -1);

      if (n == 0 || next >= (int) n || (next < 0 && self->chosen >= 0) || next < -1)
        {
          choose (self, -1);
          return FALSE; /* past the last point the focus goes on */
        }
      choose (self, next < 0 ? (int) n - 1 : next);
      saltline_template_editor_reveal (self, template_get_point (self->draft->geometry, spot_of (self, (guint) self->chosen)));
      return TRUE;
    }
  if (!self->may_edit)
    return FALSE;
  if (keyval == GDK_KEY_Insert || keyval == GDK_KEY_KP_Insert)
    {
      insert_after_chosen (self);
      return TRUE;
    }
  if (self->chosen < 0 || self->chosen >= (int) n)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left: case GDK_KEY_KP_Left:
      return nudge (self, -1, 0, fast);
    case GDK_KEY_Right: case GDK_KEY_KP_Right:
      return nudge (self, 1, 0, fast);
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      return nudge (self, 0, -1, fast);
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      return nudge (self, 0, 1, fast);
    case GDK_KEY_Delete: case GDK_KEY_KP_Delete: case GDK_KEY_BackSpace:
      remove_chosen (self);
      return TRUE;
    case GDK_KEY_Escape:
      choose (self, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

static const CanvasTool tool = { press_cb, drag_cb, release_cb, cancel_cb, hover_cb, key_cb };

void
saltline_template_editor_paint (SaltlineTemplateEditor *self, cairo_t *cr, const ViewTransform *view, const GArray *faults)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self));

  if (self->draft != NULL)
    template_paint (cr, view, self->draft, faults, &(TemplateLook) { self->part, self->index, self->chosen, self->hovered });
}

/* --- life cycle --- */

static void
saltline_template_editor_finalize (GObject *object)
{
  SaltlineTemplateEditor *self = SALTLINE_TEMPLATE_EDITOR (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_free (self->what);
  G_OBJECT_CLASS (saltline_template_editor_parent_class)->finalize (object);
}

static void
saltline_template_editor_class_init (SaltlineTemplateEditorClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = saltline_template_editor_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PART_CHOSEN] = g_signal_new ("part-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
saltline_template_editor_init (SaltlineTemplateEditor *self)
{
  self->chosen = self->hovered = -1;
}

SaltlineTemplateEditor *
saltline_template_editor_new (SaltlinePhotoCanvas *canvas)
{
  SaltlineTemplateEditor *self = g_object_new (SALTLINE_TYPE_TEMPLATE_EDITOR, NULL);

  self->canvas = canvas;
  saltline_photo_canvas_set_tool (canvas, &tool, self);
  return self;
}

void
saltline_template_editor_set_draft (SaltlineTemplateEditor *self, TemplateDraft *draft, const Photo *photo, gboolean may_edit)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self));

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_pointer (&self->what, g_free);
  self->step = 0;
  self->dragging = FALSE;
  self->draft = draft;
  self->photo = photo;
  self->may_edit = may_edit;
  self->hovered = -1;
  if (draft != NULL && self->index >= template_count_parts (draft->geometry, self->part))
    {
      self->part = TEMPLATE_OUTLINE;
      self->index = 0;
    }
  if (self->chosen >= (int) n_points (self))
    self->chosen = -1;
  saltline_photo_canvas_queue_overlay (self->canvas);
}

void
saltline_template_editor_set_part (SaltlineTemplateEditor *self, TemplatePart part, guint index)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self));

  if (self->draft == NULL || index >= template_count_parts (self->draft->geometry, part) || (part == self->part && index == self->index))
    return;
  hand_out (self);
  self->part = part;
  self->index = index;
  choose (self, -1);
}

void
saltline_template_editor_get_part (SaltlineTemplateEditor *self, TemplatePart *part, guint *index)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self) && part != NULL && index != NULL);

  *part = self->part;
  *index = self->index;
}

int
saltline_template_editor_get_point (SaltlineTemplateEditor *self)
{
  g_return_val_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self), -1);

  return self->chosen;
}

void
saltline_template_editor_set_adding (SaltlineTemplateEditor *self, gboolean adding)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self));

  self->adding = adding;
}

void
saltline_template_editor_add_part (SaltlineTemplateEditor *self, TemplatePart part)
{
  const ViewTransform *view = saltline_photo_canvas_get_view (self->canvas);
  Point2 at;

  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self));

  if (self->draft == NULL || !self->may_edit || !on_template (self, (Point2) { view->width / 2.0, view->height / 2.0 }, FALSE, &at))
    return;
  hand_out (self);
  self->index = template_add_part (self->draft->geometry, part, at);
  self->part = part;
  edited (self, _("add"));
  hand_out (self);
  choose (self, part == TEMPLATE_LANDMARK ? 0 : -1);
}

void
saltline_template_editor_remove_part (SaltlineTemplateEditor *self)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self));

  if (self->draft == NULL || !self->may_edit)
    return;
  hand_out (self);
  edited (self, _("remove"));
  template_remove_part (self->draft->geometry, self->part, self->index);
  if (self->index >= template_count_parts (self->draft->geometry, self->part))
    {
      self->part = TEMPLATE_OUTLINE;
      self->index = 0;
    }
  self->chosen = -1;
  hand_out (self);
  choose (self, -1);
}

void
saltline_template_editor_reveal (SaltlineTemplateEditor *self, Point2 at)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self));

  if (self->draft != NULL && isfinite (at.x))
    saltline_photo_canvas_reveal (self->canvas, patch_map_to_photo (&self->draft->map, at));
}

void
saltline_template_editor_flush (SaltlineTemplateEditor *self)
{
  g_return_if_fail (SALTLINE_IS_TEMPLATE_EDITOR (self));

  hand_out (self);
}
