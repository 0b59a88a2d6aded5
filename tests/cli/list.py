# SPDX-License-Identifier: GPL-3.0-or-later
import tap
from program import zoe


def test_the_four_patterns_are_there():
    names = [line.split()[0] for line in zoe('list').lines]
    for name in ('clone', 'lru-queue', 'peering', 'pipeline'):
        assert names.count(name) == 1, names


def test_each_line_says_what_it_is():
    for line in zoe('list').lines:
        assert len(line.split()) > 3, line


tap.main(globals())
