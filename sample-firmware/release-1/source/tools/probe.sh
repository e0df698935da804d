#!/bin/sh
# probe.sh CC - what does the compiler offer? Prints make variables.
set -u
CC=${1:-cc}
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT

try() {
	"$CC" -o "$T/t" "$T/t.c" "$@" >/dev/null 2>&1
}

cat > "$T/t.c" <<'END'
#include <sys/random.h>
int main(void) { char b[4]; return getrandom(b, sizeof b, 0) != sizeof b; }
END
if try; then echo "HAVE_GETRANDOM=y"; else echo "HAVE_GETRANDOM=n"; fi

cat > "$T/t.c" <<'END'
#include <string.h>
int main(int argc, char **argv) { char b[64]; strncpy(b, argv[argc - 1], sizeof b - 1); return b[0]; }
END
if try -fstack-protector-strong; then echo "HARDEN=-fstack-protector-strong"; else echo "HARDEN="; fi
