#!/usr/bin/env python3
"""saltline services, sync, connect, disconnect, own-view: without a display, against a server on 127.0.0.1"""
import datetime
import http.server
import json
import os
import subprocess
import threading
import urllib.parse
import urllib.request
import zoneinfo

from cases import PROGRAM, main, saltline, skip

GPX = """<gpx version="1.1" creator="test"><trk><type>running</type><trkseg>{}</trkseg></trk></gpx>"""
POINT = '<trkpt lat="{:.4f}" lon="2.3412"><time>2026-03-01T06:{:02}:00Z</time></trkpt>'
SECRETS = ["geheim", "0123456789abcdef-secret"]


class Service:
    """Open-Meteo and Strava in one; what it was asked is in `asked`."""

    def __init__(self):
        service = self
        self.asked, self.starts = [], []

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def answer(self, document, status=200):
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                service.asked.append(self.path)
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.answer({"token_type": "Bearer", "expires_in": 21600, "refresh_token": "r-geheim", "access_token": "a-geheim"})

            def do_GET(self):
                service.asked.append(self.path)
                query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
                if self.path.startswith("/api/v3/"):
                    if self.headers["Authorization"] != "Bearer a-geheim":
                        return self.answer({"message": "Authorization Error", "errors": []}, 401)
                    after = int(query["after"][0])
                    return self.answer([{"id": n, "name": "Secret Run", "sport_type": "Run", "elapsed_time": 60, "start_date": f"{start:%Y-%m-%dT%H:%M:%SZ}"}
                                        for n, start in enumerate(service.starts) if start.timestamp() > after] if query["page"] == ["1"] else [])
                day = datetime.datetime.fromisoformat(query["start_date"][0] + "T00:00:00+00:00").timestamp()
                days = 1 + (datetime.date.fromisoformat(query["end_date"][0]) - datetime.date.fromisoformat(query["start_date"][0])).days
                hours = range(24 * days)
                units = {"temperature_2m": "°C", "relative_humidity_2m": "%", "wind_speed_10m": "m/s", "wind_direction_10m": "°", "shortwave_radiation": "W/m²"}
                self.answer({"hourly_units": units, "hourly": {"time": [int(day) + 3600 * h for h in hours], **{name: [21.5] * len(hours) for name in units}}})

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def workspace(folder):
    at = ["--workspace", folder / "w.saltline"]
    saltline("athlete", "add", "mia", "--zone", "Europe/Paris", *at)
    return at


def run_outdoors(folder, at):
    (folder / "a.gpx").write_text(GPX.format("".join(POINT.format(48.8566 + m / 500, m) for m in range(30))))
    saltline("import", "--athlete", "mia", *at, folder / "a.gpx")


def nothing_is_asked_until_it_is_switched_on(folder):
    at, service = workspace(folder), Service()
    run_outdoors(folder, at)
    for switch in (None, ["services", "on", *at], ["services", "weather", "--athlete", "mia", *at]):
        if switch:
            saltline(*switch)
        result = saltline("sync", "weather", "--athlete", "mia", "--endpoint", service.url, *at, status=None)
        assert (result.status == 0) == bool(switch and switch[1] == "weather"), result.err
    assert len(service.asked) == 1
    saltline("services", "off", *at)
    assert "switched off" in saltline("sync", "weather", "--athlete", "mia", "--endpoint", service.url, *at, status=1).err
    assert len(service.asked) == 1


def weather_reaches_the_timeline_with_its_source_and_licence(folder):
    at, service = workspace(folder), Service()
    run_outdoors(folder, at)
    saltline("services", "on", *at)
    saltline("services", "weather", "--athlete", "mia", "--endpoint", service.url, *at)
    assert "CC BY 4.0" in saltline("sync", "weather", *at).out
    result = saltline("sync", "weather", "--json", *at).json
    assert (result["known"], result["workouts"], result["requests"]) == (1, 1, 0) and "Open-Meteo" in result["attribution"]
    fields = saltline("timeline", "--athlete", "mia", "--json", *at).json["events"][0]["fields"]
    assert fields["weather_temperature_c"] == {"value": 21.5, "from": "open-meteo 48.9 2.3"}
    hosts = saltline("services", "list", "--json", *at).json["hosts"]
    assert [host["last"] is not None for host in hosts] == [True, False]
    assert "48.9 2.3" in saltline("services", "log", *at).out and "48.85" not in saltline("services", "log", *at).out


def offline_the_workout_stays_and_is_asked_again(folder):
    at, service = workspace(folder), Service()
    run_outdoors(folder, at)
    saltline("services", "on", *at)
    saltline("services", "weather", "--athlete", "mia", *at)
    result = saltline("sync", "weather", "--endpoint", "http://127.0.0.1:1", *at, status=1)
    assert "cannot be reached" in result.err and "typed by hand" in result.out
    assert len(saltline("timeline", "--athlete", "mia", "--json", *at).json["events"]) == 1
    assert saltline("sync", "weather", "--endpoint", service.url, "--json", *at).json["known"] == 1


def connect(at, service, environment):
    """Runs `connect strava` and plays the browser."""
    command = [PROGRAM, "connect", "strava", "--athlete", "mia", "--yes", "--client-id", "4711", "--endpoint", service.url, *map(str, at)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    process.stdin.write("0123456789abcdef-secret\n")
    process.stdin.flush()
    said = ""
    for line in process.stderr:
        said += line
        if line.startswith("http"):
            query = urllib.parse.parse_qs(urllib.parse.urlparse(line.strip()).query)
            redirect = f"{query['redirect_uri'][0]}?state={query['state'][0]}&code=c-geheim&scope=read,activity:read_all"
            assert "connected" in urllib.request.urlopen(redirect).read().decode()
            break
        if "cannot be used" in line:
            process.communicate()
            skip("libsecret has no keyring of files here")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, said + err
    return said + out + err


def strava_is_connected_read_seen_and_ended_without_a_token_in_sight(folder):
    at, service = workspace(folder), Service()
    keyring = folder / "keyring"
    environment = {**os.environ, "SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(keyring), "SECRET_FILE_TEST_PASSWORD": "test",
                   "G_MESSAGES_DEBUG": "all"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    now = datetime.datetime.now(datetime.timezone.utc)
    service.starts = [now - datetime.timedelta(days=3), now - datetime.timedelta(days=1)]
    assert "switched off" in saltline("connect", "strava", "--athlete", "mia", "--yes", *at, status=1, environment=environment).err
    saltline("services", "on", *at)
    said = connect(at, service, environment)
    assert "bulk export" in said and "7 days" in said
    base = ["--athlete", "mia", *at]
    result = saltline("sync", "strava", *base, "--endpoint", service.url, environment=environment)
    said += result.out + result.err
    assert "2 activities new" in result.out
    own = saltline("own-view", *base).out
    assert own.count("Secret Run") == 2 and "no timeline" in own
    assert saltline("timeline", *base, "--json").json["events"] == []
    backup = folder / "copy.saltline"
    saltline("workspace", "backup", folder / "w.saltline", backup, status=None)
    for path in [p for p in folder.rglob("*") if p.is_file()]:
        bytes_ = path.read_bytes()
        for secret in SECRETS:
            assert secret.encode() not in bytes_, f"{secret} in {path}"
        assert b"Secret Run" not in bytes_ or path.name.startswith("w.saltline-lent"), path
    result = saltline("disconnect", "strava", *base, "--endpoint", service.url, environment=environment)
    said += result.out + result.err
    assert "2 activities" in result.out and "/oauth/deauthorize" in service.asked
    assert "Secret Run" not in saltline("own-view", *base).out
    assert b"Secret Run" not in (folder / "w.saltline-lent").read_bytes()
    for secret in SECRETS:
        assert secret not in said, secret


def without_a_keyring_nothing_is_kept_in_the_clear(folder):
    at = workspace(folder)
    saltline("services", "on", *at)
    environment = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "DISPLAY": ""}
    result = saltline("connect", "strava", "--athlete", "mia", "--yes", *at, environment=environment)
    assert "keyring" in result.err and "each time" in result.out
    assert "asked" not in saltline("services", "log", *at).out


def reminders_follow_their_plan(folder):
    at = workspace(folder)
    start = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=6)
    local = start.astimezone(zoneinfo.ZoneInfo("Europe/Paris"))
    saltline("athlete", "edit", "mia", "--mass", "60", *at)
    saltline("athlete", "plan", "mia", "--day", f"{local:%Y-%m-%d}", "--at", f"{local:%H:%M}", "--minutes", "60", "--sport", "running", "--tdb", "24", "--patch", *at)
    reminders = {line["kind"]: line for line in saltline("remind", "list", "--json", *at).lines}
    assert {"drink", "weigh_before", "patch", "weigh_after", "photo"} <= set(reminders), reminders
    due = datetime.datetime.fromisoformat(reminders["patch"]["due"].replace("Z", "+00:00"))
    assert abs((start - due).total_seconds() - 20 * 60) < 61
    assert f"{local:%H:%M}" in reminders["patch"]["body"]
    assert "off" in saltline("remind", "list", *at).out
    saltline("remind", "on", *at)
    saltline("remind", "quiet", "23:30", "6:00", *at)
    assert "on; quiet from 23:30 to 06:00" in saltline("remind", "list", *at).out
    assert "times of day" in saltline("remind", "quiet", "late", "early", *at, status=2).err
    saltline("athlete", "undo", "mia", *at)
    assert saltline("remind", "list", "--json", *at).out == ""


def wrong_usage_is_said(folder):
    assert "whose" in saltline("connect", "strava", status=2).err
    assert "one of" in saltline("sync", "moon", status=2).err
    assert "what shall be done" in saltline("services", status=2).err
    assert "whose" in saltline("own-view", status=2).err
    saltline("own-view", "--json", "--athlete", "mia", status=2)
    at = workspace(folder)
    assert "no address" in saltline("services", "weather", "--endpoint", "nowhere", *at, status=1).err


main(nothing_is_asked_until_it_is_switched_on, weather_reaches_the_timeline_with_its_source_and_licence, offline_the_workout_stays_and_is_asked_again,
     strava_is_connected_read_seen_and_ended_without_a_token_in_sight, without_a_keyring_nothing_is_kept_in_the_clear, reminders_follow_their_plan, wrong_usage_is_said)
