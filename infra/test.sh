#!/usr/bin/env bash
# Sets up what the tests need, builds once, checks the formatting, runs every test project.
# The last line is "N passed, N failed" (and ", N skipped" if any); the exit code is 0 only if something passed and nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8

stop() { echo "$1"; echo "0 passed, 1 failed"; exit 1; }

# need <what for> <apt packages>: installs them where it may, says what is missing where it may not.
need() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $2 ($1) …"
    # shellcheck disable=SC2086
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $2; } >"$work/apt.log" 2>&1 \
      || { tail -20 "$work/apt.log"; stop "$2 could not be installed ($1)."; }
  else
    stop "Missing $1: install $2 (Debian names) and start again."
  fi
}

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || compgen -G '/usr/pgsql-*/bin/initdb' >/dev/null \
  || compgen -G '/opt/homebrew/opt/postgresql*/bin/initdb' >/dev/null || command -v npm >/dev/null; }
has_browser() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
has_chinese_font() { ! command -v fc-list >/dev/null || [ -n "$(fc-list :lang=zh family)" ]; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v dotnet >/dev/null || stop "Missing the .NET SDK of global.json: see https://dot.net/download."
if ! has_postgres; then
  # Debian would start a server of its own, which nobody here uses.
  [ "$(id -u)" = 0 ] && mkdir -p /etc/postgresql-common && [ ! -e /etc/postgresql-common/createcluster.conf ] && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  need "a PostgreSQL server for the tests" postgresql
fi
has_browser || need "a browser for the portal's tests" "chromium fonts-noto-cjk"
has_chinese_font || need "a Chinese font for the portal's tests" fonts-noto-cjk
command -v setsid >/dev/null && command -v setpriv >/dev/null || need "setsid and setpriv for process tests" util-linux

# A real Slurm of two versions, where root on Debian 12 may install it; elsewhere its tests say that they were skipped. On CI they must run.
if [ "$(id -u)" = 0 ] && grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then
  infra/slurm/install.sh --check 22.05 24.11 2>/dev/null || echo "Installing Slurm 22.05 and 24.11 for the adapter's tests …"
  infra/slurm/install.sh 22.05 24.11 >"$work/slurm.log" 2>&1 || { tail -20 "$work/slurm.log"; stop "Slurm could not be installed: see infra/slurm/README.md."; }
fi

dotnet build ComputeNet.slnx -v q -clp:NoSummary || stop "The build failed."

passed=0 failed=0 skipped=0 failures=
if ! dotnet format ComputeNet.slnx --verify-no-changes --no-restore -v q; then
  echo "FAILED: dotnet format would change the files above."
  failed=$((failed + 1))
fi

# count <name> <log>: the number that the runner's summary gives, or nothing.
count() { sed -nE "s/^ +$1: ([0-9]+)\r?$/\1/p" "$2" | tail -1; }

for project in tests/*/*.csproj; do
  grep -q '<IsTestProject>false' "$project" && continue
  name=$(basename "$project" .csproj)
  log=$work/$name.log
  begun=$SECONDS
  "$(dirname "$project")/bin/Debug/net10.0/ComputeNet.$name" --no-ansi --progress off --timeout 30m >"$log" 2>&1
  code=$?
  ok=$(count succeeded "$log") bad=$(count failed "$log") not=$(count skipped "$log")
  # A runner that fails without naming a failed test (a crash, a timeout, no test found) is a failure too.
  if [ "$code" != 0 ] && [ "${bad:-0}" = 0 ]; then bad=1; fi
  passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${not:-0}))
  echo "$name: ${ok:-0} passed, ${bad:-0} failed, ${not:-0} skipped in $((SECONDS - begun)) s"
  [ "$code" = 0 ] || cat "$log"
  grep -A1 '^skipped ' "$log"
  # What each adapter keeps of its promises, over each transport.
  [ "$name" = Adapters.Tests ] && cat "$(dirname "$project")"/bin/Debug/net10.0/conformance/*.txt
  [ "$code" = 0 ] || failures+="$(sed -nE "s/^failed /FAILED: $name: /p" "$log" | grep . || echo "FAILED: $name ended with $code")"$'\n'
done

# Named once more where everybody looks, under whatever the logs had to say.
printf %s "$failures"
echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
