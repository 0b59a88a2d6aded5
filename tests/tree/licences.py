# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source file says under which licence it stands, within its first three lines."""

import pathlib
import sys

import tap

ROOT = pathlib.Path(sys.argv[1])
FOLDERS = ('.ci', 'build-aux', 'data', 'scenarios', 'src', 'tests', 'ui')
ENDINGS = {'.c', '.css', '.dot', '.h', '.in', '.py', '.sql', '.svg', '.ui', '.xml', '.1', ''}
LINE = 'SPDX-License-Identifier: GPL-3.0-or-later'

# Input for tests that must be just so: broken, empty, binary; and the list of packages, which is no program.
EXCEPT = ('tests/graph/', 'tests/trace/', 'tests/lab/', 'tests/asan.supp', 'build-aux/packages')


def sources():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob('*')):
            name = path.relative_to(ROOT).as_posix()
            if not path.is_file() or path.suffix not in ENDINGS or '__pycache__' in name:
                continue
            if path.suffix not in ('.c', '.h', '.py') and name.startswith(EXCEPT):
                continue
            yield path, name


def test_every_source_names_its_licence():
    tap.none(f'{name}: the first lines lack "{LINE}"' for path, name in sources()
             if not any(LINE in line for line in path.read_text(encoding='utf-8').splitlines()[:3]))


def test_the_licence_is_there():
    text = (ROOT / 'LICENSE').read_text(encoding='utf-8')
    assert 'GNU GENERAL PUBLIC LICENSE' in text and 'Version 3, 29 June 2007' in text and len(text) > 30000


tap.main(globals())
