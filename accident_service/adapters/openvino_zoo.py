"""Which networks of Intel's Open Model Zoo lie in a folder, and loading them.

None of them is part of this project. A folder may hold any of them, as the zoo's downloader
lays them out (NAME/…/NAME.xml); what is missing is done without.
"""

from dataclasses import dataclass
from pathlib import Path

from accident_service.adapters.openvino_appearance import OpenVinoReader, load_reader
from accident_service.adapters.openvino_detector import OpenVinoDetector, load_detector
from accident_service.adapters.openvino_network import version_of
from accident_service.errors import InvalidSettings

DETECTOR = "person-vehicle-bike-detection-2003"
PLATES = "license-plate-recognition-barrier-0001"
ATTRIBUTES = "vehicle-attributes-recognition-barrier-0039"


@dataclass(frozen=True, slots=True)
class NetworkFolder:
    """A folder with networks; loads what is asked for, once for each time it is asked."""

    folder: Path

    def detector(self) -> OpenVinoDetector | None:
        """Finds vehicles that never move; None where it is not there. Raises InvalidSettings."""
        model = self._model(DETECTOR)
        return load_detector(model) if model else None

    def reader(self) -> OpenVinoReader | None:
        """Reads plates and colours; None unless both are there. Raises InvalidSettings."""
        plates, attributes = self._model(PLATES), self._model(ATTRIBUTES)
        return load_reader(plates, attributes) if plates and attributes else None

    def versions(self) -> dict[str, str]:
        """What is there, by name, for the record of a result."""
        models = (self._model(name) for name in (DETECTOR, PLATES, ATTRIBUTES))
        return {model.stem: version_of(model) for model in models if model}

    def _model(self, name: str) -> Path | None:
        if not self.folder.is_dir():
            raise InvalidSettings(f"networks folder {self.folder}; accepted: a folder")
        return min(self.folder.rglob(f"{name}.xml"), default=None)
