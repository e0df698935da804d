/* tinyfmt 0.9 - format strings with {} fields, for small systems */
#ifndef TINYFMT_H
#define TINYFMT_H

#include <stdarg.h>
#include <stddef.h>

/*
 * {s} string  {d} int  {x} unsigned, hexadecimal  {c} character  {{ a brace
 * Returns the number of bytes written without the final NUL; never writes
 * more than n bytes.
 */
size_t tf_format(char *out, size_t n, const char *fmt, ...);
size_t tf_vformat(char *out, size_t n, const char *fmt, va_list ap);

/* copies and joins, with a bound, always with a final NUL */
size_t tf_copy(char *out, size_t n, const char *s);
size_t tf_append(char *out, size_t n, const char *s);

#define tf_copy_array(arr, s)  tf_copy((arr), sizeof(arr), (s))

#endif
