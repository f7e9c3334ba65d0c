"""Bugs to plant: each function replaces one piece of real code by a wrong one, for as long as the test lasts."""
