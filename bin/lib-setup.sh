# shellcheck shell=bash
# What this machine lacks, and how it gets it. Sourced after lib.sh by bin/setup.

MISSING=()

# want COMMAND PACKAGE...: the packages go on the list when the command is absent.
want() {
    local cmd=$1
    shift
    command -v "$cmd" >/dev/null 2>&1 || MISSING+=("$@")
}

os_id() { (. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}") || true; }

want_build() {
    # A compiler without the C library's headers is the usual half install.
    if ! printf '#include <stdlib.h>\n' | cc -E -x c - >/dev/null 2>&1; then
        MISSING+=(gcc libc6-dev)
    fi
    want pkg-config pkg-config
    want node nodejs
    want npm npm
    want setpriv util-linux
    if ! command -v cargo >/dev/null 2>&1; then
        want curl curl
        [[ -e /etc/ssl/certs/ca-certificates.crt ]] || MISSING+=(ca-certificates)
    fi
}

want_test() {
    pg_bin >/dev/null || MISSING+=(postgresql)
    # The server alone, without a service that starts with the machine.
    [[ -x /usr/sbin/mariadbd ]] || want mariadbd mariadb-server-core
    want mariadb mariadb-client-core
    want pdfsig poppler-utils
    want qpdf qpdf
    want certutil libnss3-tools
    want zbarimg zbar-tools
    want openssl openssl
    want ip iproute2
    want curl curl
    # Debian ships the venv module without ensurepip unless python3-venv is there.
    python3 -c 'import ensurepip, venv' 2>/dev/null || MISSING+=(python3 python3-venv)
    if ! find_chromium >/dev/null && [[ $(os_id) == debian ]]; then
        MISSING+=(chromium chromium-driver)
    fi
}

want_bench() {
    want wrk wrk
    want curl curl
    want python3 python3
    want pgrep procps
}

# The path of a browser that starts, or nothing. On Ubuntu `chromium-browser` may be a note that
# points to a snap, so a path alone proves nothing.
find_chromium() {
    local candidate path
    for candidate in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
        path=$(command -v "$candidate" 2>/dev/null) || continue
        if [[ $(os_id) == debian ]] || "$path" --version >/dev/null 2>&1; then
            printf '%s' "$path"
            return 0
        fi
    done
    return 1
}

may_install() {
    [[ -z ${BALAI_NO_INSTALL:-} ]] || return 1
    command -v apt-get >/dev/null 2>&1 || return 1
    ((EUID == 0)) || sudo -n true 2>/dev/null
}

install_missing() {
    ((${#MISSING[@]})) || return 0
    local list="${MISSING[*]}" as_root=()
    if ! command -v apt-get >/dev/null 2>&1; then
        fail "these are missing, and this system has no apt-get; install them your system's way: $list"
    fi
    if ! may_install; then
        say "These packages are missing: $list"
        say "Install them with this one command, then start again:"
        say ""
        say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $list"
        exit 1
    fi
    ((EUID == 0)) || as_root=(sudo -n)
    as_root+=(env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1)
    say "Installing by apt: $list"
    # Old package lists may still do; a failed install below is the one that counts.
    "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update >&2 || say "apt-get update failed; trying with the lists at hand."
    "${as_root[@]}" apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "${MISSING[@]}" >"$TARGET/apt.log" 2>&1 ||
        fail "apt-get could not install: $list. Its last words: $(tail -n 3 "$TARGET/apt.log" | tr '\n' ' ') (all in $TARGET/apt.log)"
}

RUST_FLOOR=1.94

toolchain_channel() { sed -n 's/^channel *= *"\(.*\)"/\1/p' "$ROOT/rust-toolchain.toml"; }

# True when `rustc` answers here without a download and is new enough.
rust_is_good() {
    local version
    version=$(RUSTUP_AUTO_INSTALL=0 rustc --version 2>/dev/null | awk '{ print $2 }') || return 1
    [[ -n $version ]] || return 1
    [[ $(printf '%s\n' "$RUST_FLOOR" "$version" | sort -V | head -n 1) == "$RUST_FLOOR" ]]
}

# rust_ready COMPONENT...: prints nothing when all is well; otherwise fetches what the build needs.
rust_ready() {
    local channel component
    channel=$(toolchain_channel)
    if ! command -v cargo >/dev/null 2>&1 || { ! command -v rustup >/dev/null 2>&1 && ! rust_is_good; }; then
        install_rustup
    fi
    if ! rust_is_good; then
        install_toolchain "$channel"
    fi
    for component in "$@"; do
        "cargo-$component" --version >/dev/null 2>&1 && continue
        rustup component add --toolchain "$channel" "${component/fmt/rustfmt}" >&2 ||
            fail "cargo $component is missing. Install it: rustup component add rustfmt clippy"
    done
}

install_rustup() {
    if [[ -n ${BALAI_NO_INSTALL:-} ]]; then
        say "Rust $RUST_FLOOR or newer is missing. Install it with this one command, then start again:"
        say ""
        say "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal"
        exit 1
    fi
    say "Installing Rust by rustup into ${CARGO_HOME:-$HOME/.cargo}"
    local script="$TARGET/rustup-init.sh"
    curl --proto '=https' --tlsv1.2 --retry 3 -sSf https://sh.rustup.rs -o "$script" ||
        fail "Rust $RUST_FLOOR or newer is missing and https://sh.rustup.rs cannot be reached. Connect to the internet and start again, or install Rust yourself."
    sh "$script" -y -q --profile minimal --default-toolchain none --no-modify-path >&2 ||
        fail "rustup could not be installed; its words stand above."
    hash -r
}

install_toolchain() {
    local channel=$1
    if [[ -n ${BALAI_NO_INSTALL:-} ]]; then
        say "Rust $channel is missing. Fetch it with this one command, then start again:"
        say ""
        say "  rustup toolchain install $channel --profile minimal --component rustfmt --component clippy"
        exit 1
    fi
    say "Fetching Rust $channel"
    rustup toolchain install "$channel" --profile minimal --component rustfmt --component clippy >&2 ||
        fail "Rust $channel is not on this machine and cannot be fetched. Connect to the internet and start again, or choose one that is here with RUSTUP_TOOLCHAIN=... (need $RUST_FLOOR or newer; you have: $(rustup toolchain list | tr '\n' ' '))."
}

VENV="$ROOT/.venv"

# pyHanko judges our signatures from outside; its whole tree is pinned in bin/pyhanko.txt.
python_ready() {
    local stamp="$VENV/.balai-requirements"
    if cmp -s "$stamp" "$ROOT/bin/pyhanko.txt" && "$VENV/bin/python" -c '' 2>/dev/null; then
        return 0
    fi
    say "Installing pyHanko into .venv"
    python3 -m venv --clear "$VENV" >&2
    "$VENV/bin/pip" install --quiet --no-input --disable-pip-version-check \
        -r "$ROOT/bin/pyhanko.txt" >&2 ||
        fail "pyHanko could not be installed from PyPI. Connect to the internet and start again."
    cp "$ROOT/bin/pyhanko.txt" "$stamp"
}

BROWSER_TESTS="$ROOT/app/tests/browser"

# What drives the browser in tests; the browser itself comes from the system.
browser_ready() {
    local stamp="$BROWSER_TESTS/node_modules/.balai-lock"
    cmp -s "$stamp" "$BROWSER_TESTS/package-lock.json" && return 0
    say "Installing the browser's driver for tests"
    npm --prefix "$BROWSER_TESTS" ci --ignore-scripts --no-audit --no-fund --silent >&2 ||
        fail "The browser's driver could not be installed from npm. Connect to the internet and start again."
    cp "$BROWSER_TESTS/package-lock.json" "$stamp"
}
