#!/usr/bin/python3
"""The window's own process is killed, while a batch is imported and while handles are nudged: what was committed stays, what the
window showed is in the file, no photo is there twice, the file is whole, and the next start finishes what was begun.
Run by run-in-display.sh. SALTLINE_WINDOW_KILLS=200: that many kills."""
import hashlib
import json
import os
import pathlib
import random
import signal
import sqlite3
import struct
import subprocess
import tempfile
import time
import zlib

from e2e import PROGRAM, Atspi, Session, click, has_text, wait_for, walk, xdotool

KILLS = int(os.environ.get("SALTLINE_WINDOW_KILLS", "4"))
PHOTOS_A_BATCH = 12
PHOTO = ("520", "160")  # on the screen, beside the handles; the window lies in its corner
TESTS = ["killed-during-a-batch-nothing-committed-is-lost-and-no-photo-is-there-twice",
         "the-next-start-reads-what-was-left", "each-nudge-is-in-the-file-before-the-next", "what-was-nudged-is-read-at-the-next-start",
         "killed-during-edits-nothing-committed-is-lost",
         "a-note-is-in-the-file-while-it-is-typed",
         "what-the-window-showed-is-in-the-file", "every-reading-is-computed-again-from-what-is-stored"]


def saltline(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True).stdout


def another_file(png, number):
    """The same picture as a file of its own: a text chunk before the end."""
    body = b"tEXtComment\0" + str(number).encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:-12] + chunk + png[-12:]


class Witness:
    """Reads the file as a second program: what is seen here was committed."""

    def __init__(self, file):
        self.file = file
        self.photos, self.edits = {}, {}

    def rows(self, query):
        database = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=20)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()

    def look(self):
        self.photos.update(self.rows("select sha256, id from photo"))
        # What is undone may be given up by the next edit: only what stands is a promise.
        self.edits = {(photo, at): after for photo, at, after in self.rows("select photo, at_us, after from edit where undone = 0")}

    def look_for(self, seconds):
        end = time.time() + seconds
        while time.time() < end:
            self.look()
            time.sleep(0.005)

    def check(self):
        report = json.loads(saltline("workspace", "check", self.file, "--json"))
        assert report["ok"], report
        photos = self.rows("select sha256, suffix, id from photo")
        assert len({sha for sha, *_ in photos}) == len(photos)
        lost = set(self.photos) - {sha for sha, *_ in photos}
        assert not lost, f"committed photos are lost: {lost}"
        folder = pathlib.Path(str(self.file).removesuffix(".saltline") + "-photos")
        for sha, suffix, _ in photos:
            assert hashlib.sha256((folder / f"{sha}.{suffix}").read_bytes()).hexdigest() == sha
        kept = {(photo, at) for photo, at in self.rows("select photo, at_us from edit")}
        lost = set(self.edits) - kept
        assert not lost, f"committed edits are lost: {lost}"
        self.check_states()

    def check_states(self):
        """A photo is in the state of its last edit that stands, and its numbers were made from that state, or it says that they are due."""
        last = dict(self.rows("select photo, after from (select photo, after from edit where undone = 0 order by id)"))
        for photo, reading, by_hand, due, made_by_hand in self.rows(
                "select p.id, p.reading, p.by_hand, p.reading_due, r.by_hand from photo p left join reading r on r.id = p.reading"):
            assert reading is None or due or (by_hand or None) == (made_by_hand or None), (photo, by_hand, made_by_hand)
            if photo in last:
                after = json.loads(last[photo])
                assert (after["by_hand"] or None) == (by_hand or None), (photo, after, by_hand)


def entry(app, label):
    """(nullable): the entry of that label, which may be its own name or its row's"""
    return next((n for n in walk(app) if n.get_role_name() in ("text", "entry") and any(
        label in (m.get_name() or "") for m in (n, n.get_parent()) if m is not None)), None)


def waited(condition, seconds):
    end = time.time() + seconds
    while time.time() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


class Desk:
    def __init__(self, home):
        self.home, self.file, self.number = home, home / "killed.saltline", 0
        self.kills = 0
        self.random = random.Random(57)
        self.drawn = []
        for seed in range(4):
            photo = home / f"drawn-{seed}.png"
            saltline("phantom", "--level", "easy", "--seed", 70 + seed, "--width", 480, "--height", 360, photo)
            self.drawn.append(photo.read_bytes())
        saltline("workspace", "create", self.file)
        self.witness = Witness(self.file)

    def batch(self):
        """A folder of new photos and of two that were in the batch before."""
        folder = self.home / f"batch-{self.number}"
        folder.mkdir()
        for i in range(-2 if self.number > 0 else 0, PHOTOS_A_BATCH):
            at = self.number + i
            (folder / f"{at}.png").write_bytes(another_file(self.drawn[at % len(self.drawn)], at))
        self.number += PHOTOS_A_BATCH
        return folder

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.witness.check()
        self.kills += 1
        if self.kills % 20 == 0:
            print(f"# {self.kills} kills", flush=True)

    def kill_during_import(self, moment):
        folder = self.batch()
        before = len(self.witness.rows("select id from photo"))
        process = subprocess.Popen([PROGRAM, "--workspace", str(self.file), str(folder)])
        if moment % 4:  # most are killed amidst the photos, some at any moment of the start
            wait_for("the first photo of the batch", lambda: len(self.witness.rows("select id from photo")) > before)
            self.witness.look_for(self.random.uniform(0.0, 0.8))
        else:
            self.witness.look_for(self.random.uniform(0.05, 3.0))
        self.kill(process)
        return len(self.witness.rows("select id from photo")) - before

    def kill_during_edits(self):
        """Handles are nudged again and again. The accessibility tree is left alone: it would slow the window that is to be killed."""
        process = subprocess.Popen([PROGRAM, "--workspace", str(self.file)])
        before = self.number_of_edits()

        def an_edit():
            # Another photo when this one has been moved about so much that its patch is not read any more.
            subprocess.run(["xdotool", "mousemove", *PHOTO, "click", "1", "key", "Next", "sleep", "0.3", "key", "Tab", "shift+Right"], check=False)
            time.sleep(1.0)
            return self.number_of_edits() > before

        wait_for("a first edit", an_edit, 240)
        keys = []
        for step in range(12):
            keys += ["key", self.random.choice(["shift+Right", "shift+Down", "shift+Left", "Up"]), "sleep", str(self.random.choice([0.05, 0.7]))]
            keys += ["key", "ctrl+z", "key", "ctrl+shift+z"] if step % 3 == 2 else ["key", "Tab"]
        hands = subprocess.Popen(["xdotool", *keys])
        self.witness.look_for(self.random.uniform(0.0, 4.0))
        self.kill(process)
        hands.terminate()
        hands.wait()
        xdotool("keyup", "Shift_L", "keyup", "Control_L")  # it may have ended with one held down
        return self.number_of_edits() - before

    def kill_amid_nudges(self):
        """A handle is nudged without a pause between the keys: each nudge is in the file, though the last one was never followed by a rest."""
        process = subprocess.Popen([PROGRAM, "--workspace", str(self.file)])
        by_hand = lambda: dict(self.witness.rows("select id, by_hand from photo"))
        start = by_hand()

        def is_on_a_handle():
            subprocess.run(["xdotool", "mousemove", *PHOTO, "click", "1", "key", "Next", "sleep", "0.3", "key", "Tab", "shift+Right"], check=False)
            time.sleep(1.0)
            return by_hand() != start

        wait_for("a handle that moves", is_on_a_handle, 240)
        wait_for("the reading of it", lambda: self.witness.rows("select count(*) from photo where reading_due") == [(0,)])
        seen, hands = [by_hand()], subprocess.Popen(["xdotool"] + ["key", "shift+Left", "sleep", "0.1"] * 100)
        while hands.poll() is None and len(seen) < 4:  # as many nudges as the file tells while the keys go on: 0.1 s is no pause
            now = by_hand()
            if now != seen[-1]:
                seen.append(now)
            time.sleep(0.005)
        went_on = hands.poll() is None
        self.kill(process)
        hands.terminate()
        hands.wait()
        xdotool("keyup", "Shift_L")
        assert went_on and len(seen) == 4, f"{len(seen) - 1} nudges were in the file while the keys went on"
        assert by_hand() != seen[0]

    def kill_amid_typing(self, number):
        """A note is typed; killed before its end, with the entry never left and Enter never pressed."""
        session, text = Session(str(self.file)), f"note {number} that goes on and on, for as long as it takes to look into the file"
        begun = lambda: any(text.startswith(note) and len(note) > len("note 1") for note, in self.witness.rows("select note from photo"))

        def type_it():  # again when the page moved under the pointer
            click(wait_for("the entry", lambda: entry(session.app, "Note")))
            xdotool("key", "ctrl+a")
            self.hands = subprocess.Popen(["xdotool", "type", "--delay", "100", text])
            return waited(lambda: begun() or self.hands.poll() is not None, 60) and begun()

        wait_for("what was typed so far", type_it)
        went_on = self.hands.poll() is None
        self.kill(session.process)
        self.hands.terminate()
        self.hands.wait()
        assert went_on, "the note was in the file only after its last letter"

    def number_of_edits(self):
        return self.witness.rows("select count(*) from edit")[0][0]

    def kill_when_shown(self, number):
        """An athlete is typed; killed as soon as the list says whose photo it is."""
        session, name = Session(str(self.file)), f"Athlete {number}"

        def is_shown():
            click(wait_for("the entry", lambda: entry(session.app, "New athlete")))
            xdotool("key", "ctrl+a", "type", name)
            xdotool("key", "Return")
            return waited(lambda: has_text(session.app, rf"^{name} · "), 10)

        wait_for("the athlete at the photo", is_shown)
        self.kill(session.process)
        assert self.witness.rows(f"select count(*) from photo p join athlete a on a.id = p.athlete where a.name = '{name}'") == [(1,)]


def all_are_read(witness):
    return witness.rows("select count(*) from photo where reading is null or reading_due")[0][0] == 0


def run():
    passed = 0

    def ok(comment=""):
        nonlocal passed
        print(f"ok {passed + 1} /ui/killed-window/{TESTS[passed]}{comment}", flush=True)
        passed += 1

    print(f"1..{len(TESTS)}", flush=True)
    desk = Desk(pathlib.Path(tempfile.mkdtemp()))
    n_imports, n_shown = max(KILLS // 2, 1), max(KILLS // 20, 1)
    n_edits = max(KILLS - n_imports - 3 * n_shown, 1)
    photos = sum(desk.kill_during_import(i) for i in range(1, n_imports + 1))
    assert photos > 0
    print(f"# {n_imports} kills, {photos} photos were committed before them", flush=True)
    ok()
    session = Session(str(desk.file))
    wait_for("all photos to be read", lambda: all_are_read(desk.witness), 300)
    session.close()
    desk.witness.check()
    ok()
    for _ in range(n_shown):
        desk.kill_amid_nudges()
    print(f"# {n_shown} kills", flush=True)
    ok()
    session = Session(str(desk.file))
    wait_for("what is due to be read", lambda: all_are_read(desk.witness), 300)
    session.close()
    desk.witness.check()
    ok()
    edits = sum(desk.kill_during_edits() for _ in range(n_edits))
    assert edits > 0
    print(f"# {n_edits} kills, {edits} edits were committed before them", flush=True)
    ok()
    for number in range(n_shown):
        desk.kill_amid_typing(number)
    ok()
    for number in range(n_shown):
        desk.kill_when_shown(number)
    print(f"# {n_shown} kills", flush=True)
    ok()
    saltline("workspace", "verify", desk.file)
    ok()


if __name__ == "__main__":
    try:
        run()
    except AssertionError as fault:
        print(f"Bail out! {fault}")
        raise SystemExit(1)
