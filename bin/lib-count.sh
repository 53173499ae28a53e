# shellcheck shell=bash
# Runs the tests and counts them; sourced by bin/test. A test whose path contains `browser::` needs
# Chromium. A test that cannot run here says so through testkit, which adds a line (name, tab, reason) to $BALAI_SKIPPED;
# it then counts as skipped, not as passed.

TEST_LOG="$TARGET/test.log"
DOC_LOG="$TARGET/test-docs.log"
export BALAI_SKIPPED="$TARGET/test-skipped.log"
BROWSER=1
rm -f "$TEST_LOG" "$DOC_LOG" "$BALAI_SKIPPED"

has_nextest() { cargo nextest --version >/dev/null 2>&1; }

build_tests() {
    if has_nextest; then
        cargo nextest run --locked --workspace --no-run
    else
        cargo test --locked --workspace --lib --bins --tests --no-run
    fi
}

run_tests() {
    local only=()
    if has_nextest; then
        [[ -n $BROWSER ]] || only=(-E 'not test(/(^|::)browser::/)')
        cargo nextest run --locked --workspace --no-fail-fast ${BALAI_LAMA:+--profile lama} \
            --status-level slow --final-status-level fail "${only[@]}" 2>&1 | tee "$TEST_LOG" >&2
    else
        [[ -n $BROWSER ]] || only=(--skip browser::)
        cargo test --locked --workspace --lib --bins --tests --no-fail-fast -- "${only[@]}" 2>&1 |
            tee "$TEST_LOG" >&2
    fi
}

# Packages with a code example in a doc comment: rustdoc is slow, and most have none.
doc_packages() {
    grep -rlE '^\s*//[/!] *```' --include='*.rs' crates/*/src features/*/src 2>/dev/null |
        cut -d / -f 2 | sort -u || true
}

run_doc_tests() {
    local flags=() package
    while read -r package; do flags+=(-p "$package"); done < <(doc_packages)
    cargo test --locked --doc --no-fail-fast "${flags[@]}" 2>&1 | tee "$DOC_LOG" >&2
}

# Prints "passed failed skipped" for one log, of nextest or of cargo test.
count_log() {
    [[ -f $1 ]] || { echo "0 0 0"; return; }
    # Colours first: CARGO_TERM_COLOR=always reaches pipes too.
    sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
        # nextest: Summary [ 1.2s] 9 tests run: 7 passed (1 slow), 1 failed, 1 timed out, 2 skipped
        /^ *Summary \[/ {
            line = $0
            gsub(/\([^)]*\)/, "", line)
            sub(/^.*run: */, "", line)
            n = split(line, part, / *, */)
            for (i = 1; i <= n; i++) {
                split(part[i], word, " ")
                if (part[i] ~ /passed/) passed += word[1]
                else if (part[i] ~ /skipped/) skipped += word[1]
                else failed += word[1]
            }
        }
        # cargo test: test result: ok. 7 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; ...
        /^test result:/ {
            for (i = 2; i <= NF; i++) {
                if ($i ~ /^passed;?$/) passed += $(i - 1)
                if ($i ~ /^failed;?$/) failed += $(i - 1)
                if ($i ~ /^ignored;?$/) skipped += $(i - 1)
                if ($i == "filtered") skipped += $(i - 1)
            }
        }
        END { print passed + 0, failed + 0, skipped + 0 }
    '
}

# close_count RC: prints the summary and the closing line, and leaves with the right code.
close_count() {
    local rc=$1 p f s passed=0 failed=0 skipped=0 lost=0 log step tests_broke=""
    for log in "$TEST_LOG" "$DOC_LOG"; do
        read -r p f s < <(count_log "$log")
        ((passed += p, failed += f, skipped += s)) || true
    done
    if [[ -s $BALAI_SKIPPED ]]; then
        lost=$(cut -f 1 "$BALAI_SKIPPED" | sort -u | wc -l)
        say ""
        say "Skipped, with the reason:"
        sort -u "$BALAI_SKIPPED" | sed 's/^/  /' >&2
        ((passed -= lost, skipped += lost)) || true
    fi
    # A red test step already counts its tests, unless it broke before it could count.
    for step in ${FAILED_STEPS[@]+"${FAILED_STEPS[@]}"}; do
        if [[ $step == tests || $step == "examples in docs" ]] && ((failed > 0)); then
            tests_broke=1
        else
            ((failed += 1))
        fi
    done
    if ((rc != 0 && failed == 0)); then
        failed=1
    elif ((rc == 0 && passed == 0 && failed == 0)); then
        say "bin/test: not one test ran, so nothing is proven."
        failed=1
    fi
    [[ -z $tests_broke ]] || say "The failed tests stand above and in $TEST_LOG."
    summary
    say ""
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    if ((rc == 130)); then
        exit 130
    elif ((failed > 0)); then
        exit 1
    fi
    exit "$rc"
}
