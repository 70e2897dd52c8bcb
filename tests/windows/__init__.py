"""pmo_xl on Windows, without Windows: genuine Windows programs under Wine. README.md says what this shows and what it cannot."""
