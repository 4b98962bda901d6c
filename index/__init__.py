"""L2: finding: fields, analysis, the query language and the search engines."""
