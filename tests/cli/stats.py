# SPDX-License-Identifier: GPL-3.0-or-later
import tap
from program import FAILED, FOLDER, pipeline, query, zoe


def test_json_agrees_with_the_views():
    figures = zoe('stats', pipeline(), '--json').json
    assert figures['events'] == query(pipeline(), 'SELECT count(*) FROM event')[0][0]
    assert figures['complete'] is True and figures['scenario'] == 'pipeline'
    nodes = {node['name']: (node['sent'], node['received']) for node in figures['nodes']}
    assert nodes == {name: (sent, received) for name, sent, received in query(pipeline(), 'SELECT name, sent, received FROM node')}
    links = [(link['tail'], link['head'], link['received']) for link in figures['links']]
    assert links == query(pipeline(), "SELECT tail || ':' || tail_socket, head || ':' || head_socket, received FROM link ORDER BY number")


def test_latencies_are_in_order():
    for link in zoe('stats', pipeline(), '--json').json['links']:
        latencies = [link[f'latency_{name}_ns'] for name in ('p50', 'p90', 'p99', 'max')]
        assert latencies == sorted(latencies), link


def test_a_table_for_people():
    said = zoe('stats', pipeline()).out
    for words in ('ventilator', 'worker-4:receiver PULL', 'ventilator:sender-worker-1:receiver', 'recorder'):
        assert words in said, said


def test_what_is_no_trace():
    assert 'missing.zoe' in zoe('stats', FOLDER / 'missing.zoe', status=FAILED).err


tap.main(globals())
