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
    done < <(python3 "$ROOT/app/benches/kabupaten.py" "http://127.0.0.1:$port" 3327012001 "${TIMES:-15}")
    stop_servers
}

# The goal of a page; first openings have one only where it was promised.
goal_of() {
    case $1 in
    "NIK to its resident") echo "<= 5" ;;
    "misspelt name search" | "resident list") echo "<= 20" ;;
    "statistics, all breakdowns, first") echo "<= 150" ;;
    "statistics, all breakdowns") echo "<= 10" ;;
    "monthly report") echo "<= 300" ;;
    "register as of last 1 January") echo "<= 500" ;;
    *) echo - ;;
    esac
}

slow_regency() {
    local villages said
    for villages in 1 17 211; do
        said=$(filled "$villages" $((villages * 7109)))
        report "filling $villages villages, residents a second" "" ">= 10000" \
            "$(sed -n 's/.*detik: \([0-9]*\) orang per detik.*/\1/p' <<<"$said")"
        report "the same, bytes per resident" "" - "$(sed -n 's/^\([0-9.]*\) byte per orang.*/\1/p' <<<"$said" | tr -d .)"
        measured "$villages"
        [[ $villages == 211 ]] || rm -rf "$WORK/kabupaten-$villages"
    done
}
