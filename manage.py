#!/usr/bin/env python
"""Django's own command line, for developers; users have `sluitend`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sluitend.config.settings.basis")
execute_from_command_line(sys.argv)
