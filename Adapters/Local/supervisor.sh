#!/bin/sh
# Runs one gang member of one job and outlives the agent that started it. Usage: supervisor.sh <member directory>
#
# The directory holds `member`, written by the agent: settings, and a function start() that becomes the job's process. This script adds
#   pid          "<pid> <start time in ticks since boot> <boot id>": who watches over the member; never the pid alone, pids come back
#   job          the job's own process, in the same form
#   head, tail   the beginning and the end of the output
#   exit         "<exit status> <reason>", reason is exited, stopped or time-limit: written once, whole, when everything is over
# A file `stop` and SIGTERM ask it to end the job. It reads no input and inherits nothing from the job.

umask 077
cd "$1" || exit 1
exec </dev/null >supervisor.log 2>&1

job=
job_user=
asked=
reason=exited

kill_everything() {
    [ -n "$job" ] && kill -s KILL -- "-$job" 2>/dev/null
    # The member has this user for itself, so this finds what left the process group, too.
    [ -n "$job_user" ] && setpriv --reuid="$job_user" --regid="$job_user" --clear-groups sh -c 'kill -s KILL -- -1' 2>/dev/null
}

finish() {
    echo "$1 $2" >exit.new
    mv exit.new exit
    exit 0
}

trap 'asked=stopped' TERM
trap 'kill_everything' USR1

identity() {
    read -r stat <"/proc/$1/stat" || return 1
    read -r boot </proc/sys/kernel/random/boot_id
    pid=$1
    set -- ${stat##*) }
    echo "$pid ${20} $boot"
}

# Linking is atomic and fails when the name is there: of two supervisors of one member one goes on, and its pid is whole from the start.
identity $$ >"pid.$$"
ln "pid.$$" pid 2>/dev/null || { rm -f "pid.$$"; exit 0; }
rm -f "pid.$$"

. ./member

[ -e stop ] && finish 143 stopped

mkfifo -m 600 output
{
    head -c "$head_bytes" >head
    tail -c 65536 >tail
} <output &
logger=$!

# Whatever signals the agent's parents ignored (SIGPIPE, often), the job shall not. Older coreutils (before 8.31) cannot do that.
env_signals=
env --default-signal true 2>/dev/null && env_signals=--default-signal

start >output 2>&1 &
job=$!
identity "$job" >job.new && mv job.new job

# after <seconds> <signal> <pid>: a clock, which rings only while this script is there; later, the pid could be somebody else's. It is a session
# of its own, so that it can be ended together with its sleep: else the sleep would linger for the whole time limit.
clocks=
after() {
    setsid sh -c '
        sleep "$1"
        read -r stat </proc/$$/stat
        parent=${stat##*) ? }
        [ "${parent%% *}" = "$2" ] || exit
        [ "$3" = TERM ] && : >overtime
        kill -s "$3" "$4"
    ' clock "$1" $$ "$2" "$3" &
    clocks="$clocks $!"
}

after "$limit_seconds" TERM $$

while :; do
    wait "$job"
    status=$?
    # A signal ends the wait early: then the job is still there.
    kill -0 "$job" 2>/dev/null || break
    if [ -n "$asked" ] && [ "$reason" = exited ]; then
        reason=stopped
        [ -e overtime ] && reason=time-limit
        # Just after its start the job may not lead its group yet.
        kill -s TERM -- "-$job" 2>/dev/null || kill -TERM "$job" 2>/dev/null
        after "$grace_seconds" USR1 $$
    fi
done
# The job may have ended in the same moment as the signal came; then its status is still to be had, else this answers 127.
wait "$job"
last=$?
[ "$last" -ne 127 ] && status=$last

trap '' TERM USR1
kill_everything
# The logger ends with the last writer. One that escaped (without a user of its own that is possible) must not hold up the end.
after 2 KILL "$logger"
wait "$logger"
# First the process, so that it starts nothing more, then what it started.
for clock in $clocks; do
    kill -s KILL "$clock" 2>/dev/null
    kill -s KILL -- "-$clock" 2>/dev/null
done
rm -f output
finish "$status" "$reason"
