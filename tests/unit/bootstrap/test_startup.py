"""How a running bot is set up before it reads anything."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from bot.bootstrap.allocator import ARENAS

COUNT = """
import ctypes, pathlib, sys, threading
from bot.bootstrap.allocator import share_arenas

share_arenas()
libc, held, together = ctypes.CDLL(None), [], threading.Barrier(9)
libc.malloc.restype = ctypes.c_void_p

def hold():
    held.append(libc.malloc(50_000))
    together.wait()
    together.wait()

for _ in range(8):
    threading.Thread(target=hold).start()
together.wait()
libc.fopen.restype = ctypes.c_void_p
report = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(report))
libc.fclose(ctypes.c_void_p(report))
together.wait()
print(pathlib.Path(sys.argv[1]).read_text().count("<heap nr="))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
def test_many_threads_share_few_arenas(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", COUNT, f"{tmp_path}/report"], capture_output=True, text=True, check=True, timeout=240
    )
    assert int(ran.stdout) <= ARENAS
