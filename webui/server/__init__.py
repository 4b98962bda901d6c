"""The production server: waitress with several threads, in one process or in several that share a port."""
