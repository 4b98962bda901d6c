"""Scripts that make the data files of ``kazakh/`` again from named sources."""
