# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's own face: help, version, and what it says to a command it does not know."""

import os
import re

import tap
from program import USAGE, refused, zoe

COMMANDS = ['check', 'events', 'export', 'list', 'roles', 'run', 'stats']


def test_help_lists_every_command():
    for flag in ('--help', '-h'):
        assert re.findall(r'^  ([a-z]+) ', zoe(flag).out, re.MULTILINE)[1:] == COMMANDS


def test_every_command_has_help():
    for command in COMMANDS:
        said = zoe(command, '--help').out
        assert f'zoe {command}' in said, said


def test_version():
    assert re.fullmatch(r'zoe \d+\.\d+\.\d+\n', zoe('--version').out)


def test_nothing_at_all_is_a_mistake():
    result = zoe(status=USAGE)
    assert not result.out and 'run' in result.err


def test_unknown_command_names_the_nearest():
    refused('evnets', because=['evnets', 'events'])
    refused('zzzzzzzzzz', because=['zzzzzzzzzz'])


def test_unknown_option_names_the_nearest():
    refused('run', 'pipeline', '--sede', '3', because=['--sede', '--seed'])
    refused('events', 'a.zoe', '--kind', 'send', '--form=3s', because=['--form', '--from'])
    refused('stats', '-q', 'a.zoe', because=['-q'])


def test_wrong_number_of_arguments():
    refused('stats', because=['TRACE'])
    refused('stats', 'a.zoe', 'b.zoe', because=['b.zoe'])
    refused('list', 'extra', because=['extra'])
    refused('run', because=['SCENARIO'])
    refused('check', because=['FILE'])


def test_option_without_its_value():
    refused('run', 'pipeline', '--trace', because=['--trace'])


def test_full_disk_is_noticed():
    if not os.path.exists('/dev/full'):
        raise AssertionError('this test needs /dev/full')
    import subprocess
    from program import ZOE
    with open('/dev/full', 'w', encoding='utf-8') as full:
        done = subprocess.run([ZOE, 'roles'], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1 and done.stderr.startswith('zoe: '), done


tap.main(globals())
