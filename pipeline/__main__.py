"""Where a command starts. Every process of our own imports the script that started the first: it needs no click."""

from __future__ import annotations


def main() -> None:
    """Entry point of the command."""
    from pipeline.cli import main as start

    start()


if __name__ == "__main__":
    main()
