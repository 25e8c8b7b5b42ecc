"""Known vulnerabilities of what constraints.txt installs, by pip-audit; part of `make check`.

Exit status 0 when there are none but those of audit-exceptions.txt, or when no list of them can be
reached from here; 1 when there are others.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

_REPOSITORY = Path(__file__).parents[1]
_EXCEPTIONS = Path(__file__).with_name("audit-exceptions.txt")

#: In an environment of its own, so that what it needs is no part of what it looks at.
_TOOL = "pip-audit==2.10.1"
_PLACE = _REPOSITORY / ".cache" / _TOOL
_SECONDS = 180


def main() -> int:
    """Exit status, after one line that says what came of it or a line for each vulnerability."""
    tool = _installed()
    report = _report(tool) if tool else None
    looked_at = [one for one in (report or {}).get("dependencies", []) if "vulns" in one]
    if not looked_at:
        print("pip-audit: skipped: no network to a list of vulnerabilities")
        return 0
    found = [(one, flaw) for one in looked_at for flaw in one["vulns"]]
    for one, flaw in found:
        fixed = ", ".join(flaw["fix_versions"]) or "no version yet"
        print(f"pip-audit: {one['name']} {one['version']}: {flaw['id']}, fixed in {fixed}")
    print(
        f"pip-audit: {len(looked_at)} packages, {len(found)} vulnerabilities, {len(_excepted())} exceptions"
    )
    return 1 if found else 0


def _installed() -> Path | None:
    """The tool, installed on first use; None when it cannot be had."""
    tool = _PLACE / "bin" / "pip-audit"
    if tool.exists():
        return tool
    venv.create(_PLACE, with_pip=True, clear=True)
    done = _run(_PLACE / "bin" / "pip", "install", "--quiet", "--retries", "1", _TOOL)
    return tool if done and tool.exists() else None


def _report(tool: Path) -> dict[str, Any] | None:
    """What the tool says, None when it reaches nobody."""
    ignored = [word for name in _excepted() for word in ("--ignore-vuln", name)]
    pinned = ["--requirement", str(_REPOSITORY / "constraints.txt"), "--no-deps", "--disable-pip"]
    done = _run(tool, *pinned, *ignored, "--format", "json", "--progress-spinner", "off", "--timeout", "10")
    try:
        return dict(json.loads(done.stdout)) if done else None
    except ValueError:
        return None


def _excepted() -> list[str]:
    """The first word of each line of the list that is no comment."""
    lines = _EXCEPTIONS.read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]


def _run(*command: str | Path) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603 (our own)
    except subprocess.TimeoutExpired:
        return None


if __name__ == "__main__":
    sys.exit(main())
