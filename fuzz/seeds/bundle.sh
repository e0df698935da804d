#!/bin/sh
# Small bundles, each in one file: sh seeds/bundle.sh BANBURY FOLDER
set -eu
banbury=$1 folder=$2
mkdir -p "$folder"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
together() {
    for file in census.json coverage.json functions.csv inspection.json manifest.json metrics.json build.log rebuild.json resources.json triage.jsonl; do
        [ -e "$1/$file" ] && printf '== %s\n' "$file" && cat "$1/$file"
    done > "$folder/$2"
}
mkdir "$scratch/one" "$scratch/two"
printf 'void f(char *d) { gets(d); system(d); }\n' > "$scratch/one/a.c"
printf 'void f(char *d) { gets(d); }\nint g(void) { return 0; }\n' > "$scratch/two/b.c"
"$banbury" inspect "$scratch/one" -o "$scratch/first" --no-pdf >/dev/null
together "$scratch/first" first
"$banbury" inspect "$scratch/two" -o "$scratch/second" --no-pdf --baseline "$scratch/first" >/dev/null
together "$scratch/second" second
"$banbury" run "$(dirname "$0")/../../sample-firmware/case.toml" -o "$scratch/sample" --no-pdf --throwaway-key >/dev/null || [ $? -eq 1 ]
together "$scratch/sample" sample
