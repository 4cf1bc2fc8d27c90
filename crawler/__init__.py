"""Goes and looks: network, browser and disk. The only package that touches a council's site."""
