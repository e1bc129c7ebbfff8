/* sources/xml-walk.h
 *
 * Walking through XML by local names, leniently: prefixes that are never bound, bytes that XML forbids, blanks before the
 * prolog and a document that breaks off lose nothing that stands before. No DTD, no entity and nothing outside is read.
 * May include: libxml2. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *name;     /* local */
  const char *value;    /* not NUL-terminated */
  gsize length;
} XmlAttribute;

typedef struct {
  void (*start) (const char *name, const XmlAttribute *attributes, guint n, gpointer data);
  /* @text: what stood between the last start or end tag and this end tag, trimmed */
  void (*end)   (const char *name, const char *text, gpointer data);
} XmlWalker;

/**
 * xml_walk:
 * @fault: (out) (optional) (transfer full): "line 21: …" when the document is not well-formed, else %NULL
 */
void  xml_walk            (const char *bytes, gsize length, const XmlWalker *walker, gpointer data, char **fault);

/* Returns: (transfer full) (nullable) */
char *xml_attribute_dup   (const XmlAttribute *attributes, guint n, const char *name);
/* NAN when absent or no number. */
double xml_attribute_number (const XmlAttribute *attributes, guint n, const char *name);
/* NAN when the text is no number and nothing else; a comma may stand for the full stop. */
double xml_number         (const char *text);

/* The local name of the first element of what may be XML; NULL when these bytes begin no XML. @prefix holds it. */
const char *xml_root_name (const char *bytes, gsize length, char *buffer, gsize buffer_size);

G_END_DECLS
