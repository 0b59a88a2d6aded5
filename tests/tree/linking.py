# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line runs where there is no display at all: no toolkit is linked."""

import os
import re
import subprocess

import tap


def test_zoe_links_no_toolkit():
    libraries = subprocess.run(['ldd', os.environ['ZOE']], capture_output=True, text=True, check=True).stdout
    assert 'libzmq' in libraries, libraries
    tap.none(re.findall(r'^\s*(lib(?:gtk|gdk|gsk|adwaita|gtksourceview)\S*)', libraries, re.MULTILINE))


tap.main(globals())
