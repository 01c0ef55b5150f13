# Where Debian 13 lies and how to run something in it; sourced by install.sh and site.sh.
cache=${COMPUTENET_SLURM_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/computenet/slurm}
root=$cache/trixie

has_2205() { command -v slurmctld >/dev/null && command -v slurmrestd >/dev/null && command -v munged >/dev/null && compgen -G '/usr/lib/*/slurm*/auth_jwt.so' >/dev/null && slurmctld -V | grep -q ' 22\.05\.'; }
has_2411() { [ -x "$root/usr/sbin/slurmctld" ]; }

# inside <command>: in the chroot, with this machine's /tmp at the same path. The mounts are in a name space of their own: they end with the
# processes, and nothing of them is to be seen outside.
inside() {
  unshare --mount --propagation private sh -c '
    root=$1; shift
    mount --rbind /proc "$root/proc" && mount --rbind /sys "$root/sys" && mount --rbind /dev "$root/dev" && mount --rbind /tmp "$root/tmp" || exit 125
    exec chroot "$root" "$@"' inside "$root" "$@"
}
