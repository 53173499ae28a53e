# shellcheck shell=bash
# The door for messages of residents, while the queue behind it answers them.

bench_messages() {
    local p50 p99 last
    demo_server
    # The first start makes the world; what serves afterwards is measured.
    stop_servers
    demo_server
    read -r p50 p99 last < <(python3 "$ROOT/app/benches/pesan.py" "$BASE" "$DESA" "${SECONDS_OF_MESSAGES:-30}")
    report "webhook at 80 messages a second for half a minute, p50" ms - "$p50"
    report "the same, p99" ms "<= 50" "$p99"
    report "the same: seconds until the last of 400 residents had an answer" s - "$last"
    report "server memory afterwards" MiB "<= 150" "$(rss_mib "$SERVER_PID")"
}
