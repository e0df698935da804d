#!/bin/sh
# Signed files, by keys that are thrown away: sh seeds/signature.sh FOLDER. Needs openssl; cc and mkimage add modules and images.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# What stands behind a file: where its signature is declared to begin, as two bytes, and whether it is.
declared() { printf "\\$(printf %o $(($1 % 256)))\\$(printf %o $(($1 / 256)))\\1"; }

printf 'firmware of some unit, and what it does' > content
size=$(wc -c < content)
for kind in "RSA -pkeyopt rsa_keygen_bits:2048" "EC -pkeyopt ec_paramgen_curve:P-256"; do
    name=${kind%% *}
    # shellcheck disable=SC2086
    openssl genpkey -algorithm $kind -out "$name.key" 2>/dev/null
    openssl req -x509 -new -key "$name.key" -subj /CN=x -out "$name.crt"
    openssl dgst -sha256 -sign "$name.key" -out bare content
    openssl cms -sign -binary -noattr -nocerts -in content -signer "$name.crt" -inkey "$name.key" -outform DER -out plain
    openssl cms -sign -binary -in content -signer "$name.crt" -inkey "$name.key" -outform DER -out attributes
    for signature in bare plain attributes; do
        { cat content "$signature"; declared "$size"; } > "$out/$name-$signature"
    done
done

if command -v cc >/dev/null; then
    echo 'int x;' | cc -x c -c -o module.o -
    openssl cms -sign -binary -noattr -nocerts -in module.o -signer RSA.crt -inkey RSA.key -outform DER -out plain
    length=$(wc -c < plain)
    {
        cat module.o plain
        printf '\0\0\2\0\0\0\0\0\0\0'
        printf "\\$(printf %o $((length / 256)))\\$(printf %o $((length % 256)))"
        printf '~Module signature appended~\n\0\0\0'
    } > "$out/module"
fi

if command -v mkimage >/dev/null && command -v dtc >/dev/null; then
    mkdir keys
    cp RSA.key keys/dev.key
    cp RSA.crt keys/dev.crt
    cat > image.its <<'ITS'
/dts-v1/;
/ {
    description = "x";
    images {
        kernel {
            data = /incbin/("content");
            type = "kernel";
            arch = "arm";
            os = "linux";
            compression = "none";
            load = <0>;
            entry = <0>;
            hash { algo = "sha256"; };
        };
    };
    configurations {
        default = "conf";
        conf {
            kernel = "kernel";
            signature { algo = "sha256,rsa2048"; key-name-hint = "dev"; sign-images = "kernel"; };
        };
    };
};
ITS
    mkimage -f image.its -k keys image.fit >/dev/null && { cat image.fit; printf '\0\0\0'; } > "$out/fit"
fi
