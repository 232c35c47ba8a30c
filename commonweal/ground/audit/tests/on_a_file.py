"""Threads need a database that they can share: how does a test run on a real file, in a process of its own?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SET_UP = """
import json, os, threading
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.core.management import call_command
from django.db import connections
from django.contrib.auth.hashers import Argon2PasswordHasher
Argon2PasswordHasher.memory_cost = 64
call_command("migrate", verbosity=0)
"""


def run_on_a_file(folder: Path, code: str, *, mode: str = "test") -> str:
    """Run the code on a fresh SQLite file in this folder and return what it prints."""
    surroundings = os.environ | {
        "COMMONWEAL_MODE": mode,
        "COMMONWEAL_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
    }
    surroundings.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", SET_UP + code],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
