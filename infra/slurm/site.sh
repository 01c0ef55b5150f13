#!/bin/bash
# A real Slurm on this machine, whole in one folder, beside any number of others: own ports, key, users' tokens, state. Root.
#   site.sh up <folder> <22.05|24.11> [--owner <pid>]   brings it up; <folder> must be under /tmp. It goes down by itself when the owner is gone.
#   site.sh down <folder>                              stops what it started, by its own pid files; the folder stays
#   site.sh run <folder> <command> …                   scontrol, sinfo, … of that Slurm
#   site.sh stop|kill|start <folder> <daemon>          slurmctld, or the slurmd of a node (gpu01); kill is kill -9
# It writes <folder>/env: SLURM_REST, SLURM_SOCKET, SLURM_USER (whose jobs they are, and its SLURM_JWT), SLURM_OTHER (somebody else).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/chroot.sh"

nodes=(cpu01 cpu02 gpu01 gpu02 npu01 npu02)
# Users that every Debian has, under the same number also in the chroot: nothing is added to this machine. The network's jobs run as the first.
user=games other=news

say() { echo "site.sh: $1" >&2; exit 1; }
[ "$(id -u)" = 0 ] || say "needs root."
[ $# -ge 2 ] || say "see its first lines."
action=$1 dir=$(realpath -m "$2")
case $dir in /tmp/?*) ;; *) say "the folder must be under /tmp, which the chroot shares: '$dir'." ;; esac
shift 2
export SLURM_CONF=$dir/etc/slurm.conf
case $action in up) ;; *) [ -s "$dir/version" ] || say "there is no Slurm in $dir." ;; esac

# Whoever called must not wait for daemons that hold on to its output.
quiet() { "$@" >>"$dir/log/start.log" 2>&1 </dev/null; }
# Runs in the world of this Slurm: this machine, or the chroot.
world() { if [ "$(cat "$dir/version")" = 24.11 ]; then inside "$@"; else "$@"; fi; }

# A killed daemon may stay as a zombie where nobody reaps: that is gone, too.
# Daemons remove their own pid files when they end.
alive() { local pid; pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] && [ -r "/proc/$pid/status" ] && ! grep -q '^State:.[ZX]' "/proc/$pid/status" 2>/dev/null; }
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
as() { setpriv --reuid="$1" --regid="$(id -g "$1")" --clear-groups env HOME=/ "${@:2}"; }
# until_true <seconds> <command>
until_true() { local i; for ((i = 0; i < $1 * 20; i++)); do "${@:2}" && return; sleep 0.05; done; return 1; }

# end <pid file> [signal]
end() {
  alive "$1" || { rm -f "$1"; return 0; }
  local pid
  pid=$(cat "$1")
  kill -s "${2:-TERM}" "$pid" 2>/dev/null || true
  gone() { [ ! -r "/proc/$1/status" ] || grep -q '^State:.[ZX]' "/proc/$1/status" 2>/dev/null; }
  until_true 10 gone "$pid" || kill -s KILL "$pid" 2>/dev/null || true
  until_true 5 gone "$pid"
  rm -f "$1"
}

settle_ports() {
  # Eight in a row, below the range from which the kernel gives out ports for connections.
  local tries base i
  for ((tries = 0; tries < 50; tries++)); do
    base=$((20000 + (RANDOM * 32768 + RANDOM) % 1500 * 8))
    for ((i = 0; i < 8; i++)); do ! listens $((base + i)) || continue 2; done
    echo "$base" >"$dir/port"
    return
  done
  say "no free ports."
}

configure() {
  local version=$1 base i name
  base=$(cat "$dir/port")
  name=cn$(basename "$dir" | tr -cd 'a-z0-9' | tail -c 12)
  local words=(-e "s#@NAME@#$name#g" -e "s#@DIR@#$dir#g" -e "s#@HOST@#$(hostname -s)#g" -e "s#@PORT@#$base#g" -e "s#@USER@#$user#g")
  for i in 1 2 3 4 5 6; do words+=(-e "s#@P$i@#$((base + 1 + i))#g"); done
  if [ "$version" = 22.05 ]; then words+=(-e 's/\t# 22.05$//'); else words+=(-e '/\t# 22.05$/d'); echo 'CgroupPlugin=disabled' >"$dir/etc/cgroup.conf"; fi
  sed "${words[@]}" "$here/slurm.conf" >"$dir/etc/slurm.conf"
  sed "${words[@]}" "$here/gres.conf" >"$dir/etc/gres.conf"
}

start_munge() {
  alive "$dir/pid/munge" && return
  quiet world setpriv --reuid=munge --regid=munge --clear-groups munged --force --key-file="$dir/munge/key" --socket="$dir/munge/sock" \
    --pid-file="$dir/munge/pid" --log-file="$dir/munge/log" --seed-file="$dir/munge/seed"
  until_true 10 test -s "$dir/munge/pid"
  cp "$dir/munge/pid" "$dir/pid/munge"
}

# It forks before it has understood all of its configuration: only the port tells.
start_slurmctld() {
  alive "$dir/pid/slurmctld" && return
  quiet world slurmctld -f "$SLURM_CONF" || return 1
  until_true 20 listens "$(cat "$dir/port")" || { tail -3 "$dir/log/slurmctld.log" >&2; return 1; }
}

start_node() { alive "$dir/pid/slurmd-$1" || quiet world slurmd -f "$SLURM_CONF" -N "$1"; }

# Neither root nor SlurmUser. JWT over TCP wants to be told that it does not act for one user only; the socket serves the user that it runs as.
start_rest() {
  local port=$(($(cat "$dir/port") + 1)) plugin=openapi/slurmctld
  [ "$(cat "$dir/version")" = 24.11 ] || plugin=openapi/v0.0.38
  if ! alive "$dir/pid/rest"; then
    world setpriv --reuid=nobody --regid=nogroup --clear-groups env SLURM_JWT=daemon SLURM_CONF="$SLURM_CONF" slurmrestd -f "$SLURM_CONF" -a rest_auth/jwt -s $plugin "127.0.0.1:$port" \
      >"$dir/log/rest.log" 2>&1 </dev/null &
    echo $! >"$dir/pid/rest"
  fi
  if ! alive "$dir/pid/rest-socket"; then
    rm -f "$dir/sock/slurmrestd"
    world setpriv --reuid=$user --regid="$(id -g $user)" --clear-groups env SLURM_CONF="$SLURM_CONF" slurmrestd -f "$SLURM_CONF" -a rest_auth/local -s $plugin "unix:$dir/sock/slurmrestd" \
      >"$dir/log/rest-socket.log" 2>&1 </dev/null &
    echo $! >"$dir/pid/rest-socket"
  fi
  until_true 20 listens "$port" && until_true 20 test -S "$dir/sock/slurmrestd"
}

nodes_up() { [ "$(world sinfo -h -N -o '%N %T' 2>/dev/null | sort -u | grep -cE ' (idle|mixed|allocated)$')" -ge ${#nodes[@]} ]; }

prepare() {
  mkdir -p "$dir"/{etc,log,pid,state,spool,jobs,dev,munge,sock}
  chmod 755 "$dir"
  echo "$1" >"$dir/version"
  chown slurm: "$dir/log" "$dir/state" "$dir/pid"
  chown $user: "$dir/jobs" "$dir/sock"
  # The chroot's slurm has the same number (Debian's own), its munge need not: world asks.
  local munge
  munge=$(world id -u munge)
  chown "$munge" "$dir/munge"
  (umask 077; head -c 128 /dev/urandom >"$dir/munge/key"; head -c 32 /dev/urandom >"$dir/etc/jwt.key")
  chown "$munge" "$dir/munge/key"
  chown slurm: "$dir/etc/jwt.key"
  for i in 0 1 2 3 4 5 6 7; do [ -c "$dir/dev/nvidia$i" ] || mknod "$dir/dev/nvidia$i" c 1 3; done
}

down() {
  local f
  for f in "$dir"/pid/rest* "$dir"/pid/slurmctld "$dir"/pid/slurmd-* "$dir"/pid/munge; do [ ! -e "$f" ] || end "$f"; done
  # What jobs left running, by the folder that only this Slurm's steps name.
  for f in /proc/[0-9]*; do
    [ "$(tr '\0' '\n' 2>/dev/null <"$f/environ" | grep -c "^SLURM_CONF=$SLURM_CONF$")" = 0 ] || [ "${f#/proc/}" = $$ ] || [ "${f#/proc/}" = "$BASHPID" ] || [ "${f#/proc/}" = "${keeper:-0}" ] || kill -s KILL "${f#/proc/}" 2>/dev/null || true
  done
}

token() { world scontrol token username="$1" lifespan=86400 | cut -d= -f2; }

case $action in
up)
  version=${1:?which version}
  case $version in
  22.05) has_2205 || say "22.05 is not installed: install.sh 22.05." ;;
  24.11) has_2411 || say "24.11 is not installed: install.sh 24.11." ;;
  *) say "knows 22.05 and 24.11, not '$version'." ;;
  esac
  prepare "$version"
  for attempt in 1 2 3; do
    settle_ports
    configure "$version"
    start_munge
    start_slurmctld && break
    [ $attempt != 3 ] || say "slurmctld does not come up, see $dir/log."
    end "$dir/pid/slurmctld"
  done
  for node in "${nodes[@]}"; do mkdir -p "$dir/spool/$node"; start_node "$node"; done
  start_rest || say "slurmrestd does not come up, see $dir/log."
  until_true 60 nodes_up || say "not all nodes come up, see $dir/log."
  (
    umask 077
    printf 'SLURM_CONF=%s\nSLURM_REST=http://127.0.0.1:%s\nSLURM_SOCKET=%s\nSLURM_USER=%s\nSLURM_JWT=%s\nSLURM_OTHER=%s\nSLURM_OTHER_JWT=%s\n' \
      "$SLURM_CONF" "$(($(cat "$dir/port") + 1))" "$dir/sock/slurmrestd" $user "$(token $user)" $other "$(token $other)" >"$dir/env"
  )
  if [ "${2:-}" = --owner ]; then
    # shellcheck disable=SC2016
    setsid bash -c 'while [ -e "/proc/$1" ]; do sleep 1; [ -d "$3" ] || exit; done; "$2" down "$3"; rm -rf "$3"' keeper "$3" "$here/site.sh" "$dir" >/dev/null 2>&1 </dev/null &
  fi
  ;;
down) down ;;
run) world "$@" ;;
stop | kill)
  [ "$action" = stop ] && signal=TERM || signal=KILL
  case $1 in slurmctld) end "$dir/pid/slurmctld" $signal ;; *) end "$dir/pid/slurmd-$1" $signal ;; esac
  ;;
start) case $1 in slurmctld) start_slurmctld ;; *) start_node "$1" ;; esac ;;
*) say "does not know '$action'." ;;
esac
