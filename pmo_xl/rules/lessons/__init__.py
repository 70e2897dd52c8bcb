"""KNW: rules on 振り返り and ナレッジ."""
