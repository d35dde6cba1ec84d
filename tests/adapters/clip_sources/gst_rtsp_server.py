"""GStreamer's RTSP server over one file, run by the system's Python: `FILE` → its port, printed."""

import sys

import gi  # type: ignore[import-not-found]

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import (  # type: ignore[import-not-found]  # noqa: E402 - after their versions
    GLib,
    Gst,
    GstRtspServer,
)


def main(path: str) -> None:
    """Serve the file at /one until the process is ended."""
    Gst.init(None)
    server = GstRtspServer.RTSPServer(address="127.0.0.1", service="0")
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(
        f"( filesrc location={path} ! tsdemux ! h264parse ! rtph264pay name=pay0 pt=96 )"
    )
    server.get_mount_points().add_factory("/one", factory)
    server.attach(None)
    print(server.get_bound_port(), flush=True)  # noqa: T201 - it is how the port is told
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(sys.argv[1])
