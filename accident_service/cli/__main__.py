"""`python -m accident_service.cli`: the command line without an installed script."""

from accident_service.cli import main

main(prog_name="accident-service")
