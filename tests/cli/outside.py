# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that know nothing of the lab take part through --expose and --attach, and never see a tag."""

import itertools

import zmq

import tap
from program import DONE, FOLDER, LIMIT, ended, interrupted, query, started, zoe

NUMBERS = itertools.count(1)
CONTEXT = zmq.Context()
BATCH = ('--set', 'ventilator.tasks=50', '--set', 'sink.tasks=50')


def fresh(ending):
    return FOLDER / f'{next(NUMBERS)}.{ending}'


def outside(socket_type, endpoint, binds=False, **options):
    """A socket of a program outside; it waits for no one longer than a test may take."""
    socket = CONTEXT.socket(socket_type)
    socket.linger = 0
    socket.rcvtimeo = socket.sndtimeo = LIMIT * 1000
    for name, value in options.items():
        setattr(socket, name, value)
    if binds:
        socket.bind(endpoint)
    else:
        socket.connect(endpoint)
    return socket


def test_a_program_is_the_only_worker():
    """It takes every task from the ventilator, and hands its results to the sink."""
    trace, tasks, results = fresh('zoe'), f'ipc://{fresh("ipc")}', f'ipc://{fresh("ipc")}'
    with outside(zmq.PULL, tasks) as receiver, outside(zmq.PUSH, results) as sender:
        process = started('run', 'pipeline', '--trace', trace, '--expose', f'ventilator:sender={tasks}',
                          '--expose', f'sink:receiver={results}', '--set', 'worker.count=0', *BATCH)
        for _ in range(50):
            frames = receiver.recv_multipart()
            assert len(frames) == 1 and frames[0].isdigit() and len(frames[0]) <= 3, frames
            sender.send(b'')
        result = ended(process)
    assert result.status == DONE, result.err
    assert result.err.count('Open for outside programs:') == 2, result.err
    assert query(trace, "SELECT frames, size, count (*) FROM message WHERE sender = 'outside' AND receiver = 'sink' "
                        "GROUP BY 1, 2") == [(1, 0, 50)]
    inferred = [event for event in zoe('events', trace, '--node', 'sink', '--kind', 'receive').lines if '(inferred)' in event]
    assert len(inferred) == 50, inferred


def test_a_program_binds_and_the_lab_attaches():
    endpoint = f'ipc://{fresh("ipc")}'
    with outside(zmq.PULL, endpoint, binds=True) as receiver:
        process = started('run', 'pipeline', '--attach', f'ventilator:sender={endpoint}', *BATCH, '--set', 'worker.count=1', '--clock', 'x100')
        for _ in range(10):
            frames = receiver.recv_multipart()
            assert len(frames) == 1 and frames[0].isdigit(), frames
        result = interrupted(process)
        assert result.status == DONE, result.err


def test_a_client_talks_to_the_broker_beside_the_labs_own():
    trace, endpoint = fresh('zoe'), 'tcp://127.0.0.1:*'
    process = started('run', 'lru-queue', '--trace', trace, '--expose', f'broker:frontend={endpoint}',
                      '--set', 'broker.requests=15', '--clock', 'x10')
    door = process.stderr.readline()
    assert 'broker:frontend' in door, door
    endpoint = next(word for word in door.split() if word.startswith('tcp://'))
    with outside(zmq.REQ, endpoint) as client:
        for _ in range(5):
            client.send(b'HELLO')
            assert client.recv_multipart() == [b'OK']
    result = ended(process)
    assert result.status == DONE, result.err
    requests = query(trace, "SELECT receiver, body FROM message WHERE sender = 'outside'")
    assert requests == [('broker', 'HELLO')] * 5, requests
    own = query(trace, "SELECT count(*) FROM message WHERE sender LIKE 'client-%' AND receiver = 'broker'")
    assert own == [(10,)], own


def test_envelopes_come_back_as_they_went():
    """A DEALER writes the envelope itself: what it put before the delimiter returns, and nothing more."""
    endpoint = f'ipc://{fresh("ipc")}'
    process = started('run', 'lru-queue', '--expose', f'broker:frontend={endpoint}', '--set', 'broker.requests=11',
                      '--clock', 'x10')
    with outside(zmq.DEALER, endpoint) as client:
        client.send_multipart([b'', b'HELLO'])
        assert client.recv_multipart() == [b'', b'OK']
    result = ended(process)
    assert result.status == DONE, result.err


def test_a_subscriber_hears_every_update():
    endpoint = f'ipc://{fresh("ipc")}'
    with outside(zmq.SUB, endpoint, subscribe=b'') as subscriber:
        process = started('run', 'clone', '--expose', f'server:publisher={endpoint}', '--clock', 'x10')
        updates = [subscriber.recv_multipart() for _ in range(10)]
        result = interrupted(process)
        assert result.status == DONE, result.err
    lengths = {len(frames) for frames in updates if len(frames) > 1}
    assert lengths == {3}, updates


def test_the_endpoint_has_to_be_near():
    result = zoe('run', 'pipeline', '--expose', 'ventilator:sender=tcp://0.0.0.0:5557', status=1)
    assert '--allow-network' in result.err, result.err


tap.main(globals())
