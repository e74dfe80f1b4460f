"""What the environment may say. The only place in the product that reads it."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

WORTEL = Path(__file__).resolve().parents[2]


class Omgeving(BaseSettings):
    """Each field is the environment variable `SLUITEND_<NAME>`; `docs/beheer/instellingen.md` lists them."""

    model_config = SettingsConfigDict(env_prefix="SLUITEND_", extra="ignore", secrets_dir=None)

    demo: bool = False
    """A demo installation: local accounts with known passwords, loopback only, fictive people."""
    debug: bool = False
    """Django debug pages; never with real people."""
    database_url: str = ""
    """`sqlite:///path` or `postgres://user@host/name`; empty: an SQLite file in `var`."""
    var: Path = WORTEL / "var"
    """Folder for the embedded database and files."""
    geheim: SecretStr | None = None
    """Key for sessions and signed values, at least 50 characters."""
    hoofdsleutel: SecretStr | None = None
    """Master key (64 hex digits) under which all personal data are encrypted."""
    hosts: list[str] = ["127.0.0.1", "localhost", "[::1]"]
    """Host names that this installation answers to."""
    https: bool = True
    """Served over TLS: secure cookies and HSTS. Demo on loopback: off."""
    vertrouwde_proxies: int = 0
    """How many proxies of our own stand in front."""
    oidc_server: str = ""
    """Discovery address of the identity provider of the region."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    publieke_regio: str = ""
    """Code of the region that the public pages show when an address names none."""
    mail_server: str = "localhost"
    """Server that takes the mail of the product (holes in a roster; never anything about a resident)."""
    mail_van: str = "sluitend@localhost"
    """Address that mail is sent from."""
    taken: str = "database"
    """`database`: jobs wait in a table for `sluitend worker`; `direct`: they run at commit."""
