# One member of a gang. Above stand each (devices of a member; 0: cores), keeps (where checkpoints lie; empty: none) and start() (becomes the program);
# out, folder and seen (checkpoints asked for before this attempt) come from the batch script.
umask 077
index=${SLURM_PROCID:-0}
exec >"$out/member-$index.log" 2>&1 </dev/null
work=$(mktemp -d "${TMPDIR:-/tmp}/computenet-XXXXXXXX") || exit 125
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" "$work/tmp" && cd "$work/home" || exit 125
checkpoint=
if [ -n "$keeps" ]; then
    checkpoint=$keeps/$index
    mkdir -p "$checkpoint" || exit 125
fi

# Slurm gives a node's devices to all members on it; each takes its own.
set --
if [ "$each" -gt 0 ]; then
    first=$((${SLURM_LOCALID:-0} * each + 1))
    for name in CUDA_VISIBLE_DEVICES ROCR_VISIBLE_DEVICES ASCEND_RT_VISIBLE_DEVICES; do
        eval "all=\${$name:-}"
        [ -z "$all" ] || set -- "$@" "$name=$(echo "$all" | cut -d, -f"$first-$((first + each - 1))")"
    done
fi

# The adapter asks for a checkpoint by a rising number in a file: slurmrestd 22.05 can only signal every process of a job at once, also those that would die
# of it. So the number is looked at here, and a program that does not handle the signal gets none. Raw sample: SigCgt:	0000000000000200
catches() {
    mask=$(sed -n 's/^SigCgt:[[:space:]]*.*\(....\)$/\1/p' "/proc/$1/status" 2>/dev/null)
    [ -n "$mask" ] && [ $((0x$mask & 0x200)) -ne 0 ]
}

listen() {
    # A program that does not handle it yet gets it when it does.
    while sleep 1; do
        asked=$(cat "$folder/checkpoint" 2>/dev/null || echo 0)
        if [ "$asked" -gt "$seen" ] && catches "$1"; then
            seen=$asked
            kill -s USR1 "$1"
        fi
    done
}

start "$@" &
child=$!
# Slurm signals every process of the job itself; this one only notes it and waits for the program to end.
trap ': >"$out/told-$index"' TERM
listener=
if [ -n "$keeps" ]; then
    listen "$child" &
    listener=$!
fi
while :; do
    wait "$child"
    status=$?
    kill -0 "$child" 2>/dev/null || break
done
wait "$child"
last=$?
[ "$last" -ne 127 ] && status=$last
[ -z "$listener" ] || kill -s KILL "$listener" 2>/dev/null
echo "$status $(date +%s)" >"$out/exit-$index"
exit "$status"
