# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pty
import signal
import socket
import subprocess

import tap
from program import (DONE, FAILED, FOLDER, ZOE, count_events, ended, interrupted, query, refused, scenario, started,
                     wait_for, zoe)

FAST = ('--clock', 'x1000')
FEW = ('--set', 'ventilator.tasks=10', '--set', 'sink.tasks=10')
LONG = ('--set', 'ventilator.tasks=100000', '--set', 'sink.tasks=100000')


def test_a_run_is_recorded_and_summed_up():
    trace = FOLDER / 'kept.zoe'
    said = zoe('run', 'pipeline', '--trace', trace, *FAST, *FEW).out
    assert query(trace, "SELECT value FROM meta WHERE key = 'complete'") == [('1',)]
    for words in ('ventilator', 'worker-4', 'sink', str(trace)):
        assert words in said, said


def test_the_summary_as_json():
    trace = FOLDER / 'json.zoe'
    summary = zoe('run', 'pipeline', '--json', '--trace', trace, *FAST, *FEW).json
    assert summary['scenario'] == 'pipeline' and summary['trace'] == str(trace) and summary['interrupted'] is False
    assert summary['events'] == query(trace, 'SELECT count(*) FROM event')[0][0]
    assert {node['name']: node['sent'] for node in summary['nodes']} == dict(query(trace, 'SELECT name, sent FROM node'))


def test_without_trace_nothing_is_kept():
    folder = FOLDER / 'tmp'
    folder.mkdir()
    summary = zoe('run', 'pipeline', '--json', *FAST, *FEW, env=dict(os.environ, TMPDIR=str(folder))).json
    assert summary['trace'] is None and not list(folder.iterdir())


def test_a_path_is_a_scenario_too():
    path = scenario('tiny.dot', 'digraph "tiny" { v [role=ventilator tasks=2] s [role=sink tasks=2] w [role=worker]\n'
                                'v:sender -> w:receiver w:sender -> s:receiver v:sink -> s:receiver }')
    assert zoe('run', path, '--json', '--for', '2s', *FAST).json['scenario'] == 'tiny'


def test_for_ends_it():
    summary = zoe('run', 'pipeline', '--json', '--for', '2s', '--clock', 'x20', *LONG).json
    assert 1.9e9 < summary['duration_ns'] < 4e9, summary


def test_set_changes_the_scenario():
    trace = FOLDER / 'set.zoe'
    zoe('run', 'pipeline', '--trace', trace, '--set', 'worker.count=2', *FAST, *FEW)
    workers = [name for name, in query(trace, 'SELECT name FROM node') if name.startswith('worker')]
    assert workers == ['worker-1', 'worker-2']


def test_the_seed_makes_the_same_tasks():
    def tasks(seed):
        trace = FOLDER / f'seed-{seed}.zoe'
        zoe('run', 'pipeline', '--trace', trace, '--seed', seed, *FAST, *FEW)
        assert query(trace, "SELECT value FROM meta WHERE key = 'seed'") == [(str(seed),)]
        return [body for body, in query(trace, "SELECT body FROM message WHERE sender = 'ventilator' ORDER BY id")]

    first = tasks(7)
    assert len(first) >= 10 and first == tasks(7) and first != tasks(8)


def test_notes_are_printed():
    trace = FOLDER / 'notes.zoe'
    lines = zoe('run', 'pipeline', '--notes', '--trace', trace, *FAST, *FEW).lines
    printed = [line.split(': ', 1)[1] for line in lines if line[2:3] == ':']
    assert os.listdir(FOLDER).count('notes.zoe-wal') == 0
    assert printed == [detail for detail, in query(trace, "SELECT detail FROM event WHERE kind = 'note' ORDER BY seq")]
    assert any('sink: ' in line for line in lines), lines


def test_wrong_values():
    for option, value, words in (('--clock', 'fast', 'real'), ('--clock', 'x0', 'x0'), ('--clock', 'x-1', 'x10'),
                                 ('--for', '5', '5'), ('--for', '0s', '--for'),
                                 ('--seed', 'many', '--seed'), ('--set', 'worker', 'NODE.ATTRIBUTE'),
                                 ('--set', 'worker.count', 'NODE.ATTRIBUTE'), ('--expose', 'worker', 'NODE:SOCKET'),
                                 ('--attach', 'worker:receiver=5557', 'NODE:SOCKET')):
        refused('run', 'pipeline', option, value, because=[words, option])
    refused('run', 'pipeline', '--json', '--notes', because=['--json', '--notes'])


def test_wrong_scenario():
    assert 'pipeline' in zoe('run', 'pipelien', status=FAILED).err
    bad = scenario('bad.dot', 'digraph { a [role=snk] b [role=wroker] }')
    result = zoe('run', bad, status=FAILED)
    assert not result.out and len(result.err.splitlines()) >= 2 and 'sink' in result.err, result.err
    for option, value, words in (('--set', 'wroker.count=2', 'worker'), ('--set', 'worker.cuont=2', 'count'),
                                 ('--expose', 'worker-9:receiver=tcp://127.0.0.1:5557', 'worker-9'),
                                 ('--attach', 'sink:reciever=tcp://127.0.0.1:5557', 'receiver'),
                                 ('--expose', 'sink:receiver=tcp://192.0.2.1:5557', '--allow-network')):
        assert words in zoe('run', 'pipeline', option, value, status=FAILED).err


def test_trace_that_cannot_be_written():
    missing = FOLDER / 'no' / 'such' / 'folder.zoe'
    assert str(missing) in zoe('run', 'pipeline', '--trace', missing, *FAST, *FEW, status=FAILED).err


def test_endpoint_in_use():
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = taken.getsockname()[1]
        result = zoe('run', 'pipeline', '--expose', f'sink:receiver=tcp://127.0.0.1:{port}', status=FAILED)
    assert str(port) in result.err and 'sink' in result.err, result.err


def check_ended_early(with_signal):
    trace = FOLDER / f'{with_signal}.zoe'
    process = started('run', 'pipeline', '--json', '--trace', trace, *LONG)
    wait_for(lambda: count_events(trace, 'receive') > 5, 'messages on their way', process)
    result = ended(process, with_signal)
    assert result.status == DONE and not result.err, result.err
    assert result.json['interrupted'] is True
    left = [name for name in os.listdir(FOLDER) if name.startswith(trace.name + '-')]
    assert not left, left
    assert query(trace, "SELECT value FROM meta WHERE key = 'complete'") == [('1',)]
    assert query(trace, 'PRAGMA integrity_check') == [('ok',)]
    assert query(trace, 'SELECT count(*), max(seq) FROM event') == [(result.json['events'],) * 2]


def test_ctrl_c_leaves_a_whole_trace():
    check_ended_early(signal.SIGINT)


def test_so_does_a_polite_kill():
    check_ended_early(signal.SIGTERM)


def test_a_killed_run_leaves_a_trace_that_opens():
    trace = FOLDER / 'killed.zoe'
    process = started('run', 'pipeline', '--trace', trace, *LONG)
    wait_for(lambda: count_events(trace, 'receive') > 5, 'messages on their way', process)
    ended(process, signal.SIGKILL)
    figures = zoe('stats', trace, '--json').json
    assert figures['complete'] is False and figures['received'] > 5


def test_ctrl_c_without_trace_keeps_nothing():
    folder = FOLDER / 'tmp-interrupted'
    folder.mkdir()
    process = subprocess.Popen([ZOE, 'run', 'pipeline', '--json', *LONG], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, env=dict(os.environ, TMPDIR=str(folder)))
    wait_for(lambda: any(count_events(path) > 5 for path in folder.glob('*/*.zoe')), 'events', process)
    assert interrupted(process).json['trace'] is None
    assert not list(folder.iterdir())


def test_a_terminal_shows_how_it_goes():
    master, slave = pty.openpty()
    process = subprocess.Popen([ZOE, 'run', 'pipeline', *LONG], stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    shown = b''
    while shown.count(b'\r') < 3:
        shown += os.read(master, 4096)
    process.send_signal(signal.SIGINT)
    while True:
        try:
            shown += os.read(master, 4096)
        except OSError:     # the other end is closed
            break
    os.close(master)
    assert process.wait() == DONE
    assert 'pipeline · ' in shown.decode() and shown.endswith(b'\r\x1b[K') and b'\n' not in shown, shown


tap.main(globals())
