"""How many threads the arithmetic of other libraries takes."""

from threadpoolctl import threadpool_info, threadpool_limits

_NUMPY = "numpy"


def limit_threads(threads: int) -> None:
    """OpenMP, and with it FAISS, takes `threads`; numpy's products one, for good."""
    threadpool_limits(threads, user_api="openmp")
    limit_products()


def limit_products() -> None:
    """numpy's products of matrices take one thread from now on.

    Ours are small: threads would wait for one another, spinning, longer than they work. It is not
    lifted again: at times OpenBLAS (0.3.31) passes over what is set by another thread than the one
    that set it before.
    """
    paths = [found["filepath"] for found in threadpool_info() if found["user_api"] == "blas"]
    threadpool_limits({path: 1 for path in paths if _NUMPY in path})
