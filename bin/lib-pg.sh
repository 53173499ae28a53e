# shellcheck shell=bash
# A throw-away PostgreSQL for tests: own data directory, unix socket only, nothing kept.
# Sourced after lib.sh by bin/test and bin/pg.

PG_DIR=""
PG_PID=""

# The newest server on this machine; Debian keeps its programs out of PATH.
pg_bin() {
    local dir
    dir=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    if [[ -x $dir/initdb && -x $dir/postgres ]]; then
        printf '%s' "$dir"
    elif command -v initdb >/dev/null && command -v postgres >/dev/null; then
        dirname "$(command -v initdb)"
    else
        return 1
    fi
}

# PostgreSQL refuses to run as root.
pg_user_prefix() {
    ((EUID == 0)) || return 0
    local user
    for user in postgres nobody; do
        if id "$user" >/dev/null 2>&1; then
            printf '%s\n' --reuid="$user" --regid="$(id -g "$user")" --clear-groups
            return 0
        fi
    done
    fail "PostgreSQL must not run as root, and this machine has neither a user 'postgres' nor 'nobody'."
}

# pg_start [OPTION...]: sets PG_DIR and PG_PID and exports BALAI_TEST_PG; options go to the server. The caller
# traps EXIT with pg_stop.
pg_start() {
    local bin prefix=() locale=(--locale=C.UTF-8)
    bin=$(pg_bin) || fail "no PostgreSQL server found (initdb, postgres). Run bin/setup test; the tests on PostgreSQL are never left out."
    mapfile -t prefix < <(pg_user_prefix)
    # Not TMPDIR: the server's user must be able to enter it, and a socket path is at most 107 bytes.
    PG_DIR=$(mktemp -d /tmp/balai-pg.XXXXXX)
    if ((${#prefix[@]})); then
        chown "${prefix[0]#--reuid=}" "$PG_DIR"
    fi
    # A linguistic default order, so that a text column without COLLATE "C" shows itself.
    if "$bin/initdb" --help | grep -q -- --icu-locale; then
        locale+=(--locale-provider=icu --icu-locale=id)
    fi
    (cd / && setpriv "${prefix[@]}" "$bin/initdb" -D "$PG_DIR/data" -U balai --auth=trust \
        -E UTF8 --no-sync "${locale[@]}") >"$TARGET/pg-init.log" 2>&1 ||
        fail "initdb failed; see $TARGET/pg-init.log."
    # Dies with this script, even by kill -9: no server is left behind.
    setpriv "${prefix[@]}" --pdeathsig INT "$bin/postgres" -D "$PG_DIR/data" -k "$PG_DIR" \
        -c listen_addresses= -c unix_socket_permissions=0700 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
        -c max_connections=300 -c shared_buffers=64MB -c autovacuum=off "$@" \
        >"$TARGET/pg.log" 2>&1 &
    PG_PID=$!
    local i
    for ((i = 0; i < 150; i++)); do
        if "$bin/pg_isready" -q -h "$PG_DIR"; then
            export BALAI_TEST_PG="postgres://balai@localhost/postgres?host=$PG_DIR"
            return 0
        fi
        kill -0 "$PG_PID" 2>/dev/null || fail "PostgreSQL ended at once; see $TARGET/pg.log."
        sleep 0.2
    done
    fail "PostgreSQL did not answer within 30 seconds; see $TARGET/pg.log."
}

pg_stop() {
    if [[ -n $PG_PID ]]; then
        kill -QUIT "$PG_PID" 2>/dev/null || true
        wait "$PG_PID" 2>/dev/null || true
        PG_PID=""
    fi
    if [[ -n $PG_DIR ]]; then
        rm -rf "$PG_DIR"
        PG_DIR=""
    fi
}
