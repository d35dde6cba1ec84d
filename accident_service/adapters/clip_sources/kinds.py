"""The kinds of sources there are; a kind is added by writing its adapter and naming it here."""

from accident_service.adapters.clip_sources import frigate, gb28181, named_folder, plain_web, s3
from accident_service.adapters.clip_sources.onvif import recorder as onvif
from accident_service.adapters.clip_sources.table import Recorder, SourceTable

KINDS = {
    kind.name: kind
    for kind in (frigate.KIND, gb28181.KIND, named_folder.KIND, onvif.KIND, plain_web.KIND, s3.KIND)
}


def recorder_of(table: SourceTable) -> Recorder:
    """The recorder a table describes.

    Raises:
        InvalidSite: A field is missing, unknown, or not what is accepted.
        InvalidSettings: A pattern or a reference to a secret cannot be used.
        AddressRefused: An address is not one this service connects to.
    """
    kind = KINDS.get(table.text("kind"))
    if kind is None:
        raise table.fields.refuse("kind", "one of " + ", ".join(sorted(KINDS)))
    table.refuse_unknown(kind.fields | {"kind"})
    return kind.read(table)
