"""One module per journey; each is found by the registry and needs no other edit."""
