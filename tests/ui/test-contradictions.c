/* tests/ui/test-contradictions.c: photos of one patch that contradict each other are marked in the list, until they do not any more */
#include "display.h"

#include "ui/photo-library.h"
#include "ui/photo-list.h"

#define N_PHOTOS 3

typedef struct {
  SaltlineWindow *window;
  SaltlinePatchesPage *page;
  SaltlinePhotoList *list;
  GListModel *photos;
  guint n_wanted;      /* contradicting photos */
  guint n_listed;
} Desk;

static guint
count_marks (Desk *desk)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (desk->photos); i++)
    {
      g_autoptr(SaltlinePhotoItem) item = g_list_model_get_item (desk->photos, i);

      n += saltline_photo_item_get_contradiction (item) != NULL;
    }
  return n;
}

static gboolean
are_marked (gpointer data)
{
  Desk *desk = data;

  return count_marks (desk) == desk->n_wanted;
}

/* In the order shown. */
static GPtrArray *
select_listed (Desk *desk)
{
  saltline_photo_list_select_all (desk->list);
  return saltline_photo_list_get_selection (desk->list);
}

static gboolean
are_listed (gpointer data)
{
  Desk *desk = data;
  g_autoptr(GPtrArray) listed = select_listed (desk);

  return listed->len == desk->n_listed;
}

/* Icons that are seen and carry the mark's name as tooltip, below @root. */
static guint
count_icons (GtkWidget *root)
{
  guint n = 0;

  if (GTK_IS_IMAGE (root))
    return gtk_widget_get_mapped (root) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (root)), "view-dual-symbolic") == 0
           && gtk_widget_get_tooltip_text (root) != NULL && gtk_test_accessible_has_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_icons (child);
  return n;
}

static void
filter_by (Desk *desk, const char *words)
{
  GtkDropDown *drop = GTK_DROP_DOWN (display_find (GTK_WIDGET (desk->list), GTK_TYPE_DROP_DOWN));
  GListModel *names = gtk_drop_down_get_model (drop);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), words))
      {
        gtk_drop_down_set_selected (drop, i);
        return;
      }
  g_error ("nothing can be filtered by %s", words);
}

static void
act (Desk *desk, const char *action, guint n_wanted)
{
  gtk_widget_activate_action (GTK_WIDGET (desk->page), action, NULL);
  desk->n_wanted = n_wanted;
  display_wait (are_marked, desk, 30.0, action);
  display_settle (GTK_WIDGET (desk->window));
}

/* As when the workspace is opened again. */
static void
check_in_a_new_list (const Desk *desk, guint n_wanted)
{
  g_autoptr(SaltlinePhotoLibrary) library = saltline_photo_library_new (saltline_window_get_workspace (desk->window));
  Desk again = { .photos = saltline_photo_library_get_photos (library), .n_wanted = n_wanted };

  g_assert_cmpuint (g_list_model_get_n_items (again.photos), ==, N_PHOTOS);
  display_wait (are_marked, &again, 30.0, "the marks of what contradicted before");
}

static void
test_photos_that_contradict_each_other_are_marked_until_they_are_separated (void)
{
  Desk desk = { .window = display_open () };
  g_autoptr(SaltlinePhotoItem) first = NULL;
  g_autoptr(GPtrArray) all = NULL, listed = NULL;
  GtkEditable *search;

  desk.page = saltline_window_get_patches_page (desk.window);
  desk.list = SALTLINE_PHOTO_LIST (display_find (GTK_WIDGET (desk.page), SALTLINE_TYPE_PHOTO_LIST));
  for (guint seed = 41; seed < 41 + N_PHOTOS; seed++)
    {
      g_autofree char *path = display_draw_photo (seed, NULL);

      display_read_files (desk.window, (char *[]) { path, NULL });
    }
  desk.photos = saltline_patches_page_get_photos (desk.page);
  g_assert_cmpuint (count_marks (&desk), ==, 0);
  g_assert_cmpuint (count_icons (GTK_WIDGET (desk.list)), ==, 0);

  all = select_listed (&desk);
  g_assert_cmpuint (all->len, ==, N_PHOTOS);
  act (&desk, "patches.same-patch", N_PHOTOS);
  g_assert_cmpuint (count_icons (GTK_WIDGET (desk.list)), ==, N_PHOTOS);

  /* One of them is of another patch: the others still cannot both be right. */
  first = g_object_ref (g_ptr_array_index (all, 0));
  saltline_patches_page_choose (desk.page, first);
  act (&desk, "patches.separate", N_PHOTOS - 1);
  g_assert_null (saltline_photo_item_get_contradiction (first));
  filter_by (&desk, "Contradicting");
  desk.n_listed = N_PHOTOS - 1;
  display_wait (are_listed, &desk, 10.0, "only what contradicts to be listed");
  filter_by (&desk, "All photos");
  search = GTK_EDITABLE (display_find (GTK_WIDGET (desk.list), GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (search, "contradict");
  display_wait (are_listed, &desk, 10.0, "the word to find them");
  gtk_editable_set_text (search, "");

  act (&desk, "patches.undo", N_PHOTOS);
  act (&desk, "patches.redo", N_PHOTOS - 1);
  check_in_a_new_list (&desk, N_PHOTOS - 1);
  filter_by (&desk, "Contradicting");
  display_wait (are_listed, &desk, 10.0, "the list to follow");
  listed = select_listed (&desk);
  act (&desk, "patches.separate", 0);
  desk.n_listed = 0;
  display_wait (are_listed, &desk, 10.0, "nothing to be listed once they are separated");
  g_assert_cmpuint (count_icons (GTK_WIDGET (desk.list)), ==, 0);
  display_close (desk.window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/contradictions/marked-until-separated", test_photos_that_contradict_each_other_are_marked_until_they_are_separated);
  return g_test_run ();
}
