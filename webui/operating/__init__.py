"""What people who run a server need: addresses behind a proxy, limits, figures, health, a log of requests."""
