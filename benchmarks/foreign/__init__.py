"""Form engines that others wrote, run as applications on this machine and walked by the tool; `make foreign`."""
