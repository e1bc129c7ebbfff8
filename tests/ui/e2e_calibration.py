#!/usr/bin/python3
"""The Calibration page as a person meets it: a lot that the command line saved is corrected in the table, saved as its next version,
the reading that depends on it is recomputed and that is undone, and after a restart everything is there. Run by run-in-display.sh."""
import os
import pathlib
import subprocess
import tempfile

from e2e import PROGRAM, Session, click, find, has_text, unnamed, wait_for, walk, xdotool

TESTS = ["a-saved-lot-is-on-the-page-and-every-control-has-a-name", "an-amount-is-typed-undone-and-typed-again",
         "a-new-version-is-saved-and-moves-a-reading-when-asked", "recomputing-is-undone", "after-a-restart-all-is-there"]
LOT = os.path.join(os.environ["SALTLINE_DATA"], "calibrations", "demo-lot.json")
LEVELS = [(0.12, 12), (0.3, 25), (0.48, 45), (0.66, 65), (0.84, 90)]


def saltline(*arguments):
    subprocess.run([PROGRAM, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def prepare(home):
    """A lot of five standards in a workspace, and a photo that was read with it."""
    file = home / "lot.saltline"
    lines = ["photo,microlitre,mmol_l"]
    for seed, (fill, mmol) in enumerate(LEVELS, 1):
        saltline("phantom", "--fill", fill, "--chloride", mmol, "--calibration", LOT, "--seed", seed, "--width", 800, "--height", 600,
                 home / f"p{seed}.png")
        lines.append(f"p{seed}.png,{100 * fill:g},{mmol}")
    (home / "s.csv").write_text("\n".join(lines) + "\n")
    saltline("calibrate", "--template", "gx-18-arm", home / "s.csv", "--id", "lot-7", "--save", "--workspace", file, "--out", home / "lot.json")
    saltline("phantom", "--fill", 0.4, "--chloride", 40, "--calibration", LOT, "--seed", 9, "--width", 800, "--height", 600, home / "mia.png")
    saltline("read", "--calibration", home / "lot.json", "--save", "--workspace", file, home / "mia.png")
    return str(file)


def show_page(app):
    click(wait_for("the page's button", lambda: next((n for n in walk(app) if (n.get_name() or "") == "Calibration"
                                                      and n.get_role_name() in ("toggle button", "radio button", "push button", "page tab")), None)))
    wait_for("the session", lambda: has_text(app, r"^5 standards, version"))


def amount(app, value):
    return lambda: has_text(app, rf"^µL of p2\.png: {value}$")


def type_amount(app, value):
    click(wait_for("the entry", lambda: next((n for n in walk(app) if n.get_role_name() in ("text", "entry")
                                              and (n.get_name() or "").startswith("µL of p2.png")), None)))
    xdotool("key", "ctrl+a")
    xdotool("type", str(value))
    xdotool("key", "Return")


def run():
    passed = 0

    def ok():
        nonlocal passed
        print(f"ok {passed + 1} /ui/e2e-calibration/{TESTS[passed]}", flush=True)
        passed += 1

    print(f"1..{len(TESTS)}", flush=True)
    home = pathlib.Path(tempfile.mkdtemp())
    workspace = prepare(home)
    session = Session(workspace)
    app = session.app
    show_page(app)
    wait_for("the limits", lambda: has_text(app, r"^Volume detected from"))
    nameless = list(unnamed(app))
    assert not nameless, f"controls without a name: {nameless}"
    ok()

    type_amount(app, 33)
    wait_for("the typed amount", amount(app, 33))
    wait_for("the curves to differ", lambda: has_text(app, r"^The curves differ from version 1"))
    xdotool("key", "ctrl+z")
    wait_for("the amount before", lambda: has_text(app, r"^These curves are lot-7, version 1"))
    type_amount(app, 33)
    wait_for("the amount again", lambda: has_text(app, r"^The curves differ from version 1"))
    ok()

    xdotool("key", "ctrl+s")
    wait_for("version 2", lambda: has_text(app, r"^These curves are lot-7, version 2"))
    wait_for("its dependent", lambda: has_text(app, r"^1 reading depends"))
    click(wait_for("the button", lambda: find(app, "push button", "^Show what the new version moves")))
    wait_for("the table of what moved", lambda: has_text(app, r"^1 reading by lot-7, version 2"))
    wait_for("the photo in it", lambda: has_text(app, r"^mia\.png$"))
    click(wait_for("the button", lambda: find(app, "push button", "^Let the new readings stand")))
    wait_for("no dependent", lambda: not has_text(app, r"^1 reading depends"))
    ok()

    xdotool("key", "ctrl+z")
    wait_for("the dependent again", lambda: has_text(app, r"^1 reading depends"))
    ok()
    session.close()

    session = Session(workspace)
    app = session.app
    show_page(app)
    wait_for("version 2", lambda: has_text(app, r"^These curves are lot-7, version 2"))
    wait_for("the typed amount", amount(app, 33))
    session.close()
    subprocess.run([PROGRAM, "workspace", "verify", workspace], check=True, stdout=subprocess.DEVNULL)
    ok()


try:
    run()
except AssertionError as fault:
    print(f"Bail out! {fault}")
    raise SystemExit(1)
