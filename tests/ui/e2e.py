#!/usr/bin/python3
"""The program as a person meets it: through the accessibility tree, the pointer and the keyboard. Run by run-in-display.sh.
Photos are drawn, a folder is opened, photos are read, a handle is nudged, undone and done again, an athlete is assigned, the
program is closed and opened again, and everything is there. Every control has a name of its own."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["SALTLINE_PROGRAM"]
TESTS = ["every-control-has-a-name", "a-folder-is-read", "a-nudged-handle-is-kept-undone-and-done-again",
         "an-athlete-is-assigned", "a-table-is-exported", "after-a-restart-all-is-there",
         "a-table-is-fitted-and-every-control-has-a-name"]

# Fatal warnings are for the program; the accessibility library warns of caches that it does without.
CHILD_ENVIRONMENT = dict(os.environ)
os.environ.pop("G_DEBUG", None)

try:
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    print("1..0 # SKIP python3-gi or gir1.2-atspi-2.0 is not installed")
    sys.exit(0)


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def walk(node, depth=0):
    yield node
    if depth < 60:
        for child in children(node):
            yield from walk(child, depth + 1)


def wait_for(what, condition, seconds=90):  # long: a sanitized build on a busy machine
    end = time.time() + seconds
    while time.time() < end:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            found = condition()
        except GLib.Error:
            found = None
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")


def application():
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for app in children(desktop):
        if "altline" in (app.get_name() or "") and app.get_child_count() > 0:
            return app
    return None


def texts(app):
    app.clear_cache()
    return [node.get_name() or "" for node in walk(app)]


def has_text(app, pattern):
    return any(re.search(pattern, text) for text in texts(app))


def find(app, role, name):
    app.clear_cache()
    for node in walk(app):
        if node.get_role_name() == role and re.search(name, node.get_name() or ""):
            return node
    return None


def settled_text(app):
    """The numbers, once they have stayed the same for two seconds: a handle that was moved is read again when it is let go."""
    text = reading_text(app)
    while True:
        time.sleep(2)
        again = reading_text(app)
        if again == text:
            return text
        text = again


def xdotool(*arguments):
    subprocess.run(["xdotool", *arguments], check=True)
    time.sleep(0.15)


WINDOW_HEIGHT = 800


def click(node):
    """GTK 4.8 gives places in the window, which lies at the screen's corner when there is no window manager. What is below the
    window's edge is scrolled to."""
    component = node.get_component_iface()
    place = component.get_extents(Atspi.CoordType.WINDOW)
    for _ in range(20):
        if place.y + place.height < WINDOW_HEIGHT - 10:
            break
        xdotool("mousemove", str(place.x + place.width // 2), str(WINDOW_HEIGHT // 2), "click", "5")
        place = component.get_extents(Atspi.CoordType.WINDOW)
    xdotool("mousemove", str(place.x + place.width // 2), str(place.y + place.height // 2), "click", "1")


class Session:
    def __init__(self, workspace, *paths):
        self.process = subprocess.Popen([PROGRAM, "--workspace", workspace, *paths], env=CHILD_ENVIRONMENT)
        self.app = wait_for("the program in the accessibility tree", application)
        wait_for("the window", lambda: find(self.app, "frame", "."))

    def close(self):
        xdotool("key", "ctrl+q")
        self.process.wait(timeout=20)


# What a person meets with keyboard and screen reader; boxes and other carriers are passed over by both.
CONTROLS = {"push button", "toggle button", "button", "check box", "combo box", "text", "entry", "slider", "spin button", "list item",
            "menu item", "link", "page tab", "progress bar", "switch", "image", "list", "label"}


def named_ancestor(node):
    for _ in range(4):
        node = node.get_parent()
        if node is None:
            return False
        if node.get_role_name() in CONTROLS and not re.match(r"^(Gtk|Adw|Saltline[A-Z])", node.get_name() or "Gtk"):
            return True
    return False


def ancestors(node):
    for _ in range(5):
        node = node.get_parent()
        if node is None:
            return
        yield f"{node.get_role_name()} “{node.get_name()}”"


def unnamed(app):
    for node in walk(app):
        name, role = node.get_name() or "", node.get_role_name()
        if role not in CONTROLS or not re.match(r"^(Gtk|Adw|Saltline[A-Z])", name):
            continue
        # GTK 4.8 seldom says what is shown: whatever takes the keyboard has a name, shown or not; carriers of pictures and text only when shown.
        if node.get_parent() and node.get_parent().get_role_name() == "combo box" and not re.match("^(Gtk|Adw)", node.get_parent().get_name() or "Gtk"):
            continue  # the button within a drop-down, which has the name
        carries = role in ("image", "label", "list")
        if not carries or (node.get_state_set().contains(Atspi.StateType.SHOWING) and not named_ancestor(node)):
            yield f"{role} “{name}” in {' < '.join(ancestors(node))}"


def draw_photos(folder):
    for seed in (71, 72, 73):
        subprocess.run([PROGRAM, "phantom", "--level", "easy", "--seed", str(seed), "--width", "1000", "--height", "750", str(folder / f"photo-{seed}.png")],
                       check=True, stdout=subprocess.DEVNULL)


def reading_text(app):
    for text in texts(app):
        if text.startswith("Channel filled:"):
            return text
    return None


def run():
    passed = 0

    def ok(name):
        nonlocal passed
        passed += 1
        print(f"ok {passed} /ui/e2e/{name}", flush=True)

    print(f"1..{len(TESTS)}", flush=True)
    home = pathlib.Path(tempfile.mkdtemp())
    folder = home / "photos"
    folder.mkdir()
    draw_photos(folder)
    workspace = str(home / "e2e.saltline")
    session = Session(workspace, str(folder))
    app = session.app

    wait_for("three photos in the list", lambda: has_text(app, r"^3 photos$"), 60)
    wait_for("all to be read", lambda: sum("filled" in t for t in texts(app)) >= 3 and reading_text(app), 60)
    nameless = list(unnamed(app))
    assert not nameless, f"controls without a name: {nameless}"
    ok(TESTS[0])
    ok(TESTS[1])

    before = reading_text(app)
    canvas = wait_for("the photo", lambda: find(app, ".*", "^Photo with what") or next((n for n in walk(app) if (n.get_name() or "").startswith("Photo with")), None))
    click(canvas)
    xdotool("key", "Tab")
    for _ in range(6):
        xdotool("key", "shift+Right")
    wait_for("the reading by hand to stand", lambda: has_text(app, r"By hand \(stands\)"))
    changed = settled_text(app)
    xdotool("key", "ctrl+z")
    wait_for("the reading before to stand", lambda: not has_text(app, r"By hand \(stands\)") and reading_text(app) == before)
    xdotool("key", "ctrl+shift+z")
    wait_for("the reading by hand again", lambda: has_text(app, r"By hand \(stands\)") and reading_text(app) == changed)
    ok(TESTS[2])

    entry = wait_for("the entry for an athlete", lambda: next((n for n in walk(app) if n.get_role_name() in ("text", "entry") and "athlete" in (n.get_name() or "").lower() and "New" in (n.get_name() or "")), None)
                     or next((n for n in walk(app) if n.get_role_name() in ("text", "entry") and n.get_parent() and "New athlete" in (n.get_parent().get_name() or "")), None))
    click(entry)
    xdotool("type", "Maria")
    xdotool("key", "Return")
    wait_for("the athlete at the photo", lambda: has_text(app, r"^Maria · "))
    ok(TESTS[3])

    table = home / "readings.csv"
    click(canvas)
    xdotool("key", "ctrl+a")
    wait_for("all to be selected", lambda: has_text(app, r"^3 of 3 selected$"))
    xdotool("key", "ctrl+e")
    wait_for("the dialog", lambda: any(n.get_role_name() in ("dialog", "file chooser") for n in walk(app)) or has_text(app, "Export the Table"))
    time.sleep(0.5)
    xdotool("key", "ctrl+a")
    xdotool("type", str(table))
    xdotool("key", "Return")
    wait_for("the table", table.exists)
    lines = table.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4 and lines[0].startswith("photo,sha256,"), lines
    assert any(",Maria," in line and ",by hand," in line for line in lines), lines
    ok(TESTS[4])

    session.close()
    session = Session(workspace)
    app = session.app
    wait_for("three photos in the list", lambda: has_text(app, r"^3 photos$"))
    # Photos are read on all cores and stand in the list as they were stored: hers need not be the first.
    click(wait_for("her photo", lambda: find(app, "label", r"^Maria · ")))
    wait_for("the number by hand", lambda: has_text(app, r"By hand \(stands\)") and reading_text(app) == changed)
    xdotool("key", "ctrl+z")
    time.sleep(0.2)
    session.close()
    ok(TESTS[5])

    trials = home / "trials.csv"
    trials.write_text("athlete,temp,rate\n" + "".join(f"a{a},{t},{1 + 2 * t + d}\n" for a in range(5)
                                                      for t, d in ((1, .1), (2, -.1), (3, -.1), (4, .1))))
    session = Session(workspace, str(trials))
    app = session.app
    wait_for("the table", lambda: has_text(app, r"^20 rows, 3 columns$"))
    click(wait_for("the formula", lambda: find(app, "text", "^Formula$")))
    xdotool("type", "rate ~ temp")
    xdotool("key", "Return")
    wait_for("the coefficient", lambda: has_text(app, r"^temp: 2\b"))
    for page in range(1, 7):
        xdotool("key", f"alt+{page}")
        time.sleep(0.5)
        nameless = list(unnamed(app))
        assert not nameless, f"controls without a name on page {page}: {nameless}"
    session.close()
    ok(TESTS[6])


if __name__ == "__main__":
    try:
        run()
    except AssertionError as fault:
        print(f"Bail out! {fault}")
        app = application()
        if app is not None:
            for node in walk(app):
                if node.get_name():
                    print(f"# {node.get_role_name()}: {node.get_name()}")
        sys.exit(1)
