#!/usr/bin/env python3
"""Files as nobody should write them: saltline inspect and import say what is wrong with each, and never crash"""
import io
import random
import struct
import zipfile

from cases import main, saltline


def crc16(data, crc=0):
    table = [0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401, 0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400]
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) ^ table[crc & 0xF] ^ table[nibble]
    return crc


def fit(n_records=50):
    """A ride of n_records seconds without a summary."""
    body = bytes([0x40, 0, 0, 0, 0, 3, 0, 1, 0, 1, 2, 0x84, 4, 4, 0x86]) + bytes([0]) + struct.pack("<BHI", 4, 1, 1100000000)
    body += bytes([0x41, 0, 0, 20, 0, 3, 253, 4, 0x86, 3, 1, 2, 5, 4, 0x86])
    for i in range(n_records):
        body += bytes([1]) + struct.pack("<IBI", 1100000000 + i, 120 + i % 20, i * 700)
    head = struct.pack("<BBHI4s", 14, 0x10, 2078, len(body), b".FIT")
    head += struct.pack("<H", crc16(head))
    return head + body + struct.pack("<H", crc16(head + body))


def inspect(path, status=None):
    result = saltline("inspect", "--json", path, status=status)
    assert "Sanitizer" not in result.err and result.status in (0, 1), result.err
    return result.json


def write(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def a_truncated_fit_keeps_what_is_whole_at_every_length(folder):
    whole = fit()
    assert inspect(write(folder, "whole.fit", whole), 0)["events"][0]["records"] == 50
    for length in (0, 1, 11, 12, 13, 14, 20, 40, len(whole) // 2, len(whole) - 3, len(whole) - 1):
        found = inspect(write(folder, f"{length}.fit", whole[:length]))
        if length > len(whole) // 3:
            assert found["events"] and found["flags"] and found["reason"], (length, found)
        elif length < 40:
            assert found["events"] == [] and found["reason"], (length, found)


def a_wrong_crc_flags_and_keeps_everything(folder):
    data = bytearray(fit())
    data[-1] ^= 0xFF
    found = inspect(write(folder, "crc.fit", bytes(data)))
    assert found["events"][0]["records"] == 50 and any("crc" in flag for flag in found["flags"])


def random_damage_never_crashes(folder):
    random.seed(20)
    whole = fit()
    for number in range(25):
        data = bytearray(whole)
        for _ in range(random.randrange(1, 20)):
            data[random.randrange(len(data))] = random.randrange(256)
        inspect(write(folder, f"{number}.fit", bytes(data)))


def gpx_of_version_1_0_is_read(folder):
    points = "".join(f'<trkpt lat="48.{i:03}" lon="2.0"><ele>{i}</ele><time>2004-06-0{1}T07:{i:02}:00Z</time><speed>2.5</speed></trkpt>' for i in range(30))
    text = (f'<?xml version="1.0"?><gpx version="1.0" creator="old" xmlns="http://www.topografix.com/GPX/1/0"><time>2004-06-01T00:00:00Z</time>'
            f"<trk><name>Walk</name><number>1</number><trkseg>{points}</trkseg></trk></gpx>")
    event = inspect(write(folder, "old.gpx", text), 0)["events"][0]
    assert event["records"] == 30 and event["elapsed_s"] == 29 * 60


def gpx_that_breaks_off_keeps_its_points(folder):
    points = "".join(f'<trkpt lat="48.{i:03}" lon="2.0"><time>2024-06-01T07:{i:02}:00Z</time></trkpt>' for i in range(30))
    found = inspect(write(folder, "cut.gpx", f'<gpx version="1.1"><trk><trkseg>{points}<trkpt lat="48.5" lo'))
    assert found["events"][0]["records"] == 30 and found["reason"]


def a_tcx_without_laps_or_points_says_so(folder):
    head = '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities><Activity Sport="Running"><Id>2024-06-01T07:00:00Z</Id>'
    tail = "</Activity></Activities></TrainingCenterDatabase>"
    for name, middle in (("none", ""), ("empty-lap", '<Lap StartTime="2024-06-01T07:00:00Z"/>'),
                         ("no-track", '<Lap StartTime="2024-06-01T07:00:00Z"><TotalTimeSeconds>600</TotalTimeSeconds></Lap>')):
        found = inspect(write(folder, name + ".tcx", head + middle + tail))
        assert found["format"] == "tcx" and (found["events"] or found["reason"]), (name, found)


def a_zip_bomb_is_refused_with_its_size(folder):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.fit", bytes(900_000_000))
    path = write(folder, "bomb.zip", inner.getvalue())
    assert path.stat().st_size < 1_000_000
    found = inspect(path)
    assert found["events"] == [] and found["reason"]


def archives_within_archives_end_somewhere(folder):
    data = fit()
    name = "ride.fit"
    for depth in range(12):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr(name, data)
        data, name = outer.getvalue(), f"{depth}.zip"
    found = inspect(write(folder, "deep.zip", data))
    assert found["events"] == [] and found["reason"]


def names_that_lead_outside_an_archive_are_only_names(folder):
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("../../evil.fit", fit())
        archive.writestr("/etc/evil.fit", fit(60))
    inspect(write(folder, "outside.zip", outer.getvalue()))
    assert not (folder.parent / "evil.fit").exists()


def an_apple_export_with_a_broken_dtd_and_control_bytes_is_read(folder):
    text = ('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record*\n<!ATTLIST Record unit CDATA #IMPLIED\n  unit CDATA>\n]>\n'
            '<HealthData locale="de_DE">\n <ExportDate value="2024-06-30 12:00:00 +0200"/>\n'
            ' <Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Waage\x0b" unit="kg" creationDate="2024-06-01 07:00:00 +0200" '
            'startDate="2024-06-01 07:00:00 +0200" endDate="2024-06-01 07:00:00 +0200" value="72.4"/>\n</HealthData>\n')
    found = inspect(write(folder, "export.xml", text))
    assert [event["kind"] for event in found["events"]] == ["body_mass"]


def decimal_commas_and_thousands_are_read_and_nonsense_is_named(folder):
    found = inspect(write(folder, "w.csv", "Datum;Gewicht\n01.06.2024 07:00;72,4\n02.06.2024 07:00;72,6\n03.06.2024 07:00;viel\n"))
    assert len(found["events"]) == 2 and "viel" in found["reason"]
    assert inspect(write(folder, "quote.csv", 'time,body_mass_kg\n2024-06-01,"72\n'))["reason"]
    assert inspect(write(folder, "wide.csv", "time,body_mass_kg\n2024-06-01,72,73,74\n"))["reason"]


def what_is_something_else_is_called_by_its_name(folder):
    for name, data in (("page.fit", "<!DOCTYPE html><html><body>Please log in</body></html>"), ("nothing.tcx", b""), ("zeros.gpx", bytes(4096)),
                       ("noise.fit", random.Random(3).randbytes(4096)), ("text.json", "{\"a\": [1, 2,"), ("utf16.csv", "time;mass\n".encode("utf-16"))):
        found = inspect(write(folder, name, data))
        assert found["events"] == [] and found["reason"], (name, found)
    inspect(folder)  # all at once


def json_that_nests_without_end_is_refused_wherever_json_is_read(folder):
    deep, at = write(folder, "deep.json", "[" * 2_000_000), ["--workspace", folder / "w.saltline"]
    photo, foods = folder / "p.png", write(folder, "foods.csv", "product,x\nbread,1\n")
    saltline("phantom", "--width", 320, "--height", 240, photo)
    for words, status in ((["plan", "--catalogue", foods, "--needs", deep], 1), (["model", "import", deep, *at], 1),
                          (["read", "--landmarks", deep, photo], 2), (["read", "--template", deep, photo], 2),
                          (["read", "--calibration", deep, photo], 2), (["inspect", deep], 1)):
        assert "deeper" in saltline(*words, status=status).err


main(a_truncated_fit_keeps_what_is_whole_at_every_length, a_wrong_crc_flags_and_keeps_everything, random_damage_never_crashes,
     gpx_of_version_1_0_is_read, gpx_that_breaks_off_keeps_its_points, a_tcx_without_laps_or_points_says_so, a_zip_bomb_is_refused_with_its_size,
     archives_within_archives_end_somewhere, names_that_lead_outside_an_archive_are_only_names,
     an_apple_export_with_a_broken_dtd_and_control_bytes_is_read, decimal_commas_and_thousands_are_read_and_nonsense_is_named,
     what_is_something_else_is_called_by_its_name,
     json_that_nests_without_end_is_refused_wherever_json_is_read)
