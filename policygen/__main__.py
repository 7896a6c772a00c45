"""`python -m policygen`."""

from policygen.commands import main

main(prog_name="policygen")
