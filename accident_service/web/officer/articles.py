"""The articles of a case and those an officer may cite, each with its gist."""

from accident_service.casefile.case import Case
from accident_service.errors import NotFound
from accident_service.web.service import casework


def provisions_worded(case: Case) -> dict[str, tuple[str, str]]:
    """Every article the proposal or the decision cites, with its gist."""
    cited = [
        key
        for finding in (case.proposal.findings if case.proposal else ())
        for key in finding.provisions
    ]
    cited += case.decision.provisions if case.decision else ()
    return {key: _worded(key) for key in dict.fromkeys(cited)}


def provisions_offered(case: Case) -> tuple[tuple[str, tuple[str, str]], ...]:
    """The articles an officer may cite; those the proposal rests on come first."""
    cited = provisions_worded(case)
    keys = sorted(casework().provisions.citable(), key=lambda key: key not in cited)
    return tuple((key, _worded(key)) for key in keys)


def _worded(key: str) -> tuple[str, str]:
    try:
        return casework().provisions.wording(key)
    except NotFound:
        return (key, key)
