"""What people can ask for, in the domain's words: a handler parses, calls one of these, and answers."""
