"""Ask a hub once whether it would take this node: is the name known, is the port open, is the account good?

It connects as `highland-doctor`, so that the session of a running node is not taken over, and sends nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
from enum import Enum
from typing import Any

from telemetry.address import Address

LIMIT_S = 4.0
CLIENT = "highland-doctor"


class HubAnswer(Enum):
    """What came back."""

    TAKES_US = "takes_us"
    UNKNOWN_NAME = "unknown_name"
    PORT_SHUT = "port_shut"
    SILENT = "silent"
    REFUSED = "refused"
    BAD_CERTIFICATE = "bad_certificate"


def ask_hub(address: Address, limit_s: float = LIMIT_S) -> HubAnswer:
    """One connection, closed again. Raises HighlandError for a certificate file that cannot be read."""
    from paho.mqtt.client import Client
    from paho.mqtt.enums import CallbackAPIVersion

    answers: list[bool] = []

    def on_connect(client: Any, data: Any, flags: Any, reason: Any, properties: Any) -> None:
        answers.append(not reason.is_failure)

    client = Client(CallbackAPIVersion.VERSION2, client_id=CLIENT)
    address.prepare(client)
    client.connect_timeout = limit_s
    client.on_connect = on_connect
    ends_s = time.monotonic() + limit_s
    try:
        client.connect(address.host, address.port)
        while not answers and time.monotonic() < ends_s:
            if client.loop(timeout=0.1) != 0 and not answers:  # the other end has closed it without a word
                return HubAnswer.SILENT
    except socket.gaierror:
        return HubAnswer.UNKNOWN_NAME
    except ssl.SSLError:
        return HubAnswer.BAD_CERTIFICATE
    except ConnectionRefusedError:
        return HubAnswer.PORT_SHUT
    except OSError:
        return HubAnswer.SILENT
    finally:
        client.disconnect()
    if not answers:
        return HubAnswer.SILENT
    return HubAnswer.TAKES_US if answers[0] else HubAnswer.REFUSED
