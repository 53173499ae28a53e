# shellcheck shell=bash
# What a newcomer waits for, and what a village downloads.

bench_binary_size() {
    report "release binary" MiB - "$(du -k "$BALAI" | awk '{ printf "%.1f", $1 / 1024 }')"
}

# Seconds a command takes, in whole seconds: builds last minutes.
seconds_of() {
    local from=$SECONDS
    "$@" >&2
    printf '%d' $((SECONDS - from))
}

# Everything `bin/demo` compiles, from an empty folder.
slow_build_demo() {
    local dir="$WORK/demo-target" took
    took=$(cd "$ROOT" && CARGO_TARGET_DIR=$dir seconds_of cargo build --locked --profile demo -p balai)
    report "cold build for bin/demo" s "<= 900" "$took"
    rm -rf "$dir"
}

# Everything `bin/test` compiles, from an empty folder.
slow_build_test() {
    local dir="$WORK/test-target" took
    took=$(cd "$ROOT" && CARGO_TARGET_DIR=$dir seconds_of cargo test --locked --workspace --no-run)
    report "cold build of all tests" s "<= 2400" "$took"
    rm -rf "$dir"
}
