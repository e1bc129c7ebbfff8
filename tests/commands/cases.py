"""Runs the program as a user does and reports in TAP. Each case is a function whose name is the sentence it proves; it gets
a folder of its own. `saltline(...)` runs the program; `skip(reason)` leaves a case out."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.environ["SALTLINE_PROGRAM"]
SHARED = pathlib.Path(os.environ.get("SALTLINE_SHARED", "/nonexistent"))


class Skipped(Exception):
    pass


def skip(reason):
    raise Skipped(reason)


class Result:
    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


def saltline(*arguments, cwd=None, status=0, environment=None):
    """Runs the program; fails when it ends with another status than expected (None: any)."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, timeout=600,
                          env={**os.environ, **(environment or {})})
    result = Result(done)
    if status is not None and result.status != status:
        raise AssertionError(f"{' '.join(map(str, arguments))} ended with {result.status}, not {status}:\n{result.out}{result.err}")
    return result


def main(*cases):
    print(f"1..{len(cases)}")
    for number, case in enumerate(cases, 1):
        name = case.__name__.replace("_", "-")
        try:
            with tempfile.TemporaryDirectory() as folder:
                case(pathlib.Path(folder))
            print(f"ok {number} {name}")
        except Skipped as reason:
            print(f"ok {number} {name} # SKIP {reason}")
        except Exception:
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} {name}")
        sys.stdout.flush()
