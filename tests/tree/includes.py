# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: the arrows of the README's tour, and each outside library in its one folder."""

import pathlib
import re
import sys

import tap

SOURCE = pathlib.Path(sys.argv[1]) / 'src'

LAB = {'model', 'run', 'roles', 'trace', 'graph', 'lab'}
MAY_INCLUDE = {
    'model': {'model'},
    'wire': {'model', 'wire'},
    'run': {'model', 'wire', 'run'},
    'roles': {'model', 'wire', 'run', 'roles'},
    'trace': {'model', 'trace'},
    'graph': {'model', 'graph'},
    'lab': LAB | {'wire'},    # it notes in a trace which libzmq ran
    'cli': LAB | {'cli'},
    'app': LAB | {'app'},
}

ONLY_IN = {
    r'zmq(_utils)?\.h': 'wire',
    r'sqlite3(ext)?\.h': 'trace',
    r'(graphviz/)?(cgraph|gvc|gvplugin|cdt|graphviz_version)\.h': 'graph',
    r'(gtk|gdk|gsk|pango|graphene|adwaita|libadwaita|gtksourceview)(/|-).*|(adwaita|graphene)\.h': 'app',
    r'json-glib/.*': 'cli',
}


def includes():
    for path in sorted(SOURCE.rglob('*.[ch]')):
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                yield path.relative_to(SOURCE), number, match.group(1) == '"', match.group(2)


def test_every_folder_is_known():
    folders = {path.parent.relative_to(SOURCE).parts[0] for path in SOURCE.rglob('*.[ch]')}
    tap.none(f'src/{folder}: not in this test' for folder in sorted(folders - set(MAY_INCLUDE)))


def test_includes_follow_the_arrows():
    tap.none(f'src/{path}:{number}: {path.parts[0]} must not include {name}'
             for path, number, own, name in includes()
             if own and '/' in name and name.split('/')[0] in MAY_INCLUDE
             and name.split('/')[0] not in MAY_INCLUDE[path.parts[0]])


def test_includes_carry_the_folder():
    tap.none(f'src/{path}:{number}: write "{path.parent}/{name}"'
             for path, number, own, name in includes()
             if own and '/' not in name and (SOURCE / path.parent / name).exists())


def test_outside_libraries_stay_in_their_folder():
    tap.none(f'src/{path}:{number}: {name} belongs to src/{folder} alone'
             for path, number, own, name in includes()
             for pattern, folder in ONLY_IN.items()
             if not own and re.fullmatch(pattern, name) and path.parts[0] != folder)


def test_the_test_refuses():
    """The patterns above match what they are meant for."""
    for name, folder in {'zmq.h': 'wire', 'sqlite3.h': 'trace', 'graphviz/gvc.h': 'graph', 'graphviz/cgraph.h': 'graph',
                         'gvc.h': 'graph', 'gtk/gtk.h': 'app', 'adwaita.h': 'app', 'gtksourceview/gtksource.h': 'app',
                         'gdk/gdk.h': 'app', 'json-glib/json-glib.h': 'cli'}.items():
        found = {value for pattern, value in ONLY_IN.items() if re.fullmatch(pattern, name)}
        assert found == {folder}, f'{name}: {found}'
    for name in ('glib.h', 'gio/gio.h', 'stdio.h', 'glib/gi18n.h', 'sys/types.h'):
        assert not any(re.fullmatch(pattern, name) for pattern in ONLY_IN), name


tap.main(globals())
