"""The contract of `bot.ports.Storage`. A second backend adds itself to `BACKENDS`, and all of this runs on it."""
