"""A server for :mod:`benchmarks.bench_listen`: one book on loan; without a book, one of half an hour that is complete. Says its address, the edition and a session on its first line."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import uvicorn

from accessible_reader.catalogue.intake import take_in
from converters.workspace import temporary_workspace
from tests.web_ground import open_ground


def main() -> None:
    """Serve until killed."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    with open_ground(folder / "ground") as ground:
        book = Path(name) if name else folder / "hour.md"
        if not name:
            words = "\n\n".join(f"Sentence number {n} of a very long book." for n in range(600))
            book.write_text(f"---\ntitle: Long\nlanguage: en\n---\n\n# One\n\n{words}\n", "utf-8")
        service, person = ground.service, ground.people["patron"]
        with temporary_workspace() as workspace:
            taken = take_in(
                service.database, service.store, book, workspace, rights="public_domain", rights_basis="test"
            )
        service.loans.lend_digital(person, person, taken.edition_id)
        opened = service.listening.open(person, taken.edition_id)
        service.listening.outline(opened)
        if not name:
            chosen = service.preferences.of(person, person).model_dump()
            speech = chosen["speech"] | {"voice": "tone:beep", "bitrate": 64}
            preferences = service.preferences.set(person, person, chosen | {"speech": speech})
            options = service.listening.options(preferences, "en")
            take = service.listening.join(opened, options, "001", None)
            while not take.over:
                take.heard(10**9)
                time.sleep(0.05)
        config = uvicorn.Config(ground.app, host="127.0.0.1", port=0, log_config=None, access_log=False)
        server = uvicorn.Server(config)

        def tell() -> None:
            while not server.started:
                time.sleep(0.01)
            session = ground.token("patron")
            port = server.servers[0].sockets[0].getsockname()[1]
            print(f"http://127.0.0.1:{port} {taken.edition_id} {session}", flush=True)

        threading.Thread(target=tell, daemon=True).start()
        server.run()


if __name__ == "__main__":
    main()
