# shellcheck shell=bash
# What every bench needs: servers on loopback, load, medians, the Markdown block. Sourced by bin/bench.
# A bench calls `report` once per figure; `report` adds a row to $ROWS.

SERVER_PIDS=()

# Runs one bench in its own folder and stops its servers whatever happens.
run_bench() {
    trap stop_servers EXIT
    mkdir -p "$WORK/$1"
    cd "$WORK/$1" || exit
    "$1"
}

# start_server URL COMMAND...: waits until URL answers, prints nothing; sets SERVER_PID and START_MS.
start_server() {
    local url=$1 from
    shift
    from=$(now_ms)
    "$@" >server.log 2>&1 &
    SERVER_PID=$!
    SERVER_PIDS+=("$SERVER_PID")
    until curl -fsS -o /dev/null "$url" 2>/dev/null; do
        kill -0 "$SERVER_PID" 2>/dev/null || {
            say "the server ended before it answered: $(tail -n 3 server.log | tr '\n' ' ')"
            return 1
        }
        (($(now_ms) - from < 60000)) || {
            say "no answer from $url within 60 seconds"
            return 1
        }
        sleep 0.01
    done
    # shellcheck disable=SC2034
    START_MS=$(($(now_ms) - from))
}

stop_servers() {
    local pid
    for pid in ${SERVER_PIDS[@]+"${SERVER_PIDS[@]}"}; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    SERVER_PIDS=()
}

now_ms() { date +%s%3N; }

# A free port on loopback; the gap before the server takes it is small enough for a bench.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# load URL [SECONDS [CONNECTIONS]]: prints "requests_per_second p50_ms p99_ms"; any answer that is
# not 2xx or 3xx fails the bench, because a fast error page proves nothing. WRK_SCRIPT says how requests differ.
load() {
    local out
    out=$(wrk --latency -t 2 -c "${3:-8}" -d "${2:-10}s" ${WRK_SCRIPT:+-s "$WRK_SCRIPT"} "$1")
    if grep -qE 'Non-2xx|Socket errors' <<<"$out"; then
        say "load on $1 met errors: $(grep -E 'Non-2xx|Socket errors' <<<"$out")"
        return 1
    fi
    awk '
        function ms(t) {
            if (t ~ /us$/) return t / 1000
            if (t ~ /ms$/) return t + 0
            if (t ~ /m$/) return t * 60000
            return t * 1000
        }
        $1 == "50%" { p50 = ms($2) }
        $1 == "99%" { p99 = ms($2) }
        $1 == "Requests/sec:" { rps = $2 }
        END { printf "%.0f %.2f %.2f\n", rps, p50, p99 }
    ' <<<"$out"
}

# Resident memory of a process and its children, in MiB.
rss_mib() {
    local pids
    pids="$1 $(pgrep -P "$1" | tr '\n' ' ')"
    # shellcheck disable=SC2086
    ps -o rss= -p "$(tr -s ' ' ',' <<<"${pids% }")" | awk '{ s += $1 } END { printf "%.0f\n", s / 1024 }'
}

median() { printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# report WHAT UNIT GOAL VALUE...: one row with the median; GOAL is "<= 15", ">= 2000" or "-".
report() {
    local what=$1 unit=$2 goal=$3 value verdict="-"
    shift 3
    (($#)) || {
        say "nothing was measured for: $what"
        return 1
    }
    value=$(median "$@")
    if [[ $goal != - ]]; then
        verdict=$(awk -v v="$value" -v op="${goal%% *}" -v g="${goal##* }" \
            'BEGIN { print ((op == "<=" && v <= g) || (op == ">=" && v >= g)) ? "met" : "**missed**" }')
    fi
    printf '| %s | %s %s | %s | %s | %d |\n' "$what" "$value" "$unit" "$goal" "$verdict" "$#" >>"$ROWS"
}

markdown_block() {
    local model ram
    model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
    ram=$(awk '/^MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo)
    printf '### %s, %s\n\n' "$(date -u +%Y-%m-%d)" "$(git -C "$ROOT" describe --always --dirty 2>/dev/null || echo 'no commit')"
    printf 'Machine: %d cores, %s, %s RAM, %s, %s\n\n' "$(nproc)" "${model:-unknown processor}" "$ram" \
        "$(. /etc/os-release && printf '%s' "$PRETTY_NAME")" "$(rustc --version | cut -d ' ' -f 1,2)"
    printf '| what | median | goal | verdict | runs |\n| --- | --- | --- | --- | --- |\n'
    cat "$ROWS"
}
