#!/bin/sh
# run-in-display.sh PROGRAM…: runs a test in a display and a session bus of its own; skips where there is no Xvfb.
command -v Xvfb >/dev/null && command -v dbus-run-session >/dev/null || { echo "1..0 # SKIP Xvfb or dbus is not installed"; exit 0; }
home=$(mktemp -d) || exit 1
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$home"' EXIT
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/config" XDG_RUNTIME_DIR="$home/run" TMPDIR="$home"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset WAYLAND_DISPLAY XAUTHORITY
# Without GL nothing of Mesa is loaded, whose leaks have no name once it is unloaded.
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable

# The server picks a free number itself: two tests at a time never get the same one.
Xvfb -displayfd 4 -screen 0 1600x1000x24 -nolisten tcp -noreset 4>"$home/display" >/dev/null 2>&1 &
server=$!
for _ in $(seq 200); do
  [ -s "$home/display" ] && break
  sleep 0.05
done
[ -s "$home/display" ] || { echo "Bail out! Xvfb does not start"; exit 1; }
DISPLAY=:$(cat "$home/display")
export DISPLAY

# Only the test itself writes to standard output, where TAP is read; the services of the bus write there too.
exec 3>&1
dbus-run-session -- sh -c 'exec "$@" >&3 3>&-' sh "$@" >&2
