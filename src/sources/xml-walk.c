/* sources/xml-walk.c */
#include "xml-walk.h"

#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#define CHUNK (256 * 1024)
#define MOST_ATTRIBUTES 64

typedef struct {
  const XmlWalker *walker;
  gpointer data;
  GString *text;
} Walk;

static void
start_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                  const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  Walk *walk = data;
  XmlAttribute list[MOST_ATTRIBUTES];
  guint n = (guint) MIN (n_attributes, MOST_ATTRIBUTES);

  for (guint i = 0; i < n; i++)
    list[i] = (XmlAttribute) { (const char *) attributes[5 * i], (const char *) attributes[5 * i + 3],
                               (gsize) (attributes[5 * i + 4] - attributes[5 * i + 3]) };
  g_string_truncate (walk->text, 0);
  if (walk->walker->start)
    walk->walker->start ((const char *) name, list, n, walk->data);
}

static void
end_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Walk *walk = data;

  g_strstrip (walk->text->str);
  if (walk->walker->end)
    walk->walker->end ((const char *) name, walk->text->str, walk->data);
  g_string_truncate (walk->text, 0);
}

static void
characters_cb (void *data, const xmlChar *text, int length)
{
  g_string_append_len (((Walk *) data)->text, (const char *) text, length);
}

static gboolean
is_forbidden (guchar c)
{
  return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/* UTF-16 has its NULs by right. */
static gboolean
looks_wide (const char *bytes, gsize length)
{
  return length >= 2 && ((guchar) bytes[0] >= 0xFE || bytes[0] == '\0' || bytes[1] == '\0');
}

/* Without the end of its root a document was cut, whatever else the parser makes of its last line. */
static gboolean
breaks_off (const char *bytes, gsize length)
{
  char root[64];
  gsize n;

  if (xml_root_name (bytes, length, root, sizeof root) == NULL)
    return FALSE;
  n = strlen (root);
  while (length && g_ascii_isspace (bytes[length - 1]))
    length--;
  if (length < n + 3 || bytes[length - 1] != '>')
    return TRUE;
  for (length--; length && g_ascii_isspace (bytes[length - 1]);)
    length--;
  return length < n || memcmp (bytes + length - n, root, n) != 0;
}

static char *
describe (xmlParserCtxtPtr context, const char *bytes, gsize length)
{
  const xmlError *error = xmlCtxtGetLastError (context);
  g_autofree char *message = NULL;

  if (context->wellFormed && context->nsWellFormed)
    return NULL;
  if (!looks_wide (bytes, length) && breaks_off (bytes, length))
    return g_strdup_printf ("line %d: it breaks off", error ? error->line : 1);
  if (error == NULL || error->message == NULL)
    return g_strdup ("not well-formed");
  message = g_utf8_make_valid (error->message, -1);
  return g_strdup_printf ("line %d: %s", error->line, g_strstrip (message));
}

static void
silent_cb (void *data, const char *format, ...)
{
}

void
xml_walk (const char *bytes, gsize length, const XmlWalker *walker, gpointer data, char **fault)
{
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC, .startElementNs = start_element_cb, .endElementNs = end_element_cb,
                            .characters = characters_cb, .ignorableWhitespace = characters_cb, .cdataBlock = characters_cb,
                            .error = silent_cb, .warning = silent_cb };
  g_autofree char *clean = g_malloc (CHUNK);
  Walk walk = { walker, data, g_string_new (NULL) };
  gboolean wide = looks_wide (bytes, length);
  xmlParserCtxtPtr context;

  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  while (!wide && length && g_ascii_isspace (*bytes))
    {
      bytes++;
      length--;
    }
  context = xmlCreatePushParserCtxt (&handler, &walk, NULL, 0, NULL);
  xmlCtxtUseOptions (context, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  for (gsize at = 0; at < length && !context->disableSAX; at += CHUNK)
    {
      gsize n = MIN (CHUNK, length - at);

      memcpy (clean, bytes + at, n);
      for (gsize i = 0; !wide && i < n; i++)
        if (is_forbidden ((guchar) clean[i]))
          clean[i] = ' ';
      xmlParseChunk (context, clean, (int) n, FALSE);
    }
  xmlParseChunk (context, clean, 0, TRUE);
  if (fault)
    *fault = describe (context, bytes, length);
  if (context->myDoc)
    xmlFreeDoc (context->myDoc);
  xmlFreeParserCtxt (context);
  g_string_free (walk.text, TRUE);
}

char *
xml_attribute_dup (const XmlAttribute *attributes, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (attributes[i].name, name))
      return g_strndup (attributes[i].value, attributes[i].length);
  return NULL;
}

double
xml_attribute_number (const XmlAttribute *attributes, guint n, const char *name)
{
  g_autofree char *text = xml_attribute_dup (attributes, n, name);

  return text ? xml_number (g_strstrip (text)) : NAN;
}

double
xml_number (const char *text)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  if (*end == ',' && g_ascii_isdigit (end[1])) /* a program that wrote in the language of its user */
    {
      g_autofree char *with_stop = g_strdup (text);

      with_stop[end - text] = '.';
      value = g_ascii_strtod (with_stop, &end);
      return *end != '\0' || !isfinite (value) ? NAN : value;
    }
  return end == text || *end != '\0' || !isfinite (value) ? NAN : value;
}

const char *
xml_root_name (const char *bytes, gsize length, char *buffer, gsize buffer_size)
{
  const char *at = bytes, *end = bytes + length;
  gsize n = 0;

  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    at += 3;
  while (at < end)
    {
      while (at < end && (g_ascii_isspace (*at) || is_forbidden ((guchar) *at)))
        at++;
      if (end - at < 2 || *at != '<')
        return NULL;
      if (at[1] == '?' || at[1] == '!')
        {
          gboolean comment = end - at >= 4 && memcmp (at, "<!--", 4) == 0;
          const char *close = comment ? g_strstr_len (at, end - at, "-->") : memchr (at, '>', (gsize) (end - at));

          if (at[1] == '!' && !comment) /* a DOCTYPE names the root itself */
            {
              at += 2;
              while (at < end && g_ascii_isalpha (*at))
                at++;
              while (at < end && g_ascii_isspace (*at))
                at++;
              break;
            }
          if (close == NULL)
            return NULL;
          at = close + (comment ? 3 : 1);
          continue;
        }
      at++;
      break;
    }
  for (; at < end && n + 1 < buffer_size && (g_ascii_isalnum (*at) || strchr (":_-.", *at)); at++)
    {
      if (*at == ':')
        n = 0;
      else
        buffer[n++] = *at;
    }
  buffer[n] = '\0';
  return n ? buffer : NULL;
}
