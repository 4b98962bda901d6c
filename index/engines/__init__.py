"""The engines behind the port; nothing above this folder knows their details."""
