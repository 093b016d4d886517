"""The window: PySide6 and nothing of the database. One file per view; jobs for the database run in its worker."""

from kundvalsdesk.ui.singletoner import hall_vid_liv

hall_vid_liv()
