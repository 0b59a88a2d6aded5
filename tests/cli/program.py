# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real zoe for the tests beside this file."""

import atexit
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

ZOE = os.environ['ZOE']
# A short name: libzmq loses a monitor's message about an endpoint of more than 33 bytes when its context ends meanwhile, and
# the address sanitizer tells.
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='zoe-'))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

DONE, FAILED, USAGE = 0, 1, 2
LIMIT = 60


class Result:
    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def json(self):
        return json.loads(self.out)


def zoe(*arguments, status=DONE, **options):
    """Runs to the end; the exit status has to be the expected one."""
    result = Result(subprocess.run([ZOE, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                   timeout=LIMIT, check=False, **options))
    assert result.status == status, f'zoe {arguments}: exit {result.status}\n{result.out}\n{result.err}'
    if status == DONE:
        assert not result.err or all('Open for outside' in line for line in result.err.splitlines()), result.err
    else:
        assert result.err.startswith('zoe: ') or arguments[:1] == ('check',) or not arguments, result.err
    return result


def stepped(*arguments, commands):
    """A session of zoe run --step: a command a line, then the end of input. What was said comes without the summary."""
    done = subprocess.run([ZOE, 'run', '--step', *map(str, arguments)], input=''.join(f'{command}\n' for command in commands),
                          capture_output=True, text=True, timeout=LIMIT, check=False)
    result = Result(done)
    assert result.status == DONE and not result.err, f'exit {result.status}\n{result.out}\n{result.err}'
    return result


def refused(*arguments, because):
    """The command line makes no sense, and stderr says why: each of the words is in it, nothing is on stdout."""
    result = zoe(*arguments, status=USAGE)
    assert not result.out, result.out
    for words in because:
        assert words in result.err, f'{words!r} is not in: {result.err}'
    assert '--help' in result.err, result.err


def started(*arguments):
    """Starts zoe and goes on; the caller ends it."""
    return subprocess.Popen([ZOE, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def ended(process, with_signal=None):
    if with_signal is not None:
        process.send_signal(with_signal)
    try:
        out, err = process.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        raise AssertionError(f'zoe did not end: {out}\n{err}') from None
    return Result(subprocess.CompletedProcess(process.args, process.returncode, out, err))


def interrupted(process):
    return ended(process, signal.SIGINT)


def wait_for(condition, what, process):
    """Asks again and again until the condition holds; the limit is for a test that would fail anyway."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if condition():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    raise AssertionError(f'never happened: {what}')


def query(trace, sql, *values):
    """As a person would with sqlite3: read only."""
    with contextlib.closing(sqlite3.connect(f'file:{trace}?mode=ro', uri=True)) as database:
        return database.execute(sql, values).fetchall()


def count_events(trace, kind=None):
    """Events a growing trace holds by now; 0 while there is no trace yet."""
    try:
        return query(trace, 'SELECT count(*) FROM event WHERE kind = coalesce(?, kind)', kind)[0][0]
    except sqlite3.OperationalError:
        return 0


def scenario(name, text):
    path = FOLDER / name
    path.write_text(text, encoding='utf-8')
    return path


def trace_of(name, *arguments):
    """A trace of a scenario, quickly; made once for each name and arguments."""
    path = FOLDER / ('-'.join([name, *arguments]).translate({ord('/'): '_', ord(' '): '_'}) + '.zoe')
    if not path.exists():
        zoe('run', name, '--trace', path, *arguments)
    return path


def pipeline(*arguments):
    return trace_of('pipeline', '--clock', 'x1000', '--set', 'ventilator.tasks=20', '--set', 'sink.tasks=20', *arguments)
