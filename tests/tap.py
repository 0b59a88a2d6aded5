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
            sys.stdout.flush()
            # Where the test runner shows it.
            print(f'{title}:\n{traceback.format_exc()}', file=sys.stderr, flush=True)
    sys.exit(1 if failed else 0)


def none(problems):
    """Fails with every problem on a line of its own."""
    problems = list(problems)
    if problems:
        raise AssertionError('\n'.join(['%d found:' % len(problems), *problems]))
