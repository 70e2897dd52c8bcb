"""CHK: rules on チェックリスト."""
