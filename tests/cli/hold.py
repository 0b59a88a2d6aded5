# SPDX-License-Identifier: GPL-3.0-or-later
"""Breakpoints, ends and faults of a run that nobody sits at; and three patterns that recover, as their traces tell it."""

import subprocess

import tap
from program import DONE, FAILED, FOLDER, LIMIT, ZOE, Result, query, refused, scenario, zoe

QUICK = ('--clock', 'skip-idle')

PIPELINE = '''digraph "held" {
  %s
  v [role=ventilator tasks=20 cost_min=50 cost_max=50]
  w [role=worker count=2]
  s [role=sink tasks=20]
  v:sender -> w:receiver  w:sender -> s:receiver  v:sink -> s:receiver
}
'''


def held(attributes=''):
    return scenario('held.dot', PIPELINE % attributes)


def run(*arguments):
    """As a script: without a terminal. What is said on stderr is looked at by the test."""
    result = Result(subprocess.run([ZOE, 'run', *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                   timeout=LIMIT, check=False))
    assert result.status == DONE, f'{result.out}\n{result.err}'
    return result


def test_a_breakpoint_is_told_and_the_run_goes_on():
    trace = FOLDER / 'breaks.zoe'
    said = run(held('until=s'), *QUICK, '--json', '--trace', trace, '--break', 'w-1 ends; 100ms; 200ms', '--break', '300ms')
    assert [line.split(': ', 1)[1] for line in said.err.splitlines()] == [f'{n} ms have passed' for n in (100, 200, 300)], said.err
    assert said.err.startswith('breakpoint at 00:00.1')
    assert [stop['reason'] for stop in said.json['breakpoints']] == [f'{n} ms have passed' for n in (100, 200, 300)]
    assert query(trace, "SELECT count(*) FROM event WHERE kind = 'resume'") == [(3,)]
    assert said.json['reason'] == 's has ended'


def test_each_kind_of_breakpoint():
    for condition, words in (('does w-2', 'w-2 has done something'), ('w ends', None), ('text 50', '“50”'), ('kind work', 'kind work'),
                             ('40 events', '40 events'), ('fault', 'kind fault')):
        said = run(held('until=s'), *QUICK, '--break', condition, '--fault', '10ms freeze w-1; 20ms thaw w-1')
        assert 's has ended' in said.out, said.out
        assert (words is None and said.err == '') or all(words in line for line in said.err.splitlines()), said.err
        assert words is None or said.err, condition


def test_the_scenario_can_have_breakpoints_of_its_own():
    said = run(held('until=s break="100ms"'), *QUICK, '--break', '200ms', '--json')
    assert len(said.json['breakpoints']) == 2


def test_until():
    for condition, words in (('120ms', '120 ms have passed'), ('60 events', '60 events'), ('does s', 's has done something'),
                             ('text 50', '“50”'), ('kind work', 'kind work'), ('v ends', 'v has ended'), ('v', 'v has ended')):
        reason = zoe('run', held(), *QUICK, '--json', '--until', condition).json['reason']
        assert words in reason, reason


def test_until_besides_the_scenarios():
    assert zoe('run', held('until="100ms"'), *QUICK, '--json', '--until', '10s').json['reason'] == '100 ms have passed'
    assert zoe('run', held('until="10s"'), *QUICK, '--json', '--until', '3s', '--until', '50ms').json['reason'] == '50 ms have passed'


def test_faults_are_summed_up():
    said = zoe('run', held('until="600ms" fault="50ms freeze w-1"'), *QUICK, '--fault', '100ms thaw w-1; 200ms kill w-2', '--fault', '300ms kill w-2').lines
    where = said.index('Broken, mended, held:')
    told = [line.split('  ', 2)[2] for line in said[where + 1:where + 5]]
    assert told == ['w-1 is frozen: it does nothing until it is thawed', 'w-1 is thawed, and goes on',
                    'w-2 is killed: its sockets are gone, with all they had not delivered', 'kill w-2: w-2 is dead already; restart it first'], told


def test_faults_in_json():
    said = zoe('run', held('until="600ms"'), *QUICK, '--json', '--fault', '200ms kill w-2;300ms kill w-2').json
    assert [(fault['fault'], fault['time_ns'] // 10**8) for fault in said['faults']] == [('kill w-2', 2)]
    assert [fault['fault'] for fault in said['refused']] == ['kill w-2: w-2 is dead already; restart it first']
    assert said['breakpoints'] == []


def test_nothing_is_said_of_nothing():
    assert 'Broken, mended, held' not in zoe('run', held('until=s'), *QUICK).out


def test_wrong_values():
    for option, value, words in (('--until', 'wroker', ['wroker']), ('--until', 'kind sned', ['is “send” meant?']), ('--until', ' ; ', ['no condition']),
                                 ('--until', '0 events', ['0 events']), ('--break', 'does ww-1', ['is “w-1” meant?']), ('--break', '', ['no condition']),
                                 ('--break', '3 parsecs', ['3 parsecs']), ('--fault', '', ['no fault']), ('--fault', 'kill w-1', ['begin with a time']),
                                 ('--fault', '2s', ['There is no fault']), ('--fault', '2s kil w-1', ['is “kill” meant?']),
                                 ('--fault', '2s kill', ['which node']), ('--fault', '2s kill w-11', ['is “w-1” meant?']),
                                 ('--fault', '2s cut w-1', ['link']), ('--fault', '2s cut v:sender-w-1:recever', ['is “v:sender-w-1:receiver” meant?']),
                                 ('--fault', '2s delay v:sender-w-1:receiver', ['length of time']),
                                 ('--fault', '2s delay v:sender-w-1:receiver 3', ['3']), ('--fault', '2s bandwidth v:sender-w-1:receiver fast', ['bandwidth']),
                                 ('--fault', '2s kill w-1 now', ['now']), ('--fault', '2s restart w-1 receiver.rcvhmw=2', ['rcvhmw']),
                                 ('--fault', '2s restart w-1 receiver=2', ['SOCKET.OPTION=VALUE']), ('--clock', 'x2000', ['x0.001', 'x1000'])):
        refused('run', held(), option, value, because=[option, *words])


def test_check_tells_what_is_wrong_with_them():
    for attribute, value, words in (('fault', '2s kill nobody', 'nobody'), ('fault', 'kill w-1', 'time'), ('fault', '2s cut v:sender-w-9:receiver', 'w-9'),
                                    ('break', 'does nobody', 'nobody'), ('until', 'kind sned', 'send')):
        said = zoe('check', held(f'{attribute}="{value}"'), status=FAILED).lines
        assert len(said) == 1 and 'held.dot' in said[0] and f'“{attribute}”' in said[0] and words in said[0], said
    assert zoe('check', held('fault="2s kill w-1; 5s restart w-1 routing-id=new" break="text KILL; 3s" until="500 events"')).out == ''


def test_scaled_time():
    for rate in ('x0.5', 'x1000'):
        said = zoe('run', held('until="200ms"'), '--json', '--clock', rate).json
        assert said['reason'] == '200 ms have passed', said


def test_skip_idle_takes_no_time():
    said = zoe('run', 'peering', *QUICK, '--json', '--until', '60s').json
    assert said['duration_ns'] >= 30e9, said


def life(trace, node):
    return [(kind, time / 1e9) for kind, time in query(
        trace, "SELECT kind, time_ns FROM event WHERE node = ? AND kind IN ('start', 'end', 'fault') ORDER BY seq", node)]


def test_lru_with_a_killed_worker():
    trace = FOLDER / 'lru.zoe'
    zoe('run', 'lru-queue', *QUICK, '--trace', trace, '--fault', '150ms kill worker-1; 1s restart worker-1')
    # It dies at once, and nothing of it is in the trace until its second life, which the broker hears of.
    assert [kind for kind, _ in life(trace, 'worker-1')] == ['start', 'fault', 'end', 'fault', 'start', 'end']
    ended, started = life(trace, 'worker-1')[2][1], life(trace, 'worker-1')[4][1]
    assert 0.15 <= ended < 1 <= started
    assert query(trace, "SELECT count(*) FROM event WHERE node = 'worker-1' AND time_ns BETWEEN ? AND ? AND kind IN ('send', 'receive', 'work')",
                 int(ended * 1e9), int(started * 1e9)) == [(0,)]
    assert query(trace, "SELECT count(*) FROM message WHERE sender = 'worker-1' AND sent_ns >= ? AND body = 'READY' AND fate = 'delivered'",
                 int(started * 1e9)) == [(1,)]
    # This broker does not look after its workers: the request the dead one was at is lost, and its client waits for good.
    unserved = query(trace, "SELECT name FROM node WHERE role = 'lru-client' AND received = 0")
    assert len(unserved) == 1, unserved
    # The others serve the rest.
    assert query(trace, "SELECT count(*) FROM node WHERE role = 'lru-client' AND received = 1") == [(9,)]
    # The consequence names its cause.
    assert query(trace, "SELECT fault.detail FROM event_row AS ended JOIN event AS fault ON fault.seq = ended.value "
                        "JOIN node ON node.number = ended.node WHERE node.name = 'worker-1' AND ended.kind = 2 AND ended.value > 0") == [('kill worker-1',)]


def test_peering_with_a_killed_broker():
    trace = FOLDER / 'peering.zoe'
    said = zoe('run', 'peering', *QUICK, '--json', '--trace', trace, '--fault', '5s kill dc2; 12s restart dc2').json
    assert said['reason'] == '30 s have passed' and [fault['fault'] for fault in said['faults']] == ['kill dc2', 'restart dc2']
    ended, started = [int(time * 1e9) for kind, time in life(trace, 'dc2')[2:5] if kind != 'fault']

    def done(nodes, begin, end):
        return query(trace, "SELECT count(*) FROM event WHERE node GLOB ? AND kind = 'work' AND time_ns BETWEEN ? AND ?", nodes, begin, end)[0][0]

    # Without it, its site stands still once its workers have done what they were at; the others go on.
    assert done('dc2-worker-*', ended + int(1e9), started) == 0
    assert done('dc1-worker-*', ended, started) > 0 and done('dc3-worker-*', ended, started) > 0
    # When it is back, its clients' requests are served again, and its peers hear from it.
    assert done('dc2-worker-*', started, int(30e9)) > 0
    assert query(trace, "SELECT count(*) > 0 FROM message WHERE sender = 'dc2' AND receiver LIKE 'dc2-client-%' AND sent_ns > ? AND fate = 'delivered'",
                 started) == [(1,)]
    assert query(trace, "SELECT count(DISTINCT receiver) FROM message WHERE sender = 'dc2' AND sender_socket = 'statebe' AND received_ns > ?",
                 started) == [(2,)]


def last_maps(trace, before):
    """What each node's map was then."""
    return dict(query(trace, "SELECT node, detail FROM event WHERE seq IN (SELECT max(seq) FROM event WHERE kind = 'state' AND detail LIKE 'map = %' "
                             "AND time_ns < ? GROUP BY node)", before))


def test_clone_with_a_cut_client():
    trace = FOLDER / 'clone.zoe'
    link = 'server:publisher-client-1:updates'
    zoe('run', 'clone', *QUICK, '--trace', trace, '--fault', f'6s cut {link}; 12s heal {link}')
    cut, healed = (time for time, in query(trace, "SELECT time_ns FROM event WHERE kind = 'fault' ORDER BY seq"))
    # While its updates do not come it falls behind, but its own go out as ever.
    assert query(trace, "SELECT count(*) FROM event WHERE node = 'client-1' AND kind = 'receive' AND socket = 'updates' AND time_ns BETWEEN ? AND ?",
                 cut, healed - 1) == [(0,)]
    assert query(trace, "SELECT count(*) > 3 FROM event WHERE node = 'client-1' AND kind = 'held' AND time_ns BETWEEN ? AND ?", cut, healed) == [(1,)]
    assert query(trace, "SELECT count(*) > 3 FROM event WHERE node = 'client-1' AND kind = 'send' AND time_ns BETWEEN ? AND ?", cut, healed) == [(1,)]
    behind = last_maps(trace, healed)
    assert behind['client-1'] != behind['server'] and behind['client-2'] == behind['client-3']
    # Once it is healed, all that was kept comes, in order, and the maps are one again.
    sequence = [int(text.split('= ')[1]) for text, in query(
        trace, "SELECT detail FROM event WHERE node = 'client-1' AND kind = 'state' AND detail LIKE 'sequence = %' ORDER BY seq")]
    assert sequence == sorted(sequence)
    caught_up = last_maps(trace, int(29e9))
    assert len(set(caught_up.values())) == 1 and len(caught_up) == 5, caught_up


def test_a_delay_lasts_as_long_as_it_is_there():
    trace = FOLDER / 'delay.zoe'
    link = 'v:sender-w-1:receiver'
    zoe('run', held(), '--clock', 'x1', '--trace', trace, '--until', 's', '--fault', f'0 delay {link} 200ms')
    first = query(trace, "SELECT min(received_ns - sent_ns) FROM message WHERE receiver = 'w-1' AND sender = 'v'")[0][0]
    assert first >= 190e6, first
    assert query(trace, "SELECT min(received_ns - sent_ns) FROM message WHERE receiver = 'w-2' AND sender = 'v'")[0][0] < 190e6


tap.main(globals())
