"""Look for credentials in what is committed: `python -m tools.audit_secrets [--reviewed]`.

Every tracked file is read by detect-secrets; what it finds is held against `.secrets.baseline`,
where the examples and test keys stand that somebody has looked at, as hashes. A file that was
clean and has not changed is not read again. Exit code 1 where something new is found: take it
out and change the credential, or, where it is none, run with --reviewed and commit the baseline.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from detect_secrets.core import baseline
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

BASELINE = Path(".secrets.baseline")
SEEN = Path(".venv", ".secrets-seen.json")
# What is made by tools and full of hashes, or is no text.
LEFT_OUT = (
    *(".mp4", ".png", ".jpg", ".woff2", ".ico", ".mo", ".po", ".jsonl", ".csv", ".svg"),
    *("package-lock.json", "constraints.txt", ".secrets.baseline"),
    *(".truth.json", ".scene.json"),
)
USUAL: dict[str, Any] = {
    "version": "1.5.0",
    "plugins_used": [
        *(
            {"name": name}
            for name in ("AWSKeyDetector", "BasicAuthDetector", "GitHubTokenDetector")
        ),
        *({"name": name} for name in ("GitLabTokenDetector", "JwtTokenDetector", "NpmDetector")),
        *({"name": name} for name in ("PrivateKeyDetector", "PypiTokenDetector", "SlackDetector")),
        {"name": "KeywordDetector", "keyword_exclude": ""},
        {"name": "Base64HighEntropyString", "limit": 4.5},
        {"name": "HexHighEntropyString", "limit": 3.0},
    ],
    "filters_used": [
        {"path": "detect_secrets.filters.allowlist.is_line_allowlisted"},
        *(
            {"path": f"detect_secrets.filters.heuristic.{name}"}
            for name in (
                *("is_indirect_reference", "is_likely_id_string", "is_not_alphanumeric_string"),
                *("is_potential_uuid", "is_prefixed_with_dollar_sign", "is_sequential_string"),
                *("is_templated_secret",),
            )
        ),
        {
            # A reference to where a secret is, is none; nor is the word that stands for one.
            "path": "detect_secrets.filters.regex.should_exclude_secret",
            "pattern": [
                *("^env:", "^file:/", "^/run/secrets/", r"^\$", "^<.*>$"),
                "(?i)^(a-?|the-?|your-?)?(pass(word)?|pw|secret)$",
            ],
        },
    ],
}
# Tests are full of passwords that open nothing; only what has the shape of a real key counts.
GUESSES = frozenset(
    {
        "Base64 High Entropy String",
        "Basic Auth Credentials",
        "Hex High Entropy String",
        "Secret Keyword",
    }
)
MADE_UP = ("tests/", "fixtures/")
Found = list[dict[str, Any]]


def tracked() -> dict[str, str]:
    """Every text file git keeps here, with the hash of what it holds now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        capture_output=True,
        check=True,
    ).stdout.decode()
    files = [one for one in listed.split("\0") if one and not one.endswith(LEFT_OUT)]
    files = [one for one in files if Path(one).is_file() and not Path(one).is_symlink()]
    hashes = subprocess.run(
        ["git", "hash-object", "--stdin-paths"],  # noqa: S607
        input="\n".join(files).encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()
    return dict(zip(files, hashes.split(), strict=True))


def scanned(files: Iterable[str]) -> Found:
    """What looks like a credential in these files; by file, kind, line and hash."""
    found = SecretsCollection()
    with transient_settings(USUAL):
        for one in files:
            found.scan_file(one)
    return [
        secret.json()
        for name, secret in found
        if not (name.startswith(MADE_UP) and secret.type in GUESSES)
    ]


def scanned_by_all_cores(files: list[str]) -> SecretsCollection:
    """The same of many files."""
    parts = [files[at::8] for at in range(8) if files[at::8]]
    if len(files) < 100:
        told = [scanned(files)]
    else:
        with ProcessPoolExecutor() as crew:
            told = list(crew.map(scanned, parts))
    found = SecretsCollection()
    for one in (secret for part in told for secret in part):
        found[one["filename"]].add(PotentialSecret.load_secret_from_dict(one))
    return found


def not_reviewed(files: Mapping[str, str]) -> SecretsCollection:
    """What nobody has looked at yet."""
    seen = json.loads(SEEN.read_text()) if SEEN.exists() else {}
    settled = {*seen.get("clean", ())} if seen.get("reviewed") == _reviewed() else set()
    fresh = [one for one, content in files.items() if f"{one} {content}" not in settled]
    found = scanned_by_all_cores(fresh)
    if BASELINE.exists():
        with transient_settings(USUAL):
            found -= baseline.load(baseline.load_from_file(str(BASELINE)), str(BASELINE))
    dirty = {secret.filename for _, secret in found}
    clean = sorted(f"{one} {content}" for one, content in files.items() if one not in dirty)
    if SEEN.parent.is_dir():
        SEEN.write_text(json.dumps({"reviewed": _reviewed(), "clean": clean}))
    return found


def keep_reviewed(files: Mapping[str, str]) -> int:
    """Write down everything found as looked at; how many there are."""
    found = scanned_by_all_cores(list(files))
    with transient_settings(USUAL):
        told = baseline.format_for_output(found)
    told.pop("generated_at", None)  # else every renewal would be a change
    for secrets in told["results"].values():
        for one in secrets:
            del one["line_number"]
    BASELINE.write_text(json.dumps(told, indent=1) + "\n")
    return sum(len(one) for one in told["results"].values())


def main(options: list[str]) -> int:
    """Scan, and say what is new; never what it is."""
    files = tracked()
    if "--reviewed" in options:
        print(f"secrets: {keep_reviewed(files)} examples and test keys kept as looked at")
        return 0
    found = sorted(not_reviewed(files).json().items())
    for name, secrets in found:
        for one in secrets:
            print(f"secrets: {name}:{one['line_number']}: {one['type']}")
    if found:
        print("secrets: take them out; if they are none, python -m tools.audit_secrets --reviewed")
        return 1
    print(f"secrets: none in {len(files)} files")
    return 0


def _reviewed() -> str:
    return BASELINE.read_text() if BASELINE.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
