"""Programmes: applications, assessment, decisions."""
