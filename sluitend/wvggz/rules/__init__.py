"""The law of the Wvggz tasks as pure functions (chapter 11, chapter 02 W04-W76)."""
