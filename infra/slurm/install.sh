#!/bin/bash
# install.sh [--check] [22.05] [24.11]: what site.sh needs; --check only says whether it is there. 22.05 is Debian 12's own; 24.11 is Debian 13's, in a chroot that is kept in the cache. Root, Debian 12.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/chroot.sh"
export DEBIAN_FRONTEND=noninteractive
packages="slurmctld slurmd slurmrestd slurm-client munge slurm-wlm-jwt-plugin"

say() { echo "install.sh: $1" >&2; exit 1; }
if [ "${1:-}" = --check ]; then
  for version in "${@:2}"; do case $version in 22.05) has_2205 ;; 24.11) has_2411 ;; *) false ;; esac || say "Slurm $version is not installed: infra/slurm/install.sh $version."; done
  exit 0
fi
[ "$(id -u)" = 0 ] || say "needs root."
command -v apt-get >/dev/null || say "needs Debian."

# Another run may be at it: one at a time. apt itself waits for others that hold its lock.
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
apt() { apt-get -o DPkg::Lock::Timeout=300 "$@"; }

for version in "${@:-22.05}"; do
  case $version in
  22.05)
    has_2205 && continue
    apt update -q
    # shellcheck disable=SC2086
    apt install -qy --no-install-recommends $packages
    ;;
  24.11)
    has_2411 && continue
    command -v debootstrap >/dev/null || { apt update -q; apt install -qy --no-install-recommends debootstrap; }
    mirror=$(sed -nE 's/^URIs: *([^ ]*\/debian)\/?( .*)?$/\1/p; s/^deb (\[[^]]*\] )?([^ ]*\/debian)\/? .*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2>/dev/null | head -1)
    # Made beside, renamed into place: what is there is whole.
    rm -rf --one-file-system "$root.new"
    debootstrap --variant=minbase trixie "$root.new" "${mirror:-http://deb.debian.org/debian}"
    printf '#!/bin/sh\nexit 101\n' >"$root.new/usr/sbin/policy-rc.d"
    chmod +x "$root.new/usr/sbin/policy-rc.d"
    cp /etc/resolv.conf /etc/hosts "$root.new/etc/"
    for conf in /etc/apt/apt.conf.d/*prox*; do [ ! -f "$conf" ] || cp "$conf" "$root.new/etc/apt/apt.conf.d/"; done
    # shellcheck disable=SC2086
    root=$root.new inside sh -c "apt-get update -q && apt-get install -qy --no-install-recommends $packages && apt-get clean"
    mv "$root.new" "$root"
    ;;
  *) say "knows 22.05 and 24.11, not '$version'." ;;
  esac
done
