"""Loading a network with OpenVINO, or saying what is missing."""

from pathlib import Path
from typing import Any

from accident_service.adapters.analysis_versions import sha256_of
from accident_service.errors import InvalidSettings


def load_network(model: Path, *answers: str) -> Any:  # noqa: ANN401 - openvino ships no types
    """Compile a network for this processor, on one thread as every analysis.

    Args:
        model: Its `.xml`, with the weights beside it.
        answers: Outputs it must have.

    Raises:
        InvalidSettings: OpenVINO is not installed, or the file is no such network.
    """
    try:
        import openvino  # noqa: PLC0415 - optional, and slow to load
    except ImportError as missing:
        raise InvalidSettings(
            f"the network {model.name} is set but OpenVINO is not installed;"
            " accepted: pip install accident-service[openvino], or no network"
        ) from missing
    if not model.is_file() or model.suffix != ".xml":
        raise InvalidSettings(f"network {model}; accepted: a network's .xml file")
    core = openvino.Core()
    try:
        network = core.compile_model(core.read_model(model), "CPU", {"INFERENCE_NUM_THREADS": 1})
    except RuntimeError as fault:
        raise InvalidSettings(f"{model} is no network OpenVINO can run: {fault}") from fault
    names = {name for output in network.outputs for name in output.names}
    if not set(answers) <= names:
        raise InvalidSettings(f"{model} answers {sorted(names)}; accepted: {sorted(answers)}")
    return network


def version_of(model: Path) -> str:
    """A network's name, the hash of its weights, and what runs it."""
    import openvino  # noqa: PLC0415 - as above

    digest = sha256_of(model.with_suffix(".bin"))
    return f"{model.stem} {digest[:12]} on OpenVINO {openvino.__version__.split('-')[0]}"
