#!/usr/bin/env python3
"""start.py [--runs N] PROGRAM…: what `PROGRAM --version` costs, each in turn, beside a program that does nothing.

CPU milliseconds, user and system, of the process alone, as the kernel counts them; no shell stands between. Linux.
"""
import os
import statistics
import sys


def cost(program):
    quiet = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    process = os.posix_spawn(program, [program, "--version"], os.environ, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    if status:
        sys.exit(f"{program}: {status}")
    return (used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / 1024


def main():
    arguments, runs = sys.argv[1:], 500
    if arguments[:1] == ["--runs"]:
        runs, arguments = int(arguments[1]), arguments[2:]
    programs = ["/bin/true", *map(os.path.abspath, arguments)]
    rounds = [[cost(program) for program in programs] for _ in range(runs)]
    for i, program in enumerate(programs):
        cpu = sorted(r[i][0] for r in rounds)
        tenth = cpu[len(cpu) // 10]
        print(f"{program}: {tenth:.2f} ms the tenth part below, {statistics.median(cpu):.2f} ms median, {rounds[-1][i][1]:.1f} MiB")


if __name__ == "__main__":
    main()
