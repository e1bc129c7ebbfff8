#!/bin/sh
# run-with-keyring.sh PROGRAM…: runs a test on a session bus of its own with GNOME's keyring, unlocked and empty; skips where there is none.
command -v gnome-keyring-daemon >/dev/null && command -v dbus-run-session >/dev/null || { echo "1..0 # SKIP gnome-keyring or dbus is not installed"; exit 0; }
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/config" XDG_RUNTIME_DIR="$home/run" TMPDIR="$home"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset DISPLAY WAYLAND_DISPLAY
exec 3>&1
# The daemon's own warnings are not ours to end it for.
# Only the test writes to standard output, where TAP is read. The daemon ends with its bus; without the wait the bus would start a second one, locked.
dbus-run-session -- sh -c 'printf test | env -u G_DEBUG -u MALLOC_PERTURB_ gnome-keyring-daemon --unlock --components=secrets --foreground >/dev/null 2>&1 3>&- &
  gdbus wait --session --timeout 20 org.freedesktop.secrets || sleep 2; exec "$@" >&3 3>&-' sh "$@" >&2
