#!/usr/bin/env bash
# push.sh - gathers coverage reports and sends them to the team's server
set -u

VERSION="1.8.2"
server="${COVERAGE_SERVER:-}"
token="${COVERAGE_TOKEN:-}"
root=""
dry_run=0
work=""

say() {
  printf '==> %s\n' "$*"
}

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

usage() {
  cat <<USAGE
usage: push.sh [-s server] [-t token file] [-n] [folder]
  -s  address of the coverage server
  -t  file with the token of the project
  -n  only show what would be sent
USAGE
}

while getopts 's:t:nh' opt; do
  case "$opt" in
    s) server="$OPTARG" ;;
    t) token="$(head -n 1 -- "$OPTARG")" ;;
    n) dry_run=1 ;;
    h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
root="${1:-.}"

[ -n "$server" ] || fail "no coverage server is set"
[ -n "$token" ] || fail "no token is set"

work="$(mktemp -d)" || fail "no temporary folder"
trap 'rm -rf -- "$work"' EXIT

find_reports() {
  find "$root" -type f \( -name 'lcov.info' -o -name 'coverage.xml' -o -name '*.gcov' \) \
    -not -path '*/node_modules/*' -print0
}

detect_commit() {
  git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown
}

# what the build ran on, so that reports can be told apart
build_notes() {
  local names
  names="$(env | cut -d= -f1 | grep -E '^(CI|BUILD_NUMBER)$' | tr '\n' ' ')"
  {
    printf 'version=%s\ncommit=%s\n' "$VERSION" "$(detect_commit)"
    printf 'set=%s\n' "$names"
  } >"$work/notes"
}

gather() {
  local count=0 file
  : >"$work/report"
  while IFS= read -r -d '' file; do
    printf '# path=%s\n' "${file#"$root"/}" >>"$work/report"
    cat -- "$file" >>"$work/report"
    printf '# end\n' >>"$work/report"
    count=$((count + 1))
  done < <(find_reports)
  say "$count reports"
  [ "$count" -gt 0 ]
}

send() {
  curl -fsS --retry 3 --max-time 60 \
    -H "Authorization: Bearer $token" \
    -F "notes=@$work/notes" -F "report=@$work/report" \
    "https://$server/api/reports"
}

gather || fail "no coverage report was found below $root"
build_notes
if [ "$dry_run" -eq 1 ]; then
  say "would send $(wc -c <"$work/report") octets"
  exit 0
fi
send || fail "the report was not taken"
say "done"
