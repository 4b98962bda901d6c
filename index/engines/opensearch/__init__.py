"""The engine on an OpenSearch cluster, for archives beyond one machine (``muragat[opensearch]``)."""
