# SPDX-License-Identifier: GPL-3.0-or-later
"""The last line of build-aux/test is true to what ran."""

import json
import pathlib
import subprocess
import sys
import tempfile

import tap

SCRIPT = pathlib.Path(sys.argv[1]) / 'build-aux' / 'count-tests'


def count(*tests):
    with tempfile.NamedTemporaryFile('w', suffix='.json') as log:
        for result, out in tests:
            log.write(json.dumps({'name': 'a', 'result': result, 'stdout': out}) + '\n')
        log.flush()
        done = subprocess.run([SCRIPT, log.name], capture_output=True, text=True, check=False)
    return done.stdout.strip(), done.returncode


def test_subtests_are_counted():
    assert count(('OK', '1..2\nok 1 /a/b\n# a note\nok 2 /a/c\n'), ('OK', 'ok 1\n')) == ('3 passed, 0 failed', 0)


def test_a_test_without_subtests_is_one():
    assert count(('OK', 'fine\n'), ('OK', '')) == ('2 passed, 0 failed', 0)
    assert count(('FAIL', 'oh\n')) == ('0 passed, 1 failed', 1)


def test_failures_are_counted():
    assert count(('FAIL', 'ok 1 a\nnot ok 2 b\n')) == ('1 passed, 1 failed', 1)


def test_a_skipped_test_is_no_passed_one():
    assert count(('OK', 'ok 1 /a # SKIP no display\nok 2 /b # TODO later\nok 3 /c\n')) == ('1 passed, 2 failed', 1)


def test_a_crash_after_good_subtests_is_a_failure():
    assert count(('ERROR', 'ok 1 a\nok 2 b\n')) == ('2 passed, 1 failed', 1)
    assert count(('TIMEOUT', 'ok 1 a\n')) == ('1 passed, 1 failed', 1)


def test_nothing_at_all_is_no_success():
    assert count() == ('0 passed, 0 failed', 1)
    done = subprocess.run([SCRIPT, '/no/such/log.json'], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ('0 passed, 1 failed\n', 1)


tap.main(globals())
