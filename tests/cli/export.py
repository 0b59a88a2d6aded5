# SPDX-License-Identifier: GPL-3.0-or-later
import csv
import io
import subprocess
import xml.etree.ElementTree

import tap
from program import FAILED, FOLDER, ZOE, pipeline, query, refused, trace_of, zoe

COLUMNS = ['id', 'cause', 'sent_ns', 'sender', 'sender_socket', 'received_ns', 'receiver', 'receiver_socket', 'latency_ns',
           'fate', 'frames', 'size', 'first', 'body']


def rows(trace, *arguments):
    return list(csv.reader(io.StringIO(zoe('export', trace, '--format', 'csv', *arguments).out)))


def test_csv_is_the_view():
    for trace in (pipeline(), trace_of('lru-queue', '--clock', 'x100')):
        table = rows(trace)
        assert table[0] == COLUMNS
        expected = query(trace, f'SELECT {", ".join(COLUMNS)} FROM message')
        assert sorted(table[1:]) == sorted([['' if cell is None else str(cell) for cell in row] for row in expected])


def test_csv_of_a_span():
    middle = query(pipeline(), 'SELECT max(sent_ns) / 2 FROM message')[0][0]
    before, after = rows(pipeline(), '--to', f'{middle}ns')[1:], rows(pipeline(), '--from', f'{middle}ns')[1:]
    assert before and after and len(before) + len(after) == len(rows(pipeline())) - 1
    assert all(int(row[2]) < middle for row in before) and all(int(row[2]) >= middle for row in after)


def test_svg():
    root = xml.etree.ElementTree.fromstring(zoe('export', pipeline(), '--format', 'svg').out)
    assert root.tag == '{http://www.w3.org/2000/svg}svg'
    text = ' '.join(root.itertext())
    for name in ('ventilator', 'worker-1', 'sink'):
        assert name in text, text


def test_png_into_a_file():
    picture = FOLDER / 'flow.png'
    assert zoe('export', pipeline(), '--format', 'png', '-o', picture).out == ''
    assert picture.read_bytes().startswith(b'\x89PNG\r\n')


def test_png_through_a_pipe():
    done = subprocess.run([ZOE, 'export', pipeline(), '--format', 'png'], capture_output=True, check=True)
    assert done.stdout.startswith(b'\x89PNG\r\n')


def test_dot_can_be_drawn_again():
    text = zoe('export', pipeline(), '--format', 'dot').out
    assert text.lstrip().startswith('digraph') and 'worker-4' in text, text


def test_mermaid():
    lines = zoe('export', pipeline(), '--format', 'mermaid').lines
    assert lines[0] == 'sequenceDiagram'
    participants = [line.split(' as ')[1] for line in lines if line.startswith('    participant ')]
    assert participants == [name for name, in query(pipeline(), 'SELECT name FROM node ORDER BY number')]
    arrows = [line for line in lines if '->>' in line or '-x' in line]
    assert len(arrows) == query(pipeline(), 'SELECT count(*) FROM message')[0][0]


def test_mermaid_is_cut_where_nobody_would_read_on():
    trace = trace_of('pipeline', '--clock', 'x1000', '--set', 'ventilator.tasks=400', '--set', 'sink.tasks=400')
    lines = zoe('export', trace, '--format', 'mermaid').lines
    assert sum('->>' in line or '-x' in line for line in lines) == 300
    assert lines[-1].startswith('    Note over ') and '--from' in lines[-1]


def test_wrong_values():
    refused('export', pipeline(), because=['--format', 'svg'])
    refused('export', pipeline(), '--format', 'svgg', because=['svgg', 'svg'])
    refused('export', pipeline(), '--format', 'csv', '--to', 'later', because=['--to', 'later'])


def test_output_that_cannot_be_written():
    missing = FOLDER / 'no' / 'such' / 'folder.svg'
    for picture_format in ('svg', 'csv', 'mermaid', 'dot', 'png'):
        assert str(missing) in zoe('export', pipeline(), '--format', picture_format, '-o', missing, status=FAILED).err


tap.main(globals())
