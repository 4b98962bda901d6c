"""JSON under ``/api/v1``: the same parameters as the pages, described by what reads them."""
