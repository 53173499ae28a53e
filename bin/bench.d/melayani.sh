# shellcheck shell=bash
# What the example village of 14,000 feels like under load: eight connections, release build.

DESA=3402132002

# demo_server: starts the example world (made once per bench run) and sets BASE.
demo_server() {
    local port
    port=$(free_port)
    BASE="http://127.0.0.1:$port"
    start_server "$BASE/sehat" "$BALAI" demo --data "$WORK/contoh" --listen "127.0.0.1:$port"
}

# signed_in LOGIN: prints a cookie for wrk and curl.
signed_in() {
    curl -fsS -o /dev/null -c "$WORK/jar-$1" -H "Origin: $BASE" \
        --data-urlencode "login=$1" --data-urlencode "sandi=padi menguning di sawah" "$BASE/masuk"
    awk '$6 == "balai" { print "balai=" $7 }' "$WORK/jar-$1"
}

# load_as COOKIE URL [SECONDS]: like `load`, signed in.
load_as() {
    local out
    out=$(wrk --latency -t 2 -c 8 -d "${3:-8}s" -H "Cookie: $1" "$2")
    ! grep -qE 'Non-2xx|Socket errors' <<<"$out" || {
        say "load on $2 met errors"
        return 1
    }
    awk '
        function ms(t) { if (t ~ /us$/) return t / 1000; if (t ~ /ms$/) return t + 0; return t * 1000 }
        $1 == "50%" { p50 = ms($2) } $1 == "99%" { p99 = ms($2) } $1 == "Requests/sec:" { rps = $2 }
        END { printf "%.0f %.2f %.2f\n", rps, p50, p99 }' <<<"$out"
}

bench_start() {
    local times=() _
    demo_server
    stop_servers
    for _ in 1 2 3 4 5; do
        demo_server
        times+=("$START_MS")
        stop_servers
    done
    report "cold start to first page, 14,000 residents" ms "<= 500" "${times[@]}"
}

bench_public_home() {
    local rps=() p99=() _ line acts
    demo_server
    for _ in 1 2 3; do
        # Once a second an act changes the village; the next page must show it.
        python3 "$ROOT/app/benches/ubah_desa.py" "$BASE" "$DESA" 8 >acts.log 2>&1 &
        acts=$!
        sleep 1
        line=$(load "$BASE/$DESA" 6)
        wait "$acts" || {
            say "an act was not seen on the next page: $(cat acts.log)"
            return 1
        }
        rps+=("$(cut -d ' ' -f 1 <<<"$line")")
        p99+=("$(cut -d ' ' -f 3 <<<"$line")")
    done
    report "public home while an act a second changes the village, requests a second" "" ">= 2000" "${rps[@]}"
    report "the same, p99" ms "<= 20" "${p99[@]}"
}

bench_register() {
    local cookie p50=() cari=() _
    demo_server
    # The first start makes the world; what serves afterwards is measured.
    stop_servers
    demo_server
    cookie=$(signed_in carik)
    for _ in 1 2 3; do
        p50+=("$(load_as "$cookie" "$BASE/$DESA/penduduk" 5 | cut -d ' ' -f 2)")
        cari+=("$(load_as "$cookie" "$BASE/$DESA/penduduk?cari=siti+amina" 5 | cut -d ' ' -f 2)")
    done
    report "resident list, 14,000 residents, p50" ms "<= 15" "${p50[@]}"
    report "name search, misspelt, 14,000 residents, p50" ms "<= 15" "${cari[@]}"
    report "server memory after load" MiB "<= 100" "$(awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$SERVER_PID/status")"
}

# An import of a file into a new village, three times: three_imports WHAT LABEL GOAL FILE
three_imports() {
    local what=$1 label=$2 goal=$3 file=$4 times=() run from
    [[ -f $file ]] || {
        say "skipped: $file is not here"
        return 0
    }
    for run in 1 2 3; do
        local data="$WORK/$what-$run"
        "$BALAI" desa add 34.02.13.2002 --nama Pleret --kecamatan Pleret --data "$data" --key "$data.kunci" >/dev/null 2>&1
        from=$(now_ms)
        "$BALAI" import "$what" "$file" --desa 3402132002 --commit --data "$data" --key "$data.kunci" >"$WORK/$what.log" 2>&1
        times+=("$(awk -v ms=$(($(now_ms) - from)) 'BEGIN { printf "%.2f", ms / 1000 }')")
    done
    report "$label" s "$goal" "${times[@]}"
}

bench_import() {
    three_imports penduduk "import of 5,000 residents, validation and ledger included" "<= 3" \
        "$ROOT/../shared/data/opensid/penduduk-templat-opensid-5000.xlsx"
}

bench_opensid() {
    three_imports opensid "import of an OpenSID dump of 10,020 residents, history and ledger included" "<= 10" \
        "$ROOT/../shared/data/opensid/opensid-v2410-10k.sql.gz"
}

# The first start makes the world; what serves afterwards is measured.
settled_demo_server() {
    demo_server
    stop_servers
    demo_server
}

bench_preview() {
    local times
    settled_demo_server
    python3 "$ROOT/app/benches/pratinjau.py" "$BASE" "$DESA" 3 >/dev/null
    mapfile -t times < <(python3 "$ROOT/app/benches/pratinjau.py" "$BASE" "$DESA" 15)
    report "letter preview, warm" ms "<= 100" "${times[@]}"
    report "server with its Typst worker, after previews" MiB "<= 250" "$(rss_mib "$SERVER_PID")"
}

bench_signing() {
    local times
    demo_server
    mapfile -t times < <(python3 "$ROOT/app/benches/tandatangan.py" "$BASE" "$DESA" 15)
    report "electronic signature, passphrase to issued letter" ms "<= 200" "${times[@]}"
}

# The example world as a village has it: behind a proxy, which tells who asks.
proxied_server() {
    local port
    demo_server
    stop_servers
    rm -f "$WORK/contoh/contoh.balai"
    port=$(free_port)
    BASE="http://127.0.0.1:$port"
    start_server "$BASE/sehat" "$BALAI" serve --data "$WORK/contoh" --key "$WORK/contoh/contoh.kunci" \
        --listen "127.0.0.1:$port" --behind-proxy --base-url "$BASE"
}

# One address may ask thirty times a minute, so the load comes from many. Ends the example world for others.
bench_verification() {
    local rps=() p99=() token line _
    proxied_server
    token=$(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("select token from surat where keadaan = 4 and cara = 2").fetchone()[0])' \
        "$WORK/contoh/balai.db")
    for _ in 1 2 3; do
        line=$(WRK_SCRIPT="$ROOT/app/benches/alamat.lua" load "$BASE/v/$token" 6)
        rps+=("$(cut -d ' ' -f 1 <<<"$line")")
        p99+=("$(cut -d ' ' -f 3 <<<"$line")")
    done
    touch "$WORK/contoh/contoh.balai"
    report "verification page of one letter, asked from 120,000 addresses, requests a second" "" ">= 2000" "${rps[@]}"
    report "the same, p99" ms "-" "${p99[@]}"
}

bench_batch() {
    local rate rates=() memory=()
    settled_demo_server
    while read -r rate; do
        rates+=("$rate")
        memory+=("$(rss_mib "$SERVER_PID")")
    done < <(python3 -u "$ROOT/app/benches/kelompok.py" "$BASE" "$DESA" "${LETTERS:-500}")
    report "letters rendered, signed, judged and issued, in batches of 50" "letters/s" ">= 20" "${rates[@]}" || return 1
    report "server with its Typst workers, after the first batch" MiB "<= 250" "${memory[0]}"
    report "the same after ${#rates[@]} batches" MiB "<= 250" "${memory[-1]}"
}
