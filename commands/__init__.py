"""L5: the commands of ``muragat``, one module a family; imported only when a command is called."""
