"""Holds a file as Excel does while a command runs beside it; for Windows' Python: excel_lock.py FILE HOW pmo-xl-ARGUMENTS…

HOW: excel (open to write, others may only read) or exclusive (nobody may even read). Source: learn.microsoft.com, CreateFileW.
"""

import ctypes
import subprocess
import sys

GENERIC_READ, GENERIC_WRITE, OPEN_EXISTING, FILE_SHARE_READ = 0x80000000, 0x40000000, 3, 1

_, path, how, *arguments = sys.argv
kernel = ctypes.WinDLL("kernel32", use_last_error=True)
kernel.CreateFileW.restype = ctypes.c_void_p
share = {"excel": FILE_SHARE_READ, "exclusive": 0}[how]
handle = kernel.CreateFileW(path, GENERIC_READ | GENERIC_WRITE, share, None, OPEN_EXISTING, 0, None)
if handle in (None, ctypes.c_void_p(-1).value):
    sys.exit(f"not held: {ctypes.get_last_error()}")
sys.exit(subprocess.run([sys.executable, "-m", "pmo_xl", *arguments]).returncode)
