"""The daemon's life: settings, lock, build, run, and a graceful end on SIGTERM, SIGINT or SIGHUP."""

import asyncio
import os
import signal
from pathlib import Path

from alerts.addresses import AddressPolicy
from alerts.dispatcher import Dispatcher
from alerts.http import GuardedTransport
from alerts.ports import Channel
from monitor.app.channels import enqueue_for, open_channels, user_agent
from monitor.app.parts import Parts, open_parts
from monitor.clock import Clock, SystemClock, parse_clock
from monitor.daemon.beat import Beat
from monitor.daemon.loops import Daemon
from monitor.errors import StorageError
from monitor.ingest.fetch import Fetcher
from monitor.ingest.pacing import Pacing
from monitor.logs import configure_logs, logger
from monitor.pipeline.poll import FeedLimits, Polling
from monitor.pipeline.read import PageLimits, Reading
from monitor.pipeline.sight import Looking
from monitor.settings import LogFormat, Settings, load_settings

log = logger("app")

PLAIN = {LogFormat.AUTO: None, LogFormat.CONSOLE: True, LogFormat.JSON: False}
BEAT_SECONDS = 1.0
STAGED_BEAT_SECONDS = 0.2  # a staged clock runs fast


def run_daemon(settings_path: Path, *, once: bool = False, clock: str | None = None) -> int:
    """Run the daemon until it is told to stop, or once through; gives the exit code."""
    settings = load_settings(settings_path, os.environ)
    staged = parse_clock(clock)
    configure_logs(plain=PLAIN[settings.log.format], level=settings.log.level)
    asyncio.run(_run(settings, staged, once=once))
    return 0


async def _run(settings: Settings, clock: Clock, *, once: bool) -> None:
    async with open_channels(settings) as channels, open_parts(settings, settings.database, clock) as parts:
        await parts.store.sync_sources(settings.sources, clock.now())
        async with GuardedTransport(AddressPolicy(settings.network.allowed_networks)) as transport:
            pacing = Pacing(gap=settings.network.host_gap)
            daemon = _daemon(settings, parts, channels, Fetcher(transport, user_agent(settings), pacing))
            log.info(
                "watching", sources=len(settings.sources), watches=len(parts.watches), database=str(settings.database)
            )
            if once:
                await daemon.once()
            else:
                await _until_told(daemon)
    log.info("stopped")


def _daemon(settings: Settings, parts: Parts, channels: tuple[Channel, ...], fetcher: Fetcher) -> Daemon:
    network = settings.network
    enqueue = enqueue_for(settings, channels)
    settler = parts.settler(enqueue)
    followed = {watch.id: watch for watch in parts.watches}
    return Daemon(
        polling=Polling(
            parts.store, fetcher, parts.workers, parts.clock, FeedLimits(network.fetch_deadline, network.feed_limit)
        ),
        reading=Reading(
            fetcher, parts.workers, settler, parts.clock, PageLimits(network.fetch_deadline, network.page_limit)
        ),
        fire_clock_rules=settler.tick,
        # Copies go out by the real clock even where the story's is staged: receivers check how fresh a signature is.
        sender=Dispatcher(parts.store, channels, SystemClock().now, outages=(StorageError,)),
        beat=Beat(BEAT_SECONDS if isinstance(parts.clock, SystemClock) else STAGED_BEAT_SECONDS),
        look=Looking(parts.store, followed, parts.lexicon, parts.clock, enqueue).step,
    )


async def _until_told(daemon: Daemon) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(name, stop.set)
    await daemon.run(stop)
