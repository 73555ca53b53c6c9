"""Documents from outside: fetched within limits and past the guard, unpacked, decoded."""
