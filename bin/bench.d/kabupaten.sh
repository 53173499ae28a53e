# shellcheck shell=bash
# A regency in one database: what it costs to fill, and that a village's pages do not pay for its neighbours.

# filled VILLAGES PEOPLE [DATABASE]: makes the villages; prints what the command says.
filled() {
    local data="$WORK/kabupaten-$1" url=${3:-}
    rm -rf "$data"
    "$BALAI" generate --villages "$1" --penduduk "$2" --data "$data" ${url:+--database "$url"}
}

# measured VILLAGES [DATABASE]: serves them, and reports the pages of the first.
measured() {
    local villages=$1 url=${2:-} port name ms engine=SQLite
    [[ -z $url ]] || engine=PostgreSQL
    port=$(free_port)
    start_server "http://127.0.0.1:$port/sehat" "$BALAI" demo --data "$WORK/kabupaten-$villages" \
        ${url:+--database "$url"} --listen "127.0.0.1:$port"
    while IFS=$'\t' read -r name ms; do
        report "$name, 1 of $villages villages, $engine" ms "$(goal_of "$name")" "$ms"
    done < <(python3 "$ROOT/app/benches/kabupaten.py" "http://127.0.0.1:$port" 3327012001 "${TIMES:-15}" "$villages")
    stop_servers
}

# The goal of a page; first openings have one only where it was promised.
goal_of() {
    case $1 in
    "NIK lookup") echo "<= 5" ;;
    "NIK in all villages" | "misspelt name in all villages") echo "<= 150" ;;
    "misspelt name search" | "resident list") echo "<= 20" ;;
    "statistics, all breakdowns, counted anew") echo "<= 150" ;;
    "statistics, all breakdowns") echo "<= 10" ;;
    "monthly report") echo "<= 300" ;;
    "register as of last 1 January") echo "<= 500" ;;
    *) echo - ;;
    esac
}

# regency [pg]: fills and serves 1, 17 and 211 villages, each in a database of its own.
regency() {
    local villages said url engine=SQLite
    [[ -z ${1:-} ]] || engine=PostgreSQL
    for villages in 1 17 211; do
        url=""
        if [[ -n ${1:-} ]]; then
            pg_ask postgres "create database kabupaten_$villages"
            url="postgres://balai@localhost/kabupaten_$villages?host=$PG_DIR"
        fi
        said=$(filled "$villages" $((villages * 7109)) "$url")
        report "filling $villages villages, residents a second, $engine" "" ">= 10000" \
            "$(sed -n 's/.*detik: \([0-9]*\) orang per detik.*/\1/p' <<<"$said")"
        if [[ -z $url ]]; then
            report "the same, bytes per resident" "" - "$(sed -n 's/^\([0-9.]*\) byte per orang.*/\1/p' <<<"$said" | tr -d .)"
        else
            # What a server does by itself within minutes.
            pg_ask "kabupaten_$villages" "vacuum analyze"
        fi
        measured "$villages" "$url"
        [[ $villages == 211 ]] || rm -rf "$WORK/kabupaten-$villages"
    done
}

slow_regency() { regency; }

slow_regency_pg() {
    trap 'stop_servers; pg_stop' EXIT
    pg_start -c autovacuum=on -c shared_buffers=512MB
    regency pg
}

pg_ask() { "$(pg_bin)/psql" -q -h "$PG_DIR" -U balai -d "$1" -c "$2"; }
