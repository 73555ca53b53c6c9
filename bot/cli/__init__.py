"""The `dozor` command, a file for each of its subcommands."""
