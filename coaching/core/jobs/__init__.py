"""Work for the worker: asked once, taken up when it is lost, ended visibly; and what runs each morning or minute."""
