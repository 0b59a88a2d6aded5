# SPDX-License-Identifier: GPL-3.0-or-later
import json

import tap
from program import FAILED, FOLDER, pipeline, query, refused, zoe


def events(*arguments):
    return [json.loads(line) for line in zoe('events', pipeline(), '--json', *arguments).lines]


def test_a_line_for_each_event():
    total = query(pipeline(), 'SELECT count(*) FROM event')[0][0]
    assert len(zoe('events', pipeline()).lines) == total
    assert [event['seq'] for event in events()] == list(range(1, total + 1))


def test_json_says_what_the_view_says():
    # Lengths of time in the detail are worded by each in its own way; "value" has them in full.
    rows = query(pipeline(), 'SELECT seq, time_ns, kind, node, socket, message, '
                             "iif (kind = 'work', NULL, detail), source FROM event ORDER BY seq")
    keys = ('seq', 'time_ns', 'kind', 'node', 'socket', 'message', 'detail', 'source')
    found = events()
    for event in found:
        event['detail'] = None if event['kind'] == 'work' else event['detail']
    assert [tuple(event[key] for key in keys) for event in found] == rows


def test_work_says_how_long():
    for event in events('--kind', 'work'):
        assert 1e6 <= event['value'] <= 100e6 and event['detail'].endswith(' ms'), event


def test_of_a_node():
    found = events('--node', 'worker-2')
    assert found and all(event['node'] == 'worker-2' for event in found)


def test_of_a_kind():
    found = events('--kind', 'send')
    assert len(found) == query(pipeline(), "SELECT count(*) FROM event WHERE kind = 'send'")[0][0]
    assert {event['kind'] for event in events('--kind', 'send,start', '--kind', 'end')} == {'send', 'start', 'end'}


def test_of_a_link():
    for link in ('ventilator:sender-worker-1:receiver', 'ventilator:sender->worker-1:receiver'):
        found = events('--link', link, '--kind', 'receive')
        assert found and all(event['node'] == 'worker-1' for event in found)


def test_of_a_span():
    middle = query(pipeline(), 'SELECT max(time_ns) / 2 FROM event')[0][0]
    before, after = events('--to', f'{middle}ns'), events('--from', f'{middle}ns')
    assert before and after and all(event['time_ns'] < middle for event in before)
    assert len(before) + len(after) == len(events())


def test_stamps_can_be_typed_as_printed():
    stamp = zoe('events', pipeline(), '--kind', 'receive').lines[5].split()[1]
    assert events('--from', stamp)


def test_wrong_values():
    refused('events', pipeline(), '--kind', 'sned', because=['sned', 'send'])
    refused('events', pipeline(), '--node', 'wroker-1', because=['wroker-1', 'worker-1'])
    refused('events', pipeline(), '--link', 'ventilator:sender-worker-9:receiver', because=['--link', 'worker-'])
    refused('events', pipeline(), '--from', '3 parsecs', because=['--from', '3 parsecs'])
    refused('events', pipeline(), '--from', '3s', '--to', '2s', because=['--to'])


def test_what_is_no_trace():
    path = FOLDER / 'no.zoe'
    path.write_bytes(b'SQLite format 3\0' + bytes(500))
    for trace in (path, FOLDER / 'missing.zoe', FOLDER):
        result = zoe('events', trace, status=FAILED)
        assert not result.out and str(trace) in result.err, result.err


tap.main(globals())
