"""What the claims about speed are measured with.

Owns: a load generator, a bare baseline, and the table in `docs/benchmarks.md`.
Never: a number typed by hand; a verdict without its baseline from the same run.
Holds: the server runs on one core, the generator on another; arrivals are open-loop, so a slow answer is not hidden
by a late question.
"""
