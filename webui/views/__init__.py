"""The views: each reads its input, asks the workspace once, and renders."""
