#!/bin/sh
# What a verifier parses of signed bundles, one after another with a byte FF between: sh seeds/verification.sh BANBURY FOLDER
set -eu
banbury=$1 folder=$2
mkdir -p "$folder"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/drop"
printf 'int f(void) { return 0; }\n' > "$scratch/drop/a.c"
"$banbury" inspect "$scratch/drop" -o "$scratch/out" --no-pdf >/dev/null
"$banbury" keygen "$scratch/key" --unencrypted >/dev/null
"$banbury" sign "$scratch/out" --key "$scratch/key" --role evaluator >/dev/null
cd "$scratch/out"
for file in statement.json report.dsse.json vsa.dsse.json SHA256SUMS VERIFY.md inventory.sha256 custody.jsonl sig/evaluator.sshsig sig/evaluator.tsr; do
    [ -e "$file" ] && cat "$file"
    printf '\377'
done > "$scratch/signed"
cd "$OLDPWD"
cp "$scratch/signed" "$folder/signed"
