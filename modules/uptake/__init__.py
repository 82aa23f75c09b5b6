"""Taking a module up (layers without a decision): sign up, use it, say how it went, and go one step further."""
