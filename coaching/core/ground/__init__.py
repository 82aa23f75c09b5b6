"""What everything leans on: time, roles, refusals, the trail, life cycles, what happens at the same moment."""
