"""Measure everything and write `docs/benchmarks.md`: `python -m bench`, or `--quick` for a look without writing."""

import argparse
import asyncio
import os
import resource
import statistics
import sys
import tempfile

import uvloop

from bench import bare, decision, floor, report, routing
from bench.chats import Flow
from bench.process import SERVER_CORE, Process, free_port
from bench.report import Row, latency_row
from bench.shop import Shop

CONVERSATIONS = 500
AGENTS = 20
CAPACITY = 25
RATES = (500, 2_000)
DECISION_WAITING = (100, 10_000)
IDLE = (1_000, 5_000)
OPEN_FILES = 20_000
PARTS = ("floor", "messages", "routing", "sockets")

# One address is everybody here, so the limits per address and per visitor would measure themselves.
LIMITS_OFF = {
    "DESKBELL_SOCKETS_PER_ADDRESS_MAX": "20000",
    "DESKBELL_ADDRESS_CHATS_PER_MINUTE": "100000",
    "DESKBELL_VISITOR_MESSAGES_PER_SECOND": "100",
    "DESKBELL_VISITOR_MESSAGES_BURST": "1000",
    "DESKBELL_FRAMES_PER_SECOND": "1000",
    "DESKBELL_FRAMES_BURST": "10000",
}


def main() -> None:
    """Parse the arguments, measure, print, and write unless it was a quick look."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="prints, writes nothing; 2 s a rate, 1,000 sockets")
    parser.add_argument("--seconds", type=float, default=10, help="how long each rate is measured (default: 10)")
    parser.add_argument("--idle", type=int, nargs="+", default=IDLE, help="numbers of idle sockets to measure at")
    parser.add_argument("--only", choices=PARTS, help="prints this part alone, writes nothing")
    arguments = parser.parse_args()
    quick = arguments.quick
    seconds, idle = (2.0, IDLE[:1]) if quick else (arguments.seconds, tuple(arguments.idle))
    _take_generator_core()
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    rows: list[Row] = []
    for part in PARTS if arguments.only is None else (arguments.only,):
        rows += _measure(part, seconds, idle)
    is_whole = not quick and arguments.only is None
    sys.stdout.write((report.write(rows, _notes(seconds)) if is_whole else report.as_table(rows)) + "\n")


def _measure(part: str, seconds: float, idle: tuple[int, ...]) -> list[Row]:
    if part == "floor":
        return _floor_rows()
    if part == "messages":
        return uvloop.run(_message_rows(seconds))
    return uvloop.run(_routing_rows(2 * seconds) if part == "routing" else _socket_rows(idle))


def _take_generator_core() -> None:
    cores = os.sched_getaffinity(0)
    if len(cores) > 1:
        os.sched_setaffinity(0, cores - {SERVER_CORE})


def _notes(seconds: float) -> list[str]:
    return [
        f"Each rate was measured for {seconds:g} s after a warm-up of a fifth of that. Load average of the machine at "
        f"the end: {os.getloadavg()[0]:.1f} (the server and the generator alone make about 2).",
        f"Messages: {CONVERSATIONS} conversations, {AGENTS} agents, {CONVERSATIONS + AGENTS} sockets, embedded SQLite "
        "with synchronous=FULL. Every message is committed before it is acknowledged, and goes to the sender's and the "
        "agent's socket: three frames out for one in, where the echo sends one.",
        'Latencies count from when a message was due (open loop). "Peer" is the agent\'s socket.',
        f"Routing: {routing.CAPACITY} chats an agent, who serves {routing.INBOXES_PER_AGENT} of the inboxes. Every "
        "console follows what the real one does: the team, the boards of its inboxes, its chats. A visitor asks for "
        "all that a widget asks for: three requests and a socket. "
        f"Chats last {routing.CHAT_SECONDS:g} s while they come and go. "
        "The generator shares the machine with the server: its own share of its core stands beside the server's.",
        "The floor is measured alone: no database, no sockets; 20 messages to one chat opened, accepted and closed.",
    ]


def _floor_rows() -> list[Row]:
    mix, routing = floor.measure()
    what = f"floor, {floor.AGENTS} agents, {floor.CHATS:,} open chats: commands/s"
    return [
        Row(f"{what}, a day's mix", f"{mix:,.0f}", goal="≥ 20,000", met=mix >= 20_000),
        Row(f"{what}, routing only (close, open, accept)", f"{routing:,.0f}"),
        *_decision_rows(),
    ]


def _decision_rows() -> list[Row]:
    """Few and many in turn, so that what else the machine does strikes both."""
    few, many = DECISION_WAITING
    pairs = [(decision.measure(few), decision.measure(many)) for _ in range(3)]
    cost_few, cost_many = (statistics.median(costs) for costs in zip(*pairs, strict=True))
    ratio = cost_many / cost_few
    return [
        Row(
            f"floor, one decision while {many:,} chats wait (500 agents, 50 inboxes)",
            f"{cost_many:.0f} µs",
            f"{cost_few:.0f} µs while {few} wait",
            f"{ratio:.1f}",
            "ratio ≤ 2",
            ratio <= 2,
        )
    ]


async def _message_rows(seconds: float) -> list[Row]:
    port, echo_server = bare.start()
    with echo_server:
        echo = bare.Echo()
        await echo.connect(port, CONVERSATIONS + AGENTS)
        bare_latencies = {rate: await echo.at_rate(rate, seconds) for rate in RATES}
        bare_rate = await echo.saturated(seconds)
        echo.close()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="deskbell-bench-") as folder:
        port, server = _start_deskbell(folder)
        with server:
            shop = Shop(port, server)
            await shop.set_up(AGENTS, CAPACITY)
            await shop.open_chats(CONVERSATIONS)
            flow = Flow(shop)
            for rate in RATES:
                sample = await flow.at_rate(rate, seconds)
                echo_p50, echo_p99 = (bare_latencies[rate].percentile_ms(percent) for percent in (50, 99))
                rows += [
                    latency_row(f"send → ack, {rate:,} messages/s, p50", sample.ack_p50_ms, echo_p50),
                    latency_row(
                        f"send → ack, {rate:,} messages/s, p99",
                        sample.ack_p99_ms,
                        echo_p99,
                        25 if rate == 2_000 else None,
                    ),
                    latency_row(f"send → peer, {rate:,} messages/s, p50", sample.peer_p50_ms, echo_p50),
                    latency_row(
                        f"send → peer, {rate:,} messages/s, p99",
                        sample.peer_p99_ms,
                        echo_p99,
                        25 if rate == 2_000 else None,
                    ),
                    Row(
                        f"server's core in use at {rate:,} messages/s; refused",
                        f"{sample.cpu_share:.0%}; {sample.refused}",
                    ),
                ]
            durable = await flow.saturated(seconds)
        rows.insert(
            0,
            Row(
                f"durable messages/s on one server core, {CONVERSATIONS} conversations",
                f"{durable:,.0f}",
                f"{bare_rate:,.0f} echoes/s",
                f"{durable / bare_rate:.2f}",
                "≥ 6,000",
                durable >= 6_000,
            ),
        )
        _, server = _start_deskbell(folder)
        with server:
            rows.append(
                Row(
                    "start to ready, on the folder of the run above",
                    f"{server.ready_seconds:.2f} s",
                    goal="≤ 2 s",
                    met=server.ready_seconds <= 2,
                )
            )
    return rows


async def _routing_rows(seconds: float) -> list[Row]:
    port, echo_server = bare.start()
    with echo_server:
        echo = bare.Echo()
        await echo.connect(port, routing.AGENTS)
        bare_latencies = await echo.at_rate(routing.RATE, seconds / 2)
        echo.close()
    with tempfile.TemporaryDirectory(prefix="deskbell-bench-") as folder:
        port, server = _start_deskbell(folder)
        with server:
            sustained, full = await routing.measure(port, server, seconds)
    return routing.rows(sustained, full, bare_latencies, seconds)


async def _socket_rows(counts: tuple[int, ...]) -> list[Row]:
    bare_kb = await _bare_socket_kb(counts[-1])
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="deskbell-bench-") as folder:
        port, server = _start_deskbell(folder)
        with server:
            rows.append(
                Row(
                    "start to ready, empty folder",
                    f"{server.ready_seconds:.2f} s",
                    goal="≤ 2 s",
                    met=server.ready_seconds <= 2,
                )
            )
            shop = Shop(port, server)
            await shop.set_up(1, 1)
            await shop.open_idle_sockets(100)
            before, opened = server.memory_kb(), 0
            for count in counts:
                await shop.open_idle_sockets(count - opened)
                opened = count
                await asyncio.sleep(1)
                each = (server.memory_kb() - before) / count
                rows.append(
                    Row(
                        f"memory of an idle visitor socket, at {count:,} of them",
                        f"{each:.1f} kB",
                        f"{bare_kb:.1f} kB",
                        f"{each / bare_kb:.1f}",
                        "≤ 40 kB",
                        each <= 40,
                    )
                )
    return rows


async def _bare_socket_kb(count: int) -> float:
    port, echo_server = bare.start()
    with echo_server:
        echo = bare.Echo()
        await echo.connect(port, 100)
        before = echo_server.memory_kb()
        await echo.connect(port, count)
        await asyncio.sleep(1)
        each = (echo_server.memory_kb() - before) / count
        echo.close()
    return each


def _start_deskbell(folder: str) -> tuple[int, Process]:
    port = free_port()
    environment = {
        **LIMITS_OFF,
        "DESKBELL_DATA": folder,
        "DESKBELL_PORT": str(port),
        "DESKBELL_DRAIN_SECONDS": "1",
    }
    return port, Process(["-m", "deskbell", "serve"], environment, f"http://127.0.0.1:{port}/health/ready")


if __name__ == "__main__":
    main()
