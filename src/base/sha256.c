/* base/sha256.c */
#include "sha256.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>
#include <string.h>

#define BLOCK_BYTES  64
#define N_GROUPS     16 /* of four rounds */
#define NEEDS        __attribute__ ((target ("sha,sse4.1,ssse3")))

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
static const guint32 round_constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* The eight words a … h as the instructions want them: one register for a, b, e, f, one for c, d, g, h, a and c on top. */
typedef struct {
  __m128i abef;
  __m128i cdgh;
} State;

static gboolean
processor_knows_sha (void)
{
  guint a, b, c, d;

  if (!__get_cpuid (1, &a, &b, &c, &d) || !(c & bit_SSE4_1) || !(c & bit_SSSE3))
    return FALSE;
  return __get_cpuid_count (7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

NEEDS static void
add_blocks (State *state, const guint8 *bytes, gsize n_blocks)
{
  const __m128i big_endian = _mm_set_epi8 (12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
  __m128i abef = state->abef, cdgh = state->cdgh;

  for (; n_blocks > 0; n_blocks--, bytes += BLOCK_BYTES)
    {
      const __m128i abef_before = abef, cdgh_before = cdgh;
      __m128i w[N_GROUPS]; /* the message schedule, four words each */

      for (guint i = 0; i < 4; i++)
        w[i] = _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) (const void *) (bytes + 16 * i)), big_endian);
      for (guint i = 4; i < N_GROUPS; i++)
        w[i] = _mm_sha256msg2_epu32 (_mm_add_epi32 (_mm_sha256msg1_epu32 (w[i - 4], w[i - 3]), _mm_alignr_epi8 (w[i - 1], w[i - 2], 4)),
                                     w[i - 1]);
      for (guint i = 0; i < N_GROUPS; i++)
        {
          __m128i wk = _mm_add_epi32 (w[i], _mm_loadu_si128 ((const __m128i *) (const void *) (round_constants + 4 * i)));

          cdgh = _mm_sha256rnds2_epu32 (cdgh, abef, wk); /* two rounds; the registers change places */
          abef = _mm_sha256rnds2_epu32 (abef, cdgh, _mm_shuffle_epi32 (wk, 0x0E));
        }
      abef = _mm_add_epi32 (abef, abef_before);
      cdgh = _mm_add_epi32 (cdgh, cdgh_before);
    }
  state->abef = abef;
  state->cdgh = cdgh;
}

NEEDS static char *
hash (const guint8 *bytes, gsize length)
{
  State state = { _mm_set_epi32 (0x6a09e667, (int) 0xbb67ae85, 0x510e527f, (int) 0x9b05688c),
                  _mm_set_epi32 (0x3c6ef372, (int) 0xa54ff53a, 0x1f83d9ab, 0x5be0cd19) };
  gsize n_blocks = length / BLOCK_BYTES, rest = length % BLOCK_BYTES;
  guint8 end[2 * BLOCK_BYTES] = { 0 };
  guint64 n_bits = GUINT64_TO_BE ((guint64) length * 8);
  gsize end_bytes = rest + 9 <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;
  guint32 abef[4], cdgh[4];

  add_blocks (&state, bytes, n_blocks);
  if (rest > 0)
    memcpy (end, bytes + n_blocks * BLOCK_BYTES, rest);
  end[rest] = 0x80;
  memcpy (end + end_bytes - 8, &n_bits, 8);
  add_blocks (&state, end, end_bytes / BLOCK_BYTES);
  _mm_storeu_si128 ((__m128i *) (void *) abef, state.abef);
  _mm_storeu_si128 ((__m128i *) (void *) cdgh, state.cdgh);
  return g_strdup_printf ("%08x%08x%08x%08x%08x%08x%08x%08x", abef[3], abef[2], cdgh[3], cdgh[2], abef[1], abef[0], cdgh[1], cdgh[0]);
}

char *
sha256_of (const void *bytes, gsize length)
{
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  return processor_knows_sha () ? hash (bytes, length) : g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);
}

#else

char *
sha256_of (const void *bytes, gsize length)
{
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);
}

#endif
