# SPDX-License-Identifier: GPL-3.0-or-later
import tap
from program import refused, zoe


def names():
    return [line.split()[0] for line in zoe('roles').lines]


def test_all_roles_sorted():
    assert {'sink', 'ventilator', 'worker'} <= set(names())
    assert names() == sorted(names())


def test_every_role_tells_its_sockets_and_parameters():
    for name in names():
        said = zoe('roles', name).out
        assert said.startswith(f'{name}: ') and 'Sockets:' in said and 'Parameters:' in said, said


def test_ventilator():
    said = zoe('roles', 'ventilator').out
    assert 'sender' in said and 'PUSH' in said and 'tasks' in said and 'roles/pipeline.c' in said, said


def test_unknown_role_names_the_nearest():
    refused('roles', 'ventilatr', because=['ventilatr', 'ventilator'])


tap.main(globals())
