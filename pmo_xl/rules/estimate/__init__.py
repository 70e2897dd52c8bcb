"""EST: rules on 見積一覧 and 対応案比較."""
