#!/usr/bin/env bash
# Another QGIS than this system's, in a chroot of the Debian that has it: chroot.sh VERSION [COMMAND...]
# Makes the chroot where it is missing and runs the command in it. The checkout, the engine's environment and the real
# data are there at their own paths; build/qgis-VERSION stands in for build/. What else is written is gone afterwards, and
# so is every process and every mount: they live in namespaces of their own.
set -euo pipefail
version=${1:-} command=("${@:2}")
set --
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. development/setup.sh

CHROOTS=${LANDPRINT_CHROOTS:-/var/cache/landprint}
CHROOT_PACKAGES=qgis,python3-qgis,ca-certificates,xvfb,xauth,xdotool,fonts-open-sans
BASE=$CHROOTS/qgis-$version
BUILD=build/qgis-$version

find_suite() { # the Debian that has this QGIS
    case $version in
        3.40) echo trixie ;;
        3.44) echo forky ;;
        *) stop "There is no chroot with QGIS '$version': it can be 3.40 or 3.44." ;;
    esac
}

# The mirror of Debian that this machine is set up with.
find_mirror() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1
}

make_chroot() ( # a process of its own, which holds the lock
    local suite stamp mirror packed
    suite=$(find_suite)
    stamp="$suite $CHROOT_PACKAGES 1"
    mkdir -p "$CHROOTS"
    exec 9>"$BASE.lock"
    flock 9
    [ "$(cat "$BASE/landprint-stamp" 2>/dev/null)" = "$stamp" ] && return
    install_packages mmdebstrap
    mirror=${DEBIAN_MIRROR:-$(find_mirror)}
    if [ -z "$mirror" ]; then apt-get update -q; mirror=$(find_mirror); fi
    [ -n "$mirror" ] || stop "apt knows no mirror of Debian here: name one in DEBIAN_MIRROR."
    say "Making $BASE with QGIS $version (once; 400 MB to download, 1.7 GB on disk)"
    rm -rf --one-file-system "$BASE"
    # apt in the chroot fetches as apt does here: through a proxy, from a mirror that stands still.
    apt-config dump | grep '^Acquire::' | grep -vE '^Acquire::(IndexTargets|Languages)' >"$BASE.apt.conf"
    mmdebstrap --quiet --mode=root --variant=minbase --format=directory --include="$CHROOT_PACKAGES" \
        --aptopt="$BASE.apt.conf" --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
        --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' "$suite" "$BASE" "deb $mirror $suite main"
    packed=$(dpkg-query --admindir="$BASE/var/lib/dpkg" -W -f '${source:Upstream-Version}' qgis)
    case $packed in
        "$version".*) echo "$stamp" >"$BASE/landprint-stamp" ;;
        *) stop "Debian's $suite has QGIS $packed by now and not $version: development/chroot.sh is to name another suite." ;;
    esac
)

# Packages for the chroot's Python, by the pip outside: it has this machine's settings and certificates.
install_test_packages() {
    local python=$BUILD/qgis-venv stamp
    stamp="$python/landprint-$(checksum development/requirements-qgis.txt "$BASE/landprint-stamp")"
    [ -e "$stamp" ] && return
    say "Installing development/requirements-qgis.txt into $python"
    rm -rf "$python"
    enter python3 -m venv --system-site-packages --without-pip build/qgis-venv
    local packages; packages=$(echo "$python"/lib/python3*/site-packages)
    "$ENGINE_ENVIRONMENT/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
        --python-version "$(basename "$(dirname "$packages")" | tr -d a-z)" --target "$packages" \
        -r development/requirements-qgis.txt
    touch "$stamp"
}

enter() { # COMMAND...: runs it in the chroot
    mkdir -p "$BUILD/link" "$BUILD/runtime" build/demo
    chmod 700 "$BUILD/runtime"
    ln -sfn ../.. "$BUILD/link/landprint"
    LANDPRINT_DATA=$(readlink -f "${LANDPRINT_DATA:-../shared}") \
        unshare --mount --pid --fork --kill-child --propagation private bash -euc \
        "$(declare -f bind mount_tree); mount_tree \"\$@\"" bash "$CHROOTS" "$BASE" "$BUILD" "$ENGINE_ENVIRONMENT" "$@" <&0 &
    # unshare waits with every signal blocked; when it is killed, all that runs in its namespaces is too.
    trap "kill -KILL $! 2>/dev/null || true" EXIT
    wait $!
}

bind() { # SOURCE TARGET
    if [ -d "$1" ]; then mkdir -p "$2"; else mkdir -p "$(dirname "$2")"; touch "$2"; fi
    mount --bind "$1" "$2"
}

mount_tree() { # CHROOTS BASE BUILD ENVIRONMENT COMMAND...
    local tree=$1/tree base=$2 build=$3 environment python prefix stdlib
    environment=$(readlink -f "$4")
    shift 4
    mkdir -p "$tree"
    mount -t tmpfs tmpfs "$tree"
    mkdir "$tree/upper" "$tree/work" "$tree/root" "$tree/bin"
    mount -t overlay overlay -o "lowerdir=$base,upperdir=$tree/upper,workdir=$tree/work" "$tree/root"
    mount -t proc proc "$tree/root/proc"
    mount --rbind /dev "$tree/root/dev"
    mount --rbind /sys "$tree/root/sys"
    mount --bind /tmp "$tree/root/tmp"
    bind "$PWD" "$tree/root$PWD"
    bind "$PWD/$build" "$tree/root$PWD/build"
    bind "$PWD/build/demo" "$tree/root$PWD/build/demo"
    [ ! -d /etc/ssl/certs ] || bind /etc/ssl/certs "$tree/root/etc/ssl/certs"  # what this machine trusts, its proxy too
    [ ! -d "$LANDPRINT_DATA" ] || bind "$LANDPRINT_DATA" "$tree/root$LANDPRINT_DATA"
    # The engine's environment is a link to a Python of this system, of which the chroot may have another under that name.
    if [ -d "$environment" ]; then
        python=$(readlink -f "$environment/bin/python")
        { read -r prefix; read -r stdlib; } < <("$environment/bin/python" -c \
            'import sys, sysconfig; print(sys.base_prefix); print(sysconfig.get_path("stdlib"))')
        bind "$environment" "$tree/root$environment"
        cp -a "$environment/bin/." "$tree/bin/"
        ln -sf "$python" "$tree/bin/python"
        ln -sf "$python" "$tree/bin/python3"
        mount --bind "$tree/bin" "$tree/root$environment/bin"
        if [ "$prefix" != /usr ]; then bind "$prefix" "$tree/root$prefix"
        elif [ ! -e "$tree/root$python" ]; then bind "$python" "$tree/root$python"; bind "$stdlib" "$tree/root$stdlib"; fi
    fi
    # Not by exec: xvfb-run would be process 1, to which no X server says that it is ready.
    chroot "$tree/root" env -C "$PWD" "$@"
    return
}

find_suite >/dev/null
[ "$(id -u)" = 0 ] || stop "QGIS $version runs in a chroot here, and that needs root: run this again as root."
make_chroot
install_test_packages
[ ${#command[@]} = 0 ] || enter "${command[@]}"
