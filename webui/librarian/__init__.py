"""Pages of the librarian: the review list, corrections with their audit, withdrawals, access.

They exist only when the server was told so (``serve --librarian``), and are the only ones that take a POST.
"""
