/* sources/source-kind.c */
#include "source-kind.h"

#include <string.h>

#include "fit-file.h"
#include "xml-walk.h"

static const struct {
  const char *bytes;
  guint8 length;
  SourceKind kind;
  const char *words;
} signatures[] = {
  { "version https://git-lfs.github.com/spec/", 40, SOURCE_KIND_LFS_POINTER, "a Git LFS pointer" },
  { "PK\003\004", 4, SOURCE_KIND_ZIP, "a zip archive" },
  { "PK\005\006", 4, SOURCE_KIND_ZIP, "an empty zip archive" },
  { "\x1F\x8B", 2, SOURCE_KIND_COMPRESSED, "gzip" },
  { "BZh", 3, SOURCE_KIND_COMPRESSED, "bzip2" },
  { "\xFD" "7zXZ", 5, SOURCE_KIND_COMPRESSED, "xz" },
  { "\x28\xB5\x2F\xFD", 4, SOURCE_KIND_COMPRESSED, "zstd" },
  { "7z\xBC\xAF\x27\x1C", 6, SOURCE_KIND_KNOWN_BINARY, "a 7-Zip archive (unpack it, and import the folder)" },
  { "Rar!", 4, SOURCE_KIND_KNOWN_BINARY, "a RAR archive (unpack it, and import the folder)" },
  { "SQLite format 3", 16, SOURCE_KIND_SQLITE, "an SQLite database" },
  { "%PDF", 4, SOURCE_KIND_KNOWN_BINARY, "a PDF" },
  { "\xFF\xD8\xFF", 3, SOURCE_KIND_KNOWN_BINARY, "a JPEG picture" },
  { "\x89PNG", 4, SOURCE_KIND_KNOWN_BINARY, "a PNG picture" },
  { "\xD0\xCF\x11\xE0", 4, SOURCE_KIND_KNOWN_BINARY, "an old Office document (save its table as .xlsx or CSV)" },
  { "\0\5\26\7", 4, SOURCE_KIND_KNOWN_BINARY, "a Mac's notes on another file" },
  { "\x7F" "ELF", 4, SOURCE_KIND_KNOWN_BINARY, "a program" },
};

static SourceKind
kind_of_xml (const char *root, const char **words)
{
  static const struct { const char *root; SourceKind kind; const char *words; } roots[] = {
    { "TrainingCenterDatabase", SOURCE_KIND_TCX, "TCX" },
    { "gpx", SOURCE_KIND_GPX, "GPX" },
    { "HealthData", SOURCE_KIND_APPLE_HEALTH, "an Apple Health export" },
    { "html", SOURCE_KIND_HTML, "a web page (HTML)" },
    { "ClinicalDocument", SOURCE_KIND_OTHER_XML, "a clinical document (export_cda.xml), which holds no more than export.xml" },
    { "kml", SOURCE_KIND_OTHER_XML, "KML" },
    { "svg", SOURCE_KIND_OTHER_XML, "an SVG drawing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    if (g_ascii_strcasecmp (root, roots[i].root) == 0)
      {
        *words = roots[i].words;
        return roots[i].kind;
      }
  *words = "XML of another kind";
  return SOURCE_KIND_OTHER_XML;
}

static gboolean
is_utf16 (const guint8 *head, gsize length)
{
  return length >= 2 && ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF));
}

static gboolean
is_text (const guint8 *head, gsize length)
{
  gsize n_odd = 0;

  if (is_utf16 (head, length))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    {
      if (head[i] == 0)
        return FALSE;
      if (head[i] < 0x20 && !g_ascii_isspace (head[i]))
        n_odd++;
    }
  return n_odd * 100 <= length;
}

SourceKind
source_kind_of (const guint8 *head, gsize length, const char **words)
{
  char root[64];
  gsize at = 0;

  *words = "";
  if (length == 0)
    {
      *words = "empty";
      return SOURCE_KIND_EMPTY;
    }
  if (fit_file_sniff (head, length))
    return SOURCE_KIND_FIT;
  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (length >= signatures[i].length && memcmp (head, signatures[i].bytes, signatures[i].length) == 0)
      {
        *words = signatures[i].words;
        return signatures[i].kind;
      }
  if (length > 262 && memcmp (head + 257, "ustar", 5) == 0)
    {
      *words = "a tar archive";
      return SOURCE_KIND_COMPRESSED;
    }
  if (length > 12 && memcmp (head + 4, "ftyp", 4) == 0)
    {
      *words = "a picture or film";
      return SOURCE_KIND_KNOWN_BINARY;
    }
  if (is_utf16 (head, length))
    {
      g_autofree char *utf8 = g_convert ((const char *) head + 2, (gssize) ((length - 2) & ~(gsize) 1), "UTF-8",
                                         head[0] == 0xFF ? "UTF-16LE" : "UTF-16BE", NULL, NULL, NULL);

      if (utf8 && xml_root_name (utf8, strlen (utf8), root, sizeof root))
        return kind_of_xml (root, words);
      *words = "text";
      return SOURCE_KIND_TEXT;
    }
  if (xml_root_name ((const char *) head, length, root, sizeof root))
    return kind_of_xml (root, words);
  if (!is_text (head, length))
    {
      *words = "bytes of no kind that is known here";
      return SOURCE_KIND_UNKNOWN;
    }
  if (length >= 3 && memcmp (head, "\xEF\xBB\xBF", 3) == 0)
    at = 3;
  while (at < length && g_ascii_isspace (head[at]))
    at++;
  *words = "text";
  return at < length && (head[at] == '{' || head[at] == '[') ? SOURCE_KIND_JSON : SOURCE_KIND_TEXT;
}
