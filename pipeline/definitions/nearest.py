"""The settings that hold for a folder: the nearest instellingen/ upward."""

from __future__ import annotations

from pathlib import Path

from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.catalogs import Catalogi, load_catalogi
from pipeline.definitions.rules import Rules, load_rules
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.model.catalog import Catalog


def load_catalog_near(folder: Path) -> Catalog:
    """The catalog for a new steunpunt in `folder`: chosen by the nearest settings upward, else the shipped one."""
    return load_catalog(catalog_file_of(_rules_near(folder)))


def load_catalogi_near(folder: Path) -> Catalogi:
    """The catalogs that a row of Team can name there: the shipped ones and those beside the nearest settings."""
    rules = _rules_near(folder)
    return load_catalogi(catalog_file_of(rules), sorted(rules.parent.glob("*.yaml")) if rules else ())


def load_rules_near(folder: Path) -> Rules:
    """The thresholds for a new steunpunt in `folder`: the nearest upward, else the shipped ones."""
    return load_rules(_rules_near(folder))


def _rules_near(folder: Path) -> Path | None:
    ancestors = (folder, *folder.parents)
    return next((file for up in ancestors if (file := up / "instellingen" / "rules.toml").is_file()), None)


def catalog_file_of(rules: Path | None) -> Path:
    """The catalog that these settings choose: beside them, or a shipped one."""
    bestand = load_rules(rules).catalogus.bestand
    own = rules.parent / bestand if rules else None
    return own if own and own.is_file() else SCHEMAS / "catalogs" / bestand
