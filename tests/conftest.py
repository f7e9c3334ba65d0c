"""What every test stands on: how hard Hypothesis tries.

`ci` (the default) is quick and the same on every run, so a red run is never bad luck. `long` looks for
what nobody has seen yet: ``HYPOTHESIS_PROFILE=long make test``.
"""

import os

from hypothesis import HealthCheck, settings

# No deadlines: how long an example takes says more about the machine than about the code.
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=200, print_blob=True)
settings.register_profile(
    "long",
    deadline=None,
    max_examples=2_000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
