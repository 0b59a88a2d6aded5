# SPDX-License-Identifier: GPL-3.0-or-later
import tap
from program import DONE, FAILED, FOLDER, scenario, zoe

GOOD = '''digraph "good" {
  ventilator [role=ventilator]
  sink [role=sink]
  worker [role=worker]
  ventilator:sender -> worker:receiver
  worker:sender -> sink:receiver
}
'''

BAD = '''digraph "bad" {
  ventilator [role=ventilatr]
  worker [role=worker wrk=3]
  sink [role=sink]
  worker:sendr -> sink:receiver
}
'''


def test_good_files_are_met_with_silence():
    assert zoe('check', scenario('good.dot', GOOD), status=DONE).out == ''


def test_every_scenario_that_comes_along_is_good():
    names = [line.split()[0] for line in zoe('list').lines]
    assert names and zoe('check', *names).out == ''


def test_every_mistake_on_a_line_of_its_own():
    path = scenario('bad.dot', BAD)
    result = zoe('check', path, status=FAILED)
    assert len(result.lines) >= 3 and all(str(path) in line for line in result.lines), result.out
    for words in ('ventilatr', 'ventilator', 'wrk', 'sendr', 'sender'):
        assert words in result.out, result.out


def test_all_files_are_checked():
    good, bad = scenario('good.dot', GOOD), scenario('bad.dot', BAD)
    result = zoe('check', bad, good, FOLDER / 'missing.dot', status=FAILED)
    assert 'missing.dot' in result.lines[-1] and 'bad.dot' in result.lines[0], result.out


def test_syntax_error_names_its_line():
    result = zoe('check', scenario('syntax.dot', 'digraph {\n a -> \n}\n'), status=FAILED)
    assert len(result.lines) == 1 and 'line 3' in result.out, result.out


def test_odd_files():
    for name, content in (('empty.dot', b''), ('binary.dot', bytes(range(256)) * 10), ('huge.dot', b' ' * (5 << 20))):
        path = FOLDER / name
        path.write_bytes(content)
        result = zoe('check', path, status=FAILED)
        assert len(result.lines) == 1 and name in result.out, result.out
    result = zoe('check', FOLDER, status=FAILED)
    assert len(result.lines) == 1, result.out


def test_endpoints_beyond_this_machine():
    path = scenario('far.dot', GOOD.replace('worker:receiver', 'worker:receiver [endpoint="tcp://192.0.2.1:5557"]'))
    assert '192.0.2.1' in zoe('check', path, status=FAILED).out
    assert zoe('check', '--allow-network', path).out == ''


tap.main(globals())
