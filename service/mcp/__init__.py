"""The collection as tools of the Model Context Protocol, on its official SDK."""
