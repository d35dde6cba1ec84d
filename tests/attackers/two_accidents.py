"""Two accidents that have nothing to do with each other, and words only one of them holds.

Every text that belongs to somebody carries a mark of its own, so that an answer that shows it to
somebody else can be told by reading the answer (`marks`).
"""

from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.photo import Photo, Shot
from accident_service.casefile.roles import Role
from accident_service.casework.photo_ports import Upload
from accident_service.casework.webhook_records import Endpoint, SealedSecret
from accident_service.quantities.identifiers import (
    CaseId,
    ClipId,
    DeterminationNumber,
    InsurerId,
    OfficerId,
    UnitId,
)
from accident_service.reports.party import Insurance, Party, PartyLetter
from accident_service.reports.statement import Statement
from tests.attackers.marks import (
    ELSEWHERE,
    EVERY_SCOPE,
    IDENTITIES,
    INSURERS,
    NUMBERS,
    PASSWORD,
    PHONES,
    SIDES,
    TRACKING,
    Marks,
    content_mark,
    endpoint_of,
    own_id,
    upload_of,
)
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.documents import determination, determined_party
from tests.fakes.doors import FakeInsurerClients, insurer_client
from tests.fakes.evidence import with_evidence


def party(of: str) -> Party:
    """One of the four drivers."""
    letter, marks = PartyLetter(of[1]), Marks(of)
    example = examples.party_a() if letter is PartyLetter.A else examples.party_b()
    insurer = INSURERS[of[0]][letter is PartyLetter.B]
    return replace(
        example,
        name=marks.name,
        phone=PHONES[of],
        identity_no=IDENTITIES[of],
        vehicle=replace(example.vehicle, plate=marks.plate),
        insurance=Insurance(insurer=insurer, policy_no=marks.policy_no),
    )


def statement(of: str) -> Statement:
    """What that driver said."""
    example = examples.statement_a() if of[1] == "A" else examples.statement_b()
    return replace(example, words=Marks(of).words)


def marked(case: Case, side: str, kind: str) -> Case:
    """An example's case as that accident's."""
    place = replace(case.report.place, words=f"地点{side}标记")
    report = replace(
        case.report,
        place=place,
        reporter=party(f"{side}A"),
        statement=statement(f"{side}A"),
        submission_key=f"submission-{kind}",
    )
    return replace(
        case,
        id=CaseId(f"case-{kind}"),
        tracking_code=TRACKING[kind],
        report=report,
        parties=(party(f"{side}A"), party(f"{side}B")),
        statements=(statement(f"{side}A"), statement(f"{side}B")),
    )


def two_accidents() -> FakeWorld:
    """Both accidents, everybody of the house, four insurers with an endpoint each."""
    codes = (*INSURERS["x"], *INSURERS["y"])
    clients = tuple(insurer_client(code, scopes=EVERY_SCOPE) for code in codes)
    world = FakeWorld(insurers=FakeInsurerClients(clients=clients))
    world.clock.pass_by(3600)
    _staff(world)
    for side in SIDES:
        _determined(world, side)
        _open(world, side)
        _on_its_way(world, side)
        _listening(world, side)
    return world


def _staff(world: FakeWorld) -> None:
    people = {
        "officer": (examples.officer(), Role.OFFICER),
        "elsewhere": (_person("officer-9", ELSEWHERE), Role.OFFICER),
        "nobody": (_person("no-role"), None),
        **{str(role): (_person(f"the-{role}"), role) for role in Role if role is not Role.OFFICER},
    }
    for user_name, (person, role) in people.items():
        world.officers.accounts[user_name] = (PASSWORD, person)
        world.officers.grant(person.id, *((role,) if role else ()))


def _person(name: str, unit: UnitId | None = None) -> Officer:
    known = examples.officer()
    return replace(known, id=OfficerId(name), name=f"职员{name}", unit=unit or known.unit)


def _evidence_of(world: FakeWorld, case: Case) -> Case:
    """The case with evidence whose names and bytes are this accident's own."""
    full = with_evidence(world.blobs, case)
    kind = case.id.removeprefix("case-")
    photos = tuple(_photo(world, one, kind) for one in full.photos)
    recordings = tuple(
        replace(
            one,
            id=own_id(kind, "recording", one.letter),
            original=world.blobs.put_bytes(content_mark(kind, one.letter).encode(), "video/mp4"),
        )
        for one in full.own_recordings
    )
    drawn = world.blobs.put_bytes(content_mark(kind).encode(), "image/jpeg")
    (clip,) = full.clips
    clip = replace(clip, id=ClipId(f"clip-of-{kind}"))
    (record,) = full.analyses
    exhibits = tuple(replace(one, name=f"{kind}-{one.name}", blob=drawn) for one in record.exhibits)
    pictures = tuple(
        replace(one, exhibit=replace(one.exhibit, name=f"{kind}-{one.letter}.png", blob=drawn))
        for one in full.party_pictures
    )
    return replace(
        full,
        photos=photos,
        own_recordings=recordings,
        party_pictures=pictures,
        clips=(clip,),
        analyses=(replace(record, clip=clip.id, exhibits=exhibits),),
    )


def _photo(world: FakeWorld, photo: Photo, kind: str) -> Photo:
    content = world.blobs.put_bytes(content_mark(kind, photo.letter).encode(), "image/jpeg")
    return replace(photo, id=own_id(kind, "photo", photo.letter), original=content, shown=content)


def _determined(world: FakeWorld, side: str) -> None:
    number = DeterminationNumber(NUMBERS[side])
    case = marked(examples.decided_case(), side, side)
    assert case.decision is not None
    case = replace(case, decision=replace(case.decision, reason=f"理由{side}标记"))
    case = _evidence_of(world, case).with_determination(number)
    told = determination(number, case=case.id)
    parties = tuple(
        determined_party(
            party(f"{side}{one.letter}"),
            part=(one.contact_part_zh, one.contact_part_en),
            grade=one.grade,
        )
        for one in told.parties
    )
    told = replace(
        told,
        tracking_code=case.tracking_code,
        place=f"地点{side}标记",
        facts_zh=f"事实{side}标记",
        parties=parties,
        verification_code=f"{SIDES.index(side)}A1B2C3D",
    )
    content = content_mark(side).encode()
    with world.ledger.transaction() as work:
        work.determinations.next_number(examples.officer().unit, 2026)
        work.cases.add(case)
        work.determinations.add(
            told,
            pdf=world.blobs.put_bytes(b"%PDF-1.7 " + content, "application/pdf"),
            json=world.blobs.put_bytes(b'{"payload": "e30"}', "application/jose+json"),
        )


def _open(world: FakeWorld, side: str) -> None:
    case = _evidence_of(world, marked(examples.proposed_case(), side, f"{side}o"))
    case = replace(case, evidence_gap_detail=f"理由{side}标记")
    with world.ledger.transaction() as work:
        work.cases.add(case)
    world.invites.issue(case.id)


def _on_its_way(world: FakeWorld, side: str) -> None:
    """A photograph on its way, and a report half written."""
    name, phone, marks = upload_of(side), PHONES[f"{side}A"], Marks(f"{side}A")
    content = content_mark(side).encode()
    photo = Upload(
        id=name,
        phone=phone,
        folder=f"report:{phone}",
        key=f"key-{side}",
        shot=Shot.FRONT,
        length_bytes=len(content),
        begun_at=world.clock.now() - timedelta(minutes=1),
        offset_bytes=len(content),
    )
    world.uploads.begin(photo)
    world.spool.originals[name] = world.spool.pictures[name] = content
    world.drafts.save(f"report:{phone}", {"name": marks.name, "words": marks.words})


def _listening(world: FakeWorld, side: str) -> None:
    endpoint = Endpoint(
        id=endpoint_of(side),
        insurer=InsurerId(f"insurer-{INSURERS[side][0].lower()}"),
        url=f"https://hooks.{INSURERS[side][0].lower()}.example/{content_mark(side)}",
        description="",
        types=frozenset(),
        created_at=world.clock.now(),
    )
    with world.ledger.transaction() as work:
        secret = SealedSecret(sealed=f"{endpoint.id}:whsec_{side}", created_at=endpoint.created_at)
        work.webhook_endpoints.add(endpoint, secret)
