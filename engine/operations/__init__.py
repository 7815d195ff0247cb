"""The one table of operations that the server, the command line and Processing offer."""
