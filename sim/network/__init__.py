"""The network between tabs and the server: sockets, requests and long polls over lines that can be bad.

Owns: latency, cuts in one direction or both, readers that stall, proxies that lose, double and delay frames.
Never: a frame's meaning, beyond its kind.
Holds: on a line without a proxy, frames arrive in order and each once, or not at all from some moment on: as TCP does.
"""
