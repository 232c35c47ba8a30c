"""`python -m commonweal` is the same as the command `commonweal` and as `python3 run`."""

from commonweal.config.command_line import main

if __name__ == "__main__":
    raise SystemExit(main())
