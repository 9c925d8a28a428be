"""One compilation in a process of its own: Typst keeps what it learnt of a document, so memory only comes back with the process.

Started by path with ``python -S -E`` (see :mod:`converters.large_print.typesetter`) and with nothing of ours imported: start-up is paid once a volume.
Arguments: a JSON object {"site", "root", "template", "fonts", "output" or null, "parent", "memory", "standards"}. Without ``output`` it prints the report of a
measuring pass. Failures go to standard output as {"error", "hints"} with exit status 3.
"""

import ctypes
import json
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> int:
    """Compile or measure once."""
    job = json.loads(sys.argv[1])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != job["parent"]:
            return 1  # who wanted it is dead
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = job["memory"] if hard == resource.RLIM_INFINITY else min(hard, job["memory"])
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    sys.path.append(job["site"])
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]])
    compiler = typst.Compiler(job["template"], root=job["root"], font_paths=fonts)
    try:
        if job["output"] is None:
            sys.stdout.write(compiler.query("<report>", field="value", one=True))
        else:
            compiler.compile(output=job["output"], format="pdf", pdf_standards=job["standards"])
            sys.stdout.write(json.dumps({"pages": 0}))
    except typst.TypstError as error:
        sys.stdout.write(
            json.dumps(
                {
                    "error": str(error.message),
                    "hints": [str(h) for h in error.hints],
                    "where": str(error.diagnostic),
                }
            )
        )
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
