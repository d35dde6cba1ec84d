"""What a party tells its insurer, ready to copy, and its leave to pass it on; then its mark."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accident_service.casefile.feedback import demand_mark
from accident_service.casefile.masking import masked_except
from accident_service.casefile.plain_words import plain_words
from accident_service.errors import InvalidDecision, NotFound
from accident_service.reports.insurers import insurer_named
from accident_service.web.access import Caller, calling_party, case_in_address, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.driver.why import why_of
from accident_service.web.service import casework
from accident_service.web.words import GRADES


@BLUEPRINT.get("/case/<tracking_code>/claim")
@open_to(Caller.PARTY)
def start_claim() -> str:
    """Whom to call, what they ask for, and what it means."""
    case, me = case_in_address(), calling_party()
    with casework().ledger.reading() as work:
        found = work.determinations.of_case(case.id)
        why = why_of(work, case, me.letter)
    if found is None:
        raise NotFound(f"case {case.tracking_code} has no determination")
    determination = masked_except(found[0], frozenset({me.letter}))
    return render_template(
        "driver/claim.html",
        case=case,
        me=me,
        insurer=insurer_named(me.insurance.insurer),
        determination=determination,
        mine=next(one for one in determination.parties if one.letter is me.letter),
        plain=plain_words(case, me.letter),
        leave=why.leave,
        grade_words=GRADES,
    )


@BLUEPRINT.post("/case/<tracking_code>/claim-leave")
@open_to(Caller.PARTY)
def change_leave() -> ResponseReturnValue:
    """Give the insurer leave, or take it back."""
    case, letter = case_in_address(), calling_party().letter
    object_to = casework().party_after.object_to
    if request.form.get("leave") == "no":
        object_to.withdraw_leave(case.id, letter)
    else:
        object_to.give_leave(case.id, letter)
    return redirect(url_for("driver.start_claim", tracking_code=case.tracking_code), 303)


@BLUEPRINT.post("/case/<tracking_code>/rating")
@open_to(Caller.PARTY)
def take_rating() -> ResponseReturnValue:
    """Keep the party's mark; the first one stands. Without a mark the page comes again."""
    case, letter = case_in_address(), calling_party().letter
    address = url_for("driver.case_status", tracking_code=case.tracking_code, _anchor="rating")
    try:
        mark = demand_mark(request.form.get("mark", ""))
    except InvalidDecision:
        return redirect(address, 303)
    casework().party_after.rate(case.id, letter, mark, request.form.get("words", ""))
    return redirect(address, 303)
