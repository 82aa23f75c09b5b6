"""Loading the enterprise register's open data: read, check, stage, publish. Entrance: `loading.load`."""
