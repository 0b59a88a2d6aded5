# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop reads is valid in the eyes of the desktop's own tools."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import tap

DATA = pathlib.Path(sys.argv[1])
DESKTOP_ENTRY, METAINFO = sys.argv[2:4]
APP_ID = 'org.zoetrope.Zoetrope'


def run(*arguments, **options):
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_desktop_entry_is_valid():
    run('desktop-file-validate', DESKTOP_ENTRY)


def test_the_desktop_entry_is_translated():
    assert 'Comment[zh_CN]=' in pathlib.Path(DESKTOP_ENTRY).read_text(encoding='utf-8')


def test_the_metainfo_is_valid():
    run('appstreamcli', 'validate', '--no-net', '--explain', METAINFO)


def test_the_metainfo_is_translated():
    assert '<summary xml:lang="zh_CN">' in pathlib.Path(METAINFO).read_text(encoding='utf-8')


def test_the_icons_can_be_drawn():
    for name in (f'{APP_ID}.svg', f'{APP_ID}-symbolic.svg'):
        with tempfile.TemporaryDirectory() as folder:
            picture = pathlib.Path(folder) / 'icon.png'
            run('rsvg-convert', '--width=64', f'--output={picture}', DATA / 'icons' / name)
            assert picture.stat().st_size > 200


def test_a_trace_is_known_by_name_and_by_content():
    with tempfile.TemporaryDirectory() as folder:
        packages = pathlib.Path(folder) / 'mime' / 'packages'
        packages.mkdir(parents=True)
        shutil.copy('/usr/share/mime/packages/freedesktop.org.xml', packages)
        shutil.copy(DATA / f'{APP_ID}.mime.xml', packages / f'{APP_ID}.xml')
        run('update-mime-database', packages.parent)

        trace = pathlib.Path(folder) / 'a.zoe'
        run(os.environ['ZOE'], 'run', 'pipeline', '--trace', trace, '--clock', 'x1000', '--set', 'ventilator.tasks=3', '--set', 'sink.tasks=3')
        nameless = pathlib.Path(folder) / 'nameless'
        shutil.copy(trace, nameless)
        other = pathlib.Path(folder) / 'other'
        run(sys.executable, '-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript("CREATE TABLE t (a)")', other)

        environment = dict(os.environ, XDG_DATA_HOME=folder, XDG_DATA_DIRS=folder)
        for path, expected in ((trace, True), (nameless, True), (other, False)):
            said = run('gio', 'info', '--attributes=standard::content-type', path, env=environment)
            assert ('application/x-zoetrope-trace' in said) == expected, f'{path.name}: {said}'


tap.main(globals())
