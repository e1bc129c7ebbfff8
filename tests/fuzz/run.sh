#!/bin/bash
# run.sh [SECONDS [TARGET…]]: fuzzes the targets one after the other, SECONDS in all (default 300), with clang's libFuzzer,
# AddressSanitizer and UBSan. What the fuzzer learns stays in build-fuzz/corpus; what crashes is left in build-fuzz/found.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
cd "$here/../.."

seconds=${1:-300}
[[ $seconds =~ ^[0-9]+$ ]] || { echo "run.sh: the first argument is a number of seconds" >&2; exit 2; }
shift || true

[ -f build-fuzz/build.ninja ] || CC=clang meson setup build-fuzz -Dfuzz=true -Dbuildtype=debugoptimized \
  -Db_sanitize=address,undefined -Db_lundef=false >/dev/null
mapfile -t targets < <(sed -n "s/^  '\([a-z0-9-]*\)': \[files.*/\1/p" "$here/meson.build")
[ $# -gt 0 ] && targets=("$@")
ninja -C build-fuzz "${targets[@]/#/tests/fuzz/fuzz-}" >&2

each=$((seconds / ${#targets[@]} + 1))
failed=()
export ASAN_OPTIONS=allocator_may_return_null=1:detect_leaks=1
export LSAN_OPTIONS=suppressions=$PWD/tests/sanitizers.supp:print_suppressions=0
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
for target in "${targets[@]}"; do
  mkdir -p "build-fuzz/corpus/$target" build-fuzz/found
  echo "== $target, $each s" >&2
  # Real files, where they are beside the project, are seeds in place.
  case $target in
    fit) extra="fit fuzz made" ;;
    json) extra="garmin_connect garmin_health_api strava fitbit oura" ;;
    apple) extra=apple_health ;;
    table) extra=sleep_diaries ;;
    *) extra=$target ;;
  esac
  seeds=("tests/fuzz/corpus/$target")
  for name in $extra; do
    [ -d "../shared/activities/$name" ] && seeds+=("../shared/activities/$name")
  done
  "build-fuzz/tests/fuzz/fuzz-$target" -max_total_time="$each" -timeout=20 -rss_limit_mb=1500 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="build-fuzz/found/$target-" "build-fuzz/corpus/$target" "${seeds[@]}" \
    > "build-fuzz/found/$target.log" 2>&1 || failed+=("$target")
  grep -E "stat::number_of_executed_units|stat::peak_rss_mb|SUMMARY|DONE" "build-fuzz/found/$target.log" >&2 || true
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "fuzzing found faults in: ${failed[*]}; see build-fuzz/found" >&2
  exit 1
fi
echo "no fault found" >&2
