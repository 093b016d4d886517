"""kundvalsdesk: the desk for kundval arbete och etablering."""

__version__ = "0.1.0"
