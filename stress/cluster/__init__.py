"""A real OpenSearch cluster and a real PostgreSQL on one machine, for tests and proofs."""
