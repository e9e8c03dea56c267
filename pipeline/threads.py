"""How many threads the matrix library may take: one, since the work is shared out over processes."""

import os


def one_thread_each() -> None:
    """Works only before numpy is first imported; what the user has set stays."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(name, "1")
