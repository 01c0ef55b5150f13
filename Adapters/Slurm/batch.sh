# One attempt of one job, on its first node. Above stand, as quoted words: folder (the job's, shared), restarts (how many of Slurm's own are allowed),
# steps (1: members run as tasks of a step), tasks, cpus (per task), member (the script of a member).
#
# It leaves in <folder>/attempt-N, N being Slurm's restart count, so that two copies of one job never write into the same file:
#   start          "<unix time> <nodes> <members>"
#   member-I.log   what member I wrote;  exit-I "<its exit status> <unix time>";  told-I: it was asked to end (SIGTERM)
#   end            "<exit status> <unix time>", whole, when all is over: the job's end outlives Slurm's memory of it, and tells of a copy that ran on
umask 077
attempt=${SLURM_RESTART_COUNT:-0}
mkdir -p "$folder" || exit 125
# One Slurm job runs for a key, whatever became of answers to a submit. Linking is atomic and fails when the name is there.
ln -s "$SLURM_JOB_ID" "$folder/claim" 2>/dev/null || [ "$(readlink "$folder/claim")" = "$SLURM_JOB_ID" ] || exit 0
# slurmrestd 22.05 takes "requeue": false for true; then this is what keeps the job from running again.
[ "$attempt" -le "$restarts" ] || exit 0
out=$folder/attempt-$attempt
mkdir "$out" || exit 125
printf '%s\n' "$member" >"$folder/member.sh.$attempt" || exit 125
echo "$(date +%s) $SLURM_JOB_NODELIST $tasks" >"$out/start"
seen=$(cat "$folder/checkpoint" 2>/dev/null || echo 0)
export out folder seen

trap : TERM

if [ "$steps" = 1 ]; then
    srun --ntasks="$tasks" --cpus-per-task="$cpus" --kill-on-bad-exit=1 --input=none sh "$folder/member.sh.$attempt" &
else
    sh "$folder/member.sh.$attempt" &
fi
run=$!
while :; do
    wait "$run"
    status=$?
    # A signal ends the wait early: then it is still there.
    kill -0 "$run" 2>/dev/null || break
done
# It may have ended in the moment of the signal; then its status is still to be had, else this answers 127.
wait "$run"
last=$?
[ "$last" -ne 127 ] && status=$last
echo "$status $(date +%s)" >"$out/end.new"
mv "$out/end.new" "$out/end"
exit "$status"
