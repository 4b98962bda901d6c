"""Speed, with figures; never timed tests."""
