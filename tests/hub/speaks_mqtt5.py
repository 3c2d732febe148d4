"""A client that speaks MQTT 5: paho, or byte by byte."""

import queue
import socket

import paho.mqtt.client as paho
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from hub.broker.mqtt5 import Mqtt5, text
from tests.hub.brokers import TIMEOUT_S, Heard, Login

OURS = "highland/v1/red-heron"
LAMP = Login("red-heron", None)
HUB = "hub"  # the account of this test's hub


def connect_body(properties=b"", flags=0x82, client_id=b"x1", user=b"red-heron", keep_alive=60):
    begin = b"\x00\x04MQTT\x05" + bytes([flags]) + keep_alive.to_bytes(2, "big")
    return begin + bytes([len(properties)]) + properties + text(client_id) + text(user)


def translation(**options):
    return Mqtt5(connect_body(**options), 604_800)


class Client:
    """paho with MQTT 5, and what it was told."""

    def __init__(self, running, who=LAMP, client_id="", **options):
        self.heard, self.codes, self.connack = Heard(), queue.Queue(), queue.Queue()
        self.answers, self.told_along, self.ends = queue.Queue(), queue.Queue(), queue.Queue()
        self.whole = queue.Queue()
        self._paho = paho.Client(
            paho.CallbackAPIVersion.VERSION2, client_id, protocol=paho.MQTTv5, reconnect_on_failure=False
        )
        who = running.hub if who == HUB else who
        self._paho.username_pw_set(who.name, who.password)
        self._paho.on_connect = lambda _c, _d, flags, code, told: self.connack.put((flags, code, told))
        self._paho.on_subscribe = self._paho.on_unsubscribe = lambda _c, _d, _m, codes, _p: self.codes.put(codes)
        self._paho.on_message = self._hear
        self._paho.on_publish = lambda _c, _d, _m, code, _p: self.answers.put(code)
        self._paho.on_disconnect = lambda _c, _d, _f, code, _p: self.ends.put(code)
        self._options, self._running = options, running

    def _hear(self, _client, _data, message):
        self.told_along.put({name: value for name, value in message.properties.json().items() if value})
        self.heard.put(message.topic, message.payload, message.retain)
        self.whole.put(message)

    def __enter__(self):
        asked = Properties(PacketTypes.CONNECT)
        for name, value in self._options.items():
            if name != "clean_start":
                setattr(asked, name, value)
        clean = self._options.get("clean_start", True)
        self._paho.connect(self._running.host, self._running.port, clean_start=clean, properties=asked)
        self._paho.loop_start()
        self.flags, self.code, self.told = self.connack.get(timeout=TIMEOUT_S)
        return self

    def __exit__(self, *error):
        self._paho.disconnect()
        self._paho.loop_stop()

    def will(self, delay_s):
        """Before it connects: what is to be said when it is gone for so long."""
        told = Properties(PacketTypes.WILLMESSAGE)
        told.WillDelayInterval = delay_s
        self._paho.will_set(f"{OURS}/availability", "offline", 1, True, told)
        return self

    def cut(self):
        """Its line is cut."""
        self._paho.socket().shutdown(socket.SHUT_RDWR)
        self.ends.get(timeout=TIMEOUT_S)

    def leave(self, reason, expiry_s):
        """Say goodbye with this reason, and keep the session for so long from now on."""
        told = Properties(PacketTypes.DISCONNECT)
        told.SessionExpiryInterval = expiry_s
        self._paho.disconnect(ReasonCode(PacketTypes.DISCONNECT, identifier=reason), told)
        self.ends.get(timeout=TIMEOUT_S)

    def subscribe(self, name, qos=1, **options):
        self._paho.subscribe(name, options=SubscribeOptions(qos, **options))
        return [code.value for code in self.codes.get(timeout=TIMEOUT_S)]

    def unsubscribe(self, *names):
        self._paho.unsubscribe(list(names))
        return [code.value for code in self.codes.get(timeout=TIMEOUT_S)]

    def publish(self, topic, payload, qos=1, retain=False, **properties):
        told = Properties(PacketTypes.PUBLISH)
        for name, value in properties.items():
            setattr(told, name, value)
        self._paho.publish(topic, payload, qos, retain, told).wait_for_publish(TIMEOUT_S)
        return self.answers.get(timeout=TIMEOUT_S).value
