"""Fetches documents from outside: within limits, past the guard, unpacked and decoded."""
