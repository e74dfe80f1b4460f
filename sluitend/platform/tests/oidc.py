"""A stand-in for the identity provider of an organisation: discovery, authorize, token, keys and userinfo."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "sluitend-proef"


class Aanbieder:
    """What the provider knows: its key, who signs in next, and the codes it gave out (each works once)."""

    def __init__(self) -> None:
        self.sleutel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.sub = "onbekend"
        self.codes: dict[str, dict[str, str]] = {}
        self.url = ""

    def antwoord(
        self, methode: str, pad: str, vraag: dict[str, str], kop: Any
    ) -> tuple[int, Any, dict[str, str]]:
        """(status, JSON or None, headers) for one request."""
        if pad == "/.well-known/openid-configuration":
            namen = {
                "authorization_endpoint": "authorize",
                "token_endpoint": "token",
                "userinfo_endpoint": "userinfo",
                "jwks_uri": "jwks",
            }
            return (
                200,
                {
                    "issuer": self.url,
                    **{naam: f"{self.url}/{deel}" for naam, deel in namen.items()},
                    "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                },
                {},
            )
        if pad == "/authorize":
            code = secrets.token_urlsafe(16)
            self.codes[code] = vraag
            return (
                302,
                None,
                {"Location": f"{vraag['redirect_uri']}?{urlencode({'code': code, 'state': vraag['state']})}"},
            )
        if pad == "/token" and methode == "POST":
            gevraagd = self.codes.pop(vraag.get("code", ""), None)
            if gevraagd is None or not self._pkce(gevraagd, vraag):
                return 400, {"error": "invalid_grant"}, {}
            nu = int(time.time())
            claims = {
                "iss": self.url,
                "sub": self.sub,
                "aud": CLIENT,
                "iat": nu,
                "exp": nu + 60,
                "nonce": gevraagd.get("nonce"),
            }
            return (
                200,
                {
                    "access_token": self.sub,
                    "token_type": "Bearer",
                    "expires_in": 60,
                    "id_token": jwt.encode(claims, self.sleutel, "RS256", headers={"kid": "1"}),
                },
                {},
            )
        if pad == "/userinfo":
            return 200, {"sub": kop.get("Authorization", "").removeprefix("Bearer ")}, {}
        if pad == "/jwks":
            return (
                200,
                {
                    "keys": [
                        {
                            **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.sleutel.public_key())),
                            "kid": "1",
                            "alg": "RS256",
                        }
                    ]
                },
                {},
            )
        return 404, {}, {}

    @staticmethod
    def _pkce(gevraagd: dict[str, str], vraag: dict[str, str]) -> bool:
        proef = (
            base64.urlsafe_b64encode(hashlib.sha256(vraag.get("code_verifier", "").encode()).digest())
            .rstrip(b"=")
            .decode()
        )
        return gevraagd.get("code_challenge") == proef and gevraagd.get("code_challenge_method") == "S256"


@contextmanager
def aanbieder() -> Iterator[Aanbieder]:
    """Serve the provider on a free loopback port for the length of a test."""
    zelf = Aanbieder()

    class Bediening(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            return None

        def do_GET(self) -> None:
            self._doe("GET", urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._doe("POST", self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

        def _doe(self, methode: str, tekst: str) -> None:
            vraag = {naam: waarden[0] for naam, waarden in parse_qs(tekst).items()}
            status, inhoud, koppen = zelf.antwoord(methode, urlsplit(self.path).path, vraag, self.headers)
            lichaam = json.dumps(inhoud).encode() if inhoud is not None else b""
            self.send_response(status)
            for naam, waarde in {
                "Content-Type": "application/json",
                "Content-Length": str(len(lichaam)),
                **koppen,
            }.items():
                self.send_header(naam, waarde)
            self.end_headers()
            self.wfile.write(lichaam)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Bediening)
    zelf.url = f"http://127.0.0.1:{server.server_port}"
    draad = threading.Thread(target=server.serve_forever, daemon=True)
    draad.start()
    try:
        yield zelf
    finally:
        server.shutdown()
        server.server_close()
        draad.join(5)
