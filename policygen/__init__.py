"""policygen: company facts in, a privacy policy out, in every language, as a page and as data."""

__version__ = "0.1.0"
