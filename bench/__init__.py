"""The benchmark: policygen against Hugo on the same facts. See README.md in this folder."""
