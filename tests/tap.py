# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the functions whose names begin with test_ and prints TAP, for tests that are scripts."""

import sys
import traceback


def main(names):
    """Call with globals() at the end of a script."""
    tests = [(name, test) for name, test in names.items() if name.startswith('test_') and callable(test)]
    failed = 0
    print(f'1..{len(tests)}')
    for number, (name, test) in enumerate(tests, 1):
        title = name[len('test_'):].replace('_', ' ')
        try:
            test()
            print(f'ok {number} {title}', flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} {title}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
            sys.stdout.flush()
    sys.exit(1 if failed else 0)


def none(problems):
    """Fails with every problem on a line of its own."""
    problems = list(problems)
    if problems:
        raise AssertionError('\n'.join(['%d found:' % len(problems), *problems]))
