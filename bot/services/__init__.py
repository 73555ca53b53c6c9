"""What people can ask for, in the words of the domain: handlers parse, call one of these, and answer."""
