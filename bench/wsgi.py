"""What gunicorn serves during the measurement."""

from bench.kaal import maak_toepassing

application = maak_toepassing()
