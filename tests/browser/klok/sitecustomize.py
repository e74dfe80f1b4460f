"""Put on PYTHONPATH of a server: its clock starts at an instant of our choice and ticks on from there."""

import os
from datetime import datetime

if os.environ.get("KLOK_VAN_DE_TOETS"):
    import time_machine

    time_machine.travel(datetime.fromisoformat(os.environ["KLOK_VAN_DE_TOETS"]), tick=True).start()
