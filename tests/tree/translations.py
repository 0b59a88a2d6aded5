# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string a person sees can be translated, and every translation that is offered is complete."""

import pathlib
import re
import subprocess
import sys
import tempfile

import tap

ROOT = pathlib.Path(sys.argv[1])
SCRIPT = ROOT / 'build-aux' / 'make-pot'


def lines(path):
    return [line for line in path.read_text(encoding='utf-8').splitlines() if line and not line.startswith('#')]


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def make_template(folder):
    template = pathlib.Path(folder) / 'fresh.pot'
    made = run(SCRIPT, template)
    assert made.returncode == 0 and not made.stderr, made.stderr
    return template


def count_messages(file, *options):
    """How many messages of a .po file pass msgattrib's options; its header is none of them."""
    kept = run('msgattrib', '--no-wrap', '--no-location', *options, file)
    assert kept.returncode == 0, kept.stderr
    return [line for line in kept.stdout.splitlines() if line.startswith('msgid ') and line != 'msgid ""'], kept.stdout


def test_potfiles_names_every_file_with_strings():
    wanted = run(SCRIPT, '--list').stdout.split()
    there = lines(ROOT / 'po' / 'POTFILES')
    tap.none([f'po/POTFILES lacks {name}: run build-aux/update-po' for name in wanted if name not in there]
             + [f'po/POTFILES names {name}, which has no strings' for name in there if name not in wanted])


def test_strings_can_be_collected():
    with tempfile.TemporaryDirectory() as folder:
        assert count_messages(make_template(folder))[0]


def test_no_string_ends_where_xgettext_stops():
    """It does not know GLib's macros for formats; "%" PRIu64 and "%zu" it does."""
    broken = re.compile(r'\b(?:_|N_|C_|n?gettext) ?\((?:[^;"()]|"(?:[^"\\]|\\.)*")*?"(?:[^"\\]|\\.)*"\s*(G_G\w+_FORMAT)')
    assert broken.search('_("%" G_GUINT64_FORMAT " events")') and broken.search('ngettext ("%" G_GSIZE_FORMAT " byte", "b", n)')
    assert not broken.search('_("a"), "%" G_GINT64_FORMAT')
    tap.none(f'{path.relative_to(ROOT)}: {match.group(1)} inside a string to translate'
             for path in sorted((ROOT / 'src').rglob('*.c'))
             for match in broken.finditer(path.read_text(encoding='utf-8')))


def test_translations_are_well_formed():
    for language in lines(ROOT / 'po' / 'LINGUAS'):
        checked = run('msgfmt', '--check', '--output-file=/dev/null', ROOT / 'po' / f'{language}.po')
        assert checked.returncode == 0, checked.stderr


def test_translations_are_complete():
    with tempfile.TemporaryDirectory() as folder:
        template = make_template(folder)
        for language in lines(ROOT / 'po' / 'LINGUAS'):
            merged = pathlib.Path(folder) / f'{language}.po'
            done = run('msgmerge', '--quiet', '--no-fuzzy-matching', '-o', merged, ROOT / 'po' / f'{language}.po', template)
            assert done.returncode == 0, done.stderr
            for state in ('--untranslated', '--only-fuzzy'):
                _, text = count_messages(merged, state, '--no-obsolete')
                entries = [entry for entry in text.split('\n\n')[1:] if 'msgid' in entry]
                tap.none(f'po/{language}.po {state}: {entry}' for entry in entries)


tap.main(globals())
