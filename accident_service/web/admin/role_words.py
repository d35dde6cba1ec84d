"""Roles and qualifications in words."""

from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.decision import Qualification
from accident_service.casefile.roles import Role

ROLES: dict[Role, LazyString] = {
    Role.OFFICER: lazy_gettext("Officer: works on cases and decides them"),
    Role.HEAD: lazy_gettext("Head of unit: leads a unit, approves"),
    Role.SURVEYOR: lazy_gettext("Surveyor: measures cameras, sees no cases"),
    Role.ADMINISTRATOR: lazy_gettext("Administrator: accounts, roles and units; sees no cases"),
    Role.AUDITOR: lazy_gettext("Auditor: reads the record of who did what, changes nothing"),
}
SHORT_ROLES: dict[Role, LazyString] = {
    Role.OFFICER: lazy_gettext("Officer"),
    Role.HEAD: lazy_gettext("Head of unit"),
    Role.SURVEYOR: lazy_gettext("Surveyor"),
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
    Role.AUDITOR: lazy_gettext("Auditor"),
}
QUALIFICATIONS: dict[Qualification, LazyString] = {
    Qualification.SIMPLE: lazy_gettext("Simple procedure"),
    Qualification.JUNIOR: lazy_gettext("Junior grade: leads where someone is injured"),
    Qualification.INTERMEDIATE: lazy_gettext("Intermediate grade: leads where someone has died"),
}
