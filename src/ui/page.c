/* ui/page.c */
#include "page.h"

#include <glib/gi18n.h>

typedef struct {
  AdwFlap *list_flap;
  AdwFlap *inspector_flap;
  AdwBin *list_bin;
  AdwBin *canvas_bin;
  AdwBin *inspector_bin;
} SaltlinePagePrivate;

enum { PROP_0, PROP_LIST, PROP_CANVAS, PROP_INSPECTOR, PROP_SHOW_LIST, PROP_SHOW_INSPECTOR, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_JOB, SIGNAL_MESSAGE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SaltlinePage, saltline_page, ADW_TYPE_BIN)

static AdwBin *
bin_of (SaltlinePage *self, guint id)
{
  SaltlinePagePrivate *priv = saltline_page_get_instance_private (self);

  return id == PROP_LIST ? priv->list_bin : id == PROP_CANVAS ? priv->canvas_bin : priv->inspector_bin;
}

static void
list_revealed_cb (SaltlinePage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_LIST]);
}

static void
inspector_revealed_cb (SaltlinePage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_INSPECTOR]);
}

static void
saltline_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaltlinePage *self = SALTLINE_PAGE (object);

  switch (id)
    {
    case PROP_LIST:
    case PROP_CANVAS:
    case PROP_INSPECTOR:
      g_value_set_object (value, adw_bin_get_child (bin_of (self, id)));
      break;
    case PROP_SHOW_LIST:
      g_value_set_boolean (value, saltline_page_get_show_list (self));
      break;
    case PROP_SHOW_INSPECTOR:
      g_value_set_boolean (value, saltline_page_get_show_inspector (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
saltline_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaltlinePage *self = SALTLINE_PAGE (object);

  switch (id)
    {
    case PROP_LIST:
    case PROP_CANVAS:
    case PROP_INSPECTOR:
      adw_bin_set_child (bin_of (self, id), g_value_get_object (value));
      break;
    case PROP_SHOW_LIST:
      saltline_page_set_show_list (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_INSPECTOR:
      saltline_page_set_show_inspector (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
saltline_page_class_init (SaltlinePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = saltline_page_get_property;
  object_class->set_property = saltline_page_set_property;
  properties[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CANVAS] = g_param_spec_object ("canvas", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_INSPECTOR] = g_param_spec_object ("inspector", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SHOW_LIST] = g_param_spec_boolean ("show-list", NULL, NULL, TRUE, flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHOW_INSPECTOR] = g_param_spec_boolean ("show-inspector", NULL, NULL, TRUE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_JOB] = g_signal_new ("job", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, SALTLINE_TYPE_JOB);
  /* message, label of a button or NULL, the action of the page that it activates or NULL */
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/saltline/Saltline/page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SaltlinePage, list_flap);
  gtk_widget_class_bind_template_child_private (widget_class, SaltlinePage, inspector_flap);
  gtk_widget_class_bind_template_child_private (widget_class, SaltlinePage, list_bin);
  gtk_widget_class_bind_template_child_private (widget_class, SaltlinePage, canvas_bin);
  gtk_widget_class_bind_template_child_private (widget_class, SaltlinePage, inspector_bin);
  gtk_widget_class_bind_template_callback (widget_class, list_revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, inspector_revealed_cb);
}

static void
saltline_page_init (SaltlinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
saltline_page_get_show_list (SaltlinePage *self)
{
  SaltlinePagePrivate *priv = saltline_page_get_instance_private (self);

  g_return_val_if_fail (SALTLINE_IS_PAGE (self), FALSE);

  return adw_flap_get_reveal_flap (priv->list_flap);
}

void
saltline_page_set_show_list (SaltlinePage *self, gboolean show)
{
  SaltlinePagePrivate *priv = saltline_page_get_instance_private (self);

  g_return_if_fail (SALTLINE_IS_PAGE (self));

  adw_flap_set_reveal_flap (priv->list_flap, show);
}

void
saltline_page_leave_list (SaltlinePage *self)
{
  SaltlinePagePrivate *priv = saltline_page_get_instance_private (self);

  g_return_if_fail (SALTLINE_IS_PAGE (self));

  if (adw_flap_get_folded (priv->list_flap))
    adw_flap_set_reveal_flap (priv->list_flap, FALSE);
}

gboolean
saltline_page_get_show_inspector (SaltlinePage *self)
{
  SaltlinePagePrivate *priv = saltline_page_get_instance_private (self);

  g_return_val_if_fail (SALTLINE_IS_PAGE (self), FALSE);

  return adw_flap_get_reveal_flap (priv->inspector_flap);
}

void
saltline_page_set_show_inspector (SaltlinePage *self, gboolean show)
{
  SaltlinePagePrivate *priv = saltline_page_get_instance_private (self);

  g_return_if_fail (SALTLINE_IS_PAGE (self));

  adw_flap_set_reveal_flap (priv->inspector_flap, show);
}

/* Every page's keys hear everything that is typed in the window; the page that is not seen lets it pass. */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer action)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action_variant (widget, action, NULL);
}

void
saltline_page_add_keys (SaltlinePage *self, const PageKey *keys, guint n_keys)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_return_if_fail (SALTLINE_IS_PAGE (self) && (keys != NULL || n_keys == 0));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < n_keys; i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                                            gtk_callback_action_new (key_cb, g_strdup (keys[i].action), g_free)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
saltline_page_search (SaltlinePage *self)
{
  g_return_if_fail (SALTLINE_IS_PAGE (self));

  if (SALTLINE_PAGE_GET_CLASS (self)->search != NULL)
    {
      saltline_page_set_show_list (self, TRUE);
      SALTLINE_PAGE_GET_CLASS (self)->search (self);
    }
}

void
saltline_page_add_job (SaltlinePage *self, SaltlineJob *job)
{
  g_return_if_fail (SALTLINE_IS_PAGE (self) && SALTLINE_IS_JOB (job));

  g_signal_emit (self, signals[SIGNAL_JOB], 0, job);
}

void
saltline_page_show_message (SaltlinePage *self, const char *message, const char *button, const char *action)
{
  g_return_if_fail (SALTLINE_IS_PAGE (self) && message != NULL);

  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, message, button, action);
}

char *
saltline_page_get_path (SaltlinePage *self, GFile *file, gboolean to_write)
{
  char *path;

  g_return_val_if_fail (SALTLINE_IS_PAGE (self) && G_IS_FILE (file), NULL);

  path = g_file_get_path (file);
  if (path == NULL)
    saltline_page_show_message (self, to_write ? _("It can be written to a folder of this computer only")
                                               : _("The file is not on this computer: save it here first."), NULL, NULL);
  return path;
}
