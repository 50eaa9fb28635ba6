"""`trucewatch run` and `trucewatch demo`: the daemon, and the daemon on a stage."""

from pathlib import Path

from monitor.cli.options import ClockSpec, Config, Exit, Folder, Kills, Once, Seed, Stretch

RUN = "Example: trucewatch run --config config.toml"
DEMO = "Example: trucewatch demo --kills 5 --keep /tmp/demo"


def run(config: Config = Path("config.toml"), *, once: Once = False, clock: ClockSpec = None) -> None:
    """Watch: poll, read, judge, alert; until stopped.

    Ctrl-C or SIGTERM stop it within seconds; what is under way is finished or taken up again by the next run.
    """
    from monitor.app import run_daemon

    raise Exit(run_daemon(config, once=once, clock=clock))


def demo(kills: Kills = 0, seed: Seed = 0, stretch: Stretch = 1.0, keep: Folder = None) -> None:
    """Play the Iraqi truce of October 2020, offline.

    The daemon runs with a fast clock; mails and signed webhooks are really received, on this machine.
    """
    import sys

    from monitor.demo.stage import Play, run_demo

    raise Exit(run_demo(Play(kills=kills, seed=seed, stretch=stretch), keep, sys.stdout))
