#!/usr/bin/env python3
"""Counts the cases of a meson run from its JUnit log and prints the closing line `N passed, N failed, N skipped`.
Ends with 1 when something failed or nothing ran."""
import sys
import xml.etree.ElementTree as xml

passed = failed = skipped = 0
for suite in xml.parse(sys.argv[1]).getroot().iter("testsuite"):
    cases = list(suite.iter("testcase"))
    for case in cases:
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    # A program that died before its first case, or after its last one, has an error and no case that failed.
    if int(suite.get("errors", 0)) and not any(c.find("failure") is not None or c.find("error") is not None for c in cases):
        failed += 1
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not passed else 0)
