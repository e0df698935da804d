# fixtures.m4 - what the test-suite needs to know about its sample archives
#
# AT_FIXTURES
#   Counts the sample archives, finds the tools with which they are read and
#   sets AT_SAMPLES, AT_SAMPLE_DIR and HAVE_SAMPLES.  The samples themselves
#   come with the distribution; none of them is made during the build.
#
# AT_TOOL(VARIABLE, PROGRAM)
#   Looks for PROGRAM and notes in at_skip if it is not there.

AC_DEFUN([AT_TOOL],
[AC_REQUIRE([AC_PROG_SED])dnl
AC_PATH_PROG([AT_$1], [$2], [no])
AS_IF([test "x$AT_$1" = xno],
  [AC_MSG_WARN([$2 not found, tests of $2 archives will be skipped])
   at_skip="$at_skip $2"])
])

AC_DEFUN([AT_SAMPLE_COUNT],
[at_count=0
for at_file in "$srcdir"/tests/samples/*; do
  AS_IF([test -f "$at_file"], [at_count=`expr $at_count + 1`])
done
AT_SAMPLES=$at_count
AC_SUBST([AT_SAMPLES])
])

AC_DEFUN([AT_SAMPLE_LAYOUT],
[at_sample="$srcdir/tests/samples/padded-index.bin"
at_width=`wc -c < "$at_sample" 2>/dev/null || echo 0`
AS_IF([test "$at_width" -eq 1800],
  [at_order=padded],
  [at_order=plain
   AC_MSG_WARN([$at_sample has an unexpected size])])
AC_SUBST([at_width])
AC_SUBST([at_order])
])

AC_DEFUN([AT_SAMPLE_NAMES],
[at_names=
for at_file in "$srcdir"/tests/samples/*.bin; do
  at_base=`basename "$at_file" .bin | tr 'a-z-' 'A-Z_'`
  at_names="$at_names $at_base"
done
AT_SAMPLE_NAMES_LIST=`echo "$at_names" | $SED 's/^ //'`
AC_SUBST([AT_SAMPLE_NAMES_LIST])
])

AC_DEFUN([AT_FIXTURES],
[at_skip=
AT_TOOL([TAR], [tar])
AT_TOOL([XZ], [xz])
AT_TOOL([GZIP], [gzip])
AC_MSG_CHECKING([for sample archives])
AT_SAMPLE_COUNT
AT_SAMPLE_LAYOUT
AT_SAMPLE_NAMES
AC_MSG_RESULT([$AT_SAMPLES])
AT_SAMPLE_DIR="$srcdir/tests/samples"
AC_SUBST([AT_SAMPLE_DIR])
AM_CONDITIONAL([HAVE_SAMPLES], [test "$AT_SAMPLES" -gt 0])
AS_IF([test -n "$at_skip"], [AC_MSG_NOTICE([skipped:$at_skip])])
])
