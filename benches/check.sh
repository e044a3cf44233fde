#!/bin/sh
# Times `regimen check` and jsonschema-cli on one library, in turn, whole processes.
#   check.sh LIBRARY SCHEMAS [ROUNDS]
# From the environment:
#   JSONSCHEMA_CLI  jsonschema-cli (`cargo install jsonschema-cli`); without it only ours is timed
#   REGIMEN         the release binary; target/release/regimen if not set
#   TODAY           the day on which reviews are looked at; 2026-11-21 if not set
# Prints user + system seconds and peak memory of each round, the medians, and the median of the paired ratios.
set -eu
library=$1 schemas=$2 rounds=${3:-7}
regimen=${REGIMEN:-target/release/regimen}
peer=${JSONSCHEMA_CLI:-}
today=${TODAY:-2026-11-21}
times=$(mktemp)
trap 'rm -f "$times"' EXIT

# One line: user seconds, system seconds, peak KiB of the largest process.
timed() {
    /usr/bin/time -o "$times" -f '%U %S %M' "$@" >/dev/null 2>&1 || true
    tail -n 1 "$times"
}

ours() { timed "$regimen" check --library "$library" --today "$today" --quiet; }

# The peer takes one schema a run. It is spared the few documents of the other kinds.
theirs() {
    timed sh -c '
        for kind in exercise program; do
            find "$1" -path "*/${kind}s/*.json" |
                xargs -s 1900000 "$3" validate "$2/$kind.schema.json" --offline --errors-only -i
        done' sh "$library" "$schemas" "$peer"
}

ours >/dev/null
[ -z "$peer" ] || theirs >/dev/null
round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    printf 'ours %s\n' "$(ours)"
    [ -z "$peer" ] || printf 'theirs %s\n' "$(theirs)"
done | awk '
    function median(list, n,    i, j, t) {
        for (i = 2; i <= n; i++)
            for (j = i; j > 1 && list[j] < list[j - 1]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
        return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    { printf "%-7s cpu %.2f s, peak %.1f MiB\n", $1, $2 + $3, $4 / 1024 }
    $1 == "ours" { ours[++n] = $2 + $3; ours_peak[n] = $4 / 1024 }
    $1 == "theirs" { theirs[++m] = $2 + $3; theirs_peak[m] = $4 / 1024; ratio[m] = ours[m] / theirs[m] }
    END {
        printf "ours:   median cpu %.2f s, peak %.1f MiB\n", median(ours, n), median(ours_peak, n)
        if (m == 0) exit
        printf "theirs: median cpu %.2f s, peak %.1f MiB\n", median(theirs, m), median(theirs_peak, m)
        printf "ours / theirs: median of paired ratios %.2f\n", median(ratio, m)
    }'
