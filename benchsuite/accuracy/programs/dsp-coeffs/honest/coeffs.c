/* Loads a filter set for the audio path.  A set is a file with a head, a table
   of sections and the sections' data.  */

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SET_TAG 0x52494642u
#define MAX_SECTIONS 8

enum section_kind
{
  SECTION_COEFFS = 1,
  SECTION_STATE = 2,
  SECTION_WARP = 3
};

struct section
{
  uint32_t kind;
  uint32_t offset;
  uint32_t length;
};

struct set_head
{
  uint32_t tag;
  uint32_t sections;
  struct section section[MAX_SECTIONS];
};

typedef void (*warp_fn) (float *block, size_t n);

struct filter_set
{
  const float *coeffs;
  size_t taps;
  float *state;
  warp_fn warp;
};

/* How the pages of each kind are to be mapped.  */
static const int page_use[] = {
  [SECTION_COEFFS] = PROT_READ | PROT_WRITE,
  [SECTION_STATE] = PROT_READ | PROT_WRITE,
  [SECTION_WARP] = PROT_READ | PROT_WRITE,
};

static void *
section_place (const unsigned char *file, const struct section *s)
{
  void *p = mmap (NULL, s->length, page_use[s->kind],
                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (p == MAP_FAILED)
    return NULL;
  memcpy (p, file + s->offset, s->length);
  return p;
}

static void
warp_none (float *block, size_t n)
{
  (void) block;
  (void) n;
}

static void
warp_halve (float *block, size_t n)
{
  while (n--)
    *block++ *= 0.5f;
}

static const warp_fn warps[] = { warp_none, warp_halve };

static int
section_use (struct filter_set *fs, const struct section *s, void *data)
{
  uint32_t index;

  switch (s->kind)
    {
    case SECTION_COEFFS:
      fs->coeffs = data;
      fs->taps = s->length / sizeof (float);
      return 0;
    case SECTION_STATE:
      fs->state = data;
      return 0;
    case SECTION_WARP:
      if (s->length < sizeof index)
        return -EINVAL;
      memcpy (&index, data, sizeof index);
      if (index >= sizeof warps / sizeof warps[0])
        return -EINVAL;
      fs->warp = warps[index];
      return 0;
    }
  return -EINVAL;
}

static int
section_valid (const struct section *s, size_t size)
{
  return s->kind >= SECTION_COEFFS && s->kind <= SECTION_WARP && s->length > 0
         && s->offset < size && s->length <= size - s->offset;
}

int
filter_set_load (struct filter_set *fs, const unsigned char *file, size_t size)
{
  struct set_head head;

  memset (fs, 0, sizeof *fs);
  if (size < sizeof head)
    return -EINVAL;
  memcpy (&head, file, sizeof head);
  if (head.tag != SET_TAG || head.sections > MAX_SECTIONS)
    return -EINVAL;

  for (uint32_t i = 0; i < head.sections; i++)
    {
      const struct section *s = &head.section[i];
      void *data;
      int rc;

      if (!section_valid (s, size))
        return -EINVAL;
      data = section_place (file, s);
      if (!data)
        return -ENOMEM;
      rc = section_use (fs, s, data);
      if (rc)
        return rc;
    }
  return fs->coeffs ? 0 : -ENOENT;
}

void
filter_set_run (struct filter_set *fs, float *block, size_t n)
{
  for (size_t i = 0; i < n && fs->taps; i++)
    block[i] *= fs->coeffs[i % fs->taps];
  if (fs->warp)
    fs->warp (block, n);
}
