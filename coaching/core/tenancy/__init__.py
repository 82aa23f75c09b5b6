"""Who the database thinks is asking: contexts, managers, policies, middleware, task scopes."""
