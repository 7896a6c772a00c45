"""Shared by the forms of the app stores: which data an app collects, for what, and who gets them."""
