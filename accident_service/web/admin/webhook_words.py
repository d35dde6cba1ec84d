"""How insurers' endpoints and what was sent to them are called on pages."""

from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.announcement import EventType
from accident_service.casework.webhook_records import DeliveryState, DisabledWhy

EVENTS: dict[EventType, LazyString] = {
    EventType.ISSUED: lazy_gettext("issued"),
    EventType.SERVED: lazy_gettext("served"),
    EventType.UNDER_REVIEW: lazy_gettext("under review"),
    EventType.REVOKED: lazy_gettext("revoked"),
    EventType.REPLACED: lazy_gettext("replaced"),
    EventType.PING: lazy_gettext("trial"),
}
STATES: dict[DeliveryState, LazyString] = {
    DeliveryState.WAITING: lazy_gettext("on its way"),
    DeliveryState.DELIVERED: lazy_gettext("delivered"),
    DeliveryState.FAILED: lazy_gettext("given up"),
    DeliveryState.MISSED: lazy_gettext("missed while switched off"),
}
WHY_OFF: dict[DisabledWhy, LazyString] = {
    DisabledWhy.BY_INSURER: lazy_gettext("switched off by the insurer"),
    DisabledWhy.BY_ADMINISTRATOR: lazy_gettext("switched off here"),
    DisabledWhy.GONE: lazy_gettext("switched off: the receiver said that it is gone (410)"),
    DisabledWhy.UNREACHABLE: lazy_gettext("switched off: it took nothing for three days"),
}
