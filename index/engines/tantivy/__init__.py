"""The engine on tantivy, a search library in Rust: for a million articles and more on one machine."""
