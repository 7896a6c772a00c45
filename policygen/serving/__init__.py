"""The site as it is while somebody writes it: kept in memory, shown on the loopback interface, renewed by itself."""
