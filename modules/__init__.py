"""The modular offer in five layers."""
