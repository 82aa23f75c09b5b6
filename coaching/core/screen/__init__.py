"""What pages are made of: gates, forms, fields, lists, charts, components, navigation."""
