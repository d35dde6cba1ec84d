"""Which source to ask for a camera's recordings: each network keeps its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.clip_sources.recordings_folder import RecordingsFolder
from accident_service.environment import ALL_NETWORKS
from accident_service.errors import ClipSourceUnavailable
from accident_service.footage.camera import Camera


@dataclass(frozen=True, slots=True)
class RecordingsByNetwork:
    """Mounted folders by network; "*" is for the networks without one of their own."""

    folders: Mapping[str, Path]

    def source_of(self, camera: Camera) -> RecordingsFolder:
        """Where to ask for this camera's recordings.

        Raises:
            ClipSourceUnavailable: No folder is set for its network.
        """
        folder = self.folders.get(camera.network, self.folders.get(ALL_NETWORKS))
        if folder is None:
            raise ClipSourceUnavailable(
                f"no recordings folder is set for the {camera.network} network of {camera.id}"
            )
        return RecordingsFolder(folder, camera.source_key)
