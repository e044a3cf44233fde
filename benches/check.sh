#!/usr/bin/env bash
# Runs `regimen check` and jsonschema-cli in turn over one library and prints the CPU seconds and the peak of each.
# use: JSONSCHEMA_CLI=PATH benches/check.sh LIBRARY [ROUNDS]
# jsonschema-cli: `cargo install jsonschema-cli`. It checks exercises and programs against schemas/v1, nothing else.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
library=${1:?name the folder of a library}; rounds=${2:-5}
regimen=${REGIMEN:-$here/target/release/regimen}; peer=${JSONSCHEMA_CLI:-jsonschema-cli}
peer_run=$(mktemp); trap 'rm -f "$peer_run"' EXIT
cat >"$peer_run" <<SH
for kind in exercise program; do
  find "$library" -path "*/\${kind}s/*.json" -print0 |
    xargs -0 -s 1900000 "$peer" validate "$here/schemas/v1/\$kind.schema.json" --offline --errors-only -i
done
SH
timed() { /usr/bin/time -f "$1  %U s user  %S s system  %M kB peak" "${@:2}" >/dev/null || true; }
for _ in $(seq "$rounds"); do
  timed "regimen check " "$regimen" --library "$library" --today 2026-11-21 check --quiet
  timed "jsonschema-cli" bash "$peer_run"
done
