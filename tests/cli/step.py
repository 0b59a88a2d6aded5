# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions of zoe run --step, through a pipe and on a terminal."""

import contextlib
import fcntl
import os
import pty
import re
import signal
import subprocess
import termios
import threading
import time

import tap
from program import DONE, FOLDER, LIMIT, ZOE, count_events, ended, interrupted, query, scenario, started, stepped, wait_for

# One task, one worker: few enough things happen for each to be written down here.
TINY = '''digraph "tiny" {
  until="s" seed=1
  v [role=ventilator tasks=2 cost_min=20 cost_max=20]
  w [role=worker]
  s [role=sink tasks=2]
  v:sender -> w:receiver  w:sender -> s:receiver  v:sink -> s:receiver
}
'''
SLOW = '''digraph "slow" {
  v [role=ventilator tasks=1000 cost_min=50 cost_max=50]
  w [role=worker count=2]
  s [role=sink tasks=1000]
  v:sender -> w:receiver  w:sender -> s:receiver  v:sink -> s:receiver
}
'''


def tiny(*arguments, commands):
    return stepped(scenario('tiny.dot', TINY), *arguments, commands=commands)


def answers(result):
    """What was said after each command: [(command, [line, ...]), ...]; first what was said before any, then, to '', the rest."""
    found = [('', [])]
    for line in result.lines:
        if line.startswith('>'):
            found.append((line[2:], []))
        elif line:
            found[-1][1].append(re.sub(r'^\d\d:\d\d\.\d{6}  ', '', line))
    return found


def answer(result, number):
    """Of the command, counted from 1."""
    return answers(result)[number][1]


def test_what_goes_next_is_said_before_it_goes():
    said = answers(tiny(commands=['', '', 's', 'q']))
    assert said[0][1] == ['next: v sends on sink (PUSH)'], said
    assert said[1] == ('', ['v sends “0” to s', 'next: s receives on receiver (PULL)']), said
    assert said[2] == ('', ['s receives “0” from v; nothing else queued', 'next: v sends on sender (PUSH)']), said
    assert said[3] == ('s', ['v sends “20” to w', 'v shows tasks: “1 of 2 dealt”', 'next: w receives on receiver (PULL)']), said
    assert said[4][0] == 'q'


def test_one_command_is_one_operation_in_the_trace():
    trace = FOLDER / 'one.zoe'
    tiny('--trace', trace, commands=[''] * 4 + ['q'])
    assert query(trace, "SELECT count(*) FROM event WHERE kind IN ('send', 'receive', 'work', 'subscribe')") == [(4,)]
    assert query(trace, "SELECT count(*) FROM event WHERE kind = 'step'") == [(4,)]
    assert query(trace, "SELECT value FROM meta WHERE key = 'complete'") == [('1',)]


def test_time_stands_between_steps():
    trace = FOLDER / 'stands.zoe'
    tiny('--trace', trace, commands=['', '', '', '', 'q'])
    assert query(trace, "SELECT count(DISTINCT time_ns) FROM event WHERE kind IN ('send', 'receive', 'step')") == [(1,)]


def test_pick():
    said = tiny(commands=['', 's v', 's w', 's s', 's w', 'l', 'q'])
    assert answer(said, 3)[0] == 'w receives “20” from v; nothing else queued'
    assert answer(said, 4)[0] == 's receives “0” from v; nothing else queued'
    assert answer(said, 5)[0] == 'w starts working for 20 ms'
    assert answer(said, 6) == ['  ready: v sends on sender (PUSH)', '  w is busy until 00:00.020000',
                               '  s waits for a message on receiver (PULL)', 'next: v sends on sender (PUSH)']


def test_pick_one_that_is_not_ready():
    said = tiny(commands=['s w', 's nobody', 's ww', 'q'])
    assert answer(said, 1) == ['not ready: w waits for a message on receiver (PULL)']
    assert answer(said, 2) == ['“nobody” is no node of this scenario']
    assert answer(said, 3) == ['“ww” is no node of this scenario; is “w” meant?'], answer(said, 3)


def test_hold_back():
    said = tiny(commands=['', 'hold v', 'l', '', 'unhold v', 's v', 'hold x', 'q'])
    assert answer(said, 2) == ['next: s receives on receiver (PULL)']
    assert '  ready: v sends on sender (PUSH)  (held back)' in answer(said, 3)
    assert answer(said, 4)[0].startswith('s receives “0”')
    # Nobody but the node held back is ready.
    assert 'nobody is ready:' in answer(said, 4) and answer(said, 4)[-1].startswith('nothing will happen by itself')
    assert answer(said, 5) == ['next: v sends on sender (PUSH)']
    assert answer(said, 6)[0] == 'v sends “20” to w'
    assert 'no node' in answer(said, 7)[0]


def test_who_waits_for_what_and_the_next_deadline():
    said = tiny(commands=['s v', 's v', 's v', 's s', 's w', 's w', 'l', 't', '', 'q'])
    assert answer(said, 6) == ['w starts working for 20 ms', 'nobody is ready:', '  w is busy until 00:00.020000',
                               '  s waits for a message on receiver (PULL)', 'next: time goes to 00:00.020000'], answer(said, 6)
    assert answer(said, 8) == ['Time jumps 20 ms ahead', 'next: w sends on sender (PUSH)']
    assert answer(said, 9)[0] == 'w sends “” to s' or answer(said, 9)[0] == 'w sends an empty message to s', answer(said, 9)


def test_who_joins_late_is_not_busy():
    said = stepped(scenario('late.dot', TINY.replace('w [role=worker]', 'w [role=worker start="1s"]')), commands=['l', 'q'])
    assert '  w joins at 00:01.000000' in answer(said, 1), answer(said, 1)


def test_enter_takes_the_offered_deadline():
    said = tiny(commands=['s v', 's v', 's v', 's s', 's w', 's w', '', 'q'])
    assert answer(said, 7) == ['Time jumps 20 ms ahead', 'next: w sends on sender (PUSH)']


def test_enter_again_and_again_comes_to_the_end():
    said = tiny(commands=[''] * 30)
    assert 's has ended' in said.out and said.out.count('w starts working for 20 ms') == 2, said.out


def test_nobody_waits_for_a_time():
    assert answer(tiny(commands=['t', 'q']), 1) == ['nobody waits for a time']


def test_run_until():
    said = tiny(commands=['u text 20', '', 'u 10ms', 'u 5ms', 'u w ends', 'q'])
    assert any('a message contains “20”' in line for line in answer(said, 1)) and answer(said, 1)[-1].startswith('next: '), said.out
    assert any('breakpoint at 00:00.01' in line and '10 ms have passed' in line for line in answer(said, 3)), said.out
    assert answer(said, 4)[0].startswith('that time has passed')
    assert 's has ended' in said.out


def test_run_until_something_wrong():
    said = tiny(commands=['u wroker', 'u kind sned', 'q'])
    assert 'wroker' in answer(said, 1)[0]
    assert 'is “send” meant?' in answer(said, 2)[0]


def test_a_breakpoint_of_once_is_gone_after_it():
    trace = FOLDER / 'once.zoe'
    tiny('--trace', trace, commands=['u does w', 'c'])
    assert query(trace, "SELECT count(*) FROM event WHERE kind = 'pause' AND detail IS NOT NULL AND detail <> ''") == [(1,)]


def test_faults_and_what_comes_of_them():
    said = tiny(commands=['f kill w', 'f kill w', 'f thaw v', 'f freeze v', 'l', 'f thaw v', 'f restart w', 'f kil w', 'f', 'q'])
    assert answer(said, 1)[:2] == ['w is killed: its sockets are gone, with all they had not delivered', 'w ends (kill w)'], said.out
    assert answer(said, 2) == ['w is dead already; restart it first']
    assert answer(said, 3) == ['v is not frozen']
    assert answer(said, 4)[0] == 'v is frozen: it does nothing until it is thawed'
    assert '  v is frozen' in answer(said, 5) and '  w is not there' in answer(said, 5), answer(said, 5)
    assert answer(said, 6)[0] == 'v is thawed, and goes on'
    assert answer(said, 7)[0] == 'w is restarted, afresh' and 'w starts afresh (restart w)' in answer(said, 7), said.out
    assert answer(said, 8)[0] == '“kil” is no fault; is “kill” meant?'
    assert answer(said, 9) == ['“f” wants FAULT']


def test_held_messages():
    said = tiny(commands=['held', 'f hold v:sender-w:receiver', 's v', 's v', 's v', 'held', 'f release v:sender-w:receiver', '',
                          'f heal v:sender-w:receiver', 'q'])
    assert answer(said, 1) == ['no link holds a message']
    assert answer(said, 2)[0] == 'The link v:sender-w:receiver keeps what comes, until it is let go by hand'
    assert '“20” from v is kept on the link to w until it is let go' in answer(said, 4), said.out
    assert [line for line in answer(said, 6) if line.endswith('“20”, until it is let go')] == answer(said, 6) and len(answer(said, 6)) == 2
    assert answer(said, 7)[0] == 'A message held on the link v:sender-w:receiver is let go'
    assert 'w receives on receiver (PULL)' in zoe_ready(said, 7, 8), said.out


def zoe_ready(said, *numbers):
    return ' '.join(line for number in numbers for line in answer(said, number))


def test_drop_and_duplicate_by_hand():
    said = tiny(commands=['f hold v:sender-w:receiver', 's v', 's v', 's v', 'f duplicate v:sender-w:receiver', 'held',
                          'f drop v:sender-w:receiver', 'held', 'q'])
    assert '“20” from v will arrive twice' in answer(said, 5), said.out
    assert len(answer(said, 6)) == 3 and len(answer(said, 8)) == 2, said.out
    assert '“20” from v is thrown away on its way' in answer(said, 7)


def test_scheduled_faults_are_deadlines_too():
    said = tiny('--fault', '5ms cut w:sender-s:receiver; 8ms kill w', commands=['', '', '', '', '', '', '', 't', 't', 'q'])
    told = [line for _, lines in answers(said) for line in lines]
    assert 'The link w:sender-s:receiver is cut: nothing comes through' in told, said.out
    assert 'w ends (kill w)' in told, said.out


def test_odd_commands():
    said = tiny(commands=['?', 'hlod w', 'xyzzy', 'c now', '  s  ', 'q'])
    assert len(answer(said, 1)) == 11 and all(line.startswith('  ') for line in answer(said, 1))
    assert 'is “hold” meant?' in answer(said, 2)[0]
    assert 'xyzzy' in answer(said, 3)[0] and '?' in answer(said, 3)[0]
    assert answer(said, 4) == ['“c” stands alone']
    assert answer(said, 5)[0] == 'v sends “0” to s'


def test_bytes_that_are_no_text():
    done = subprocess.run([ZOE, 'run', '--step', scenario('tiny.dot', TINY)], input=b'\xff\xfe\ns \x00\nq\n', capture_output=True,
                          timeout=LIMIT, check=False)
    assert done.returncode == DONE and b'there is no command' in done.stdout, done


def test_end_of_input_goes_on_to_the_end():
    trace = FOLDER / 'rest.zoe'
    said = tiny('--trace', trace, commands=['', ''])
    assert 's has ended' in said.out
    assert query(trace, "SELECT count(*) FROM event WHERE kind = 'step'") == [(2,)]
    assert query(trace, "SELECT count(*) FROM event WHERE kind = 'resume'") == [(1,)]


def test_no_input_at_all():
    assert 's has ended' in stepped(scenario('tiny.dot', TINY), commands=[]).out


def test_continue_stops_at_breakpoints_again():
    said = tiny('--break', 'does w', commands=['c', 'l', 'c', 'q'])
    assert sum('breakpoint at' in line for line in said.lines) == 2, said.out


def test_quit_says_so():
    assert 'it was stopped' in tiny(commands=['q']).out


def test_json_has_standard_output_for_itself():
    done = subprocess.run([ZOE, 'run', '--step', '--json', scenario('tiny.dot', TINY)], input='\nq\n', capture_output=True, text=True,
                          timeout=LIMIT, check=False)
    assert done.stdout.startswith('{') and 'next: v sends' in done.stderr, done


def test_over_tcp_and_ipc():
    for transport in ('tcp', 'ipc'):
        text = TINY.replace('seed=1', f'seed=1 edge [transport={transport}]')
        said = stepped(scenario(f'{transport}.dot', text), commands=[''] * 30)
        assert said.out.count('w receives “20” from v') == 2 and 's has ended' in said.out, said.out
        assert 'come to rest' not in said.out, said.out


def test_every_pattern_can_be_stepped():
    for name in ('clone', 'lru-queue', 'peering', 'pipeline'):
        said = stepped(name, commands=[''] * 60 + ['l', 'q'])
        assert 'come to rest' not in said.out, said.out
        assert len([line for line in said.lines if line.startswith('next: ')]) >= 60, said.out


class Terminal:
    """A person at a terminal."""

    def __init__(self, *arguments):
        self.master, slave = pty.openpty()
        # Its own session, whose terminal this is: or Ctrl-C would be but a character.
        self.process = subprocess.Popen([ZOE, 'run', *map(str, arguments)], stdin=slave, stdout=slave, stderr=slave,
                                        start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        self.shown = ''
        self.more = threading.Condition()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        with contextlib.suppress(OSError):
            while part := os.read(self.master, 4096):
                with self.more:
                    self.shown += part.decode(errors='replace')
                    self.more.notify_all()

    def wait_for(self, words, after=0):
        """Returns where the words end."""
        with self.more:
            if self.more.wait_for(lambda: self.shown.find(words, after) >= 0, LIMIT):
                return self.shown.find(words, after) + len(words)
        self.process.kill()
        raise AssertionError(f'{words!r} never came: {self.shown}')

    def type(self, text):
        os.write(self.master, text.encode())

    def end(self):
        status = self.process.wait(timeout=LIMIT)
        self.reader.join()
        os.close(self.master)
        return status


def test_on_a_terminal():
    terminal = Terminal('--step', scenario('tiny.dot', TINY))
    at = terminal.wait_for('next: v sends on sink (PUSH)\r\n> ')
    terminal.type('\n')
    at = terminal.wait_for('v sends “0” to s', at)
    at = terminal.wait_for('> ', at)
    terminal.type('\x04')     # end of input
    terminal.wait_for('s has ended', at)
    assert terminal.end() == DONE


def test_a_breakpoint_asks_on_a_terminal():
    terminal = Terminal('--break', 'does w', scenario('tiny.dot', TINY))
    at = terminal.wait_for('breakpoint at 00:00.')
    at = terminal.wait_for('> ', terminal.wait_for('next: ', at))
    terminal.type('l\n')
    at = terminal.wait_for('> ', terminal.wait_for('next: ', at))
    terminal.type('q\n')
    terminal.wait_for('it was stopped', at)
    assert terminal.end() == DONE


def test_ctrl_c_at_the_prompt():
    terminal = Terminal('--step', scenario('slow.dot', SLOW))
    at = terminal.wait_for('> ')
    terminal.type('\x03')
    terminal.wait_for('it was interrupted', at)
    assert terminal.end() == DONE


def check_whole(trace):
    assert query(trace, "SELECT value FROM meta WHERE key = 'complete'") == [('1',)]
    assert query(trace, 'PRAGMA integrity_check') == [('ok',)]
    assert query(trace, 'SELECT count(*) FROM event') == query(trace, 'SELECT max(seq) FROM event')
    assert [name for name in os.listdir(FOLDER) if name.startswith(trace.name + '-')] == []


def check_ends_at_once(trace, process):
    """Under a second is meant; so much more only because the machine may be busy."""
    begun = time.monotonic()
    result = interrupted(process)
    assert result.status == DONE and time.monotonic() - begun < 10, result.err
    check_whole(trace)
    return result


def held(trace, commands, until):
    """A session that is still on: standard input stays open."""
    said = trace.with_suffix('.said')
    with open(said, 'wb') as out:
        process = subprocess.Popen([ZOE, 'run', '--step', '--trace', trace, scenario('slow.dot', SLOW)], stdin=subprocess.PIPE,
                                   stdout=out, stderr=subprocess.PIPE, text=True)
    process.stdin.write(''.join(f'{command}\n' for command in commands))
    process.stdin.flush()
    wait_for(lambda: until in said.read_text(encoding='utf-8', errors='replace'), until, process)
    return process


def test_stopped_while_gated():
    trace = FOLDER / 'gated.zoe'
    check_ends_at_once(trace, held(trace, ['s v', 's v'], 'shows tasks'))


def test_stopped_at_a_breakpoint():
    trace = FOLDER / 'paused.zoe'
    check_ends_at_once(trace, held(trace, ['u does w'], 'breakpoint at'))


def test_stopped_with_a_frozen_node():
    trace = FOLDER / 'frozen.zoe'
    check_ends_at_once(trace, held(trace, ['f freeze v', 'f freeze w-1'], 'w-1 is frozen: '))


def test_stopped_while_frozen_and_going():
    trace = FOLDER / 'frozen-going.zoe'
    process = started('run', scenario('slow.dot', SLOW), '--trace', trace, '--fault', '10ms freeze w-1; 10ms freeze w-2')
    wait_for(lambda: trace.exists() and count_events(trace, 'fault') == 2, 'two faults', process)
    check_ends_at_once(trace, process)


def test_stopped_with_a_cut_link():
    trace = FOLDER / 'cut-going.zoe'
    process = started('run', scenario('slow.dot', SLOW), '--trace', trace, '--fault', '10ms cut v:sender-w-1:receiver; 10ms kill w-2')
    wait_for(lambda: trace.exists() and count_events(trace, 'fault') == 2, 'two faults', process)
    check_ends_at_once(trace, process)


def test_stopped_in_the_middle_of_jumps():
    trace = FOLDER / 'jumps.zoe'
    process = started('run', scenario('slow.dot', SLOW.replace('tasks=1000', 'tasks=1000000')), '--trace', trace, '--clock', 'skip-idle')
    wait_for(lambda: trace.exists() and count_events(trace, 'jump') > 3, 'jumps', process)
    check_ends_at_once(trace, process)


def test_ended_by_other_signals_while_gated():
    for number in (signal.SIGTERM, signal.SIGHUP):
        trace = FOLDER / f'gated-{number}.zoe'
        process = held(trace, [''], 'v sends')
        assert ended(process, number).status == DONE
        check_whole(trace)


tap.main(globals())
