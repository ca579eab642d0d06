"""Reads one UTF-8 text file and says in plain words why it cannot be read."""

from __future__ import annotations

from pathlib import Path

from bot.errors import Problem


def read_text(path: Path, label: str) -> str | Problem:
    """Return the text of a file, or the problem that keeps it from being read; `label` is the name the problem calls it by."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Problem(label, "", "The file is missing.", "Create it, or restore it from version control.")
    except OSError as error:
        return Problem(label, "", f"The file cannot be opened: {error.strerror}.", "Check that it is a readable file.")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Problem(label, f"line {line}", "This is not UTF-8 text.", "Save the file with the encoding UTF-8.")
