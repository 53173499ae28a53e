# shellcheck shell=bash
# Shared by everything in bin/. Sourced, never run.

set -euo pipefail
# Nothing here may ever wait for an answer.
exec </dev/null

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"
TARGET="$(realpath -m "${CARGO_TARGET_DIR:-$ROOT/target}")"
mkdir -p "$TARGET"
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

say() { printf '%s\n' "$*" >&2; }

# One sentence that says what to do, then the end.
fail() {
    say "bin/${0##*/}: $*"
    exit 1
}

# seconds -> 7s, 3m07s, 1h02m
duration() {
    local s=$1
    if ((s < 60)); then
        printf '%ds' "$s"
    elif ((s < 3600)); then
        printf '%dm%02ds' $((s / 60)) $((s % 60))
    else
        printf '%dh%02dm' $((s / 3600)) $((s % 3600 / 60))
    fi
}

STEPS=()
FAILED_STEPS=()

# step NAME COMMAND...: runs it in a subshell where `set -e` holds, says how long it took and
# remembers both for the summary. Returns the command's own exit code.
step() {
    local name=$1 from=$SECONDS rc=0
    shift
    say ""
    say "==> $name"
    # Not `if ( ... )`: bash switches `set -e` off inside a condition.
    set +e
    (
        set -e
        "$@"
    )
    rc=$?
    set -e
    step_done "$name" "$from" "$rc"
    return "$rc"
}

step_done() {
    local name=$1 took verdict=ok
    took=$(duration $((SECONDS - $2)))
    if (($3 != 0)); then
        verdict=FAILED
        FAILED_STEPS+=("$name")
    fi
    STEPS+=("$(printf '%-7s %8s  %s' "$verdict" "$took" "$name")")
    say "    $verdict: $name ($took)"
}

summary() {
    ((${#STEPS[@]})) || return 0
    say ""
    say "Summary"
    printf '  %s\n' "${STEPS[@]}" >&2
    say "  total   $(duration "$SECONDS")"
}

# A cold build needs room; a full disk in minute twelve wastes more than a refusal in second one.
require_disk() {
    local gb=$1 free
    free=$(df -Pk "$TARGET" | awk 'NR == 2 { print int($4 / 1048576) }')
    if ((free < gb)); then
        fail "a first build needs about $gb GB free under $TARGET, and there are $free GB. Free some space, or set CARGO_TARGET_DIR to a larger disk."
    fi
}

build_assets() { "$ROOT/bin/assets"; }
