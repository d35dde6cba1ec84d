"""Every column that holds personal data, and in which form.

Not among them, though about cases: where and when an accident was and who, by letter, did what;
the marks of a party; the names of officers, who act in office; numbers of documents and claims.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Column, RowMapping, Table

from accident_service.adapters.database.case_tables import accident_case, case_party
from accident_service.adapters.database.desk_tables import case_claim, case_summary
from accident_service.adapters.database.door_tables import draft, one_time_code
from accident_service.adapters.database.evidence_tables import determination
from accident_service.adapters.database.feedback_tables import feedback
from accident_service.adapters.database.insurer_tables import determination_party
from accident_service.adapters.database.notice_tables import notice
from accident_service.adapters.database.personal import row_of
from accident_service.adapters.database.proceedings_tables import paper, proceedings
from accident_service.adapters.database.upload_tables import photo_upload
from accident_service.adapters.personal_data.fields import PersonalFields

KeptFields = RowMapping  # a row by the names of its columns


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """The personal data of one table.

    Attributes:
        sealed: Columns that are only read with their row.
        alike: Columns by whose whole value rows are found.
        row: What a sealed value is bound to, where it is not the primary key.
    """

    table: Table
    sealed: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    row: Callable[[PersonalFields, KeptFields], str] | None = field(default=None)

    @property
    def key(self) -> tuple[Column[str], ...]:
        """The primary key."""
        return tuple(self.table.primary_key.columns)

    def row_of(self, fields: PersonalFields, row: KeptFields) -> str:
        """What the sealed values of a row are bound to."""
        if self.row is not None:
            return self.row(fields, row)
        return row_of(*(row[column.name] for column in self.key))


def _of_draft(fields: PersonalFields, row: KeptFields) -> str:
    return fields.opened_alike(row["key"], "draft.key")


def _of_notice(_fields: PersonalFields, row: KeptFields) -> str:
    return row_of(row["case_id"], row["letter"], row["kind"])


PERSONAL_TABLES = (
    PersonalTable(accident_case, sealed=("document",)),
    PersonalTable(case_party, alike=("phone", "plate")),
    PersonalTable(case_summary, sealed=("document",)),
    PersonalTable(case_claim, sealed=("note",)),
    PersonalTable(determination, sealed=("document",)),
    PersonalTable(determination_party, alike=("plate", "policy_no")),
    PersonalTable(paper, sealed=("document",)),
    PersonalTable(proceedings, sealed=("document",)),
    PersonalTable(draft, sealed=("fields",), alike=("key",), row=_of_draft),
    PersonalTable(feedback, sealed=("words",)),
    PersonalTable(notice, sealed=("phone",), row=_of_notice),
    PersonalTable(one_time_code, alike=("phone",)),
    PersonalTable(photo_upload, sealed=("facts",), alike=("phone", "folder")),
)
