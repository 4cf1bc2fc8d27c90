// This service adds no script of its own.
