"""What a document says of the recording itself: its container, and what ails it."""

from accident_service.adapters.document_numbers import Json
from accident_service.adapters.video_reader import ClipReader


def reservations_about(reader: ClipReader) -> tuple[str, ...]:
    """What about the recording keeps the figures from being better, in words."""
    said = []
    if reader.damaged_packet_count:
        said.append(f"{reader.damaged_packet_count} packets of the recording are damaged")
    if reader.rotation_deg:
        said.append(
            f"the file asks to be shown turned by {reader.rotation_deg} degrees;"
            " it was analysed as recorded, and the survey must have been clicked so too"
        )
    if reader.interlaced:
        said.append("the recording is interlaced: each picture shows two moments")
    return tuple(said)


def recording_record(reader: ClipReader) -> Json:
    """What the container and the decoder said of the recording."""
    probe = reader.probe
    return {
        "container": probe.container,
        "codec": probe.codec,
        "width_px": probe.width_px,
        "height_px": probe.height_px,
        "video_stream_count": probe.video_stream_count,
        "packet_count": reader.packet_count,
        "damaged_packet_count": reader.damaged_packet_count,
        "rotation_deg": reader.rotation_deg,
        "interlaced": reader.interlaced,
    }
