"""Templates from outside are checked in a child process first, with limits of time and memory (faults.md 44).

Sizes are limited before, but no limit of size foresees what a template can make of searching and compiling. The one
that is shipped needs no child, so an ordinary run starts none.
"""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.base.processes import SPAWN, STARTING, deaf_to_interrupts, limit_memory, receive
from pipeline.base.unpack import MB
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding, Stop
from pipeline.render.word.kinds import Documentsoort
from pipeline.render.word.opening.faults import refuse
from pipeline.render.word.template import compile_sjabloon

SECONDS = 5.0  # of a template; an ordinary one takes a tenth of a second
MEMORY = 512 * MB  # bytes of address space of the child, half of which is the program

Use = tuple[Path, Documentsoort]


def check_from_outside(uses: Sequence[Use], catalog: Catalog) -> None:
    """Compile templates in a child, those that are not ours. Raises Stop for the first that cannot be used."""
    outside = [use for use in uses if use[0].parent != TEMPLATES]
    if not outside:
        return
    from pipeline.render.word.opening.package import check_size  # lxml, which is not needed for what is ours

    for path, _ in outside:
        check_size(path)
    ours, theirs = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=_serve, args=(theirs, outside, catalog), daemon=True)
    with deaf_to_interrupts():
        process.start()
    theirs.close()  # so that the end of the child is the end of the pipe
    try:
        receive(ours, STARTING)
        for path, _ in outside:
            _take_answer(ours, path)
    finally:
        process.kill()
        process.join()
        ours.close()


def _take_answer(pipe: Connection, path: Path) -> None:
    try:
        findings = receive(pipe, SECONDS)
    except (EOFError, TimeoutError):
        refuse(path, "te_lang_bezig")
    if findings:
        raise Stop(findings)  # type: ignore[arg-type]  # what _faults gives


def _serve(pipe: Connection, uses: Sequence[Use], catalog: Catalog) -> None:
    """The child: an answer for each template, in order. What goes wrong ends it, without a word."""
    pipe.send(None)
    limit_memory(MEMORY)
    for path, soort in uses:
        pipe.send(_faults(path, soort, catalog))


def _faults(path: Path, soort: Documentsoort, catalog: Catalog) -> Sequence[Finding]:
    try:
        compile_sjabloon(path, catalog, soort)
    except Stop as stop:
        return stop.findings
    return []
